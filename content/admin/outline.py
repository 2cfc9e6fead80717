"""Guides, sections and topics; on a topic's page its links, pitfalls and interview tips are edited at once."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from content.drafts import PointKind
from content.models import Guide, Link, Point, Section, Topic
from content.models.base import State
from content.store import edits, pending

from . import history
from .desk import RETIRE_POINTS, TEXTS, Desk, RowFormSet, has_changed
from .point_forms import BODY, POINT_FORMS, PointFormSet
from .points import make_questions, point_line

INLINE_KINDS = (PointKind.PITFALL, PointKind.INTERVIEW_TIP)


class OutlineDesk(Desk):
    """A guide, section or topic: its id is fixed once it is saved, and a new one comes last."""

    kept = RETIRE_POINTS
    after_saving_fixed: tuple[str, ...] = ("slug",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.after_saving_fixed if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change and hasattr(obj, "position"):
            last = type(obj).objects.filter(guide=obj.guide).aggregate(last=Max("position"))["last"]
            obj.position = (last or 0) + 1
        super().save_model(request, obj, form, change)


def live_points(path: str) -> Count:
    return Count(path, filter=Q(**{f"{path}__state": State.PUBLISHED}))


@admin.register(Guide)
class GuideAdmin(OutlineDesk):
    list_display = ("title", "slug", "published_points")
    search_fields = ("title", "slug")
    fields = ("title", "slug", "introduction", "further_reading")
    prepopulated_fields = {"slug": ("title",)}

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(live=live_points("topics__points"))

    @admin.display(description="published points", ordering="live")
    def published_points(self, guide: Any) -> int:
        return int(guide.live)


@admin.register(Section)
class SectionAdmin(OutlineDesk):
    list_display = ("name", "guide", "published_points")
    list_filter = ("guide",)
    list_select_related = ("guide",)
    search_fields = ("name", "guide__title")
    fields = ("guide", "name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    after_saving_fixed = ("guide", "slug")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(live=live_points("topics__points"))

    @admin.display(description="published points", ordering="live")
    def published_points(self, section: Any) -> int:
        return int(section.live)


class LinkInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Link
    formset = RowFormSet
    formfield_overrides = TEXTS
    fields = ("title", "url")
    extra = 0


class PointInline(admin.StackedInline):  # type: ignore[type-arg]
    """The topic's points of one kind."""

    model = Point
    formset = PointFormSet
    kind: PointKind
    formfield_overrides = TEXTS
    extra = 0
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Point]:
        points = super().get_queryset(request).filter(kind=self.kind)
        return points.select_related("topic").with_bodies()  # type: ignore[attr-defined, no-any-return]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PitfallInline(PointInline):
    kind = PointKind.PITFALL
    form = POINT_FORMS[kind]
    verbose_name = "pitfall"
    fields = (BODY + "mistake", BODY + "why", BODY + "fix", ("level", "state"))


class InterviewTipInline(PointInline):
    kind = PointKind.INTERVIEW_TIP
    form = POINT_FORMS[kind]
    verbose_name = "interview tip"
    fields = (BODY + "tip", BODY + "prompt", BODY + "model_answer", BODY + "follow_ups", ("level", "state"))


class TopicForm(forms.ModelForm):  # type: ignore[type-arg]
    """A topic is of its section's guide, and stays there."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        section = cleaned.get("section")
        if section is None:
            return cleaned
        if self.instance.pk is None:
            self.instance.guide = section.guide
            for topic in Topic.objects.filter(guide=section.guide):
                if cleaned.get("slug") == topic.slug:
                    self.add_error("slug", f"“{section.guide}” has a topic of this id already.")
                elif cleaned.get("slug") in topic.was:
                    self.add_error(
                        "slug", f"This was the id of “{topic}”, and learners’ answers hang on it: choose another."
                    )
        elif section.guide_id != self.instance.guide_id:
            self.add_error("section", f"This topic belongs to “{self.instance.guide}”: choose a section of it.")
        return cleaned


@admin.register(Topic)
class TopicAdmin(OutlineDesk):
    form = TopicForm
    list_display = ("name", "section", "guide", "kind", "level", "published_points")
    list_filter = ("guide", "section", "kind", "level")
    list_select_related = ("guide", "section")
    search_fields = ("name", "slug", "aliases")
    autocomplete_fields = ("section",)
    prepopulated_fields = {"slug": ("name",)}
    inlines = (LinkInline, PitfallInline, InterviewTipInline)
    after_saving_fixed = ("guide", "slug", "other_points", "questions")

    def get_queryset(self, request: HttpRequest) -> Any:
        topics = super().get_queryset(request).select_related("guide", "section")
        return topics.annotate(live=live_points("points"))

    def get_fieldsets(self, request: HttpRequest, obj: Topic | None = None) -> Any:
        own = (None, {"fields": ["name", "section", ("kind", "level"), *([] if obj else ["slug"])]})
        naming = ("How questions name it", {"fields": ["noun", "aliases"], "classes": ["collapse"]})
        if obj is None:
            return [own, naming]
        points = ("Its other points", {"fields": ["other_points", "questions"], "classes": ["collapse"]})
        return [own, naming, ("Identity", {"fields": ["guide", "slug"], "classes": ["collapse"]}), points]

    @admin.display(description="published points", ordering="live")
    def published_points(self, topic: Any) -> int:
        return int(topic.live)

    @admin.display(description="points")
    def other_points(self, topic: Topic) -> str:
        points: Any = topic.points.exclude(kind__in=INLINE_KINDS)
        rows = format_html_join(
            "",
            '<li><b>{}</b><span><a href="{}">{}</a>{}</span></li>',
            (
                (
                    point.get_kind_display(),
                    reverse("admin:content_point_change", args=[point.pk]),
                    point_line(point),
                    "" if point.state == State.PUBLISHED else f" ({point.state})",
                )
                for point in points.with_bodies()
            ),
        )
        add = f"{reverse('admin:content_point_add')}?topic={topic.pk}"
        return format_html(
            '<ul class="points">{}</ul><a class="addlink" href="{}">Add a point of any kind</a>', rows, add
        )

    @admin.display(description="questions")
    def questions(self, topic: Topic) -> str:
        url = f"{reverse('admin:content_question_changelist')}?point__topic__id__exact={topic.pk}"
        return format_html('<a href="{}">All questions of this topic</a>', url)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        topic = form.instance
        before = edits.texts(topic.points.all())
        super().save_related(request, form, formsets, change)
        for formset in formsets:
            if formset.model is Point:
                self._log_points(request, formset)
        if has_changed(form, formsets):
            make_questions(request, topic, topic.points.all(), before=before)

    def _log_points(self, request: HttpRequest, formset: Any) -> None:
        """Points edited here have pages of their own, and their history there."""
        for row in formset.forms:
            if row in formset.extra_forms and row.has_changed():
                self.log_addition(request, row.instance, [{"added": {}}])
            elif row.has_changed():
                self.log_change(request, row.instance, history.message(row, [], add=False))
                pending.drop_met(row.instance)

    def log_of(self, row: Any) -> QuerySet[LogEntry]:
        return history.entries([row, *row.points.all()])
