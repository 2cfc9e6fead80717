from typing import Any

from django import forms

from content.models import Guide, QuestionVersion, Section, Topic
from quiz.models import Learner
from quiz.models.learner import time_zone_choices
from quiz.models.session import Mode
from quiz.practice.answering import IncompleteReply, Reply
from quiz.practice.presentations import Presentation, shown_order
from quiz.progress.due import Scope
from quiz.scheduler.grades import Certainty
from quiz.scheduler.memory import Grade

LENGTHS = [5, 10, 20]
DEFAULT_LENGTH = 10


class StartForm(forms.Form):
    """What to practise: a mode, a part of the guide, and how many questions."""

    mode = forms.ChoiceField(choices=Mode.choices, required=False)
    scope = forms.RegexField(r"^(|section:\d+|topic:\d+)$", required=False)
    length = forms.IntegerField(min_value=1, max_value=50, required=False)

    def chosen(self, guide: Guide) -> dict[str, Any]:
        """The arguments for `sessions.start`. A part of another guide counts as the whole guide."""
        section = topic = None
        kind, _, pk = self.cleaned_data["scope"].partition(":")
        if kind == "section":
            section = Section.objects.filter(guide=guide, pk=pk).first()
        elif kind == "topic":
            topic = Topic.objects.filter(guide=guide, pk=pk).select_related("section").first()
        return {
            "scope": Scope(guide, section, topic),
            "mode": Mode(self.cleaned_data["mode"] or Mode.DAILY),
            "length": self.cleaned_data["length"] or DEFAULT_LENGTH,
        }


class AnswerForm(forms.Form):
    """A reply as the page sends it: options and criteria by the number under which they were shown."""

    certainty = forms.ChoiceField(choices=[(c.value, c.value) for c in Certainty], required=False)
    option = forms.IntegerField(min_value=1, required=False)
    grade = forms.TypedChoiceField(choices=[(g.value, g.name) for g in Grade], coerce=int, required=False)
    criteria = forms.BooleanField(required=False)
    criterion = forms.TypedMultipleChoiceField(
        choices=[(number, number) for number in range(1, 51)], coerce=int, required=False
    )

    def reply(self, version: QuestionVersion, presentation: Presentation) -> Reply:
        """The reply in the version's own order. Raises IncompleteReply for an option that was not shown."""
        data = self.cleaned_data
        order = shown_order(version, presentation.nonce)
        number = data["option"]
        if number and number > len(order):
            raise IncompleteReply(f"There is no option {number}; choose one of the {len(order)}.")
        return Reply(
            certainty=Certainty(data["certainty"]) if data["certainty"] else None,
            option=order[number - 1] if number else None,
            grade=Grade(data["grade"]) if data["grade"] else None,
            criteria=frozenset(n - 1 for n in data["criterion"]) if data["criteria"] else None,
        )


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Learner
        fields = ["guide", "time_zone", "day_start", "new_per_day", "reviews_per_day", "choice_only"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"] = forms.ChoiceField(choices=time_zone_choices)
        guide = forms.ModelChoiceField(Guide.objects.practisable(), required=False, empty_label=None)
        self.fields["guide"] = guide

    def save(self, commit: bool = True) -> Learner:
        if "time_zone" in self.changed_data:
            self.instance.time_zone_chosen = True
        learner: Learner = super().save(commit)
        return learner
