"""Plain values that the pure rooms and the store exchange: what a file says, before it is in the database.

Nothing here knows Django. A draft mirrors the models of `content.models` field for field, so that a reader
finds one vocabulary in both.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import ClassVar
from uuid import UUID, uuid5

QUESTION_NAMESPACE = UUID("6f1f2c0e-3d0b-5b0e-9a55-1f7f3c1f4f0a")


class Level(IntEnum):
    BEGINNER = 1
    INTERMEDIATE = 2
    ADVANCED = 3


class TopicKind(StrEnum):
    TECHNOLOGY = "technology"
    CONCEPT = "concept"
    PROTOCOL = "protocol"
    COMPARISON = "comparison"
    PRACTICE = "practice"
    DESIGN_TASK = "design-task"


class PointKind(StrEnum):
    EXPLANATION = "explanation"
    TERM = "term"
    BEST_PRACTICE = "best-practice"
    REAL_USE = "real-use"
    PITFALL = "pitfall"
    CODE_EXAMPLE = "code-example"
    STATEMENT = "statement"
    STEPS = "steps"
    CONTRAST = "contrast"
    INTERVIEW_TIP = "interview-tip"


class QuestionKind(StrEnum):
    RECALL = "recall"
    SINGLE_CHOICE = "single-choice"
    MULTIPLE_CHOICE = "multiple-choice"
    TRUE_FALSE = "true-false"
    CLOZE = "cloze"
    CODE_READING = "code-reading"
    FIND_THE_FLAW = "find-the-flaw"
    ORDERING = "ordering"
    MATCHING = "matching"
    SPOKEN = "spoken"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the input a thing stands: the file's name as given and its line, counted from 1."""

    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Rejection:
    """One item of a file that cannot be taken, and what its author can do about it."""

    place: Place
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    kind: ClassVar = PointKind.EXPLANATION
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term and its definition. Terms of one group exclude one another, so each is a distractor for the rest."""

    kind: ClassVar = PointKind.TERM
    term: str
    definition: str
    group: str = ""
    accepted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BestPractice:
    kind: ClassVar = PointKind.BEST_PRACTICE
    text: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RealUse:
    kind: ClassVar = PointKind.REAL_USE
    text: str
    source_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pitfall:
    """A mistake, why it hurts and the fix. A guide table names only the fix ("Avoid X")."""

    kind: ClassVar = PointKind.PITFALL
    mistake: str = ""
    why: str = ""
    fix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeExample:
    """Code that is right, or, where flaw_line is set, code whose flaw is to be found on that line (from 1)."""

    kind: ClassVar = PointKind.CODE_EXAMPLE
    source: str
    language: str = ""
    caption: str = ""
    shows: str = ""
    flaw_line: int | None = None
    flaw_prompt: str = ""
    flaw_answer: str = ""
    flaw_why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    kind: ClassVar = PointKind.STATEMENT
    text: str
    is_true: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What is done in which order: items stand in the right order.

    `orders` holds the other orders that are right too, each as the numbers of the items, as in "2 1 3".
    """

    kind: ClassVar = PointKind.STEPS
    prompt: str
    items: tuple[str, ...]
    orders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """One cell of a comparison: what `text` says of `subject` under `facet`; `prompt` puts it as a question.

    The text stands in the prompt where it says `{cell}`.
    """

    kind: ClassVar = PointKind.CONTRAST
    facet: str
    prompt: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing a good spoken answer says. Cues are words by which a listener notices it."""

    slug: str
    text: str
    must: bool = False
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewTip:
    kind: ClassVar = PointKind.INTERVIEW_TIP
    tip: str = ""
    prompt: str = ""
    model_answer: str = ""
    criteria: tuple[Criterion, ...] = ()
    follow_ups: tuple[str, ...] = ()


Body = Explanation | Term | BestPractice | RealUse | Pitfall | CodeExample | Statement | Steps | Contrast | InterviewTip


@dataclass(frozen=True, slots=True, kw_only=True)
class Distractor:
    """An authored wrong option for questions on a point, and why it is wrong."""

    text: str
    why_wrong: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option of a choice question; why is shown after the answer, whichever option was chosen.

    In an ordering question it is a step, and the options stand in the right order; in a matching question `match`
    is what belongs to it; in a cloze it is what a blank accepts, the blanks in their order, with ` | ` between
    alternatives.
    """

    text: str
    is_key: bool = False
    why: str = ""
    match: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointDraft:
    """One thing worth remembering.

    `named` says that the file itself gives the slug; an unnamed point of a table is matched by its text, and
    its slug is only a proposal. `ask` words the recall question where the default would be ambiguous.
    `also_true_for` lists slugs of topics of which the point is equally true, so that they are no distractors.
    """

    slug: str
    body: Body
    named: bool = True
    level: Level | None = None
    ask: str = ""
    also_true_for: tuple[str, ...] = ()
    distractors: tuple[Distractor, ...] = ()
    place: Place = field(default=Place(), compare=False)

    @property
    def kind(self) -> PointKind:
        return self.body.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDraft:
    """One way to ask a point. `point` is the slug of a point of the same topic.

    `answer` is the back of a recall or spoken question, in Markdown. `flaw_line` is the line of the code, from 1,
    that a find-the-flaw question asks for beside the reason. `orders` are the other right orders of an ordering
    question's options, by their numbers, as in "2 1 3". In a cloze's stem `____` stands for each blank. `asks_topic`
    marks "which topic is this?" questions: nothing that names the topic may be shown with them before the answer.
    `published` is False for questions that an editor should look at first.
    """

    kind: QuestionKind
    topic: str
    point: str
    variant: str = ""
    stem: str
    code: str = ""
    code_language: str = ""
    answer: str = ""
    flaw_line: int | None = None
    orders: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    asks_topic: bool = False
    authored: bool = False
    published: bool = True
    place: Place = field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A warning that an author has weighed: the question as point/kind/variant, the rule, and why it may stay."""

    question: str
    rule: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicDraft:
    """A topic with its points and authored questions. `noun` is how a stem refers to it ("a relational database")."""

    slug: str
    name: str
    section: str
    kind: TopicKind = TopicKind.CONCEPT
    level: Level | None = None
    noun: str = ""
    aliases: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    points: tuple[PointDraft, ...] = ()
    questions: tuple[QuestionDraft, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    place: Place = field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionDraft:
    slug: str
    name: str
    place: Place = field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideDraft:
    """What one import source says: sections and topics in order, and the items that could not be taken.

    `slug` is empty where the source names no guide. `is_whole` is False for a lone topic file, which speaks only
    for its own topics.
    """

    slug: str
    title: str
    format: str
    introduction: str = ""
    further_reading: str = ""
    sections: tuple[SectionDraft, ...] = ()
    topics: tuple[TopicDraft, ...] = ()
    is_whole: bool = True
    rejected: tuple[Rejection, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotGenerated:
    """A question kind that a topic gets no question of, and the reason an editor can act on."""

    topic: str
    kind: QuestionKind
    reason: str


Files = Mapping[str, bytes]
"""An import source: each file's name, as it is to appear in messages, and its bytes."""


class UnreadableSource(Exception):
    """The source as a whole cannot be read. Carries every problem found, each with its place."""

    def __init__(self, *problems: Rejection) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{p.place.file}:{p.place.line}: {p.reason}" for p in problems))


def question_id(guide: str, topic: str, point: str, kind: QuestionKind, variant: str = "") -> UUID:
    """The permanent id of a question: UUIDv5 of its address, independent of wording, order and options."""
    address = "/".join([guide, topic, point, kind.value, *([variant] if variant else [])])
    return uuid5(QUESTION_NAMESPACE, address)


def is_order(order: str, *, count: int) -> bool:
    """Whether this names each of `count` steps once by its number, as in "2 1 3"."""
    return sorted(order.split()) == sorted(str(number) for number in range(1, count + 1))


def introduced(question: str, *, caption: str, language: str) -> str:
    """The question about an example's code, led by its caption where that says more than the language's name."""
    said = caption.strip().rstrip(".:")
    return f"{said}: {question}" if said and said.casefold() != language.casefold() else question
