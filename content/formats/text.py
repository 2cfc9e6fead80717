"""From a file's bytes to text that is safe to keep and to show."""

import re

from content.drafts import Place, Rejection, UnreadableSource

# Control characters are refused by PostgreSQL (NUL) or by YAML; bidirectional controls can make a text look
# different from what it says (CVE-2021-42574); a lone surrogate cannot be stored as UTF-8. U+0085, U+2028 and U+2029
# end a line for some readers and not for others.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def decode(file: str, data: bytes) -> str:
    r"""The text of a UTF-8 file, its line ends as \n and without a byte order mark.

    Raises UnreadableSource with the line and byte offset (from 0) of the first byte that is not UTF-8, or with
    each unsafe character (control, bidirectional control, line end of another kind) and the line where it first stands.
    """
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = f"byte 0x{data[error.start]:02x} at byte offset {error.start} is not UTF-8: save the file as UTF-8"
        raise UnreadableSource(Rejection(Place(file, line), reason)) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems: dict[str, Rejection] = {}
    for found in _UNSAFE.finditer(text):
        if found.group() not in problems:
            line = text.count("\n", 0, found.start()) + 1
            problems[found.group()] = Rejection(Place(file, line), f"contains {escaped(found.group())}: remove it")
    if problems:
        raise UnreadableSource(*problems.values())
    return text


def unsafe_character(text: str) -> str:
    """The first character of a text that may not be kept, escaped for showing; empty if there is none."""
    found = _UNSAFE.search(text)
    return escaped(found.group()) if found else ""


def shown(text: str) -> str:
    """A text for a message, its unsafe characters replaced by question marks."""
    return _UNSAFE.sub("?", text)


def escaped(character: str) -> str:
    r"""A character by its code point, for a message: "the character \u202e"."""
    return f"the character \\u{ord(character):04x}"
