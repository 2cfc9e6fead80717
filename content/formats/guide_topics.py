"""One row of a guide table as a topic with its points."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum, auto

from content.drafts import (
    BestPractice,
    Body,
    CodeExample,
    Explanation,
    InterviewTip,
    Pitfall,
    Place,
    PointDraft,
    RealUse,
    TopicDraft,
    TopicKind,
)
from content.formats.levels import LEVELS
from content.formats.slugs import SLUG_LENGTH, slug_of
from content.formats.table_cells import is_nothing, language_and_source, masked, pieces, prose

NAME_LENGTH = 200


class BrokenRow(ValueError):
    """A row that cannot be read; its text says why and what to do."""


class Column(Enum):
    TOPIC = auto()
    EXPLANATION = auto()
    CODE = auto()
    BEST_PRACTICE = auto()
    REAL_USE = auto()
    PRACTICE_AND_USE = auto()
    PITFALL = auto()
    TIP = auto()


# In this order: "real-world example" is a use, "concept explanation" an explanation.
_HEADERS = [
    (Column.REAL_USE, re.compile(r"\breal\b|\buse cases?\b")),
    (Column.BEST_PRACTICE, re.compile(r"\bbest practices?\b")),
    (Column.PITFALL, re.compile(r"\b(pitfalls?|mistakes?)\b")),
    (Column.TIP, re.compile(r"\btips?\b")),
    (Column.EXPLANATION, re.compile(r"\b(explanations?|descriptions?|definitions?)\b")),
    (Column.CODE, re.compile(r"\b(code|examples?|snippets?)\b")),
    (Column.TOPIC, re.compile(r"\b(topics?|concepts?)\b")),
]
_HEADER_PARTS = re.compile(r"/|&|,|\band\b")
_USE_MARKER = re.compile(r"(\*\*)?\b(?:real use(?: case)?|(?<!for )example)(\*\*)?:(\*\*)?", re.IGNORECASE)
_PITFALL_MARKER = re.compile(r"(?:\*\*)?\b(Why|Fix)(?:\*\*)?:(?:\*\*)?")
_ADVICE = re.compile(r"(avoid|don['’]t|never|do not)\b", re.IGNORECASE)
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_ATTRIBUTE = re.compile(r'#(?P<id>\S+)|level=(?P<level>\S+)|aka="(?P<aka>[^"]*)"')
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_VERSUS = re.compile(r" vs\.? ", re.IGNORECASE)


def column_of(header: str) -> Column | None:
    """What a column holds, by the words of its header; None if they are not known."""
    found: list[Column] = []
    for part in _HEADER_PARTS.split(header.replace("*", "").casefold()):
        found += [column for column, pattern in _HEADERS if pattern.search(part)][:1]
    if {Column.BEST_PRACTICE, Column.REAL_USE} <= set(found):
        return Column.PRACTICE_AND_USE
    return found[0] if found else None


def topic_of(columns: Sequence[Column | None], cells: Sequence[str], *, section: str, place: Place) -> TopicDraft:
    """The topic that a row describes. Raises BrokenRow."""
    named = _named(cells[columns.index(Column.TOPIC)])
    bodies: list[Body] = []
    for column, cell in zip(columns, cells, strict=True):
        if column not in (None, Column.TOPIC) and not is_nothing(cell):
            bodies += _bodies(column, cell)
    points = tuple(
        PointDraft(slug=slug, body=body, named=False, level=named.level, place=place)
        for slug, body in zip(_point_slugs(bodies), bodies, strict=True)
    )
    return replace(named, section=section, points=points, place=place)


def _named(cell: str) -> TopicDraft:
    name, attributes = _name_and_attributes(cell)
    if is_nothing(name):
        raise BrokenRow("the topic's name is empty: fill in the topic's cell")
    if len(name) > NAME_LENGTH:
        raise BrokenRow(f"the topic's name has {len(name)} characters: shorten it to {NAME_LENGTH}")
    slug = attributes.get("id") or slug_of(name)
    if not _SLUG.fullmatch(slug) or len(slug) > SLUG_LENGTH:
        raise BrokenRow(f'"{slug}" is no id: write lower-case words joined by hyphens, as in {{#{slug_of(name)}}}')
    level = attributes.get("level")
    if level is not None and level.lower() not in LEVELS:
        raise BrokenRow(f'"{level}" is no level: write level=1, level=2 or level=3')
    aliases: dict[str, str] = {}
    for alias in [*_aliases(name), *attributes.get("aka", "").split(",")]:
        if alias.strip():
            aliases.setdefault(alias.strip().casefold(), alias.strip())
    kind = TopicKind.CONCEPT
    if name.casefold().startswith("system design"):
        kind = TopicKind.DESIGN_TASK
    elif _VERSUS.search(name):
        kind = TopicKind.COMPARISON
    return TopicDraft(
        slug=slug,
        name=name,
        section="",
        kind=kind,
        level=LEVELS[level.lower()] if level else None,
        noun=_outside_parentheses(name),
        aliases=tuple(aliases.values()),
    )


def _name_and_attributes(cell: str) -> tuple[str, dict[str, str]]:
    text = prose(cell).replace("**", "").replace("\n", " ").strip()
    head, brace, inside = text.rpartition("{")
    inside = inside.removesuffix("}").replace("“", '"').replace("”", '"')
    if not brace or not text.endswith("}") or not inside.startswith(("#", "level=", "aka=")):
        return text, {}
    if unknown := _ATTRIBUTE.sub("", inside).strip():
        raise BrokenRow(f'cannot read "{unknown}" after the name: write {{#id level=2 aka="one name, another"}}')
    pairs = (pair for found in _ATTRIBUTE.finditer(inside) for pair in found.groupdict().items())
    return head.strip(), {key: value for key, value in pairs if value}


def _outside_parentheses(name: str) -> str:
    before, opening, rest = name.partition("(")
    _, closing, after = rest.partition(")")
    return " ".join((before + after).split()) if opening and closing else name


def _aliases(name: str) -> Iterator[str]:
    """Names by which the topic goes that its own name contains."""
    _, _, rest = name.partition("(")
    inside, closing, _ = rest.partition(")")
    outside = _outside_parentheses(name)
    _, colon, after = outside.partition(":")
    sides = _VERSUS.split(outside)
    if len(sides) > 1:
        yield from sides
    elif colon:
        yield after
    elif closing:
        yield outside
    if closing:
        yield from inside.split(",")


def _bodies(column: Column | None, cell: str) -> Iterator[Body]:
    match column:
        case Column.EXPLANATION:
            yield Explanation(text=prose(cell))
        case Column.CODE:
            yield from _code_examples(cell)
        case Column.BEST_PRACTICE:
            yield BestPractice(text=prose(cell))
        case Column.REAL_USE:
            yield RealUse(text=prose(cell))
        case Column.PRACTICE_AND_USE:
            yield from _practice_and_use(cell)
        case Column.PITFALL:
            yield _pitfall(cell)
        case Column.TIP:
            yield InterviewTip(tip=prose(cell))


def _practice_and_use(cell: str) -> Iterator[Body]:
    marker = _USE_MARKER.search(masked(cell))
    practice, use = (cell[: marker.start()], cell[marker.end() :]) if marker else (cell, "")
    if not is_nothing(practice):
        yield BestPractice(text=prose(practice))
    if not is_nothing(use):
        yield RealUse(text=prose(use))


def _pitfall(cell: str) -> Pitfall:
    markers = list(_PITFALL_MARKER.finditer(masked(cell)))
    ends = [*(marker.start() for marker in markers[1:]), len(cell)]
    said: dict[str, list[str]] = {"Why": [], "Fix": []}
    for marker, end in zip(markers, ends, strict=False):
        said[marker.group(1)].append(prose(cell[marker.end() : end]))
    opening = prose(cell[: markers[0].start()] if markers else cell)
    # "Avoid X" names what to do instead of what goes wrong.
    is_advice = bool(_ADVICE.match(opening.lstrip("*_ ")))
    mistake = "" if is_advice else opening
    fix = "\n".join(part for part in [opening if is_advice else "", *said["Fix"]] if part)
    why = "\n".join(part for part in said["Why"] if part)
    if not mistake and not fix:
        raise BrokenRow("the pitfall has neither a mistake nor a fix: name the mistake before “Why:”")
    return Pitfall(mistake=mistake, why=why, fix=fix)


def _code_examples(cell: str) -> list[Body]:
    parts = list(pieces(cell))
    if not any(part.is_fence for part in parts):
        return [_code_without_fence(cell)]
    examples: list[CodeExample] = []
    before = ""
    for part in parts:
        if not part.is_fence:
            before += part.text
            continue
        language, source = language_and_source(part)
        if not source:
            raise BrokenRow("a code fence is empty: write the code between its backticks, or remove it")
        caption, shows = _caption(before)
        examples.append(CodeExample(source=source, language=language[:40], caption=caption, shows=shows))
        before = ""
    if after := prose(before):
        last = examples[-1]
        examples[-1] = replace(last, shows=f"{last.shows}\n{after}".strip())
    return list(examples)


def _code_without_fence(cell: str) -> CodeExample:
    text = prose(cell)
    caption = ""
    if bold := _BOLD.match(text):
        caption, text = bold.group(1).rstrip(": "), text[bold.end() :].lstrip(": \n") or text
    parts = list(pieces(text))
    if len(parts) == 1 and parts[0].ticks:
        text = text[parts[0].ticks : -parts[0].ticks].strip()
    return CodeExample(source=text, caption=caption[:NAME_LENGTH])


def _caption(before: str) -> tuple[str, str]:
    """The caption that the text before a fence gives it, and whatever else that text says."""
    text = prose(before)
    bold = list(_BOLD.finditer(text))
    if bold:
        caption = bold[-1].group(1).strip(": ")
        rest = f"{text[: bold[-1].start()]} {text[bold[-1].end() :].lstrip(': ')}".strip()
    elif text.endswith(":"):
        caption, rest = text.rstrip(": "), ""
    else:
        caption, rest = "", text
    return (caption, rest) if len(caption) <= NAME_LENGTH else ("", text)


def _point_slugs(bodies: Sequence[Body]) -> list[str]:
    """The kind of each point; where a topic has several of a kind, with the caption's slug or a number besides."""
    several = {kind for kind, count in Counter(body.kind for body in bodies).items() if count > 1}
    slugs: dict[str, None] = {}
    last_number: Counter[str] = Counter()
    for body in bodies:
        slug = body.kind.value
        if body.kind in several and isinstance(body, CodeExample) and body.caption:
            slug = f"{slug}-{slug_of(body.caption)}"
        proposal = slug
        while proposal in slugs:
            last_number[slug] += 1
            proposal = f"{slug}-{last_number[slug] + 1}"
        slugs[proposal] = None
    return list(slugs)
