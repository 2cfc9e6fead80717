"""Learners, editors and clocks that do at random what they do; a ledger says what must have come of it."""

import random
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from content.judging import CHOICE_KINDS
from content.models import Guide, Point, Question, QuestionVersion
from quiz.accounts.joining import join
from quiz.models import Learner, PracticeSession, Review, User
from quiz.models.session import Mode
from quiz.practice import runs, sessions
from quiz.practice.answering import Recorded, StalePresentation, record
from quiz.practice.presentations import Presentation
from quiz.practice.replies import IncompleteReply, Reply
from quiz.practice.sessions import NothingToAsk
from quiz.progress import marks
from quiz.progress.due import Scope
from quiz.progress.undo import LaterAnswerStands, undo
from quiz.scheduler.grades import Certainty
from quiz.scheduler.memory import Grade
from tests.factories import LearnerFactory, UserFactory
from tests.quiz.answers import present
from tests.quiz.progress.changing_bank import bring_changed_bank
from tests.quiz.progress.ledger import Ledger, reviews_of

ZONES = [
    *("Pacific/Auckland", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Europe/Berlin"),
    *("Pacific/Apia", "America/St_Johns", "Africa/Casablanca", "UTC"),
]
JUMPS = [timedelta(minutes=m) for m in (1, 6, 11)] * 5 + [timedelta(hours=h) for h in (-1, 3, 9)] * 2
JUMPS += [timedelta(days=d) for d in (1, 1, 2, 9, 40, 130)]

WEIGHTS = {
    "answer_at_once": 30,
    "answer_in_a_run": 30,
    "leave_open": 8,
    "answer_late": 8,
    "answer_in_two_tabs": 4,
    "repeat": 10,
    "answer_ahead_of_time": 2,
    "answer_for_somebody_else": 2,
    "answer_incompletely": 2,
    "undo_last": 9,
    "undo_any": 4,
    "skip_and_come_back": 4,
    "star": 3,
    "retire_or_publish": 3,
    "bring_changed_bank": 1,
    "move_house": 3,
    "join_an_account": 1,
}


class Walk:
    """Some learners of one guide, at `now`. `open` are questions that were shown and not answered yet."""

    def __init__(self, seed: int, *, guide: Guide, settings: Any, now: datetime) -> None:
        self.rng = random.Random(seed)
        self.guide, self.settings, self.now = guide, settings, now
        self.ledger = Ledger()
        self.done: Counter[str] = Counter()
        self.open: list[tuple[Presentation, int]] = []
        self.runs: dict[UUID, int] = {}
        self.users: list[User] = [UserFactory() for _ in range(3)]
        self.learners = [self._somebody(user=user) for user in self.users[:2]]
        self.learners += [self._somebody() for _ in range(2)]

    def step(self) -> None:
        """Let some time pass, and let somebody do something."""
        self.now += self.rng.choice(JUMPS)
        (deed,) = self.rng.choices(list(WEIGHTS), weights=list(WEIGHTS.values()))
        getattr(self, deed)()

    # What learners do

    def answer_at_once(self) -> None:
        shown, point = self._shown(self._learner())
        self._answer(shown, point)

    def answer_in_a_run(self) -> None:
        learner = self._learner()
        run = self._run(learner)
        if run is None or run.current is None:
            self.runs.pop(learner.pk, None)
            self.done["nothing to ask"] += 1
            return
        shown = present(learner, run.current.question, at=self._a_moment_ago(), item=run.current.pk)
        assert shown.sequence == run.current.sequence
        self._answer(shown, run.current.point.pk)

    def leave_open(self) -> None:
        self.open.append(self._shown(self._learner()))

    def answer_late(self) -> None:
        if self.open:
            self._answer(*self.open.pop(self.rng.randrange(len(self.open))))

    def answer_in_two_tabs(self) -> None:
        """The same question stands in two tabs; the answer in one of them may be undone before the other is used."""
        one, point = self._shown(self._learner())
        self._answer(one, point)
        if one.nonce in self.ledger.told and self.rng.random() < 0.5:
            self._undo(Review.objects.get(nonce=one.nonce))
        self._answer(replace(one, nonce=self._id()), point)

    def repeat(self) -> None:
        """Send an acknowledged answer once more, or say something else to the same question."""
        if not self.ledger.told:
            return
        told = self.rng.choice(list(self.ledger.told.values()))
        outcome = self._record(told.presentation, self.ledger.owner(told.presentation.learner))
        expected = Recorded.UNDONE if told.presentation.nonce in self.ledger.undone else Recorded.BEFORE
        assert (outcome.recorded, outcome.review.pk) == (expected, told.review)
        self.done[f"repeated: {expected}"] += 1

    def answer_ahead_of_time(self) -> None:
        """A number that the card has not reached, as of a question shown before a guest's history was renumbered."""
        shown, _ = self._shown(self._learner())
        self._refused(replace(shown, sequence=shown.sequence + self.rng.randint(1, 9)), StalePresentation)

    def answer_for_somebody_else(self) -> None:
        """An answer that has counted comes from another learner, as from a browser that two of them use."""
        if not self.ledger.told:
            return
        told = self.rng.choice(list(self.ledger.told.values()))
        owner = self.ledger.owner(told.presentation.learner)
        other = self.rng.choice([pk for pk in self.learners if pk != owner])
        stolen = replace(told.presentation, sequence=self.ledger.next_number[other, told.point], item=None)
        self._refused(stolen, StalePresentation, learner=other)

    def answer_incompletely(self) -> None:
        shown, _ = self._shown(self._learner())
        self._refused(shown, IncompleteReply, reply=Reply())

    def undo_last(self) -> None:
        learner = self._learner()
        last = Review.objects.filter(learner=learner).standing().order_by("answered_at", "pk").last()
        if last is not None:
            self._undo(last)

    def undo_any(self) -> None:
        """Take back some answer, old or new, or one that was taken back already."""
        if self.ledger.told:
            self._undo(Review.objects.get(pk=self.rng.choice(list(self.ledger.told.values())).review))

    def skip_and_come_back(self) -> None:
        learner = self._learner()
        run = self._run(learner)
        if run is None:
            return
        if run.current is not None:
            sessions.skip(run, run.current.pk, now=self.now)
            self.done["skipped"] += 1
        skipped = [item.pk for item in run.items if item.skipped_at is not None]
        if skipped:
            sessions.take_back(run, self.rng.choice(skipped), now=self.now)
            self.done["brought back"] += 1

    def star(self) -> None:
        point = self.rng.choice(list(Point.objects.all()))
        marks.star(self._learner(), point=point, starred=self.rng.random() < 0.6)
        self.done["starred"] += 1

    def move_house(self) -> None:
        """Another zone, another hour at which the day begins, another retention, fuzz on or off."""
        pk = self.rng.choice(self.learners)
        Learner.objects.filter(pk=pk).update(
            time_zone=self.rng.choice(ZONES),
            day_start=self.rng.choice([0, 2, 4, 4, 23]),
            desired_retention=self.rng.choice([0.8, 0.9, 0.95]),
        )
        self.settings.FSRS_FUZZ = self.rng.random() < 0.7
        self.done["moved"] += 1

    def join_an_account(self) -> None:
        """A guest joins an account, and another guest comes; sometimes once more, which changes nothing."""
        guests = list(Learner.objects.filter(user=None, pk__in=self.learners).order_by("pk"))
        if not guests:
            return
        guest, user = self.rng.choice(guests), self.rng.choice(self.users)
        before = reviews_of(guest.pk)
        joined = join(guest, user=user, zone="UTC", now=self.now)
        self.done["merged" if joined.pk != guest.pk else "became the account's"] += 1
        if joined.pk != guest.pk:
            self.ledger.merge(guest.pk, joined.pk, before=before)
            self.learners.remove(guest.pk)
        assert join(guest, user=user, zone="UTC", now=self.now).pk == joined.pk
        self.learners.append(self._somebody())

    # What editors do

    def retire_or_publish(self) -> None:
        points = list(Point.objects.values_list("pk", flat=True))
        self.done["retired"] += Point.objects.filter(pk=self.rng.choice(points)).retire(now=self.now)
        self.done["published"] += Point.objects.filter(pk__in=self.rng.sample(points, 2)).publish()

    def bring_changed_bank(self) -> None:
        for change, count in bring_changed_bank(self.rng, now=self.now).items():
            self.done[f"import: {change}"] += count

    # How it is done

    def _learner(self) -> Learner:
        return Learner.objects.get(pk=self.rng.choice(self.learners))

    def _id(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)

    def _somebody(self, **fields: Any) -> UUID:
        return LearnerFactory(pk=self._id(), time_zone=self.rng.choice(ZONES), **fields).pk

    def _a_moment_ago(self) -> datetime:
        return self.now - self.rng.choice([timedelta(milliseconds=700), *[timedelta(seconds=9)] * 9])

    def _shown(self, learner: Learner) -> tuple[Presentation, int]:
        """Some question of the guide as the learner is shown it now, and its point; an old page may show any."""
        question = self.rng.choice(list(Question.objects.only("point").order_by("pk")))
        return present(learner, question, at=self._a_moment_ago()), question.point_id

    def _run(self, learner: Learner) -> runs.Run | None:
        """The learner's run as it stands, or a new one once it is over; None where there is nothing to ask."""
        if learner.pk in self.runs:
            run = runs.load(self.runs[learner.pk], learner=learner.pk, now=self.now)
            if run.current is not None:
                return run
        modes = {"mode": self.rng.choice(list(Mode)), "length": self.rng.choice([3, 10])}
        try:
            session: PracticeSession = sessions.start(learner, Scope(self.guide), **modes, rng=self.rng, now=self.now)
        except NothingToAsk:
            return None
        self.runs[learner.pk] = session.pk
        return runs.load(session.pk, learner=learner.pk, now=self.now)

    def _reply(self, version: QuestionVersion) -> Reply:
        if version.question.kind in CHOICE_KINDS:
            certainty = self.rng.choice(list(Certainty))
            return Reply(certainty=certainty, option=self.rng.randrange(len(version.options)))
        if version.criteria:
            return Reply(criteria=frozenset(n for n in range(len(version.criteria)) if self.rng.random() < 0.7))
        return Reply(grade=self.rng.choice([Grade.AGAIN, Grade.HARD, Grade.GOOD, Grade.GOOD, Grade.EASY]))

    def _record(self, shown: Presentation, learner: UUID, reply: Reply | None = None) -> Any:
        version = QuestionVersion.objects.select_related("question__point").get(pk=shown.version)
        return record(
            Learner.objects.get(pk=learner),
            version=version,
            presentation=shown,
            reply=self._reply(version) if reply is None else reply,
            now=self.now,
        )

    def _answer(self, shown: Presentation, point: int) -> None:
        """Answer; it must count if the card stands where it stood when the question was shown, and else must not."""
        learner = self.ledger.owner(shown.learner)
        counts = shown.sequence == self.ledger.next_number[learner, point]
        try:
            outcome = self._record(shown, learner)
        except StalePresentation:
            assert not counts
            self.done["stale"] += 1
            return
        assert (outcome.recorded is Recorded.NOW) == counts
        self.done[f"answered: {outcome.recorded}"] += 1
        if counts:
            self.ledger.take(outcome.review, shown, point=point)
            self.done["rapid"] += outcome.review.grade is None

    def _refused(self, shown: Presentation, why: type[Exception], **how: Any) -> None:
        try:
            self._record(shown, how.pop("learner", shown.learner), **how)
        except why:
            self.done[f"refused: {why.__name__}"] += 1
        else:
            raise AssertionError(f"{shown} was taken and should have been refused with {why.__name__}")

    def _undo(self, review: Review) -> None:
        undone = self.ledger.undone
        later = Review.objects.filter(card=review.card_id, sequence__gt=review.sequence)
        stands = not set(later.values_list("nonce", flat=True)) <= undone
        try:
            undo(review=review, now=self.now)
        except LaterAnswerStands:
            assert stands and review.nonce not in undone
            self.done["not undone: a later answer stands"] += 1
            return
        assert review.nonce in undone or not stands
        self.done["undone again" if review.nonce in undone else "undone"] += 1
        undone.add(review.nonce)
