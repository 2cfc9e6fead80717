"""A question version as it was shown to one learner, signed; an answer hands it back."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.core import signing

from content.models import QuestionVersion

LIFETIME = timedelta(days=7)
_SALT = "quiz.practice.presentation"


class PresentationRefused(Exception):
    """An answer came without a presentation that counts; the message says what the learner can do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentation:
    """What was shown to whom. `learner` is a fresh guest id where `stranger` is set.

    `sequence` is the number the answer will have among the card's reviews. `shown_at` is aware, to the millisecond.
    """

    version: int
    learner: UUID
    stranger: bool
    item: int | None
    sequence: int
    nonce: UUID
    shown_at: datetime


def sign(presentation: Presentation) -> str:
    """The presentation as a token that only this site can make."""
    values = [
        presentation.version,
        presentation.learner.hex,
        int(presentation.stranger),
        presentation.item or 0,
        presentation.sequence,
        presentation.nonce.hex,
        round(presentation.shown_at.timestamp() * 1000),
    ]
    return signing.Signer(salt=_SALT).sign_object(values)


def read(token: str, *, now: datetime) -> Presentation:
    """The presentation behind a token. Raises PresentationRefused for a forged one and for one older than LIFETIME."""
    try:
        version, learner, stranger, item, sequence, nonce, shown = signing.Signer(salt=_SALT).unsign_object(token)
        presentation = Presentation(
            version=version,
            learner=UUID(learner),
            stranger=bool(stranger),
            item=item or None,
            sequence=sequence,
            nonce=UUID(nonce),
            shown_at=datetime.fromtimestamp(shown / 1000, tz=UTC),
        )
    except (signing.BadSignature, ValueError, TypeError):
        raise PresentationRefused("This answer does not belong to a question of this site.") from None
    if now - presentation.shown_at > LIFETIME:
        raise PresentationRefused("This question was shown more than a week ago.")
    return presentation


def shown_order(version: QuestionVersion, nonce: UUID) -> list[int]:
    """The version's option indexes in the order in which this presentation shows them.

    It depends on the nonce and the options' texts only, so neither the authored order nor the key shows in it.
    """
    return _shuffled([option["text"] for option in version.options], nonce)


def shown_matches(version: QuestionVersion, nonce: UUID) -> list[int]:
    """The indexes of the options whose counterparts this presentation shows, in the order in which it shows them."""
    return _shuffled([f"belongs/{option['match']}" for option in version.options], nonce)


def _shuffled(texts: list[str], nonce: UUID) -> list[int]:
    return sorted(range(len(texts)), key=lambda index: hashlib.sha256(f"{nonce.hex}/{texts[index]}".encode()).digest())
