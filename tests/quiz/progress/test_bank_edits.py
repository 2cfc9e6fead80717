"""Whatever becomes of the bank, no card and no review is lost, and each stays with the point it was of.

A bank is reordered, reworded, split, merged and renamed, points are retired and come back, editors change them in
between; all of it by chance, from fixed seeds.
"""

import random
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from content.drafts import GuideDraft, PointDraft, TopicDraft
from content.models import Guide, Point, Question, QuestionVersion, Topic
from content.store import edits
from content.store.apply import import_draft
from content.store.questions import save_version
from quiz.models import Card, Learner, Review
from quiz.progress.check import check
from quiz.scheduler.memory import Grade
from tests.quiz.answers import give, graded
from tests.quiz.banks import small_guide

HOUR = timedelta(hours=1)
STEPS = 40


class Bank:
    """A guide's file as its author keeps it, with the names that its topics had."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.draft = small_guide()
        self.renamed = 0

    def bring(self, now: datetime) -> None:
        report = import_draft(self.draft, now=now, retire=True)
        assert report.applied, report.refusal

    def change(self) -> None:
        getattr(self, self.rng.choice(["reorder", "reword", "split", "merge", "rename", "drop", "restore"]))()

    def reorder(self) -> None:
        topics = [replace(one, points=tuple(self.rng.sample(one.points, len(one.points)))) for one in self.draft.topics]
        self._keep(self.rng.sample(topics, len(topics)))

    def reword(self) -> None:
        self._each(lambda point: replace(point, ask=f"In other words, {self.rng.randrange(1000)}: what of it?"))

    def split(self) -> None:
        """One point becomes two: the old one keeps its id, the new one gets an id of its own."""
        topic = self.rng.choice(self.draft.topics)
        if not topic.points:
            return
        one = self.rng.choice(topic.points)
        slug = f"{one.slug[:40]}-part-{self.rng.randrange(10_000)}"
        if all(point.slug != slug for point in topic.points):
            self._replace(replace(topic, points=(*topic.points, replace(one, slug=slug, distractors=()))))

    def merge(self) -> None:
        self.drop()

    def drop(self) -> None:
        """A point goes out of the file; what it said may stand in another from now on."""
        topic = self.rng.choice(self.draft.topics)
        gone = {point.slug for point in topic.points if self.rng.random() < 0.3}
        self._replace(
            replace(
                topic,
                points=tuple(point for point in topic.points if point.slug not in gone),
                questions=tuple(question for question in topic.questions if question.point not in gone),
            )
        )

    def restore(self) -> None:
        """The points that the guide began with are there again, under the names that the topics have by now."""
        first = {topic.slug: topic for topic in small_guide().topics}
        for topic in self.draft.topics:
            origin = first[topic.was[0] if topic.was else topic.slug]
            kept = {point.slug for point in topic.points}
            points = (*topic.points, *(point for point in origin.points if point.slug not in kept))
            questions = tuple(replace(question, topic=topic.slug) for question in origin.questions)
            self._replace(replace(topic, points=points, questions=questions))

    def rename(self) -> None:
        topic = self.rng.choice(self.draft.topics)
        self.renamed += 1
        slug = f"renamed-{self.renamed}"
        questions = tuple(replace(question, topic=slug) for question in topic.questions)
        new = replace(topic, slug=slug, name=f"Topic {slug}", was=(*topic.was, topic.slug), questions=questions)
        self._keep([new if one is topic else one for one in self.draft.topics])

    def _each(self, change) -> None:
        def changed(point: PointDraft) -> PointDraft:
            return change(point) if self.rng.random() < 0.3 else point

        self._keep([replace(one, points=tuple(map(changed, one.points))) for one in self.draft.topics])

    def _replace(self, topic: TopicDraft) -> None:
        self._keep([topic if one.slug == topic.slug else one for one in self.draft.topics])

    def _keep(self, topics: list[TopicDraft]) -> None:
        self.draft: GuideDraft = replace(self.draft, topics=tuple(topics))


def edit_in_the_desk(rng: random.Random, *, now: datetime) -> None:
    """An editor rewords a question, or retires a point and perhaps publishes it again."""
    question = rng.choice(list(Question.objects.published().order_by("pk")))
    if rng.random() < 0.5:
        question.stem = f"{question.stem.rstrip('?')}, really?"
        question.save()
        save_version(question, now=now)
        return
    guide = Guide.objects.get()
    point = question.point
    before = edits.texts(Point.objects.filter(pk=point.pk))
    Point.objects.filter(pk=point.pk).retire(now=now)
    if rng.random() < 0.5:
        Point.objects.filter(pk=point.pk).publish()
    edits.points_saved(guide, before=before, now=now)


def answer_something(learner: Learner, rng: random.Random, *, now: datetime) -> None:
    question = rng.choice(list(Question.objects.published().filter(kind="recall").order_by("pk")))
    give(learner, question, graded(rng.choice(list(Grade))), at=now)


def history() -> dict[int, tuple]:
    """Each review with all that was recorded of it: its card, its point, the text it was judged by."""
    rows = Review.objects.select_related("card", "version__question").order_by("pk")
    return {
        row.pk: (row.card_id, row.card.point_id, row.version_id, row.version.stem, row.sequence, row.grade, row.due)
        for row in rows
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_card_and_no_review_is_lost_whatever_is_done_to_the_bank(learner: Learner, now: datetime, seed: int) -> None:
    rng = random.Random(seed)
    bank = Bank(rng)
    bank.bring(now)
    at = now
    known: dict[int, tuple] = {}
    slugs: dict[int, str] = {}
    for step in range(STEPS):
        at += HOUR * rng.randrange(1, 40)
        for _ in range(3):
            answer_something(learner, rng, now=at)
            at += HOUR
        known |= history()
        slugs |= dict(Point.objects.values_list("pk", "slug"))
        if step % 3 == 2:
            edit_in_the_desk(rng, now=at)
        bank.change()
        bank.bring(at)

        found = history()
        assert {pk: found.get(pk) for pk in known} == known
        assert {pk: slug for pk, slug in Point.objects.values_list("pk", "slug") if pk in slugs} == slugs
        assert Card.objects.filter(point__topic__guide=Guide.objects.get()).count() == Card.objects.count()
        assert not Card.objects.exclude(topic__in=Topic.objects.all()).exists()
    assert check(repair=False).differences == []
    assert len(known) == 3 * STEPS and QuestionVersion.objects.filter(reviews__isnull=False).exists()


def test_a_topic_that_is_renamed_keeps_its_points_and_their_cards(learner: Learner, now: datetime) -> None:
    bank = Bank(random.Random(0))
    bank.bring(now)
    answer_something(learner, random.Random(0), now=now)
    points = dict(Point.objects.values_list("pk", "slug"))
    for _ in range(5):
        bank.rename()
    bank.bring(now + HOUR)
    assert dict(Point.objects.published().values_list("pk", "slug")) == points
    assert Card.objects.get().point.pk in points
