import json
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from quiz.models import Card
from tests.factories import CardFactory, QuestionVersionFactory, ReviewFactory


def run(*options: str) -> dict[str, Any]:
    out = StringIO()
    call_command("check_progress", "--json", *options, stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


@pytest.fixture
def cards(db: None, now: datetime) -> list[Card]:
    """Two cards with three answers each, stored as their reviews make them."""
    cards = [CardFactory(), CardFactory()]
    for card in cards:
        version = QuestionVersionFactory(question__point=card.point)
        for number in range(3):
            at = now + timedelta(days=4 * number)
            ReviewFactory(
                card=card,
                learner=card.learner,
                version=version,
                item=None,
                sequence=number,
                grade=3,
                answered_at=at,
                study_day=at.date(),
                zone="UTC",
                day_start=4,
            )
    call_command("check_progress", "--repair", stdout=StringIO())
    return cards


def test_cards_that_are_the_replay_of_their_reviews_differ_nowhere(cards: list[Card]) -> None:
    assert run() == {"cards": 2, "reviews": 6, "differences": 0}


def test_a_stability_and_a_due_time_altered_by_hand_are_found_and_put_right(cards: list[Card]) -> None:
    before = list(Card.objects.order_by("pk").values())
    Card.objects.filter(pk=cards[0].pk).update(stability=99.5)
    Card.objects.filter(pk=cards[1].pk).update(due=before[1]["due"] + timedelta(days=1))
    out = StringIO()
    with pytest.raises(CommandError, match="--repair"):
        call_command("check_progress", "--json", stdout=out)
    assert json.loads(out.getvalue())["differences"] == 2
    assert run("--repair")["differences"] == 2
    assert list(Card.objects.order_by("pk").values()) == before
    assert run()["differences"] == 0


def test_an_undone_review_counts_for_the_sequence_and_not_for_the_memory(cards: list[Card], now: datetime) -> None:
    last = cards[0].reviews.order_by("sequence").last()
    cards[0].reviews.filter(pk=last.pk).update(undone_at=now)
    run("--repair")
    card = Card.objects.get(pk=cards[0].pk)
    assert (card.sequence, card.studied_on) == (3, (now + timedelta(days=4)).date())


def test_it_says_which_column_of_which_card_differs(cards: list[Card]) -> None:
    Card.objects.filter(pk=cards[1].pk).update(lapses=7)
    out = StringIO()
    call_command("check_progress", "--repair", stdout=out)
    assert f"card {cards[1].pk}: lapses is 7, its reviews say 0" in out.getvalue()
