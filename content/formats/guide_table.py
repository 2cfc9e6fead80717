"""A guide written as Markdown tables: a section a heading, a topic a row.

    # Title
    Introduction …
    ## 1. Section
    | Topic | Explanation | Code Example | Best Practice / Real Use Case | Pitfall | Interview Tip |
    |-------|-------------|--------------|-------------------------------|---------|---------------|
    | **Name** {#id level=2 aka="A, B"} | … | **Caption**: ```python … ``` | … Real use: … | … | … |
    Further reading …

Columns are known by their headers, in any order. Text between a section's heading and its last table is no part
of a guide; further reading may stand between sections, too. The file is read line by line, in time linear in its size.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from content.drafts import Files, GuideDraft, Place, Rejection, SectionDraft, TopicDraft, UnreadableSource
from content.formats.guide_topics import NAME_LENGTH, BrokenRow, Column, column_of, topic_of
from content.formats.slugs import slug_of
from content.formats.table_cells import UnclosedCode, is_separator, split_row
from content.formats.text import decode

FORMAT = "guide-table"

_HEADING = re.compile(r"(#{1,6})(?:[ \t]+(.*))?")
_CLOSING_MARKS = re.compile(r"(^|[ \t])#+$")
_NUMBER = re.compile(r"\d+[.)][ \t]*")
_FENCE = re.compile(r"(`{3,})[^`]*|(~{3,}).*")
_PROSE_SECTIONS = {
    "introduction",
    "about",
    "about this guide",
    "contents",
    "table of contents",
    "further reading",
    "resources",
    "references",
    "links",
    "conclusion",
}
_CONTENT_COLUMNS = set(Column) - {Column.TOPIC}
_KNOWN_HEADERS = "Topic, Explanation, Code Example, Best Practice, Real Use Case, Pitfall, Interview Tip"


@dataclass
class _Heading:
    line: int
    name: str
    has_table: bool = False
    before_table: list[str] = field(default_factory=list)


@dataclass
class _Guide:
    """What has been read so far.

    Of `further_reading`, that many lines as `read_before_table` says stand before the last table; the text after it
    that has no heading of its own is `after_table`.
    """

    file: str
    title: str = ""
    has_tables: bool = False
    heading: _Heading | None = None
    introduction: list[str] = field(default_factory=list)
    after_table: list[str] = field(default_factory=list)
    further_reading: list[str] = field(default_factory=list)
    read_before_table: int = 0
    sections: dict[str, SectionDraft] = field(default_factory=dict)
    topics: dict[str, TopicDraft] = field(default_factory=dict)
    names: dict[str, TopicDraft] = field(default_factory=dict)
    rejected: list[Rejection] = field(default_factory=list)

    def reject(self, line: int, reason: str) -> None:
        self.rejected.append(Rejection(Place(self.file, line), reason))


def read(files: Files) -> GuideDraft:
    """The draft of one Markdown guide, its broken rows and tables named in `rejected`.

    Raises UnreadableSource for several files, text that is not UTF-8, and a file without any table.
    """
    if len(files) != 1:
        raise UnreadableSource(Rejection(Place(next(iter(files), "")), "a Markdown guide is one file: give it alone"))
    ((file, data),) = files.items()
    lines = decode(file, data).split("\n")
    guide = _Guide(file)
    at = 0
    while at < len(lines):
        at = _read_block(guide, lines, at)
    _end_section(guide)
    if not guide.has_tables:
        guide.reject(1, "no table is found: write a topic a row under a header such as | Topic | Explanation |")
        raise UnreadableSource(*guide.rejected)
    before = guide.read_before_table
    further = [*guide.further_reading[:before], *guide.after_table, *guide.further_reading[before:]]
    return GuideDraft(
        slug=slug_of(guide.title) if guide.title else "",
        title=guide.title,
        format=FORMAT,
        introduction=_without_rules(guide.introduction),
        further_reading=_without_rules(further),
        sections=tuple(guide.sections.values()),
        topics=tuple(guide.topics.values()),
        rejected=tuple(sorted(guide.rejected, key=lambda rejection: rejection.place.line)),
    )


def _read_block(guide: _Guide, lines: Sequence[str], at: int) -> int:
    """Take in the heading, table, fence or line of text at a line; returns the index of the line after it."""
    line = lines[at].strip()
    if fence := _FENCE.fullmatch(line):
        end = _end_of_fence(lines, at, fence.group(1) or fence.group(2))
        if end is None:
            guide.reject(at + 1, "this code fence is never closed, so nothing after it is read: close it")
            return len(lines)
        for text in lines[at:end]:
            _add_text(guide, text)
        return end
    heading = _HEADING.fullmatch(line)
    if heading and heading.group(1) == "#" and not guide.title and not guide.sections:
        title = _heading_text(heading)
        if len(title) > NAME_LENGTH:
            guide.reject(at + 1, f"the title is too long: shorten it to {NAME_LENGTH} characters")
        guide.title = title[:NAME_LENGTH].rstrip()
        return at + 1
    if heading and heading.group(1) == "##":
        _end_section(guide)
        guide.heading = _Heading(at + 1, _NUMBER.sub("", _heading_text(heading), count=1))
        return at + 1
    if line.startswith("|") or ("|" in line and at + 1 < len(lines) and is_separator(lines[at + 1])):
        return _read_table(guide, lines, at)
    _add_text(guide, lines[at])
    return at + 1


def _heading_text(heading: re.Match[str]) -> str:
    return _CLOSING_MARKS.sub("", (heading.group(2) or "").replace("**", "").strip()).strip()


def _end_of_fence(lines: Sequence[str], at: int, opening: str) -> int | None:
    for index in range(at + 1, len(lines)):
        line = lines[index].strip()
        if len(line) >= len(opening) and set(line) == {opening[0]}:
            return index + 1
    return None


def _add_text(guide: _Guide, line: str) -> None:
    if guide.heading is None:
        (guide.after_table if guide.has_tables else guide.introduction).append(line)
    elif guide.heading.has_table:
        guide.after_table.append(line)
    else:
        guide.heading.before_table.append(line)


def _end_section(guide: _Guide) -> None:
    heading = guide.heading
    if heading is None or heading.has_table:
        return
    if heading.name.casefold().rstrip(":") in _PROSE_SECTIONS:
        text = guide.further_reading if guide.has_tables else guide.introduction
        text += [f"## {heading.name}", *heading.before_table]
    else:
        guide.reject(heading.line, f'the section "{heading.name}" has no table: add its topics, or remove it')


def _read_table(guide: _Guide, lines: Sequence[str], start: int) -> int:
    guide.has_tables = True
    guide.after_table.clear()
    guide.read_before_table = len(guide.further_reading)
    heading = guide.heading
    if heading is None:
        guide.reject(start + 1, "the table stands under no section: put a heading such as ## 1. Basics above it")
        return _end_of_table(lines, start)
    heading.has_table = True
    columns = _columns(guide, lines, start)
    if not heading.name or len(heading.name) > NAME_LENGTH:
        guide.reject(heading.line, f"the section needs a name of 1 to {NAME_LENGTH} characters: write it after ##")
        return _end_of_table(lines, start)
    if columns is None:
        return _end_of_table(lines, start)
    if not _is_in_table(lines, start + 2):
        guide.reject(start + 1, f'the table of "{heading.name}" has no rows: add its topics, or remove the section')
        return start + 2
    section = SectionDraft(slug=slug_of(heading.name), name=heading.name, place=Place(guide.file, heading.line))
    guide.sections.setdefault(section.slug, section)
    return _read_rows(guide, lines, start + 2, columns, section.slug)


def _is_in_table(lines: Sequence[str], at: int) -> bool:
    return at < len(lines) and bool(lines[at].strip()) and not _HEADING.fullmatch(lines[at].strip())


def _end_of_table(lines: Sequence[str], at: int) -> int:
    while _is_in_table(lines, at):
        at += 1
    return at


def _columns(guide: _Guide, lines: Sequence[str], header: int) -> list[Column | None] | None:
    """What the columns hold, None for a column that is not read; None altogether if the table cannot be read."""
    if not _is_in_table(lines, header + 1) or not is_separator(lines[header + 1]):
        guide.reject(header + 1, "the table has no separator line: write |---|---| under its header")
        return None
    try:
        headers = split_row(lines[header])
    except UnclosedCode as problem:
        guide.reject(header + 1, f"{problem}: close it in the header")
        return None
    columns: list[Column | None] = [column_of(name) for name in headers]
    if Column.TOPIC not in columns:
        guide.reject(header + 1, 'the table has no topic column: name the column of the topics "Topic"')
        return None
    if not _CONTENT_COLUMNS & set(columns):
        guide.reject(header + 1, f"the table has no column of content that is known: use {_KNOWN_HEADERS}")
        return None
    for index, name in enumerate(headers):
        if columns[index] is Column.TOPIC and Column.TOPIC in columns[:index]:
            columns[index] = None
        if columns[index] is None:
            guide.reject(header + 1, f'the column "{name}" is not known: name it one of {_KNOWN_HEADERS}, or remove it')
    return columns


def _read_rows(guide: _Guide, lines: Sequence[str], at: int, columns: Sequence[Column | None], section: str) -> int:
    while _is_in_table(lines, at):
        line, at = at, at + 1
        try:
            cells = split_row(lines[line])
            if len(cells) != len(columns):
                raise BrokenRow(
                    f"the row has {len(cells)} cells where the header has {len(columns)}: "
                    r"write a topic on one line, N/A for nothing, and a bar inside a cell as \|"
                )
            topic = topic_of(columns, cells, section=section, place=Place(guide.file, line + 1))
            _add_topic(guide, topic)
        except UnclosedCode as problem:
            guide.reject(line + 1, rf"{problem}: close it on the same line, or write a lone backtick as \`")
            if problem.ticks >= 3:
                at = _after_code_of_several_lines(lines, at)
        except BrokenRow as problem:
            guide.reject(line + 1, str(problem))
    return at


def _after_code_of_several_lines(lines: Sequence[str], at: int) -> int:
    """The line after the one that closes the fence of the row before, so that it is one broken row, not many."""
    end = at
    while end < len(lines) and not lines[end].startswith(("|", "##")):
        if "```" in lines[end]:
            return end + 1
        end += 1
    return at


def _add_topic(guide: _Guide, topic: TopicDraft) -> None:
    for known in (guide.topics.get(topic.slug), guide.names.get(topic.name.casefold())):
        if known is not None:
            raise BrokenRow(
                f'the topic "{topic.name}" is in line {known.place.line} already: merge the rows, or rename one'
            )
    guide.topics[topic.slug] = guide.names[topic.name.casefold()] = topic


def _without_rules(lines: Sequence[str]) -> str:
    return "\n".join(line for line in lines if not _is_rule(line)).strip()


def _is_rule(line: str) -> bool:
    marks = line.replace(" ", "")
    return len(marks) >= 3 and set(marks) in ({"-"}, {"*"}, {"_"})
