"""Topics' standing and the coming week, as rows for the pages that show them."""

from datetime import datetime
from typing import Any

from content.models import Guide
from quiz.insights.mastery import Standing, TopicMastery
from quiz.models import Learner
from quiz.models.session import Mode
from quiz.progress import due
from quiz.progress.due import Scope

DRILL_LENGTH = 8
CHECK_LENGTH = 5
_NO_BREAK = "\N{WORD JOINER}"


def percent(share: float) -> int:
    return round(share * 100)


def in_words(share: float) -> str:
    """A share in per cent, which is none only where there is nothing at all: 0 %, less than 1 %, 13 %."""
    return "less than 1 %" if 0 < share < 0.005 else f"{percent(share)} %"


def row(mastery: TopicMastery) -> dict[str, Any]:
    """One topic with its standing in words and the one tap that works on it."""
    standing = mastery.standing
    return {
        "name": mastery.topic.name,
        "url": mastery.topic.get_absolute_url(),
        "pk": mastery.topic.pk,
        "state": standing.value,
        "expected": percent(mastery.expected),
        "low": percent(mastery.low),
        "high": percent(mastery.high),
        "answered": mastery.answered,
        "points": mastery.points,
        "words": _words(mastery),
        **_action(standing),
    }


def _words(mastery: TopicMastery) -> str:
    if mastery.standing is Standing.NEW:
        return "not met yet"
    if mastery.standing is Standing.UNKNOWN:
        return "unknown: too few answers to say"
    likely = f"{percent(mastery.low)}{_NO_BREAK}–{_NO_BREAK}{percent(mastery.high)}"
    return f"{percent(mastery.expected)} % by tomorrow night, likely {likely}"


def _action(standing: Standing) -> dict[str, Any]:
    if standing is Standing.WEAK:
        return {"action": f"Drill {DRILL_LENGTH}", "mode": Mode.DRILL.value, "length": DRILL_LENGTH}
    if standing is Standing.UNKNOWN:
        return {"action": f"Check {CHECK_LENGTH}", "mode": Mode.TOPIC.value, "length": CHECK_LENGTH}
    return {"action": "Practise", "mode": Mode.TOPIC.value, "length": CHECK_LENGTH}


def week(learner: Learner, guide: Guide, *, now: datetime) -> list[dict[str, Any]]:
    """What falls due today and on the six days after, with the height of each day's bar in per cent."""
    days = due.returning(learner, Scope(guide), now=now)
    most = max(count for _, count in days) or 1
    return [
        {
            "label": "Today" if number == 0 else f"{day:%a}",
            "date": day,
            "count": count,
            "percent": round(100 * count / most),
        }
        for number, (day, count) in enumerate(days)
    ]
