"""Questions that show what a guide says of a topic, or its code, and ask which topic that is."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from content.drafts import (
    Body,
    CodeExample,
    Criterion,
    Explanation,
    Option,
    PointDraft,
    PointKind,
    QuestionDraft,
    QuestionKind,
    RealUse,
    TopicDraft,
    question_id,
)
from content.generators.distractors import Ring, ranked, with_options
from content.generators.masking import (
    BLANK,
    Names,
    code_words,
    content_words,
    mask,
    mask_code,
    names_of,
    words,
)
from content.generators.phrasing import compared, one_line, shape, shortened, stopped, summary

KIND = QuestionKind.SINGLE_CHOICE
VARIANT = "topic"

_WINDOW = 24
_LEAST_WORDS = {PointKind.EXPLANATION: 3, PointKind.REAL_USE: 6}
_LEAST_CODE_WORDS = 6
_LONGEST_CODE = 30
_GREATEST_SHARE = 0.25
_STEM_WORDS = 60
_REASON_WORDS = 40
_NO_TEXT = frozenset({"language", "source_url", "flaw_line"})


@dataclass(frozen=True, slots=True)
class _Subject:
    """A topic with what is asked of it again and again: its names, its vocabulary, and why it is what it is."""

    topic: TopicDraft
    names: Names
    vocabulary: frozenset[str]
    running: str
    shown: dict[PointKind, frozenset[str]]
    languages: frozenset[str]
    reason: str

    def mentions(self, other: "_Subject") -> bool:
        """Whether any cell of this topic has a word of the other's name, or one of its aliases."""
        if not self.vocabulary.isdisjoint(other.names.single):
            return True
        return any(f" {' '.join(phrase)} " in self.running for phrase in other.names.phrases)


def which_topic(guide: str, topics: Sequence[TopicDraft]) -> dict[str, list[QuestionDraft]]:
    """By topic slug, one question for each explanation, real use and code example that tells its topic from others.

    Wrong options are topics whose names are of the same shape, share no word with the right one, are named nowhere
    in its cells, and say little of what the question shows.
    """
    subjects = [_subject(topic) for topic in topics]
    by_shape: dict[str, list[_Subject]] = defaultdict(list)
    by_section: dict[tuple[str, str], list[_Subject]] = defaultdict(list)
    for subject in subjects:
        if subject.reason:
            by_shape[shape(subject.topic.name)].append(subject)
            by_section[shape(subject.topic.name), subject.topic.section].append(subject)
    rings = {alike: Ring(found, _address) for alike, found in by_shape.items()}
    section_rings = {place: Ring(found, _address) for place, found in by_section.items()}
    made: dict[str, list[QuestionDraft]] = {}
    for subject in subjects:
        alike = shape(subject.topic.name)
        near = section_rings.get((alike, subject.topic.section), Ring[_Subject]((), _address))
        far = rings.get(alike, Ring[_Subject]((), _address))
        made[subject.topic.slug] = list(_questions(guide, subject, near, far))
    return made


def _questions(guide: str, subject: _Subject, near: Ring[_Subject], far: Ring[_Subject]) -> Iterator[QuestionDraft]:
    topic = subject.topic
    for point in topic.points:
        shown = _shown(subject, point)
        if shown is None:
            continue
        identity = question_id(guide, topic.slug, point.slug, KIND, VARIANT)
        candidates = {other.topic.slug: other for ring in (near, far) for other in ring.window(identity, _WINDOW)}
        said = frozenset(code_words(shown.code) if shown.code else content_words(shown.stem.partition("“")[2]))
        fitting = [other for other in candidates.values() if _fits(subject, point, said, other)]
        in_order = ranked(identity, fitting, _address)
        in_order.sort(key=lambda other: other.topic.section != topic.section)
        wrong = [Option(text=other.topic.name, why=other.reason) for other in in_order]
        key = Option(text=topic.name, is_key=True, why=subject.reason)
        made = with_options(shown, topic, key, wrong)
        if made:
            yield made


def _shown(subject: _Subject, point: PointDraft) -> QuestionDraft | None:
    """The question without its options, or None where too little is left once the topic's name is hidden.

    A text that answers a question of its own (`ask`) does not say what its topic is, so it is left out.
    """
    body, names = point.body, subject.names
    code = language = ""
    which = "Which comparison" if len(compared(subject.topic.name)) > 1 else "Which topic"
    match body:
        case Explanation() | RealUse() if not point.ask:
            text = _plain(mask(shortened(body.text, _STEM_WORDS), names))
            if len(content_words(text)) < _LEAST_WORDS[body.kind]:
                return None
            asks = "is this about" if isinstance(body, Explanation) else "is put to use here"
            stem = f"{which} {asks}? “{text}”"
        case CodeExample() if body.flaw_line is None and len(body.source.splitlines()) <= _LONGEST_CODE:
            code = mask_code(body.source, names)
            if len(code_words(code)) < _LEAST_CODE_WORDS:
                return None
            language = "" if names.has(body.language) else body.language
            stem = f"{which} is this code an example of?"
        case _:
            return None
    return QuestionDraft(
        kind=KIND,
        topic=subject.topic.slug,
        point=point.slug,
        variant=VARIANT,
        stem=stem,
        code=code,
        code_language=language,
        asks_topic=True,
    )


def _fits(subject: _Subject, point: PointDraft, said: frozenset[str], other: _Subject) -> bool:
    if other.topic.slug == subject.topic.slug or other.topic.slug in point.also_true_for:
        return False
    if not subject.names.single.isdisjoint(other.names.single) or subject.mentions(other):
        return False
    if isinstance(point.body, CodeExample) and point.body.language.casefold() not in other.languages:
        return False
    theirs = other.shown.get(point.kind, frozenset())
    return len(said & theirs) <= _GREATEST_SHARE * len(said)


def _subject(topic: TopicDraft) -> _Subject:
    running: list[str] = []
    shown: dict[PointKind, set[str]] = defaultdict(set)
    languages = set()
    for point in topic.points:
        body = point.body
        for name, text in _texts(body):
            running += code_words(text) if name == "source" else words(text)
        if isinstance(body, CodeExample):
            languages.add(body.language.casefold())
            shown[point.kind].update(code_words(body.source))
        elif isinstance(body, Explanation | RealUse):
            shown[point.kind].update(content_words(body.text))
    explained = summary(topic)
    text = explained.body.text if explained and isinstance(explained.body, Explanation) else ""
    return _Subject(
        topic=topic,
        names=names_of(topic),
        vocabulary=frozenset(running),
        running=f" {' '.join(running)} ",
        shown={kind: frozenset(found) for kind, found in shown.items()},
        languages=frozenset(languages),
        reason=stopped(f"{topic.name}: {shortened(text, _REASON_WORDS)}") if text else "",
    )


def _texts(body: Body) -> Iterator[tuple[str, str]]:
    for item in fields(body):
        value = getattr(body, item.name)
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, Criterion):
                yield item.name, text.text
            elif isinstance(text, str) and item.name not in _NO_TEXT:
                yield item.name, text


def _plain(text: str) -> str:
    """The text without emphasis, and without a leading "____:", which would betray how many things are compared."""
    return one_line(re.sub(r"\*\*?([^\s*](?:[^*]*[^\s*])?)\*\*?", r"\1", text).replace(f"{BLANK}:", " "))


def _address(subject: _Subject) -> str:
    return subject.topic.slug
