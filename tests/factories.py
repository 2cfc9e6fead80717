"""A valid row of every model of content and quiz, for tests that need one and do not care how it came about.

A point comes with the row of its kind, a question with its options and its current version, as the app leaves them.
"""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import factory
from factory.django import DjangoModelFactory, Password

from content import models as content
from content.drafts import PointKind, QuestionKind, question_id
from content.judging import JUDGED_KINDS
from content.store.questions import save_version
from quiz import models as quiz
from quiz.models.session import Mode
from quiz.scheduler.fsrs6 import ALGORITHM, DEFAULT_WEIGHTS
from quiz.scheduler.memory import Grade, State
from tests.body_factories import (
    BestPracticeFactory,
    CodeExampleFactory,
    ContrastFactory,
    ExplanationFactory,
    InterviewTipFactory,
    PitfallFactory,
    RealUseFactory,
    StatementFactory,
    StepsFactory,
    TermFactory,
)

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


class GuideFactory(DjangoModelFactory):
    class Meta:
        model = content.Guide

    slug = factory.Sequence(lambda n: f"guide-{n}")
    title = factory.Sequence(lambda n: f"Guide {n}")


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = content.Section

    guide = factory.SubFactory(GuideFactory)
    slug = factory.Sequence(lambda n: f"section-{n}")
    name = factory.Sequence(lambda n: f"Section {n}")
    position = factory.Sequence(lambda n: n)


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = content.Topic

    guide = factory.SubFactory(GuideFactory)
    section = factory.SubFactory(SectionFactory, guide=factory.SelfAttribute("..guide"))
    slug = factory.Sequence(lambda n: f"topic-{n}")
    name = factory.Sequence(lambda n: f"Topic {n}")
    position = factory.Sequence(lambda n: n)


class LinkFactory(DjangoModelFactory):
    class Meta:
        model = content.Link

    topic = factory.SubFactory(TopicFactory)
    title = factory.Sequence(lambda n: f"Document {n}")
    url = factory.Sequence(lambda n: f"https://docs.example.org/{n}")


class PointFactory(DjangoModelFactory):
    """A published explanation. `body__text=…` gives fields of its kind, `body=False` leaves the kind's row out."""

    class Meta:
        model = content.Point
        skip_postgeneration_save = True

    topic = factory.SubFactory(TopicFactory)
    slug = factory.Sequence(lambda n: f"point-{n}")
    kind = PointKind.EXPLANATION.value
    position = factory.Sequence(lambda n: n)

    @factory.post_generation
    def body(point, create, wanted, **values):
        if create and wanted is not False:
            BODY_FACTORIES[PointKind(point.kind)](point=point, **values)


class StepItemFactory(DjangoModelFactory):
    class Meta:
        model = content.StepItem

    steps = factory.SubFactory(StepsFactory)
    text = factory.Sequence(lambda n: f"Step {n}")
    position = factory.Sequence(lambda n: n)


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = content.Criterion

    interview_tip = factory.SubFactory(InterviewTipFactory)
    slug = factory.Sequence(lambda n: f"criterion-{n}")
    text = factory.Sequence(lambda n: f"says thing {n}")
    position = factory.Sequence(lambda n: n)


class DistractorFactory(DjangoModelFactory):
    class Meta:
        model = content.Distractor

    point = factory.SubFactory(PointFactory, kind=PointKind.PITFALL.value)
    text = factory.Sequence(lambda n: f"doing thing {n} once")
    why_wrong = "that is what one should do"
    position = factory.Sequence(lambda n: n)


BODY_FACTORIES = {
    PointKind.EXPLANATION: ExplanationFactory,
    PointKind.TERM: TermFactory,
    PointKind.BEST_PRACTICE: BestPracticeFactory,
    PointKind.REAL_USE: RealUseFactory,
    PointKind.PITFALL: PitfallFactory,
    PointKind.CODE_EXAMPLE: CodeExampleFactory,
    PointKind.STATEMENT: StatementFactory,
    PointKind.STEPS: StepsFactory,
    PointKind.CONTRAST: ContrastFactory,
    PointKind.INTERVIEW_TIP: InterviewTipFactory,
}


class QuestionFactory(DjangoModelFactory):
    """A published flashcard with its first version; a judged kind has three options, of which the first is right.

    `options=[("text", is_key), …]` gives others, with what belongs to them as a third value in a matching question;
    `version=False` leaves the version out.
    """

    class Meta:
        model = content.Question
        skip_postgeneration_save = True

    point = factory.SubFactory(PointFactory)
    kind = QuestionKind.RECALL.value
    variant = ""
    stem = factory.Sequence(lambda n: f"What is thing {n}?")
    answer = factory.Sequence(lambda n: f"It is thing {n}.")
    id = factory.LazyAttribute(
        lambda question: question_id(*question.point.natural_key(), QuestionKind(question.kind), question.variant)
    )

    @factory.post_generation
    def options(question, create, wanted, **values):
        if not create or question.kind not in JUDGED_KINDS:
            return
        default = [(f"Answer {n}", n == 1) for n in (1, 2, 3)]
        for position, (text, is_key, *match) in enumerate(default if wanted is None else wanted, start=1):
            fields = {"text": text, "is_key": is_key, "match": "".join(match)}
            QuestionOptionFactory(question=question, position=position, **fields)

    @factory.post_generation
    def version(question, create, wanted, **values):
        if create and wanted is not False:
            save_version(question, now=NOW)


