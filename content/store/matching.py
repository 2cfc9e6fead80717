"""Which stored topic or point a draft is: by its id, else by what it is called or says."""

from collections.abc import Callable, Mapping, Sequence

from rapidfuzz import fuzz

from content.drafts import Level, PointDraft, TopicDraft
from content.formats.slugs import POINT_SLUG_LENGTH
from content.models import Point, Topic

from . import fields, meaning

SAME_POINT = 80
"""Similarity in per cent from which an unnamed point is taken for one that is stored."""
NUMBER_LENGTH = 5
"""Room for the hyphen before a suffix and for a number behind it."""


def match_topics(drafts: Sequence[TopicDraft], stored: Sequence[Topic], *, by_name: bool) -> list[Topic | None]:
    """The stored topic of each draft, if it has one; no two drafts get the same.

    An id outweighs an earlier id, unless another draft says that the id was its own; with `by_name`, a name comes
    after that, and an alias last.
    """
    ids = _index(stored, lambda topic: [topic.slug])
    earlier_ids = _index(stored, lambda topic: topic.was)

    def handed_on(draft: TopicDraft) -> Sequence[str]:
        """The earlier ids of a draft where its id is still another topic's, which the file calls otherwise now."""
        holder = ids.get(draft.slug.casefold())
        is_left = any(draft.slug in other.was for other in drafts if other is not draft)
        return draft.was if holder is not None and is_left and not {*draft.was} & {*holder.was} else ()

    rounds: list[tuple[Callable[[TopicDraft], Sequence[str]], Mapping[str, Topic]]] = [
        (handed_on, ids),
        (lambda draft: [draft.slug], ids),
        (lambda draft: draft.was, ids),
        (lambda draft: [draft.slug], earlier_ids),
    ]
    if by_name:
        names = _index(stored, lambda topic: [topic.name])
        any_names = _index(stored, lambda topic: [topic.slug, topic.name, *topic.aliases])
        rounds += [
            (lambda draft: [draft.name], names),
            (lambda draft: [draft.slug, draft.name, *draft.aliases], any_names),
        ]
    matches: dict[int, Topic] = {}
    taken: set[int] = set()
    for names_of, known in rounds:
        for number, draft in enumerate(drafts):
            found = (known.get(name.casefold()) for name in names_of(draft))
            free = next((topic for topic in found if topic is not None and topic.pk not in taken), None)
            if number not in matches and free is not None:
                matches[number] = free
                taken.add(free.pk)
    return [matches.get(number) for number in range(len(drafts))]


def _index(stored: Sequence[Topic], names_of: Callable[[Topic], Sequence[str]]) -> Mapping[str, Topic]:
    found: dict[str, Topic] = {}
    for topic in stored:
        for name in names_of(topic):
            found.setdefault(name.casefold(), topic)
    return found


def match_points(
    drafts: Sequence[PointDraft], own: Mapping[str, Point], *, foreign: set[str], source: str
) -> list[Point | None]:
    """The stored point of each draft, of those in `own`: by its id, else by equal, similar or proposed text.

    `foreign` holds the ids that points of other sources have in the topic; see `free_slug`.
    """
    matches: dict[int, Point] = {}
    taken: set[int] = set()

    def take(number: int, point: Point | None) -> None:
        if point is not None and number not in matches and point.pk not in taken:
            matches[number] = point
            taken.add(point.pk)

    named = [number for number, draft in enumerate(drafts) if draft.named]
    unnamed = [number for number, draft in enumerate(drafts) if not draft.named]
    for number in named:
        take(number, own.get(drafts[number].slug))
    for number in named:
        take(number, _with_foreign_id(drafts[number], own, foreign, source))
    words = {slug: meaning.words(point.snapshot or fields.of_point(point)) for slug, point in own.items() if unnamed}
    for least in (100, SAME_POINT):
        for number in unnamed:
            candidates = [p for p in own.values() if p.kind == drafts[number].kind and p.pk not in taken]
            take(number, _alike(drafts[number], candidates, words, least))
    for number in unnamed:
        draft = drafts[number]
        for point in (own.get(draft.slug), _with_foreign_id(draft, own, foreign, source)):
            take(number, point if point is not None and point.kind == draft.kind else None)
    return [matches.get(number) for number in range(len(drafts))]


def _with_foreign_id(draft: PointDraft, own: Mapping[str, Point], foreign: set[str], source: str) -> Point | None:
    """The point that this draft became when its id was another source's already."""
    return own.get(_suffixed(draft.slug, source)) if draft.slug in foreign else None


def _alike(draft: PointDraft, candidates: Sequence[Point], words: Mapping[str, str], least: int) -> Point | None:
    text = meaning.words(fields.of_point_draft(draft, level=Level.BEGINNER))
    if least == 100:
        return next((point for point in candidates if words[point.slug] == text), None)
    found = [point for point in candidates if fuzz.token_sort_ratio(words[point.slug], text) >= least]
    return found[0] if len(found) == 1 else None


def free_slug(slug: str, *, source: str, used: set[str]) -> str:
    """The id itself or, where it is used, with the source as suffix and if need be a number."""
    return slug if slug not in used else numbered(_suffixed(slug, source), used=used)


def numbered(slug: str, *, used: set[str]) -> str:
    """The id itself or, where it is used, with the first free number from 2."""
    free, number = slug, 2
    while free in used:
        free, number = f"{slug}-{number}", number + 1
    return free


def _suffixed(slug: str, source: str) -> str:
    return f"{slug[: POINT_SLUG_LENGTH - len(source) - NUMBER_LENGTH]}-{source}"
