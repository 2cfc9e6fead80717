"""Choose what a run asks: which points, and in which of their wordings."""

import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db.models import Min, QuerySet

from content.judging import CHOICE_KINDS, FREE_KINDS
from content.models import Point, Question
from quiz.models import Card, Learner, Review
from quiz.models.session import Mode
from quiz.progress import due
from quiz.progress.due import Scope

RECALL_FROM_STABILITY = 7
"""Days of stability past which recognising among options is too easy, and a recall form is asked."""


def kinds_of(mode: Mode, learner: Learner) -> Collection[str]:
    """The question kinds that a mode asks of this learner."""
    if mode is Mode.FLASHCARDS:
        return {"recall"}
    if mode is Mode.CHOICE or learner.choice_only:
        return CHOICE_KINDS
    return CHOICE_KINDS | FREE_KINDS


def choose(
    learner: Learner, scope: Scope, *, mode: Mode, length: int, rng: random.Random, now: datetime
) -> list[Question]:
    """The questions of a run, at most `length`, in the order in which they are asked.

    Due points come first, then new ones; drills and topic runs then go on with points that are not due yet.
    """
    kinds = kinds_of(mode, learner)
    cards = _cards(learner, scope, mode=mode, now=now)
    questions = _ask(learner, scope, cards, kinds=kinds, rng=rng)[:length]
    room = length - len(questions)
    if mode is Mode.DAILY:
        room = min(room, _new_left(learner, now))
    if room > 0:
        new = list(due.new_points(learner, scope, kinds=kinds, now=now)[:room])
        questions += _ask(learner, scope, [Card(point=point) for point in new], kinds=kinds, rng=rng)
    if not questions:
        steps = due.steps_ahead(learner, scope, now=now)
        questions = _ask(learner, scope, steps, kinds=kinds, rng=rng)[:length]
    if mode in {Mode.TOPIC, Mode.DRILL} and len(questions) < length:
        asked = {question.point_id for question in questions}
        ahead = [card for card in due.reviews_ahead(learner, scope, now=now) if card.point_id not in asked]
        questions += _ask(learner, scope, ahead, kinds=kinds, rng=rng)[: length - len(questions)]
    return questions


def go_over(
    learner: Learner, scope: Scope, *, points: Sequence[int], rng: random.Random, now: datetime
) -> list[Question]:
    """Questions that ask given points again, those whose learning step is due or nearly so."""
    steps = [card for card in due.due_cards(learner, scope, now=now) if card.point_id in points]
    steps += [card for card in due.steps_ahead(learner, scope, now=now) if card.point_id in points]
    return _ask(learner, scope, steps, kinds=kinds_of(Mode.DAILY, learner), rng=rng)


def _cards(learner: Learner, scope: Scope, *, mode: Mode, now: datetime) -> list[Card]:
    cards = due.due_cards(learner, scope, now=now)
    if mode is Mode.DAILY:
        left = max(0, learner.reviews_per_day - due.answered_on(learner, learner.study_day(now)))
        return cards[:left]
    return cards


def _new_left(learner: Learner, now: datetime) -> int:
    return max(0, learner.new_per_day - due.introduced_on(learner, learner.study_day(now)))


def _ask(
    learner: Learner, scope: Scope, cards: Iterable[Card], *, kinds: Collection[str], rng: random.Random
) -> list[Question]:
    """One question for each card's point that has one of the kinds, in the order of the cards."""
    wanted = list(cards)
    if not wanted:
        return []
    by_point: dict[int, list[Question]] = defaultdict(list)
    questions = Question.objects.published().filter(point__in=[card.point_id for card in wanted], kind__in=kinds)
    if scope.topic is not None or scope.section is not None:
        questions = questions.filter(asks_topic=False)
    for question in questions.defer("snapshot", "pending").order_by("pk"):
        by_point[question.point_id].append(question)
    last = _last_asked([card for card in wanted if card.pk])
    return [
        _wording(card, by_point[card.point_id], last=last.get(card.pk), rng=rng)
        for card in wanted
        if by_point[card.point_id]
    ]


def _last_asked(cards: Sequence[Card]) -> dict[int, object]:
    if not cards:
        return {}
    reviews = Review.objects.filter(card__in=cards).order_by("card", "sequence")
    return dict(reviews.values_list("card", "version__question"))


def _wording(card: Card, questions: list[Question], *, last: object, rng: random.Random) -> Question:
    """A recall form once the memory is strong, options before that, and not the same wording twice running."""
    preferred = FREE_KINDS if (card.stability or 0) > RECALL_FROM_STABILITY else CHOICE_KINDS
    wordings = [question for question in questions if question.kind in preferred] or questions
    others = [question for question in wordings if question.pk != last]
    if not others:
        others = [question for question in questions if question.pk != last] or questions
    return rng.choice(others)


def first_question(points: QuerySet[Point], *, rng: random.Random) -> Question | None:
    """A choice question to greet a stranger with, of the lowest level there is; None where there is none."""
    questions = Question.objects.published().filter(point__in=points, kind="single-choice", asks_topic=False)
    least = questions.aggregate(level=Min("point__level"))["level"]
    ids = list(questions.filter(point__level=least).order_by("pk").values_list("pk", flat=True))
    if not ids:
        return None
    return Question.objects.select_related("point__topic__section").get(pk=rng.choice(ids))
