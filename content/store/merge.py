"""Three-way merge of what was last imported, what stands here now, and what comes in: by fields or several as one."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Fields = Mapping[str, Any]
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Merged:
    """`values` are to stand from now on; `pending` incoming values wait because an editor changed the field here."""

    values: dict[str, Any]
    pending: dict[str, Any]


def was_edited(*, snapshot: Fields, current: Fields) -> bool:
    """Whether a field stands otherwise than it was last imported or generated."""
    return any(current.get(name, _ABSENT) != value for name, value in snapshot.items())


def units(names: Iterable[str], as_one: Collection[str]) -> list[list[str]]:
    """The names one by one, in their order, but those that count as one together, where the first of them stands."""
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault("" if name in as_one else name, []).append(name)
    return list(found.values())


def merge(
    *, snapshot: Fields, current: Fields, incoming: Fields, pending: Fields, as_one: Collection[str] = ()
) -> Merged:
    """Merge field by field; an editor's value stays where both sides changed.

    The fields `as_one` make sense only together: they come in together, or wait together where an editor has changed
    any of them. `pending` is what already waits; a value that meanwhile stands here, came in again as it stood, or is
    of a field that comes in no more, waits no more.
    """
    values = dict(current)
    waiting = {name: value for name, value in pending.items() if name in incoming}
    for unit in units(incoming, as_one):
        differing = {name: incoming[name] for name in unit if incoming[name] != current.get(name, _ABSENT)}
        is_edited = any(name in current and current[name] != snapshot.get(name, _ABSENT) for name in differing)
        is_news = any(value != snapshot.get(name, _ABSENT) for name, value in differing.items())
        for name in unit:
            if name not in differing or not is_edited:
                waiting.pop(name, None)
        if not is_edited:
            values |= differing
        elif is_news:
            waiting |= differing
    return Merged(values, waiting)
