from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict

from content.drafts import QuestionKind
from content.judging import FREE_KINDS
from content.models import Guide, QuestionVersion, Section, Topic
from quiz.models import Learner
from quiz.models.learner import time_zone_choices
from quiz.models.session import Mode
from quiz.practice.presentations import Presentation, shown_matches, shown_order
from quiz.practice.replies import IncompleteReply, Reply
from quiz.progress.due import Scope
from quiz.scheduler.grades import Certainty
from quiz.scheduler.memory import Grade

LENGTHS = [5, 10, 20]
DEFAULT_LENGTH = 10


class StartForm(forms.Form):
    """What to practise: a mode, a part of the guide, and how many questions."""

    mode = forms.ChoiceField(choices=Mode.choices, required=False)
    scope = forms.RegexField(r"^(|(section|topic):[0-9]{1,18})$", required=False)
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
    """A reply as the page sends it: options, steps and criteria by the number under which they were shown.

    `place`, `match` and `blank` come once for each step, item and blank, in the order in which those were shown.
    """

    certainty = forms.ChoiceField(choices=[(c.value, c.value) for c in Certainty], required=False)
    option = forms.IntegerField(min_value=1, required=False)
    line = forms.IntegerField(min_value=1, required=False)
    grade = forms.TypedChoiceField(choices=[(g.value, g.name) for g in Grade], coerce=int, required=False)
    criteria = forms.BooleanField(required=False)

    LISTS = ("choice", "criterion", "place", "match", "blank")
    """What may come several times."""

    def reply(self, version: QuestionVersion, presentation: Presentation) -> Reply:
        """The reply in the version's own order. Raises IncompleteReply for what was not shown."""
        data = self.cleaned_data
        certainty = Certainty(data["certainty"]) if data["certainty"] else None
        if version.question.kind in FREE_KINDS:
            return Reply(
                grade=Grade(data["grade"]) if data["grade"] else None,
                criteria=frozenset(n - 1 for n in self._numbers("criterion", most=50)) if data["criteria"] else None,
            )
        if certainty is Certainty.DONT_KNOW:
            return Reply(certainty=certainty)
        return replace(self._answer(version, presentation), certainty=certainty)

    def _answer(self, version: QuestionVersion, presentation: Presentation) -> Reply:
        """What the question's kind asks for, and nothing else that the form may hold."""
        order = shown_order(version, presentation.nonce)
        match version.question.kind:
            case QuestionKind.MULTIPLE_CHOICE:
                chosen = self._numbers("choice", most=len(order))
                return Reply(options=frozenset(order[number - 1] for number in chosen) if chosen else None)
            case QuestionKind.ORDERING:
                return Reply(order=self._order(order))
            case QuestionKind.MATCHING:
                return Reply(matches=self._matches(order, shown_matches(version, presentation.nonce)))
            case QuestionKind.CLOZE:
                return Reply(blanks=tuple(text.strip()[:LONGEST_BLANK] for text in self._all("blank")) or None)
            case _:
                data = self.cleaned_data
                return Reply(option=_shown(order, data["option"]), line=_line(version, data["line"]))

    def _order(self, shown: list[int]) -> tuple[int, ...] | None:
        """The steps in the order of the places that were given to them."""
        places = self._numbers("place", most=len(shown))
        if not places:
            return None
        if sorted(places) != list(range(1, len(shown) + 1)):
            raise IncompleteReply(f"Give each of the {len(shown)} steps a place of its own, or press I don’t know.")
        return tuple(step for _, step in sorted(zip(places, shown, strict=True)))

    def _matches(self, shown: list[int], matches: list[int]) -> tuple[int, ...] | None:
        """For each item of the version the one whose counterpart was chosen."""
        numbers = self._numbers("match", most=len(matches))
        if not numbers:
            return None
        if len(numbers) != len(shown):
            raise IncompleteReply(f"Match each of the {len(shown)} items, or press I don’t know.")
        chosen = {item: matches[number - 1] for item, number in zip(shown, numbers, strict=True)}
        return tuple(chosen[item] for item in range(len(shown)))

    def _numbers(self, name: str, *, most: int) -> list[int]:
        """The numbers sent under a name; fields that were left open are passed over."""
        values = [value for value in self._all(name) if value]
        if not all(len(v) < 4 and v.isascii() and v.isdecimal() and 1 <= int(v) <= most for v in values):
            raise IncompleteReply("Choose among what this page shows, or press I don’t know.")
        return [int(value) for value in values]

    def _all(self, name: str) -> list[str]:
        values = self.data.getlist(name) if isinstance(self.data, QueryDict) else []
        if any("\0" in value for value in values):
            raise IncompleteReply("This holds a character that cannot be stored; write it again without.")
        return values


LONGEST_BLANK = 200


def _line(version: QuestionVersion, number: int | None) -> int | None:
    """The line that is said to have the flaw; None where none is asked for."""
    if version.flaw_line is None:
        return None
    lines = len(version.code.splitlines())
    if number and number > lines:
        raise IncompleteReply(f"There is no line {number}; choose one of the {lines}.")
    return number


def _shown(order: list[int], number: int | None) -> int | None:
    if number and number > len(order):
        raise IncompleteReply(f"There is no option {number}; choose one of the {len(order)}.")
    return order[number - 1] if number else None


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Learner
        fields = [
            "guide",
            "time_zone",
            "day_start",
            "new_per_day",
            "reviews_per_day",
            "choice_only",
            "keyboard_shortcuts",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"] = forms.ChoiceField(choices=time_zone_choices)
        # The learner's own stays among them while it has nothing to ask, so that saving does not change it unasked.
        guides = Guide.objects.practisable() | Guide.objects.filter(pk=self.instance.guide_id)
        self.fields["guide"] = forms.ModelChoiceField(guides, required=False, empty_label=None)

    def save(self, commit: bool = True) -> Learner:
        """Write what was changed here and no other column: the learner may have joined an account since it was read.

        Raises Learner.DoesNotExist where it was merged into another and is gone.
        """
        changed = {name: self.cleaned_data[name] for name in self.changed_data}
        if "time_zone" in changed:
            changed["time_zone_chosen"] = True
        learner: Learner = self.instance
        if changed and not Learner.objects.filter(pk=learner.pk).update(**changed):
            raise Learner.DoesNotExist
        return learner
