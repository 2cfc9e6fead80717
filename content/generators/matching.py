"""Matching: the terms of a group with their definitions, the subjects of a comparison with what is said of them."""

from collections import defaultdict
from collections.abc import Sequence

from content.drafts import Contrast, Option, PointDraft, QuestionDraft, QuestionKind, Term, TopicDraft, question_id
from content.generators.distractors import ranked
from content.generators.masking import content_words
from content.generators.phrasing import joined, lead, one_line

FEWEST, MOST = 3, 5
Pair = tuple[PointDraft, str, str]


def matching(guide: str, topic: TopicDraft) -> list[QuestionDraft]:
    """One question for each group of terms, and one for each facet of a comparison, with at least FEWEST pairs.

    It asks the point of its first pair: of each set the one that ranks first, so that it stays when others come.
    """
    groups: dict[str, list[Pair]] = defaultdict(list)
    facets: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for point in topic.points:
        if isinstance(point.body, Term) and point.body.group:
            pair = (point, point.body.term, one_line(point.body.definition))
            groups[point.body.group].append(pair)
        elif isinstance(point.body, Contrast):
            facets[point.body.facet, point.body.prompt].append((point, point.body.subject, one_line(point.body.text)))
    questions = [
        *(_question(guide, topic, f"group-{group}", pairs) for group, pairs in groups.items()),
        *(_question(guide, topic, f"facet-{facet}", pairs) for (facet, _), pairs in facets.items()),
    ]
    return [question for question in questions if question is not None]


def _question(guide: str, topic: TopicDraft, variant: str, pairs: Sequence[Pair]) -> QuestionDraft | None:
    told_apart = [pair for pair in pairs if _is_alone(pair, pairs) and not _gives_itself_away(pair)]
    if len(told_apart) < FEWEST:
        return None
    kind = QuestionKind.MATCHING
    identity = question_id(guide, topic.slug, "", kind, variant)
    chosen = ranked(identity, told_apart, lambda pair: f"{topic.slug}/{pair[0].slug}")[:MOST]
    return QuestionDraft(
        kind=kind,
        topic=topic.slug,
        point=chosen[0][0].slug,
        variant=variant,
        stem=f"{lead(topic)}: match {joined(name for _, name, _ in chosen)} with what is said of each.",
        options=tuple(Option(text=name, is_key=True, match=text) for _, name, text in chosen),
    )


def _is_alone(pair: Pair, pairs: Sequence[Pair]) -> bool:
    """Whether neither side says the same as that of another pair."""
    others = [other for other in pairs if other is not pair]
    return all(
        pair[1].casefold() != other[1].casefold() and pair[2].casefold() != other[2].casefold() for other in others
    )


def _gives_itself_away(pair: Pair) -> bool:
    return bool(set(content_words(pair[1])) & set(content_words(pair[2])))
