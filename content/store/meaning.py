"""What a point means, by its fields: for telling a rewording from a change, and for naming it in a line."""

from dataclasses import fields
from typing import Any

from rapidfuzz import fuzz

from content.drafts import PointKind

from .fields import DRAFT_BODIES

SAME_MEANING = 60
"""Similarity in per cent from which an edit counts as a rewording."""
MINOR = {"group", "source_url", "language", "caption", "follow_ups", "accepted", "orders"}
LINE = 160


def words(values: dict[str, Any]) -> str:
    """The words in which a point's meaning lies."""
    parts: list[str] = []
    for field in fields(DRAFT_BODIES[PointKind(values["kind"])]):
        value = values[field.name]
        if field.name in MINOR or value in ("", None):
            continue
        if isinstance(value, list):
            parts += [item["text"] if isinstance(item, dict) else str(item) for item in value]
        else:
            parts.append(str(value))
    return " ".join(parts)


def line(values: dict[str, Any]) -> str:
    """The point in a line of at most 160 characters, for a reader of a list."""
    said = " ".join((values.get("caption") or words(values)).split())
    return said if len(said) <= LINE else said[: LINE - 1].rstrip() + "…"


def changes(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether what is to be remembered became another thing, rather than the same in other words."""
    if before["kind"] != after["kind"] or before.get("is_true") != after.get("is_true"):
        return True
    if _steps_in_both(before, after) != _steps_in_both(after, before):
        return True
    return fuzz.token_sort_ratio(words(before), words(after)) < SAME_MEANING


def _steps_in_both(values: dict[str, Any], others: dict[str, Any]) -> list[str]:
    """The steps of a point that others name too, in its own order."""
    return [step for step in values.get("items", ()) if step in others.get("items", ())]
