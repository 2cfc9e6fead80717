"""What belongs together in a topic: the terms of a group, and what a comparison says of its subjects."""

from collections import defaultdict

from content.drafts import Contrast, PointDraft, Term, TopicDraft


def groups(topic: TopicDraft) -> dict[str, list[tuple[PointDraft, Term]]]:
    """The topic's terms by their group, in the points' order; a term without a group is in none."""
    found: dict[str, list[tuple[PointDraft, Term]]] = defaultdict(list)
    for point in topic.points:
        if isinstance(point.body, Term) and point.body.group:
            found[point.body.group].append((point, point.body))
    return found


def facets(topic: TopicDraft) -> dict[tuple[str, str], list[tuple[PointDraft, Contrast]]]:
    """The cells of the topic's comparisons by their facet and its question, in the points' order."""
    found: dict[tuple[str, str], list[tuple[PointDraft, Contrast]]] = defaultdict(list)
    for point in topic.points:
        if isinstance(point.body, Contrast):
            found[point.body.facet, point.body.prompt].append((point, point.body))
    return found
