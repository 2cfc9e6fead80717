"""Choose what a run asks: which points, and in which of their wordings."""

import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery, UUIDField

from content.drafts import QuestionKind
from content.judging import FREE_KINDS, JUDGED_KINDS, OPTION_KINDS
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
        return {QuestionKind.RECALL}
    if mode is Mode.CHOICE:
        return OPTION_KINDS
    if learner.choice_only:
        return JUDGED_KINDS - {QuestionKind.CLOZE}
    return JUDGED_KINDS | FREE_KINDS


def choose(
    learner: Learner, scope: Scope, *, mode: Mode, length: int, rng: random.Random, now: datetime
) -> list[Question]:
    """The questions of a run, at most `length`, in the order in which they are asked: one for each picked point."""
    cards = pick(learner, scope, mode=mode, length=length, now=now)
    return _ask(learner, scope, cards, kinds=kinds_of(mode, learner), rng=rng)


def go_over(
    learner: Learner, scope: Scope, *, mode: Mode, points: Sequence[int], rng: random.Random, now: datetime
) -> list[Question]:
    """Questions that ask given points again, those whose learning step is due or nearly so."""
    cards = pick_missed(learner, scope, mode=mode, points=points, now=now)
    return _ask(learner, scope, cards, kinds=kinds_of(mode, learner), rng=rng)


def pick(learner: Learner, scope: Scope, *, mode: Mode, length: int, now: datetime) -> list[Card]:
    """The cards of a run, at most `length`, in the order in which they are asked; new points' cards are not saved.

    Due points come first, then new ones, in mixed runs within the day's limits. Where neither is left, learning
    steps are taken early; drills and topic runs then go on with points that are not due yet.
    """
    kinds = kinds_of(mode, learner)
    cards = due.due_cards(learner, scope, kinds=kinds, now=now)
    if mode is Mode.DAILY:
        cards = _within_limit(learner, cards, now=now)
    cards = cards[:length]
    room = length - len(cards)
    if mode is Mode.DAILY:
        room = min(room, _new_left(learner, now))
    if room > 0:
        cards += [Card(point=point) for point in due.new_points(learner, scope, kinds=kinds, now=now)[:room]]
    if not cards:
        cards = due.steps_ahead(learner, scope, kinds=kinds, now=now)[:length]
    if mode in {Mode.TOPIC, Mode.DRILL} and len(cards) < length:
        cards += due.reviews_ahead(learner, scope, kinds=kinds, now=now)[: length - len(cards)]
    return cards


def pick_missed(learner: Learner, scope: Scope, *, mode: Mode, points: Sequence[int], now: datetime) -> list[Card]:
    """The cards of given points that can be asked again now, as their learning step is due or nearly so."""
    if not points:
        return []
    kinds = kinds_of(mode, learner)
    cards = due.due_cards(learner, scope, kinds=kinds, now=now)
    cards += due.steps_ahead(learner, scope, kinds=kinds, now=now)
    return [card for card in cards if card.point_id in points]


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """How many due and new points mixed runs still ask today, and how many more the day's limits hold back."""

    due: int
    new: int
    due_held_back: int
    new_held_back: int


def today(learner: Learner, scope: Scope, *, now: datetime) -> Today:
    """What is left of today for mixed runs. Four queries, whatever the size."""
    kinds = kinds_of(Mode.DAILY, learner)
    waiting = due.due_cards(learner, scope, kinds=kinds, now=now)
    asked = len(_within_limit(learner, waiting, now=now))
    unmet = due.new_points(learner, scope, kinds=kinds, now=now).count()
    new = min(unmet, _new_left(learner, now))
    return Today(due=asked, new=new, due_held_back=len(waiting) - asked, new_held_back=unmet - new)


def _within_limit(learner: Learner, cards: Iterable[Card], *, now: datetime) -> list[Card]:
    """The cards that the limit of reviews a day leaves; a point that was answered today is always taken."""
    study_day = learner.study_day(now)
    left = learner.reviews_per_day - due.answered_on(learner, study_day)
    kept = []
    for card in cards:
        if card.studied_on != study_day:
            left -= 1
            if left < 0:
                continue
        kept.append(card)
    return kept


def _new_left(learner: Learner, now: datetime) -> int:
    return max(0, learner.new_per_day - due.introduced_on(learner, learner.study_day(now)))


def _ask(
    learner: Learner, scope: Scope, cards: Sequence[Card], *, kinds: Collection[str], rng: random.Random
) -> list[Question]:
    """One question of the kinds for each card's point, in the order of the cards."""
    by_point: dict[int, list[Question]] = defaultdict(list)
    questions = scope.questions(kinds).filter(point__in=[card.point_id for card in cards])
    for question in questions.defer("snapshot", "pending").order_by("pk"):
        by_point[question.point_id].append(question)
    last = _last_asked(learner, points=list(by_point))
    return [
        _wording(card, by_point[card.point_id], last=last.get(card.point_id), rng=rng)
        for card in cards
        if by_point[card.point_id]
    ]


def _last_asked(learner: Learner, *, points: Sequence[int]) -> dict[int, object]:
    """The question by which each point was last asked, whether or not the answer counted or stands."""
    latest = Review.objects.filter(card=OuterRef("pk")).order_by("-sequence").values("version__question")[:1]
    cards = learner.cards.filter(point__in=points)
    return dict(cards.values_list("point", Subquery(latest, output_field=UUIDField())))


def _wording(card: Card, questions: list[Question], *, last: object, rng: random.Random) -> Question:
    """A recall form once the memory is strong, else options, and not the same wording twice running.

    Where both cannot be had, a strong memory is asked for recall again and a weak one in another form.
    """
    if (card.stability or 0) > RECALL_FROM_STABILITY:
        forms = [[question for question in questions if question.kind in FREE_KINDS], questions]
    else:
        forms = [
            [question for question in questions if question.kind in JUDGED_KINDS and question.pk != last],
            questions,
        ]
    wordings = next(form for form in forms if form)
    return rng.choice([question for question in wordings if question.pk != last] or wordings)


def first_question(points: QuerySet[Point], *, rng: random.Random) -> Question | None:
    """A choice question to greet a stranger with, of the lowest level there is; None where there is none.

    One that asks for the topic is taken only where there is no other: its options are names and teach less.
    """
    questions = Question.objects.published().filter(point__in=points, kind=QuestionKind.SINGLE_CHOICE)
    best = questions.order_by("asks_topic", "point__level").values("asks_topic", "point__level").first()
    if best is None:
        return None
    ids = list(questions.filter(**best).order_by("pk").values_list("pk", flat=True))
    return Question.objects.select_related("point__topic__section").get(pk=rng.choice(ids))
