"""Nothing sent before the answer says what is right: every judged question of two whole banks, by its bytes."""

import os
import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, count, groupby
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from django.db.models import Value
from django.db.models.functions import Concat
from django.test import Client
from django.urls import reverse

from content.drafts import QuestionKind
from content.formats import paths, recognise
from content.judging import JUDGED_KINDS
from content.models import Point, Question, QuestionOption, QuestionVersion, Section, Topic
from content.store.apply import import_draft
from quiz.models import Learner, PracticeSession, SessionItem
from quiz.practice import presentations, selection
from quiz.practice.presentations import Presentation
from tests.factories import NOW, LearnerFactory
from tests.quiz.pages.browser import client_of, page, shown_by

SHIPPED, PLAIN = django_settings.SHIPPED_BANK, Path(__file__).parents[2] / "data" / "banks" / "plain-guide.md"
QUARTERS = range(4)
"""The shipped bank is compared topic by topic in four shares, so that several processes can do it at once."""
LEARNER = uuid.UUID(int=7)
HTMX = {"HX-Request": "true"}

Served = dict[tuple[str, str], tuple[object, ...]]
"""What was sent of each question at each place: status, headers, cookies and body."""


@dataclass(frozen=True)
class Asked:
    """A question's version and the run of one item in which it waits; `skipped` is a run over its topic, skipped."""

    version: QuestionVersion
    run: int
    item: int
    skipped: int

    @property
    def topic(self) -> Topic:
        return self.version.question.point.topic

    @property
    def name(self) -> str:
        question = self.version.question
        return f"{self.topic.slug}/{question.point.slug}/{question.kind}/{question.variant}"

    def token(self, *, stranger: bool) -> str:
        """The question as it is presented at `NOW`, to the learner or to a stranger."""
        shown = Presentation(
            version=self.version.pk,
            learner=LEARNER,
            stranger=stranger,
            item=None if stranger else self.item,
            sequence=0,
            nonce=uuid.UUID(int=self.version.pk),
            shown_at=NOW,
        )
        return presentations.sign(shown)


