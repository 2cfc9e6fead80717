"""A Markdown table's row as cells, and a cell as prose and code, as GitHub Flavored Markdown tells them apart.

Code is what stands between two runs of equally many backticks; outside it a backslash takes the next character's
meaning away. `\\|` is a literal bar everywhere in a table. Every function is linear in its input.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_ESCAPE_OR_RUN = re.compile(r"\\.|`+")
_RUN = re.compile(r"`+")
_ESCAPE_OR_BAR = re.compile(r"\\.|\|")
_SEPARATOR_CELL = re.compile(r":?-+:?")
_LINE_BREAK = re.compile(r"<br[ ]?/?>[ ]?", re.IGNORECASE)
_LANGUAGE = re.compile(r"([\w.+#-]+)(?=\s)")
_NOTHING = {"", "-", "–", "—", "n/a", "na"}


class UnclosedCode(ValueError):
    """A run of backticks that no equal run closes."""

    def __init__(self, ticks: int) -> None:
        self.ticks = ticks
        super().__init__(f"the code opened by {'`' * min(ticks, 9)} is never closed")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a cell: prose (ticks 0), or code with its backticks, of which it has `ticks` on either side."""

    text: str
    ticks: int = 0

    @property
    def is_fence(self) -> bool:
        return self.ticks >= 3


def pieces(text: str) -> Iterator[Piece]:
    """Prose and code of a text in turn, together the whole text. Raises UnclosedCode."""
    done = position = 0
    while opening := _ESCAPE_OR_RUN.search(text, position):
        position = opening.end()
        if opening.group()[0] == "\\":
            continue
        ticks = len(opening.group())
        closing = next((run for run in _RUN.finditer(text, position) if len(run.group()) == ticks), None)
        if closing is None:
            raise UnclosedCode(ticks)
        if opening.start() > done:
            yield Piece(text[done : opening.start()])
        yield Piece(text[opening.start() : closing.end()], ticks)
        done = position = closing.end()
    if done < len(text):
        yield Piece(text[done:])


def masked(text: str) -> str:
    """The text with NUL in place of each character of code, for searching prose only. Raises UnclosedCode."""
    return "".join("\0" * len(piece.text) if piece.ticks else piece.text for piece in pieces(text))


def split_row(line: str) -> list[str]:
    r"""The cells of a row, stripped, with `\|` as a plain bar. Raises UnclosedCode."""
    row = line.strip()
    bars = [found.start() for found in _ESCAPE_OR_BAR.finditer(masked(row)) if found.group() == "|"]
    bounds = [-1, *bars, len(row)]
    cells = [row[start + 1 : end].strip().replace("\\|", "|") for start, end in pairwise(bounds)]
    if len(cells) > 1 and row.startswith("|"):
        cells = cells[1:]
    if len(cells) > 1 and bars and bars[-1] == len(row) - 1:
        cells = cells[:-1]
    return cells


def is_separator(line: str) -> bool:
    """Whether a line is the |---|---| under a table's header."""
    return "|" in line and all(_SEPARATOR_CELL.fullmatch(cell.strip()) for cell in line.strip().strip("|").split("|"))


def is_nothing(cell: str) -> bool:
    """Whether a cell says that it has nothing to say: empty, N/A or a dash."""
    return cell.strip().casefold() in _NOTHING


def prose(text: str) -> str:
    """The text with <br> outside code as a line break."""
    parts = [piece.text if piece.ticks else _LINE_BREAK.sub("\n", piece.text) for piece in pieces(text)]
    return "\n".join(line.strip() for line in "".join(parts).split("\n")).strip()


def language_and_source(fence: Piece) -> tuple[str, str]:
    """What a fence says: the word at its opening backticks, if there is one, and the code."""
    inside = fence.text[fence.ticks : -fence.ticks]
    language = _LANGUAGE.match(inside)
    return (language.group(), inside[language.end() :].strip()) if language else ("", inside.strip())
