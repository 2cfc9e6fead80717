"""What comes back on the next day, and what stays away."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from playwright.sync_api import expect

from quiz.models import Card
from tests.e2e.visitor import ZONE, Visitor


def recall_three(visitor: Visitor, *, section: str, grade: str) -> set[int]:
    """Recall the first three flashcards of a section with the same grade. Returns their points."""
    visitor.start("Flashcards", scope=f"All of {section}", length=5)
    recalled = set()
    for _ in range(3):
        recalled.add(visitor.asked_point().pk)
        visitor.recall(grade)
        visitor.go_on()
    return recalled


def tomorrow_at(hour: int, minute: int) -> datetime:
    zone = ZoneInfo(ZONE)
    return datetime.combine(timezone.now().astimezone(zone).date() + timedelta(days=1), time(hour, minute), tzinfo=zone)


def due() -> set[int]:
    return set(Card.objects.filter(due__lte=timezone.now()).values_list("point", flat=True))


def test_tomorrow_exactly_what_is_due_returns_and_easy_cards_stay_away(visitor):
    easy = recall_three(visitor, section="Databases", grade="Easy")
    forgotten = recall_three(visitor, section="API design", grade="Again")
    for _ in range(2):
        visitor.think(timedelta(minutes=11))
        assert recall_three(visitor, section="API design", grade="Good") == forgotten
    visitor.start("Mixed", length=5)
    begun = {visitor.asked_point().pk}
    visitor.answer()
    visitor.open("/settings/")
    visitor.page.get_by_label("New points a day").fill("0")
    visitor.button("Save").click()
    expect(visitor.page.get_by_text("Saved.")).to_be_visible()

    visitor.clock.move_to(tomorrow_at(3, 59))
    assert due() == begun

    visitor.clock.move_to(tomorrow_at(4, 1))
    assert due() == begun | forgotten
    visitor.start("Mixed", length=20)
    asked = [point.pk for point in visitor.answer_all()]
    assert sorted(asked) == sorted(begun | forgotten)
    assert not easy & set(asked)
