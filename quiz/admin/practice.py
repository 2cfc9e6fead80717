from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from quiz.models import Card, Learner, PracticeSession, Review


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows to look at: they are made by answering, and only by answering."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Learner)
class LearnerAdmin(ReadOnly):
    list_display = ("__str__", "guide", "time_zone", "created_at")
    list_select_related = ("user", "guide")
    list_filter = ("guide",)
    search_fields = ("user__email", "id")


@admin.register(Card)
class CardAdmin(ReadOnly):
    list_display = ("point", "learner", "state", "due", "lapses", "suspended")
    list_select_related = ("learner__user", "point__topic")
    list_filter = ("state", "suspended", "topic__guide")
    search_fields = ("learner__user__email", "point__slug", "topic__name")


@admin.register(Review)
class ReviewAdmin(ReadOnly):
    list_display = ("answered_at", "learner", "point", "grade", "score", "undone_at")
    list_select_related = ("learner__user", "card__point__topic")
    list_filter = ("grade", "study_day")
    search_fields = ("learner__user__email", "card__point__slug", "card__topic__name")
    ordering = ("-answered_at",)

    @admin.display(ordering="card__point")
    def point(self, review: Review) -> str:
        return str(review.card.point)


@admin.register(PracticeSession)
class PracticeSessionAdmin(ReadOnly):
    list_display = ("started_at", "learner", "guide", "mode")
    list_select_related = ("learner__user", "guide")
    list_filter = ("mode", "guide")
    search_fields = ("learner__user__email",)
