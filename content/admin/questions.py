"""A question's page: its whole text in one form; saving it makes its next version."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html_join

from content.drafts import QuestionKind
from content.judging import CHOICE_KINDS, FREE_KINDS
from content.models import Question, QuestionCriterion, QuestionOption, QuestionVersion
from content.models.questions import QUESTION_KINDS
from content.store import edits
from content.store.questions import save_version

from .desk import TEXTS, CriterionForm, KindFirst, NumberedFormSet, done


class QuestionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A question of one kind. A new one is authored, and gets its id from its point and its stem."""

    kind: ClassVar[QuestionKind]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.kind = self.kind.value
        if "answer" in self.fields:
            self.fields["answer"].required = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance._state.adding and cleaned.get("point") and cleaned.get("stem"):
            self.instance.point, self.instance.stem = cleaned["point"], cleaned["stem"]
            edits.name_question(self.instance)
            if Question.objects.filter(pk=self.instance.pk).exists():
                self.add_error("stem", "The point has a question of this kind and wording already: edit that one.")
        return cleaned

    def save(self, commit: bool = True) -> Any:
        edits.date_retirement(self.instance, now=timezone.now())
        return super().save(commit)


class OptionForm(forms.ModelForm):  # type: ignore[type-arg]
    """An option always has its reason."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].required = True
        self.fields["why"].error_messages["required"] = "Say why it is right or wrong; it is shown after the answer."


class OptionFormSet(NumberedFormSet):
    """The options of a choice question, exactly one of them right."""

    def clean(self) -> None:
        super().clean()
        filled = [form.cleaned_data for form in self.forms if form.cleaned_data.get("text")]
        options = [option for option in filled if not option.get("DELETE")]
        problems = []
        if self.instance.kind == QuestionKind.TRUE_FALSE and len(options) != 2:
            problems.append(f"A true-or-false question has two options, not {len(options)}.")
        elif len(options) < 2:
            problems.append(f"Give at least two options; there {'is one' if options else 'are none'}.")
        right = sum(option["is_key"] for option in options)
        if options and right != 1:
            problems.append(f"{right or 'No'} option{'' if right == 1 else 's'} marked as right: mark exactly one.")
        if len({option["text"].casefold() for option in options}) < len(options):
            problems.append("Two options say the same: reword or remove one.")
        if problems:
            raise forms.ValidationError(problems)


class OptionInline(admin.TabularInline):  # type: ignore[type-arg]
    model = QuestionOption
    form = OptionForm
    formset = OptionFormSet
    formfield_overrides = TEXTS
    fields = ("text", "is_key", "why")
    verbose_name = "option"
    verbose_name_plural = "options"

    def get_extra(self, request: HttpRequest, obj: Question | None = None, **kwargs: Any) -> int:
        if obj:
            return 0
        return 2 if request.GET["kind"] == QuestionKind.TRUE_FALSE else 3


class CriterionInline(admin.TabularInline):  # type: ignore[type-arg]
    model = QuestionCriterion
    form = CriterionForm
    formset = NumberedFormSet
    formfield_overrides = TEXTS
    fields = ("text", "must", "cues", "slug")
    verbose_name = "criterion"
    verbose_name_plural = "criteria"
    extra = 0


class VersionInline(admin.TabularInline):  # type: ignore[type-arg]
    """What learners were shown, newest first: read only."""

    model = QuestionVersion
    fields = readonly_fields = ("number", "created_at", "stem", "text")
    ordering = ("-number",)
    verbose_name_plural = "versions"
    classes = ("collapse",)
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="options and answer")
    def text(self, version: QuestionVersion) -> str:
        lines = [("right: " if option["is_key"] else "wrong: ", option["text"]) for option in version.options]
        lines += [("must: " if item["must"] else "", item["text"]) for item in version.criteria]
        lines += [("", version.code), ("", version.answer)]
        return format_html_join("", '<p class="frozen">{}{}</p>', (line for line in lines if line[1]))


@admin.register(Question)
class QuestionAdmin(KindFirst):
    kinds = [(kind, label) for kind, label in QUESTION_KINDS if kind in CHOICE_KINDS | FREE_KINDS]
    list_display = ("stem", "topic", "kind", "authored", "state")
    list_filter = (
        "state",
        "kind",
        "authored",
        "point__level",
        "point__topic__guide",
        "point__topic__section",
        "point__topic",
    )
    list_select_related = ("point__topic__guide",)
    search_fields = ("stem", "answer", "options__text", "point__slug", "point__topic__name")
    search_help_text = "Words of the question, its options or answer, its point's id or its topic"
    autocomplete_fields = ("point",)
    actions = ("publish", "retire")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        return super().get_queryset(request).select_related("point__topic__guide")

    def get_form(self, request: HttpRequest, obj: Question | None = None, change: bool = False, **kwargs: Any) -> Any:
        kind = QuestionKind(self.kind_of(request, obj))
        form = type("KindForm", (QuestionForm,), {"kind": kind})
        return super().get_form(request, obj, change, **{"form": form, **kwargs})

    def get_fieldsets(self, request: HttpRequest, obj: Question | None = None) -> Any:
        kind = self.kind_of(request, obj)
        text = ["stem", *(["answer"] if kind in FREE_KINDS else [])]
        own = (None, {"fields": ["point", "kind", *(["origin"] if obj else []), *text, "state"]})
        code = ("Code shown with it", {"fields": ["code", "code_language"], "classes": ["collapse"]})
        return [own] if kind == QuestionKind.SPOKEN else [own, code]

    def get_readonly_fields(self, request: HttpRequest, obj: Question | None = None) -> list[str]:
        return ["kind", "point", "origin"] if obj else ["kind"]

    def get_inlines(self, request: HttpRequest, obj: Question | None) -> list[Any]:
        kind = self.kind_of(request, obj)
        parts = [CriterionInline] if kind == QuestionKind.SPOKEN else [] if kind in FREE_KINDS else [OptionInline]
        return [*parts, VersionInline] if obj else parts

    @admin.display(description="origin")
    def origin(self, question: Question) -> str:
        if question.authored:
            return "Written by hand."
        return "Made from its point. What you change here stays, whatever an import or the point brings."

    @admin.display(description="topic", ordering="point__topic")
    def topic(self, question: Question) -> str:
        return str(question.point.topic)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        version = save_version(form.instance, now=timezone.now())
        if change and version is not None:
            self.message_user(request, f"Learners are shown version {version.number} from now on.", messages.INFO)

    @admin.action(description="Publish the selected questions", permissions=["change"])
    def publish(self, request: HttpRequest, questions: Any) -> None:
        self.message_user(request, done(questions.publish(), "question", "published"), messages.SUCCESS)

    @admin.action(description="Retire the selected questions", permissions=["change"])
    def retire(self, request: HttpRequest, questions: Any) -> None:
        self.message_user(request, done(questions.retire(now=timezone.now()), "question", "retired"), messages.SUCCESS)
