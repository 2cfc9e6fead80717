"""The keys of a bank, as content/fixtures/README.md describes them for authors."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from content.drafts import TopicKind
from content.formats.bank_fields import (
    Flag,
    Group,
    Id,
    KindName,
    LevelName,
    Line,
    Name,
    Number,
    Prose,
    Source,
    Url,
    Verification,
    Word,
    problem,
)


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Listing(Entry):
    id: Id
    name: Name
    topics: list[Id] = []


def _first_schema(version: int) -> int:
    if version != 1:
        raise problem(f"{version} is not known: this is schema 1")
    return version


class Guide(Entry):
    id: Id
    title: Name
    schema_version: Annotated[Number, AfterValidator(_first_schema)] = Field(default=1, alias="schema")
    lang: Word = "en"
    introduction: Prose = ""
    further_reading: Prose = ""


class Link(Entry):
    title: Name
    url: Url


class Accepted(Entry):
    """A warning of lint that may stay."""

    question: Line
    rule: Number
    why: Line


class TopicHead(Entry):
    """A topic without its points and questions."""

    id: Id
    name: Name
    was: list[Id] = []
    section: Id = ""
    kind: KindName = TopicKind.CONCEPT
    level: LevelName | None = None
    aliases: list[Line] = []
    noun: Name = ""
    links: list[Link] = []
    summary: Prose = ""
    accepted: list[Accepted] = []


class Point(Entry):
    id: Id
    level: LevelName | None = None
    ask: Prose = ""
    also_true_for: list[Id] = []


class Explanation(Point):
    text: Prose


class Term(Point):
    term: Name
    group: Group = ""
    definition: Prose = Field(alias="def")
    accepted: list[Line] = []


class BestPractice(Point):
    text: Prose
    why: Prose = ""


class RealUse(Point):
    text: Prose
    source: Url = ""


class Distractor(Entry):
    text: Prose
    why_wrong: Prose


class Pitfall(Point):
    mistake: Prose
    why: Prose = ""
    fix: Prose = ""
    distractors: list[Distractor] = []


class Option(Entry):
    text: Prose
    key: Flag = False
    why: Prose = ""


def _differ(options: list[Option]) -> list[Option]:
    if len({option.text.casefold() for option in options}) < len(options):
        raise problem("two options say the same: reword or remove one")
    return options


def _one_key(options: list[Option]) -> list[Option]:
    keys = sum(option.key for option in options)
    if keys != 1:
        raise problem(f"{keys} options have key: true: mark exactly one")
    return options


AnyOptions = Annotated[list[Option], Field(min_length=2, max_length=5), AfterValidator(_differ)]
Options = Annotated[AnyOptions, AfterValidator(_one_key)]


class CodeReading(Entry):
    """What code prints, answers or does, asked as a choice."""

    question: Prose
    options: Options


class Bug(Entry):
    line: Number
    question: Prose
    options: Options


class Code(Point):
    language: Word = ""
    caption: Name = ""
    shows: Prose = ""
    source: Source
    reading: CodeReading | None = None
    bug: Bug | None = None
    verify: Verification = ""
    verify_why: Line = ""

    @model_validator(mode="after")
    def _says_why_it_is_not_verified(self) -> Self:
        if bool(self.verify) != bool(self.verify_why):
            raise problem("says verify: none without verify_why, or the other way round: write both or neither")
        return self

    @model_validator(mode="after")
    def _bug_is_in_the_source(self) -> Self:
        lines = self.source.count("\n") + 1
        if self.bug and not 1 <= self.bug.line <= lines:
            raise problem(f"bug.line is {self.bug.line}, but the source has {lines} lines: count from 1")
        return self


class Statement(Point):
    text: Prose
    is_true: Flag
    why: Prose


def _different(texts: Sequence[str]) -> Any:
    if len(set(texts)) < len(texts):
        raise problem("one of these is here twice: remove or reword it")
    return texts


class Steps(Point):
    prompt: Prose
    items: Annotated[list[Prose], Field(min_length=2), AfterValidator(_different)]
    also_right: list[list[Number]] = []

    @model_validator(mode="after")
    def _orders_hold_every_item(self) -> Self:
        numbers = list(range(1, len(self.items) + 1))
        for order in self.also_right:
            if sorted(order) != numbers or order == numbers:
                raise problem(f"{order} is no other order: name each item once by its number, 1 to {len(self.items)}")
        return self


class Facet(Point):
    """One facet of a comparison; each of its cells is a point."""

    ask: Prose
    cells: dict[str, Prose]


class ContrastHead(Entry):
    """A comparison; its facets are read one by one."""

    subjects: Annotated[list[Name], Field(min_length=2), AfterValidator(_different)]
    level: LevelName | None = None
    also_true_for: list[Id] = []
    facets: Annotated[list[Any], Field(min_length=1)]


class Criterion(Entry):
    id: Id
    text: Prose
    must: Flag = False
    any_of: list[Line] = []


class Interview(Point):
    tip: Prose = ""
    prompt: Prose = ""
    model_answer: Prose = ""
    criteria: list[Criterion] = []
    key_points: list[Criterion] = []
    follow_ups: list[Line] = []

    @model_validator(mode="after")
    def _says_something_once(self) -> Self:
        if not self.tip and not self.prompt:
            raise problem("has neither tip nor prompt: write at least one of them")
        if self.criteria and self.key_points:
            raise problem("has criteria and key_points, which are the same: put all under criteria")
        ids = [criterion.id for criterion in self.criteria + self.key_points]
        if len(set(ids)) < len(ids):
            raise problem("two criteria have the same id: rename one")
        return self


class Mcq(Entry):
    id: Id
    point: Id
    stem: Prose
    code: Source = ""
    language: Word = ""
    select_all: Flag = False
    options: AnyOptions

    @field_validator("options")
    @classmethod
    def _keys_fit(cls, options: list[Option], others: ValidationInfo) -> list[Option]:
        keys = sum(option.key for option in options)
        if not others.data.get("select_all"):
            return _one_key(options)
        if not 2 <= keys < len(options):
            raise problem(f"{keys} options have key: true: mark two or more, and not all, where select_all is true")
        return options


BLANK = re.compile(r"{{(.+?)}}")


def _blanks(text: str) -> str:
    answers = [answer.strip() for blank in BLANK.findall(text) for answer in blank.split("|")]
    if not 1 <= len(BLANK.findall(text)) <= 3 or not all(answers):
        raise problem("has no blank, or more than three: write what is to be filled in as {{answer}} or {{one|other}}")
    return text


class Cloze(Entry):
    """A sentence with blanks; alternatives stand in one blank, with | between them."""

    id: Id
    point: Id
    text: Annotated[Prose, AfterValidator(_blanks)]
    why: Prose = ""


POINTS: Mapping[str, type[Point]] = {
    "explanations": Explanation,
    "terms": Term,
    "best_practices": BestPractice,
    "real_uses": RealUse,
    "pitfalls": Pitfall,
    "code": Code,
    "statements": Statement,
    "steps": Steps,
    "interview": Interview,
}
"""The keys of a topic under which points are listed, and what each of them holds, in the order they are kept."""

TOPIC_KEYS = {*TopicHead.model_fields, *POINTS, "contrast", "mcqs", "cloze"}
