"""A point's page: its own columns and those of its kind in one form, with its lists and its questions."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator

from content.drafts import PointKind
from content.models import Criterion, Distractor, InterviewTip, Point, Question, Topic
from content.models.base import State, choices
from content.store import edits

from . import flaws
from .desk import TEXTS, CriterionForm, KindFirst, RowFormSet, done, has_changed
from .point_forms import POINT_FORMS, body_fields, name_of

WITH_DISTRACTORS = {PointKind.PITFALL, PointKind.CODE_EXAMPLE}
SEARCHED = ["slug", "topic__name", "term__term", "term__definition", "explanation__text", "bestpractice__text"]
SEARCHED += ["realuse__text", "pitfall__mistake", "pitfall__fix", "codeexample__source", "statement__text"]
SEARCHED += ["steps__prompt", "contrast__text", "interviewtip__tip", "interviewtip__prompt"]


def point_line(point: Point) -> str:
    """What a point says first, in a line; fetch points `with_bodies()`."""
    return Truncator(" ".join(name_of(point.body).split())).chars(90)


def make_questions(request: HttpRequest, topic: Topic, points: QuerySet[Point], *, before: Any) -> None:
    """Make a topic's questions anew after these of its points were saved, and say what came of it.

    `before` is `edits.texts` of the points that were there already.
    """
    asked = Question.objects.published().filter(point__in=points)
    known = set(asked.values_list("pk", flat=True))
    edits.points_saved(topic.guide, before=before, now=timezone.now())
    if made := len(set(asked.values_list("pk", flat=True)) - known):
        url = f"{reverse('admin:content_question_changelist')}?point__topic__id__exact={topic.pk}"
        words = f"{made} new question{'' if made == 1 else 's'}"
        messages.info(request, format_html('Learners are asked <a href="{}">{}</a> from now on.', url, words))
    flaws.tell_kept_back(request, points)


class DistractorInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Distractor
    formset = RowFormSet
    formfield_overrides = TEXTS
    fields = ("text", "why_wrong")
    extra = 0


class CriterionFormSet(RowFormSet):
    """Criteria hang on the interview tip, whose row is the point's own."""

    def __init__(self, data: Any = None, files: Any = None, *, instance: Point, **kwargs: Any) -> None:
        super().__init__(data, files, instance=instance.body, **kwargs)


class CriterionInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Criterion
    form = CriterionForm
    formset = CriterionFormSet
    formfield_overrides = TEXTS
    fields = ("text", "must", "cues", "slug")
    extra = 0

    def __init__(self, parent_model: type[Point], admin_site: admin.AdminSite) -> None:
        super().__init__(InterviewTip, admin_site)


@admin.register(Point)
class PointAdmin(KindFirst):
    kinds = choices(PointKind)
    list_display = ("says", "topic", "kind", "level", "state")
    list_display_links = ("says",)
    list_filter = ("state", "kind", "level", "topic__guide", "topic__section", "topic")
    search_fields = SEARCHED
    search_help_text = "Words of the point, its id or its topic"
    autocomplete_fields = ("topic",)
    actions = ("publish", "retire")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Point]:
        return super().get_queryset(request).select_related("topic__guide").with_bodies()  # type: ignore[attr-defined, no-any-return]

    def get_form(self, request: HttpRequest, obj: Point | None = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(
            request, obj, change, **{"form": POINT_FORMS[PointKind(self.kind_of(request, obj))], **kwargs}
        )

    def get_fieldsets(self, request: HttpRequest, obj: Point | None = None) -> Any:
        kind = PointKind(self.kind_of(request, obj))
        return [
            (None, {"fields": ["topic", "kind", *body_fields(kind), ("level", "state")]}),
            ("Its questions", {"fields": ["ask", *(["questions"] if obj else [])]}),
            ("Identity", {"fields": ["slug", "also_true_for", *(["source"] if obj else [])], "classes": ["collapse"]}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Point | None = None) -> list[str]:
        return ["kind", "topic", "slug", "source", "questions"] if obj else ["kind"]

    def get_inlines(self, request: HttpRequest, obj: Point | None) -> list[Any]:
        kind = PointKind(self.kind_of(request, obj))
        if kind is PointKind.INTERVIEW_TIP:
            return [CriterionInline]
        return [DistractorInline] if kind in WITH_DISTRACTORS else []

    @admin.display(description="point")
    def says(self, point: Point) -> str:
        return point_line(point)

    @admin.display(description="questions")
    def questions(self, point: Point) -> str:
        return format_html_join(
            "",
            '<p class="question"><a href="{}">{}</a> <small>{}</small></p>',
            (
                (
                    reverse("admin:content_question_change", args=[question.pk]),
                    question.stem,
                    f"{question.get_kind_display()}, {question.state}",
                )
                for question in point.questions.all()
            ),
        )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        before = edits.texts([form.instance] if change else [])
        super().save_related(request, form, formsets, change)
        if has_changed(form, formsets):
            make_questions(request, form.instance.topic, Point.objects.filter(pk=form.instance.pk), before=before)

    @admin.action(description="Publish the selected points", permissions=["change"])
    @transaction.atomic
    def publish(self, request: HttpRequest, points: QuerySet[Point]) -> None:
        self.log_states(request, points, State.PUBLISHED)
        count = edits.publish_points(points, now=timezone.now())
        self.message_user(request, done(count, "point", "published"), messages.SUCCESS)

    @admin.action(description="Retire the selected points", permissions=["change"])
    @transaction.atomic
    def retire(self, request: HttpRequest, points: QuerySet[Point]) -> None:
        self.log_states(request, points, State.RETIRED)
        count = edits.retire_points(points, now=timezone.now())
        self.message_user(request, done(count, "point", "retired"), messages.SUCCESS)
