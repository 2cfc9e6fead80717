"""The sorts of value in a bank, each with what is said of one that is not. Nothing is coerced."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, PlainValidator, StringConstraints
from pydantic_core import PydanticCustomError

from content.drafts import Level, TopicKind
from content.formats.levels import LEVELS
from content.formats.yaml_lines import Plain


def problem(reason: str) -> PydanticCustomError:
    """An error whose whole text is ours; braces in it are no placeholders."""
    return PydanticCustomError("bank", "{reason}", {"reason": reason})


def _text(value: Any) -> str:
    if isinstance(value, Plain):
        if not value.written:
            raise problem("has no value: write one, or remove the key")
        raise problem(f'{value.written[:60]} is no text: quote it, "{value.written[:60]}"')
    if not isinstance(value, str):
        raise problem("should be a text, not a list or a mapping: write one text")
    if not value.strip():
        raise problem("is empty: write a text, or remove the key")
    return value


def _line(value: str) -> str:
    if "\n" in value:
        raise problem("should be a single line: remove the line breaks")
    return value


def _no_blank_start(value: str) -> str:
    if not value.partition("\n")[0].strip():
        raise problem("begins with a blank line: begin with the first line of code, which is line 1")
    return value


def _at_most(length: int) -> AfterValidator:
    def check(value: str) -> str:
        if len(value) > length:
            raise problem(f"has {len(value)} characters: shorten it to {length}")
        return value

    return AfterValidator(check)


def _url(value: str) -> str:
    if not value.startswith(("https://", "http://")) or any(character.isspace() for character in value):
        raise problem("is no web address: write it in full, beginning with https://")
    return value


def _true_or_false(value: Any) -> bool:
    if isinstance(value, Plain) and value.tag == "bool":
        return value.written.lower() in {"true", "yes", "on"}
    raise problem("should be true or false, without quotes")


def _whole_number(value: Any) -> int:
    if isinstance(value, Plain) and re.fullmatch(r"[0-9]{1,9}", value.written):
        return int(value.written)
    raise problem("should be a whole number, without quotes")


def _none(value: str) -> str:
    if value != "none":
        raise problem("can only be none: an example without it is verified")
    return value


def _level(value: Any) -> Level:
    name = value.written if isinstance(value, Plain) else value
    if isinstance(name, str) and name in LEVELS:
        return LEVELS[name]
    raise problem("is no level: write beginner, intermediate or advanced, or 1, 2 or 3")


def _kind(value: Any) -> TopicKind:
    try:
        return TopicKind(value)
    except ValueError:
        raise problem(f"is no kind of topic: write one of {', '.join(TopicKind)}") from None


Prose = Annotated[str, BeforeValidator(_text), AfterValidator(str.strip)]
Source = Annotated[str, BeforeValidator(_text), AfterValidator(_no_blank_start), AfterValidator(str.rstrip)]
Line = Annotated[Prose, AfterValidator(_line)]
Name = Annotated[Line, _at_most(200)]
Word = Annotated[Line, _at_most(40)]
Id = Annotated[str, BeforeValidator(_text), StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$"), _at_most(100)]
Group = Annotated[Id, _at_most(50)]
Url = Annotated[Line, AfterValidator(_url), _at_most(500)]
Flag = Annotated[bool, PlainValidator(_true_or_false)]
Number = Annotated[int, PlainValidator(_whole_number)]
Verification = Annotated[Line, AfterValidator(_none)]
LevelName = Annotated[Level, PlainValidator(_level)]
KindName = Annotated[TopicKind, PlainValidator(_kind)]
