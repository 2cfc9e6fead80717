"""The lists on a question's page: options, steps, pairs, blanks or criteria by kind, and what was shown."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html_join

from content.drafts import Option, QuestionKind
from content.generators.rules.problem import Part, Problem, Severity
from content.models import Question, QuestionCriterion, QuestionOption, QuestionVersion
from content.models.base import State

from . import flaws
from .desk import TEXTS, CriterionForm, RowFormSet


class OptionForm(forms.ModelForm):  # type: ignore[type-arg]
    """An option, with what lint found in it beside its fields."""

    bound_field_class = flaws.FlaggedField


class OptionFormSet(RowFormSet):
    """The options of a choice question; what lint finds in them is `problems` once they are cleaned."""

    problems: Sequence[Problem] = ()

    def rows(self) -> list[Any]:
        """The forms whose options the question has, or will have once saved."""
        if not self.is_bound:
            return list(self.initial_forms)
        said = [form for form in self.forms if form.cleaned_data.get("text")]
        return [form for form in said if not form.cleaned_data.get("DELETE")]

    def clean(self) -> None:
        super().clean()
        if any(self.errors) or self.instance.point_id is None:
            return
        rows = self.rows()
        names = [name for name in ("text", "is_key", "why", "match") if name in self.empty_form.fields]
        options = [Option(**{name: form.cleaned_data[name] for name in names}) for form in rows]
        self.problems = flaws.found(self.instance, options=options)
        if self.instance.state != State.PUBLISHED:
            return
        errors = [problem for problem in self.problems if problem.severity is Severity.ERROR]
        for problem in errors:
            if problem.option is not None:
                rows[problem.option].add_error(flaws.FIELDS[problem.part], flaws.refusal(problem))
        if whole := flaws.refusals(problem for problem in errors if problem.part is Part.QUESTION):
            raise forms.ValidationError(whole)


class OptionInline(admin.TabularInline):  # type: ignore[type-arg]
    model = QuestionOption
    form = OptionForm
    formset = OptionFormSet
    formfield_overrides = TEXTS
    fields: ClassVar[tuple[str, ...]] = ("text", "is_key", "why")
    verbose_name = "option"
    verbose_name_plural = "options"

    def get_extra(self, request: HttpRequest, obj: Question | None = None, **kwargs: Any) -> int:
        if obj:
            return 0
        return 2 if request.GET["kind"] == QuestionKind.TRUE_FALSE else 3


class StepInline(OptionInline):
    fields = ("text", "why")
    verbose_name = "step"
    verbose_name_plural = "steps, in the right order"


class PairInline(OptionInline):
    fields = ("text", "match", "why")
    verbose_name = "pair"
    verbose_name_plural = "pairs"


class BlankInline(OptionInline):
    fields = ("text", "why")
    verbose_name = "blank"
    verbose_name_plural = "blanks, in their order; between answers that all count write a | with spaces around it"


INLINES: dict[str, type[OptionInline]] = {
    QuestionKind.ORDERING: StepInline,
    QuestionKind.MATCHING: PairInline,
    QuestionKind.CLOZE: BlankInline,
}


class CriterionInline(admin.TabularInline):  # type: ignore[type-arg]
    model = QuestionCriterion
    form = CriterionForm
    formset = RowFormSet
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
        lines += [
            ("belongs together: ", f"{option['text']} – {option['match']}")
            for option in version.options
            if option["match"]
        ]
        lines += [("must: " if item["must"] else "", item["text"]) for item in version.criteria]
        lines += [("", version.code), ("", version.answer)]
        return format_html_join("", '<p class="frozen">{}{}</p>', (line for line in lines if line[1]))
