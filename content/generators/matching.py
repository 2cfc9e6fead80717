"""Matching: the terms of a group with their definitions, the subjects of a comparison with what is said of them."""

from collections.abc import Sequence

from content.drafts import Option, PointDraft, QuestionDraft, QuestionKind, TopicDraft, question_id
from content.generators.distractors import ranked
from content.generators.masking import content_words
from content.generators.phrasing import joined, lead, one_line
from content.generators.siblings import facets, groups

FEWEST, MOST = 3, 5
Pair = tuple[PointDraft, str, str]


def matching(guide: str, topic: TopicDraft) -> list[QuestionDraft]:
    """One question for each group of terms, and one for each facet of a comparison, with at least FEWEST pairs.

    It asks the point of its first pair: of each set the one that ranks first, so that it stays when others come.
    """
    sets: list[tuple[str, list[Pair]]] = []
    for group, terms in groups(topic).items():
        sets.append((f"group-{group}", [(point, term.term, one_line(term.definition)) for point, term in terms]))
    for (facet, _), cells in facets(topic).items():
        sets.append((f"facet-{facet}", [(point, cell.subject, one_line(cell.text)) for point, cell in cells]))
    questions = [_question(guide, topic, variant, pairs) for variant, pairs in sets]
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
