"""A question's page: its whole text in one form; saving it makes its next version.

Flaws that lint finds stand beside their fields. An error keeps a question from being published, never from being saved.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from content.drafts import QuestionKind
from content.generators.rules.problem import Problem, Severity
from content.judging import FREE_KINDS, JUDGED_KINDS, OPTION_KINDS
from content.models import Question
from content.models.base import State
from content.models.questions import QUESTION_KINDS
from content.store import edits
from content.store.questions import save_version

from . import flaws
from .desk import KindFirst, done
from .question_parts import INLINES, CriterionInline, OptionFormSet, OptionInline, VersionInline

PREVIEW = "_preview"
"""The button that saves a question as a draft and shows it as a learner sees it."""


class QuestionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A question of one kind. A new one is authored, and gets its id from its point and its stem."""

    kind: ClassVar[QuestionKind]
    bound_field_class = flaws.FlaggedField

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
        if PREVIEW in self.data:
            cleaned["state"] = State.DRAFT
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.kind in OPTION_KINDS and self.instance.state == State.PUBLISHED and not self.errors:
            for refusal in flaws.refusals_of_stem(self.instance):
                self.add_error("stem", refusal)

    def save(self, commit: bool = True) -> Any:
        edits.date_retirement(self.instance, now=timezone.now())
        return super().save(commit)


EXTRA: dict[str, list[str]] = {
    QuestionKind.CODE_READING: ["code", "code_language"],
    QuestionKind.FIND_THE_FLAW: ["code", "code_language", "flaw_line"],
    QuestionKind.ORDERING: ["orders"],
}
"""Fields that a kind has beside the stem."""


@admin.register(Question)
class QuestionAdmin(KindFirst):
    change_form_template = "admin/content/question/change_form.html"
    kinds = QUESTION_KINDS
    list_display = ("stem", "topic", "kind", "made_by", "state")
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

    @admin.display(description="origin", ordering="authored")
    def made_by(self, question: Question) -> str:
        return "written" if question.authored else "made from its point"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        return super().get_queryset(request).select_related("point__topic__guide")

    def get_form(self, request: HttpRequest, obj: Question | None = None, change: bool = False, **kwargs: Any) -> Any:
        kind = QuestionKind(self.kind_of(request, obj))
        form = type("KindForm", (QuestionForm,), {"kind": kind})
        return super().get_form(request, obj, change, **{"form": form, **kwargs})

    def get_fieldsets(self, request: HttpRequest, obj: Question | None = None) -> Any:
        kind = self.kind_of(request, obj)
        text = ["stem", *(["answer"] if kind in FREE_KINDS else []), *EXTRA.get(kind, [])]
        own = (None, {"fields": ["point", "kind", *(["origin"] if obj else []), *text, "state"]})
        code = ("Code shown with it", {"fields": ["code", "code_language"], "classes": ["collapse"]})
        return [own] if kind == QuestionKind.SPOKEN or "code" in text else [own, code]

    def get_readonly_fields(self, request: HttpRequest, obj: Question | None = None) -> list[str]:
        return ["kind", "point", "origin"] if obj else ["kind"]

    def get_inlines(self, request: HttpRequest, obj: Question | None) -> list[Any]:
        kind = self.kind_of(request, obj)
        parts: list[Any] = [INLINES.get(kind, OptionInline)] if kind in JUDGED_KINDS else []
        if kind == QuestionKind.SPOKEN:
            parts = [CriterionInline]
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
            then = "from now on" if form.instance.state == State.PUBLISHED else "once the question is published"
            self.message_user(request, f"Learners are shown version {version.number} {then}.", messages.INFO)
        if problems := flaws.found(form.instance):
            self.message_user(request, f"Saved, with {flaws.in_words(problems)}", messages.WARNING)

    def render_change_form(
        self, request: HttpRequest, context: Any, add: bool = False, change: bool = False, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        form = context["adminform"].form
        lists = [inline.formset for inline in context["inline_admin_formsets"]]
        options = next((formset for formset in lists if isinstance(formset, OptionFormSet)), None)
        problems: Sequence[Problem] = ()
        if not form.is_bound and change:
            problems = flaws.found(form.instance)
        elif options is not None and options.is_bound:
            problems = [problem for problem in options.problems if problem.severity is Severity.WARNING]
        if change and not self.has_change_permission(request, form.instance):
            whole = problems
        else:
            whole = flaws.place(problems, form, options.rows() if options is not None and problems else ())
        told = [(problem.severity, flaws.sentence(problem)) for problem in whole]
        context = {**context, "flaws": told, "preview": PREVIEW}
        return super().render_change_form(request, context, add, change, *args, **kwargs)

    def response_add(self, request: HttpRequest, obj: Question, post_url_continue: Any = None) -> HttpResponse:
        return _preview(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Question) -> HttpResponse:
        return _preview(request, obj) or super().response_change(request, obj)

    @admin.action(description="Publish the selected questions", permissions=["change"])
    @transaction.atomic
    def publish(self, request: HttpRequest, questions: Any) -> None:
        edits.lock_all(questions)
        unpublished = questions.exclude(state=State.PUBLISHED).prefetch_related("options")
        flawed = flaws.with_errors(unpublished)
        sound = questions.exclude(pk__in=[question.pk for question in flawed])
        self.log_states(request, sound, State.PUBLISHED)
        count = sound.publish()
        if count or not flawed:
            self.message_user(request, done(count, "question", "published"), messages.SUCCESS)
        flaws.tell(request, flawed, what="not published", remedy="Mend each on its page, then publish it there.")

    @admin.action(description="Retire the selected questions", permissions=["change"])
    @transaction.atomic
    def retire(self, request: HttpRequest, questions: Any) -> None:
        edits.lock_all(questions)
        self.log_states(request, questions, State.RETIRED)
        self.message_user(request, done(questions.retire(now=timezone.now()), "question", "retired"), messages.SUCCESS)


def _preview(request: HttpRequest, question: Question) -> HttpResponse | None:
    """The way to the preview, where that button was pressed."""
    return HttpResponseRedirect(reverse("preview", args=[question.pk])) if PREVIEW in request.POST else None