@pytest.fixture
def serial(settings, clock: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Clock, key and form tokens stand still; ids and nonces are counted, from one again whenever this is called."""
    settings.SECRET_KEY = "the same key for each of the two banks, long enough to serve"
    monkeypatch.setattr("django.template.context_processors.get_token", lambda request: "token")
    monkeypatch.setattr(random, "SystemRandom", Pick)

    def start() -> None:
        numbers = count(1)
        monkeypatch.setattr(os, "urandom", lambda size: next(numbers).to_bytes(size, "big"))

    return start


class Pick(random.Random):
    """Chance that falls where a test wants it, as it may."""

    wanted: object = None

    def choice(self, among: Any) -> Any:
        return self.wanted if self.wanted in among else among[0]


@pytest.fixture(
    params=[(PLAIN, None), *((SHIPPED, quarter) for quarter in QUARTERS)],
    ids=lambda one: "plain" if one[1] is None else f"shipped-{one[1]}",
)
def asked(request: pytest.FixtureRequest, db: None) -> list[Asked]:
    """Every question that a learner of the bank can meet and that is judged by the program; or a quarter of them."""
    bank, quarter = request.param
    if bank == SHIPPED and connection.vendor == "postgresql":
        pytest.skip("the shipped bank is compared on SQLite; what a page says does not depend on the database")
    report = import_draft(recognise.read(paths.collect(bank)), now=NOW)
    assert report.applied, report.refusal
    with connection.cursor() as cursor:
        # As the server does by itself once an import is committed; without it PostgreSQL plans for empty tables.
        cursor.execute("ANALYZE")
    LearnerFactory(pk=LEARNER)
    versions = QuestionVersion.objects.current().filter(question__in=Question.objects.published())
    versions = versions.filter(question__kind__in=JUDGED_KINDS).select_related("question__point__topic__guide")
    rows = []
    by_topic = groupby(versions.order_by("question__point__topic", "question"), lambda v: v.question.point.topic)
    for number, (_, group) in enumerate(by_topic):
        if quarter is not None and number % len(QUARTERS) != quarter:
            continue
        in_topic = list(group)
        skipped = run_of(in_topic, skipped_at=NOW)[0].session_id
        for version in in_topic:
            (item,) = run_of([version])
            rows.append(Asked(version, item.session_id, item.pk, skipped))
    return rows


def run_of(versions: list[QuestionVersion], **fields: Any) -> list[SessionItem]:
    """A run of choice questions; its items."""
    guide = versions[0].question.point.topic.guide
    session = PracticeSession.objects.create(learner_id=LEARNER, guide=guide, mode="choice", started_at=NOW)
    return SessionItem.objects.bulk_create(
        SessionItem(session=session, position=n, question=version.question, point=version.question.point, **fields)
        for n, version in enumerate(versions, start=1)
    )


def served(asked: list[Asked]) -> Served:
    """All that is sent about the questions before their answers; what that changes is taken back afterwards."""
    found: Served = {}
    greeting = greeting_questions()
    with transaction.atomic():
        visitors = Visitors()
        met: set[tuple[Topic, str]] = set()
        for row in asked:
            places = [visitors.shown(row)]
            if row.version.question_id in greeting:
                places.append(visitors.greeted(row))
            if (row.topic, row.version.question.kind) not in met:
                places += [visitors.elsewhere(row), visitors.passing(row)]
            met.add((row.topic, row.version.question.kind))
            for place, response in chain(*places):
                headers = sorted(response.headers.items()) + sorted(map(str, response.cookies.values()))
                found[row.name, place] = (response.status_code, headers, response.content)
        transaction.set_rollback(True)
    return found


def greeting_questions() -> list[uuid.UUID]:
    """The questions among which the one is chosen that a stranger meets on the first page."""
    among: list[uuid.UUID] = []

    class Watch(random.Random):
        def choice(self, found: Any) -> Any:
            among.extend(found)
            return found[0]

    selection.first_question(Point.objects.published(), rng=Watch())
    return among


class Visitors:
    """A learner, a stranger, and the learner with a page that has grown old."""

    def __init__(self) -> None:
        self.learner, self.stranger = client_of(Learner.objects.get()), Client()
        self.learner.get(page("menu"))  # The first page of a day sends the session's cookie, a random key.
        self.late = Client(enforce_csrf_checks=True)
        self.late.cookies = self.learner.cookies

    def shown(self, row: Asked) -> Iterator[tuple[str, Any]]:
        """The question as it is asked."""
        yield "question", self.learner.get(page("question", row.run))

    def elsewhere(self, row: Asked) -> Iterator[tuple[str, Any]]:
        """Each other place that shows the question before its answer; a question of each kind in each topic."""
        answer, own = page("answer", row.run), row.token(stranger=False)
        yield "its part", self.learner.get(page("question", row.run), headers=HTMX)
        yield "again", self.learner.post(answer, {"presentation": own})
        yield "its part again", self.learner.post(answer, {"presentation": own, "option": 9}, headers=HTMX)
        yield "from an old page", self.late.post(answer, {"presentation": own, "option": 1, "certainty": "sure"})
        theirs = {"presentation": row.token(stranger=True), "option": 9}
        yield "to a stranger again", self.stranger.post(page("first"), theirs)

    def greeted(self, row: Asked) -> Iterator[tuple[str, Any]]:
        """The first page that a stranger opens."""
        Pick.wanted = row.version.question_id
        response = self.stranger.get("/")
        assert shown_by(response)[1] == row.version
        yield "to a stranger", response

    def passing(self, row: Asked) -> Iterator[tuple[str, Any]]:
        """The summary that names what was skipped, and each place that can be opened while the question waits."""
        yield "skipped", self.learner.get(page("summary", row.skipped))
        own, item = row.token(stranger=False), {"item": row.item}
        for name in ("answer", "skip", "star", "undo", "summary"):
            yield f"opening {name}", self.learner.get(page(name, row.run))
        yield "its back", self.learner.get(page("reveal", row.run), {"presentation": own})
        yield "its feedback", self.learner.get(page("answered", row.run, row.item))
        yield "refused", self.learner.post(page("answer", row.run), {"presentation": own[:-1], "certainty": "sure"})
        yield "star", self.learner.post(page("star", row.run), item | {"starred": "on"})
        yield "starred", self.learner.get(page("question", row.run))
        yield "skip", self.learner.post(page("skip", row.run), item)
        yield "bring back", self.learner.post(page("undo", row.run), item)
        yield "home", self.learner.get(reverse("home"))
        yield "menu", self.learner.get(page("menu"))


def turn_the_keys() -> None:
    """Make something else right in every question, list options the other way round, and reason differently."""
    versions = list(QuestionVersion.objects.select_related("question"))
    for version in versions:
        version.answer = version.answer and f"Otherwise: {version.answer}"
        if version.options:
            turn(version)
    QuestionVersion.objects.bulk_update(versions, ["options", "answer", "flaw_line", "orders"], batch_size=100)
    keys = {
        (version.question_id, option["text"]): option["is_key"] for version in versions for option in version.options
    }
    options = list(QuestionOption.objects.all())
    for option in options:
        option.is_key = keys.get((option.question_id, option.text), option.is_key)
    QuestionOption.objects.bulk_update(options, ["is_key"], batch_size=100)


def turn(version: QuestionVersion) -> None:
    """Make something else right, in the way of its kind; what is shown stays."""
    old = [{**option, "why": f"Otherwise: {option['why']}"} for option in version.options]
    before = [*old[-1:], *old[:-1]]
    match version.question.kind:
        case QuestionKind.ORDERING:
            version.orders = []
            version.options = before
            return
        case QuestionKind.CLOZE:
            version.options = [{**option, "text": f"{option['text']} otherwise"} for option in old]
            return
        case QuestionKind.MATCHING:
            turned = [{**option, "match": other["match"]} for option, other in zip(old, before, strict=True)]
        case QuestionKind.FIND_THE_FLAW:
            version.flaw_line = version.flaw_line % len(version.code.splitlines()) + 1
            turned = [{**option, "is_key": other["is_key"]} for option, other in zip(old, before, strict=True)]
        case _:
            turned = [{**option, "is_key": other["is_key"]} for option, other in zip(old, before, strict=True)]
    version.options = turned[::-1]


def right_answers(asked: list[Asked]) -> list[Any]:
    """What counts as right in each question, whatever the order in which its options are listed."""
    found = QuestionVersion.objects.in_bulk([row.version.pk for row in asked])
    return [right_answer(row.version.question.kind, found[row.version.pk]) for row in asked]


def right_answer(kind: str, version: QuestionVersion) -> Any:
    match kind:
        case QuestionKind.ORDERING | QuestionKind.CLOZE:
            return [option["text"] for option in version.options]
        case QuestionKind.MATCHING:
            return {option["text"]: option["match"] for option in version.options}
        case _:
            return {option["text"] for option in version.options if option["is_key"]}, version.flaw_line


def test_no_page_before_the_answer_depends_on_which_option_is_right(
    asked: list[Asked], serial: Callable[[], None]
) -> None:
    right = right_answers(asked)
    serial()
    one = served(asked)
    turn_the_keys()
    turned = right_answers(asked)
    serial()
    other = served(asked)
    assert all(new != old for new, old in zip(turned, right, strict=True))
    assert len({name for name, _ in one}) == len(asked) and len(one) > len(asked)
    assert {key for key in one if one[key] != other[key]} == set()


@pytest.mark.parametrize("asked", [(PLAIN, None)], indirect=True, ids=["plain"])
def test_no_page_that_asks_for_the_topic_depends_on_what_it_is_called(
    asked: list[Asked], serial: Callable[[], None]
) -> None:
    asked = [row for row in asked if row.version.question.asks_topic]
    assert asked
    skipped = {row.name: run_of([row.version], skipped_at=NOW)[0].session_id for row in asked}
    pages = []
    for _ in range(2):
        serial()
        visitors = Visitors()
        sent = [
            (row.name, place, sent.content)
            for row in asked
            for place, sent in chain(visitors.shown(row), visitors.elsewhere(row))
        ]
        sent += [(name, "skipped", visitors.learner.get(page("summary", run)).content) for name, run in skipped.items()]
        pages.append(sent)
        for model in (Topic, Section):
            model.objects.update(name=Concat("name", Value(" and more")), slug=Concat("slug", Value("-and-more")))
    assert pages[0] == pages[1]
