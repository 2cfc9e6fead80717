"""A presentation comes back as it went out, or not at all."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from uuid import UUID, uuid4

import pytest

from content.models import QuestionVersion
from quiz.practice import presentations
from quiz.practice.presentations import Presentation, PresentationRefused, shown_order

TEXTS = ["a proxy", "a queue", "a cache", "an index"]


@pytest.fixture
def shown(now: datetime) -> Presentation:
    return Presentation(version=41, learner=uuid4(), stranger=False, item=7, sequence=3, nonce=uuid4(), shown_at=now)


def version(texts: list[str], *, key: int = 0) -> QuestionVersion:
    return QuestionVersion(options=[{"text": t, "is_key": n == key, "why": ""} for n, t in enumerate(texts)])


def shown_texts(texts: list[str], nonce: UUID, *, key: int = 0) -> list[str]:
    return [texts[index] for index in shown_order(version(texts, key=key), nonce)]


def test_what_was_signed_is_what_is_read(shown: Presentation, now: datetime) -> None:
    first = replace(shown, stranger=True, item=None, sequence=0, shown_at=datetime(2026, 3, 2, 9, 0, 0, 123000, UTC))
    for presentation in (shown, first):
        assert presentations.read(presentations.sign(presentation), now=now) == presentation


def test_every_altered_character_is_refused(shown: Presentation, now: datetime) -> None:
    token = presentations.sign(shown)
    for place, character in enumerate(token):
        for other in {"A" if character != "A" else "B", "-" if character != "-" else "_", ":", "é"} - {character}:
            with pytest.raises(PresentationRefused, match="does not belong to a question of this site"):
                presentations.read(token[:place] + other + token[place + 1 :], now=now)


def test_a_shortened_lengthened_or_foreign_token_is_refused(shown: Presentation, now: datetime, settings) -> None:
    token = presentations.sign(shown)
    for wrong in ("", ":", "null", token[1:], token[:-1], token + "a", token + "\x00", token * 2, "\ud800"):
        with pytest.raises(PresentationRefused):
            presentations.read(wrong, now=now)
    settings.SECRET_KEY = "another site's key, as long as it needs to be to serve"
    with pytest.raises(PresentationRefused):
        presentations.read(token, now=now)


def test_a_presentation_counts_for_seven_days(shown: Presentation, now: datetime) -> None:
    token = presentations.sign(shown)
    assert presentations.read(token, now=now + timedelta(days=7)) == shown
    with pytest.raises(PresentationRefused, match="more than a week ago"):
        presentations.read(token, now=now + timedelta(days=7, milliseconds=1))


def test_the_order_of_options_depends_on_the_nonce_and_the_texts_only() -> None:
    for number in range(20):
        nonce = UUID(int=number)
        expected = shown_texts(TEXTS, nonce)
        for authored in permutations(TEXTS):
            for key in range(4):
                assert shown_texts(list(authored), nonce, key=key) == expected


def test_each_option_stands_in_each_place_about_as_often() -> None:
    """Over 2400 presentations each of four places is expected 600 times; 500 to 700 is within 4.7 deviations."""
    firsts = [shown_texts(TEXTS, UUID(int=number)).index("a queue") for number in range(2400)]
    assert all(500 < firsts.count(place) < 700 for place in range(4))
