"""The report of an import in words, as its page shows it: counts, then topic by topic what becomes of each point."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from content.models.questions import QUESTION_KINDS

from .words import CHOICES, KINDS, NOTHING

FATES = {
    "new": ("new", ""),
    "changed": ("meaning changed", "It is another thing to remember: learners are asked again."),
    "reworded": ("changed", "The same in other words or with other details: learners’ progress stays as it is."),
    "conflicts": ("kept back", "An editor changed it here: their value stays, and the incoming one waits on its page."),
    "retired": ("retired", "The file has it no more: it is asked no more, and every history stays."),
    "unchanged": ("unchanged", ""),
}
"""What each fate is called, and what it means."""
ORDER = ("conflicts", "changed", "reworded", "retired", "new", "unchanged")
LABELS = {
    "ask": "Flashcard question",
    "also_true_for": "Also true for",
    "is_true": "True",
    "was": "Earlier ids",
    "slug": "Id",
    "source": "Source code",
    "source_url": "Source",
}
WORDS = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
LONGEST_DIFFERENCE = 3000
"""Characters up to which the words that differ are marked."""

Marked = list[tuple[str, bool]]
"""A text in pieces, each with whether it differs from the text beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLine:
    label: str
    before: Marked
    after: Marked
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    kind: str
    text: str
    pk: int | None
    fields: list[FieldLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The points of a topic that meet one fate; `is_open` where that is news."""

    fate: str
    label: str
    items: list[ItemLine]
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPart:
    """One topic, or the guide or a section that an import makes or changes."""

    name: str
    summary: str
    is_new: bool = False
    fields: list[FieldLine] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    not_made: list[tuple[str, str]] = field(default_factory=list)
    held_back: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_unchanged(self) -> bool:
        is_news = self.is_new or self.fields or self.notes or self.held_back
        return not is_news and {group.fate for group in self.groups} <= {"unchanged"}


def counts(plan: Mapping[str, int]) -> list[tuple[int, str, str, str]]:
    """How many points meet each fate that any meets: the number, the fate's id, its name and what it means."""
    return [(plan[fate], fate, *said) for fate, said in FATES.items() if plan[fate]]


def summary(plan: Mapping[str, int]) -> str:
    """The counts in one line: “3 new, 1 meaning changed”."""
    return ", ".join(f"{number} {name}" for number, _, name, _ in counts(plan)) or "no points"


def topics(report: Mapping[str, Any], points: Mapping[tuple[str, str], int]) -> list[TopicPart]:
    """What an import does to the guide, then to each topic that it touches; `points` has the keys of stored ones."""
    items = _by_topic(report["items"])
    questions = {row["topic"]: row for row in report["question_changes"]}
    not_made = _by_topic(report["not_generated"])
    # A report that an earlier version stored names none.
    held_back = _by_topic(report.get("held_back", ()))
    parts = _guide_parts([row for row in report["outline"] if row["kind"] != "topic"])
    for row in report["outline"]:
        slug = row["slug"]
        if row["kind"] == "topic" and (row["fate"] != "unchanged" or slug in items or slug in questions):
            part = _topic_part(
                row,
                groups=_groups(items[slug], points),
                questions=questions.get(slug),
                not_made=not_made[slug],
                held_back=held_back[slug],
            )
            parts.append(part)
    return parts


def _by_topic(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["topic"]].append(row)
    return found


def _guide_parts(rows: Sequence[Mapping[str, Any]]) -> list[TopicPart]:
    """What is done to the guide, its new sections in one line, and to its other sections."""
    added = [row["name"] for row in rows if row["kind"] == "section" and row["fate"] == "new"]
    notes = [f"New section{'' if len(added) == 1 else 's'}: {', '.join(added)}."] if added else []
    parts = []
    for row in rows:
        own_notes = notes if row["kind"] == "guide" else []
        is_added = row["kind"] == "section" and row["fate"] == "new"
        if own_notes or (row["fate"] != "unchanged" and not is_added):
            parts.append(
                TopicPart(
                    name=f"{row['kind'].capitalize()} “{row['name']}”",
                    summary="new" if row["fate"] == "new" else "",
                    is_new=row["fate"] == "new",
                    fields=[_field(change) for change in row["fields"]],
                    notes=own_notes,
                )
            )
    return parts


def _groups(items: Sequence[Mapping[str, Any]], points: Mapping[tuple[str, str], int]) -> list[Group]:
    """The points of a topic by what becomes of them, news first."""
    groups = []
    for fate in ORDER:
        found = [item for item in items if item["fate"] == fate]
        if found:
            lines = [_item(item, points) for item in found]
            groups.append(Group(fate=fate, label=FATES[fate][0], items=lines, is_open=fate != "unchanged"))
    return groups


def _topic_part(
    row: Mapping[str, Any],
    *,
    groups: list[Group],
    questions: Mapping[str, Any] | None,
    not_made: Sequence[Mapping[str, Any]],
    held_back: Sequence[Mapping[str, Any]],
) -> TopicPart:
    said = [f"{len(group.items)} {group.label}" for group in groups]
    return TopicPart(
        name=row["name"],
        summary=", ".join(["new topic"] * (row["fate"] == "new") + said),
        is_new=row["fate"] == "new",
        fields=[_field(change) for change in row["fields"]],
        groups=groups,
        notes=[f"Questions: {_questions(questions)}."] if questions else [],
        not_made=[(dict(QUESTION_KINDS)[item["kind"]], item["reason"]) for item in not_made],
        held_back=[(item["stem"], item["reason"]) for item in held_back],
    )


def _item(item: Mapping[str, Any], points: Mapping[tuple[str, str], int]) -> ItemLine:
    return ItemLine(
        kind=KINDS[item["kind"]],
        text=item["text"],
        pk=points.get((item["topic"], item["point"])),
        fields=[_field(change) for change in item["fields"]],
    )


def _questions(row: Mapping[str, Any]) -> str:
    names = {"new": "new", "changed": "changed", "retired": "retired", "kept": "kept as an editor left them"}
    return ", ".join(f"{row[fate]} {name}" for fate, name in names.items() if row[fate])


def _field(change: Mapping[str, Any]) -> FieldLine:
    name = change["name"]
    before, after = _said(name, change["before"]), _said(name, change["after"])
    label = LABELS.get(name, name.replace("_", " ").capitalize())
    return FieldLine(label=label, waits=change["waits"], **_marked(before, after))


def _said(name: str, value: Any) -> str:
    """A field's value as a reader would write it, a list one item a line."""
    if name in CHOICES:
        return CHOICES[name].get(value, str(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "\n".join(_line(item) for item in value) or NOTHING
    return NOTHING if value in ("", None) else str(value)


def _line(item: Any) -> str:
    """One item of a list: a step, a link, a distractor, a criterion."""
    if not isinstance(item, dict):
        return str(item)
    words = [item.get("title") or item.get("text", ""), item.get("url") or item.get("why_wrong", "")]
    words += [", ".join(item.get("cues", []))]
    return ("must: " if item.get("must") else "") + " — ".join(word for word in words if word)


def _marked(before: str, after: str) -> dict[str, Marked]:
    if NOTHING in (before, after) or len(before) + len(after) > LONGEST_DIFFERENCE:
        return {"before": [(before, False)], "after": [(after, False)]}
    old, new = WORDS.findall(before), WORDS.findall(after)
    marks: dict[str, Marked] = {"before": [], "after": []}
    for what, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        marks["before"].append(("".join(old[old_from:old_to]), what != "equal"))
        marks["after"].append(("".join(new[new_from:new_to]), what != "equal"))
    return {side: [(text, differs) for text, differs in pieces if text] for side, pieces in marks.items()}
