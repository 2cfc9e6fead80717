"""Whatever learners, editors and clocks do, each answer counts once and each card is the replay of its reviews."""

from datetime import datetime

import pytest

from content.models import Guide
from quiz.models import Card
from tests.quiz.progress.walk import Walk

SEEDS = [20260302, 20261122, 7]
STEPS, EVERY = 1750, 250

MUST_HAPPEN = {
    *("answered: now", "answered: before", "answered: undone", "stale", "rapid"),
    *("repeated: before", "repeated: undone", "refused: StalePresentation", "refused: IncompleteReply"),
    *("undone", "undone again", "not undone: a later answer stands"),
    *("skipped", "brought back", "starred", "moved", "retired", "published", "merged", "became the account's"),
    *("import: changed", "import: reworded", "import: retired"),
}


@pytest.mark.parametrize("seed", SEEDS)
def test_answers_count_once_and_cards_are_their_replay_after_thousands_of_random_steps(
    bank: Guide, now: datetime, settings, seed: int
) -> None:
    walk = Walk(seed, guide=bank, settings=settings, now=now)
    for number in range(1, STEPS + 1):
        walk.step()
        if number % EVERY == 0:
            walk.ledger.hold_against_the_database()
    missing = {deed for deed in MUST_HAPPEN if not walk.done[deed]}
    assert not missing, walk.done
    assert any(card.lapses for card in Card.objects.all())
