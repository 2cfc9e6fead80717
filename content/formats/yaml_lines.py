"""YAML and JSON as plain data that remembers its lines, read strictly: nothing is guessed and nothing expands.

Texts stay texts. A plain scalar that YAML 1.1 takes for a number, a truth value, a date or nothing becomes a
`Plain`, so that the schema decides whether it was meant. Anchors, aliases, tags, merges and duplicate keys are
flaws; so are keys that are no texts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from content.drafts import Place, Rejection, UnreadableSource
from content.formats.text import shown, unsafe_character

Path = tuple[str | int, ...]

DEEPEST = 20
"""Levels of nesting; a bank needs 8."""

# libyaml's parser is ten times as fast as the one in Python; both know the same events.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_IMPLICIT = yaml.SafeLoader.yaml_implicit_resolvers
_JSON_PAIR = re.compile(r"\\\\|\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


@dataclass(frozen=True, slots=True)
class Plain:
    """An unquoted scalar that is no text by YAML's rules, as it is written; `tag` is "int", "bool", "null" …"""

    written: str
    tag: str


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that is refused wherever it stands."""

    path: Path
    line: int
    reason: str


@dataclass(slots=True)
class Document:
    """The data of one file (dicts, lists, str, Plain), the line of each path in it, and its flaws."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of a path or, where it does not exist, of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def written(path: Path) -> str:
    """A path as it is shown: topics[3].pitfalls[0].mistake."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


class _Unparsable(Exception):
    def __init__(self, line: int, reason: str) -> None:
        self.line = line
        super().__init__(reason)


def load(file: str, text: str) -> Document:
    """The single document of a YAML or JSON text. Raises UnreadableSource with the line that cannot be parsed."""
    if file.lower().endswith(".json"):
        text = _JSON_PAIR.sub(_one_character, text)
    document = Document()
    try:
        events = iter(yaml.parse(text, Loader=_Loader))
        next(events)
        if not isinstance(next(events), yaml.DocumentStartEvent):
            raise _Unparsable(1, "the file says nothing: fill it or remove it")
        document.data = _node(document, events, next(events), ())
        next(events)
        if isinstance(more := next(events), yaml.DocumentStartEvent):
            raise _Unparsable(_line(more), "a second document begins here: put it in a file of its own")
    except _Unparsable as problem:
        raise UnreadableSource(Rejection(Place(file, problem.line), str(problem))) from None
    except yaml.MarkedYAMLError as error:
        line = min(error.problem_mark.line, text.rstrip().count("\n")) + 1 if error.problem_mark else 1
        remedy = "check the indentation and the brackets, and quote a text that contains “: ” or begins with a mark"
        raise UnreadableSource(Rejection(Place(file, line), f"{error.problem or error}: {remedy}")) from None
    except yaml.reader.ReaderError as error:
        reason = f"the character \\u{error.character:04x} cannot be read: remove it"
        raise UnreadableSource(Rejection(Place(file, 1), reason)) from None
    return document


def _one_character(pair: re.Match[str]) -> str:
    """JSON writes a character beyond U+FFFF as two escapes, which YAML does not know."""
    if pair.group(1) is None:
        return pair.group()
    return (bytes.fromhex(pair.group(1)) + bytes.fromhex(pair.group(2))).decode("utf-16-be")


def _node(document: Document, events: Iterator[Any], event: Any, path: Path) -> Any:
    line = _line(event)
    document.lines.setdefault(path, line)
    if len(path) > DEEPEST:
        raise _Unparsable(line, f"nested more than {DEEPEST} levels deep: no bank needs that")
    if isinstance(event, yaml.AliasEvent):
        document.flaws.append(Flaw(path, line, f"the alias *{event.anchor} is not read: write the value out"))
        return Plain("", "null")
    if event.anchor is not None:
        document.flaws.append(Flaw(path, line, f"the anchor &{event.anchor} is not read: remove it"))
    if event.tag is not None:
        document.flaws.append(Flaw(path, line, f"the tag {shown(event.tag)} is not read: remove it"))
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(document, event, path)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Any] = []
        while not isinstance(item := next(events), yaml.SequenceEndEvent):
            items.append(_node(document, events, item, (*path, len(items))))
        return items
    return _mapping(document, events, path)


def _mapping(document: Document, events: Iterator[Any], path: Path) -> dict[str, Any]:
    entries: dict[str, Any] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        line = _line(event)
        is_text = isinstance(event, yaml.ScalarEvent)
        unsafe = unsafe_character(event.value) if is_text else ""
        if unsafe or not is_text:
            # Its value has no path of its own, but is as deep as any other.
            if not is_text:
                _node(document, events, event, (*path, "?"))
            _node(document, events, next(events), (*path, "?"))
            reason = f"a key contains {unsafe}: remove it" if unsafe else "a key is no text: write the key as a word"
            document.flaws.append(Flaw(path, line, reason))
            continue
        key, kind = event.value, _tag_of(event)
        here = (*path, key)
        is_known = key in entries
        first = document.lines.setdefault(here, line)
        value = _node(document, events, next(events), here)
        if kind == "merge":
            document.flaws.append(Flaw(here, line, "a merge is not read: write the keys out"))
        elif kind or event.tag is not None or event.anchor is not None:
            document.flaws.append(Flaw(here, line, f'the key {key} is no text: quote it, "{key}"'))
        elif is_known:
            document.flaws.append(Flaw(here, line, f"the key is here twice, first in line {first}: keep one"))
        if not is_known:
            entries[key] = value
    return entries


def _scalar(document: Document, event: Any, path: Path) -> str | Plain:
    if unsafe := unsafe_character(event.value):
        document.flaws.append(Flaw(path, _line(event), f"contains {unsafe}: remove it"))
    tag = _tag_of(event)
    return Plain(event.value, tag) if tag else str(event.value)


def _tag_of(event: Any) -> str:
    """What YAML 1.1 takes an unquoted scalar for, if that is no text; else empty."""
    if event.style:
        return ""
    for tag, pattern in _IMPLICIT.get(event.value[:1], ()):
        if pattern.match(event.value):
            return str(tag).rpartition(":")[2]
    return ""


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
