"""Rules that hold a question against the rest of its guide: other topics' names, other facts, other questions."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from content.drafts import (
    BestPractice,
    CodeExample,
    Contrast,
    Pitfall,
    PointDraft,
    QuestionDraft,
    QuestionKind,
    Term,
    TopicDraft,
)
from content.generators.masking import words
from content.generators.phrasing import language_name, one_line
from content.generators.rules.cues import key_of
from content.generators.rules.problem import Part, Problem, error, warning

Address = tuple[str, str, QuestionKind, str]


@dataclass(frozen=True, slots=True)
class _Fact:
    """A text of the guide that may stand as an option, and where it comes from."""

    topic: TopicDraft
    point: PointDraft
    sort: str


class Company:
    """A guide's topics and questions, as the rules look them up; made once for many questions."""

    def __init__(self, topics: Iterable[TopicDraft], questions: Iterable[QuestionDraft] = ()) -> None:
        self.topics = {topic.slug: topic for topic in topics}
        self.names = {topic.slug: [(name, _spelled(name)) for name in _names(topic)] for topic in self.topics.values()}
        self.facts: dict[str, list[_Fact]] = defaultdict(list)
        for topic in self.topics.values():
            for point in topic.points:
                for text, sort in _texts(point):
                    self.facts[_folded(text)].append(_Fact(topic, point, sort))
        self.asked: dict[str, set[Address]] = defaultdict(set)
        for question in questions:
            self.asked[_asks(question)].add(_address(question))


def other_topics(question: QuestionDraft, topic: TopicDraft, company: Company) -> Iterator[Problem]:
    """Rule 13: a wrong option that names another topic rules itself out, unless the right one names one too.

    Not where topics are what is chosen from, where the question itself speaks of that topic, or where the option is
    one of this topic's own terms.
    """
    at = key_of(question.options)
    if at is None or question.asks_topic:
        return
    own = {_folded(name) for name in _names(topic)}
    own |= {text for text, facts in company.facts.items() if any(fact.topic.slug == topic.slug for fact in facts)}
    foreign = [
        (name, spelled, other.name)
        for other in company.topics.values()
        for name, spelled in company.names[other.slug]
        if other.slug != topic.slug and _folded(name) not in own and not spelled.search(question.stem)
    ]
    named = [next((found for found in foreign if found[1].search(option.text)), None) for option in question.options]
    for number, found in enumerate(named):
        if found and not named[at]:
            message = f"It speaks of “{found[2]}”, another topic, and so rules itself out: leave “{found[0]}” away"
            yield warning(13, message, Part.TEXT, number)


def mixture(question: QuestionDraft, company: Company) -> Iterator[Problem]:
    """Rule 17: options of one kind, of one group of terms, in one programming language."""
    sorts = [{fact.sort for fact in company.facts.get(_folded(option.text), ())} for option in question.options]
    known = [found for found in sorts if found]
    if len(known) > 1 and not set.intersection(*known):
        found = " and ".join(sorted({min(sort) for sort in known}))
        yield warning(17, f"The options are of different sorts ({found}): take them all from one")
    is_code = [re.fullmatch(r"`[^`]+`", option.text.strip()) is not None for option in question.options]
    at = key_of(question.options)
    if at is not None and is_code.count(is_code[at]) == 1:
        message = "It is the only option that is code: give the others as code too"
        if not is_code[at]:
            message = "It is the only option that is not code: give it as code too"
        yield warning(17, message, Part.TEXT, at)


def accepted(question: QuestionDraft, topic: TopicDraft) -> Iterator[Problem]:
    """Rule 22, by the topic alone: no wrong option is another name of the right one."""
    at = key_of(question.options)
    body = next((point.body for point in topic.points if point.slug == question.point), None)
    if at is None:
        return
    names = {_folded(name) for name in ((body.term, *body.accepted) if isinstance(body, Term) else ())}
    if question.asks_topic:
        names = {_folded(name) for name in _names(topic)}
    if _folded(question.options[at].text) not in names:
        return
    for number, option in enumerate(question.options):
        if number != at and _folded(option.text) in names:
            yield error(22, "It is another accepted name of the right option: replace it", Part.TEXT, number)


def also_true(question: QuestionDraft, topic: TopicDraft, company: Company) -> Iterator[Problem]:
    """Rule 22, by `also_true_for`: no wrong option is right as well by what the guide notes of it.

    Of claims, those count that are of the sort that the question's own point is of: practices, mistakes, fixes.
    """
    at = key_of(question.options)
    point = next((point for point in topic.points if point.slug == question.point), None)
    if at is None or point is None:
        return
    others = [company.topics[slug] for slug in point.also_true_for if slug in company.topics]
    for number, option in enumerate(question.options):
        text = _folded(option.text)
        if number == at:
            continue
        if question.asks_topic:
            for other in others:
                if text in map(_folded, _names(other)):
                    message = f"The point is noted as true of “{other.name}” too: replace this option"
                    yield error(22, message, Part.TEXT, number)
        elif any(_is_claim_like(point, fact, topic) for fact in company.facts.get(text, ())):
            message = f"The guide says it of “{topic.name}” too, so it is right as well: replace it"
            yield error(22, message, Part.TEXT, number)


def repetition(question: QuestionDraft, company: Company) -> Iterator[Problem]:
    """Rule 25: no two questions of a guide ask the same, by their words, their code and what is right.

    Several kinds of question may put the same words about one point.
    """
    same = company.asked.get(_asks(question), set()) - {_address(question)}
    if any((topic, point) != (question.topic, question.point) for topic, point, _, _ in same):
        message = "Another question of this guide asks the same in the same words: word one of them otherwise"
        yield warning(25, message, Part.STEM)


def _texts(point: PointDraft) -> Iterator[tuple[str, str]]:
    match point.body:
        case Term() as term:
            yield term.term, f"terms of “{term.group}”" if term.group else "terms"
        case Contrast() as cell:
            yield cell.subject, "subjects of a comparison"
        case CodeExample() as code:
            yield code.source, f"code in {language_name(code.language)}" if code.language else "code"
        case BestPractice(text=text):
            yield text, "best practices"
        case Pitfall() as pitfall:
            if pitfall.mistake:
                yield pitfall.mistake, "mistakes"
            if pitfall.fix:
                yield pitfall.fix, "fixes"


def _is_claim_like(point: PointDraft, fact: _Fact, topic: TopicDraft) -> bool:
    if not isinstance(point.body, BestPractice | Pitfall) or fact.point.kind is not point.kind:
        return False
    is_there = topic.slug == fact.topic.slug or topic.slug in fact.point.also_true_for
    return is_there and fact.sort in {sort for _, sort in _texts(point)}


def _names(topic: TopicDraft) -> tuple[str, ...]:
    return (topic.name, *topic.aliases)


def _spelled(name: str) -> re.Pattern[str]:
    """A name in a text. A single word with capitals is one only as it is spelled: not every rest is REST."""
    as_spelled = " " not in name and name != name.lower()
    return re.compile(rf"(?<![\w-]){re.escape(name)}s?(?![\w-])", 0 if as_spelled else re.IGNORECASE)


def _folded(text: str) -> str:
    return one_line(text).casefold().rstrip(".")


def _asks(question: QuestionDraft) -> str:
    key = key_of(question.options)
    right = question.options[key].text if key is not None else " ".join(option.text for option in question.options)
    return "\n".join([*(" ".join(words(text)) for text in (question.stem, right)), question.code])


def _address(question: QuestionDraft) -> Address:
    return question.topic, question.point, question.kind, question.variant
