"""Drafts for editors: practices and pitfalls among those of unlike topics, chosen by similarity alone.

Similarity cannot tell a plausible wrong option from one that is also right, so none of these is published.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

from content.drafts import (
    BestPractice,
    Option,
    Pitfall,
    PointDraft,
    QuestionDraft,
    QuestionKind,
    TopicDraft,
    question_id,
)
from content.generators.distractors import Ring, ranked, with_options
from content.generators.masking import Names, content_words, mask, names_of
from content.generators.phrasing import one_line, sentence, stopped, subject, title

KIND = QuestionKind.SINGLE_CHOICE
VARIANT = "similar"

_LEAST_COSINE = 0.02
_COSINE_LIMIT = 0.10
_WINDOW = 32
_ASKED = {
    "practice": "Which of these is a best practice for {}?",
    "mistake": "Which of these is a mistake typical of {}?",
    "advice": "Which of these warnings belongs to {}?",
}


@dataclass(frozen=True, slots=True)
class _Claim:
    """A practice, a mistake or a warning, with its topic and its TF-IDF vector of length one."""

    topic: TopicDraft
    point: PointDraft
    names: Names
    text: str
    vector: dict[str, float]

    def cosine(self, other: "_Claim") -> float:
        return sum(weight * other.vector.get(word, 0.0) for word, weight in self.vector.items())


def similar_drafts(guide: str, topics: Sequence[TopicDraft]) -> dict[str, list[QuestionDraft]]:
    """By topic slug, an unpublished question for each practice and pitfall that has no two authored distractors.

    Wrong options are claims of the same sort from other topics whose TF-IDF cosine lies in [0.02, 0.10): nearer
    ones are too often true of both topics, farther ones tempt nobody.
    """
    made: dict[str, list[QuestionDraft]] = defaultdict(list)
    for sort, claims in _claims(topics).items():
        ring = Ring(claims, _address)
        for claim in claims:
            if sort == "mistake" and len(claim.point.distractors) >= 2:
                continue
            identity = question_id(guide, claim.topic.slug, claim.point.slug, KIND, VARIANT)
            fitting = [other for other in ring.window(identity, _WINDOW) if _fits(claim, other)]
            wrong = [
                Option(text=mask(other.text, other.names), why=stopped(f"Said of {title(other.topic)}: {other.text}"))
                for other in ranked(identity, fitting, _address)
            ]
            question = QuestionDraft(
                kind=KIND,
                topic=claim.topic.slug,
                point=claim.point.slug,
                variant=VARIANT,
                stem=_ASKED[sort].format(subject(claim.topic)),
                published=False,
            )
            key = Option(text=mask(claim.text, claim.names), is_key=True, why=_reason(claim))
            draft = with_options(question, claim.topic, key, wrong)
            if draft:
                made[claim.topic.slug].append(draft)
    return made


def _claims(topics: Sequence[TopicDraft]) -> dict[str, list[_Claim]]:
    found: dict[str, list[tuple[TopicDraft, PointDraft, str]]] = defaultdict(list)
    for topic in topics:
        for point in topic.points:
            match point.body:
                case BestPractice(text=text):
                    found["practice"].append((topic, point, one_line(text)))
                case Pitfall(mistake=mistake) if mistake:
                    found["mistake"].append((topic, point, one_line(mistake)))
                case Pitfall(fix=fix) if fix:
                    found["advice"].append((topic, point, one_line(fix)))
    names = {topic.slug: names_of(topic) for topic in topics}
    claims = {}
    for sort, said in found.items():
        counts = [Counter(content_words(text)) for _, _, text in said]
        spread = Counter(word for count in counts for word in count)
        claims[sort] = [
            _Claim(topic, point, names[topic.slug], text, _vector(count, spread, len(said)))
            for (topic, point, text), count in zip(said, counts, strict=True)
        ]
    return claims


def _vector(count: Counter[str], spread: Counter[str], documents: int) -> dict[str, float]:
    """TF-IDF with smoothed inverse document frequency (Manning, Raghavan and Schütze 2008, chapter 6)."""
    weights = {word: times * (log((1 + documents) / (1 + spread[word])) + 1) for word, times in count.items()}
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {word: weight / length for word, weight in weights.items()}


def _fits(claim: _Claim, other: _Claim) -> bool:
    return (
        other.topic.slug != claim.topic.slug
        and other.topic.slug not in claim.point.also_true_for
        and claim.topic.slug not in other.point.also_true_for
        and _LEAST_COSINE <= claim.cosine(other) < _COSINE_LIMIT
        and not any(claim.names.has(word) for word in other.text.split())
    )


def _reason(claim: _Claim) -> str:
    match claim.point.body:
        case BestPractice(why=why) if why:
            return sentence(one_line(why))
        case Pitfall(why=why) if why:
            return sentence(one_line(why))
    return stopped(f"Said of {title(claim.topic)}: {claim.text}")


def _address(claim: _Claim) -> str:
    return f"{claim.topic.slug}/{claim.point.slug}"