class QuestionOptionFactory(DjangoModelFactory):
    class Meta:
        model = content.QuestionOption

    question = factory.SubFactory(QuestionFactory, kind=QuestionKind.SINGLE_CHOICE.value, options=[], version=False)
    text = factory.Sequence(lambda n: f"Answer {n}")
    why = "It is so by definition."
    position = factory.Sequence(lambda n: n)


class QuestionCriterionFactory(DjangoModelFactory):
    class Meta:
        model = content.QuestionCriterion

    question = factory.SubFactory(QuestionFactory, kind=QuestionKind.SPOKEN.value, version=False)
    slug = factory.Sequence(lambda n: f"criterion-{n}")
    text = factory.Sequence(lambda n: f"says thing {n}")
    position = factory.Sequence(lambda n: n)


class QuestionVersionFactory(DjangoModelFactory):
    class Meta:
        model = content.QuestionVersion

    question = factory.SubFactory(QuestionFactory, version=False)
    number = 1
    created_at = NOW
    stem = factory.SelfAttribute("question.stem")
    answer = factory.SelfAttribute("question.answer")


class BankLoadFactory(DjangoModelFactory):
    class Meta:
        model = content.BankLoad

    name = factory.Sequence(lambda n: f"bank-{n}")
    fingerprint = "0" * 64
    loaded_at = NOW


class BankImportFactory(DjangoModelFactory):
    """An upload that waits; it has no files unless they are made for it."""

    class Meta:
        model = content.BankImport

    name = factory.Sequence(lambda n: f"guide-{n}.md")
    uploaded_at = NOW


class BankImportFileFactory(DjangoModelFactory):
    class Meta:
        model = content.BankImportFile

    bank_import = factory.SubFactory(BankImportFactory)
    name = "guide.md"
    data = b"# Guide"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = quiz.User

    email = factory.Sequence(lambda n: f"learner-{n}@example.org")
    password = Password("seven green bottles")


class LearnerFactory(DjangoModelFactory):
    """A guest; `user=UserFactory()` makes it the learner of an account."""

    class Meta:
        model = quiz.Learner

    time_zone = "Europe/Berlin"
    created_at = NOW


class JoinedGuestFactory(DjangoModelFactory):
    class Meta:
        model = quiz.JoinedGuest

    guest = factory.LazyFunction(uuid4)
    learner = factory.SubFactory(LearnerFactory)
    joined_at = NOW


class CardFactory(DjangoModelFactory):
    """A card in its third day of review, due now."""

    class Meta:
        model = quiz.Card

    learner = factory.SubFactory(LearnerFactory)
    point = factory.SubFactory(PointFactory)
    topic = factory.SelfAttribute("point.topic")
    sequence = 1
    state = State.REVIEW.value
    stability = 2.3065
    difficulty = 2.1181
    scheduled_days = 2
    due = NOW
    studied_on = date(2026, 2, 28)
    answered_at = NOW - timedelta(days=2)


class PracticeSessionFactory(DjangoModelFactory):
    class Meta:
        model = quiz.PracticeSession

    learner = factory.SubFactory(LearnerFactory)
    guide = factory.SubFactory(GuideFactory)
    mode = Mode.DAILY.value
    started_at = NOW


class SessionItemFactory(DjangoModelFactory):
    class Meta:
        model = quiz.SessionItem

    question = factory.SubFactory(QuestionFactory)
    point = factory.SelfAttribute("question.point")
    session = factory.SubFactory(PracticeSessionFactory, guide=factory.SelfAttribute("..point.topic.guide"))
    position = 1


class ReviewFactory(DjangoModelFactory):
    """A first answer that was good, without a session."""

    class Meta:
        model = quiz.Review

    card = factory.SubFactory(CardFactory)
    learner = factory.SelfAttribute("card.learner")
    sequence = 0
    nonce = factory.LazyFunction(uuid4)
    version = factory.SubFactory(QuestionVersionFactory, question__point=factory.SelfAttribute("...card.point"))
    reply = {"grade": Grade.GOOD.value}
    score = 1.0
    shown_at = NOW - timedelta(seconds=20)
    grade = Grade.GOOD.value
    answered_at = NOW
    study_day = factory.LazyAttribute(lambda review: review.learner.study_day(review.answered_at))
    zone = factory.SelfAttribute("learner.time_zone")
    day_start = factory.SelfAttribute("learner.day_start")
    desired_retention = factory.SelfAttribute("learner.desired_retention")
    algorithm = ALGORITHM
    weights_version = DEFAULT_WEIGHTS
    due = NOW + timedelta(minutes=10)
