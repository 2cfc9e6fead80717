"""The small guide as its editors change it from one import to the next."""

import random
from dataclasses import replace
from datetime import datetime
from typing import Any

from content.drafts import Explanation, InterviewTip, Pitfall, Statement
from content.store.apply import import_draft
from tests.quiz.banks import small_guide

MEANINGS = [
    "A tree whose nodes hold many keys, so that few pages have to be read on the way down.",
    "Two writers of one row wait for each other in turn, and neither of them loses an update.",
    "The longest time that a request may take before its caller gives up and tells somebody.",
]


def bring_changed_bank(rng: random.Random, *, now: datetime) -> dict[str, int]:
    """Import the guide with some points reworded, some of another meaning, some gone; what became of its points."""
    draft = small_guide()
    topics = []
    for topic in draft.topics:
        points = [replace(point, body=_changed(point.body, rng)) for point in topic.points if rng.random() < 0.9]
        kept = {point.slug for point in points}
        questions = tuple(question for question in topic.questions if question.point in kept)
        topics.append(replace(topic, points=tuple(points), questions=questions))
    report = import_draft(replace(draft, topics=tuple(topics)), now=now, retire=True)
    assert report.applied, report.refusal
    return report.plan


def _changed(body: Any, rng: random.Random) -> Any:
    """A point's body as it is, reworded a little, or saying another thing."""
    change = rng.choice(["none", "none", "none", "reworded", "meaning"])
    if change == "none":
        return body
    if isinstance(body, Explanation | Statement):
        return replace(body, text=f"{body.text} Mostly." if change == "reworded" else rng.choice(MEANINGS))
    if isinstance(body, Pitfall):
        return replace(body, fix="Do not do it." if change == "reworded" else rng.choice(MEANINGS))
    assert isinstance(body, InterviewTip)
    return replace(body, criteria=body.criteria[:1] if change == "reworded" else (), model_answer=rng.choice(MEANINGS))
