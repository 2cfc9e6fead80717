"""An answer that arrives many times at one moment counts once, whatever else happens to its card meanwhile."""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from content.models import Guide
from quiz.models import Card, Learner, PracticeSession, Review, SessionItem
from quiz.practice.presentations import Presentation, sign
from quiz.progress.check import check
from quiz.progress.marks import star
from quiz.progress.undo import undo
from tests.factories import SessionItemFactory
from tests.quiz.answers import THINKING, chosen, give, present
from tests.quiz.banks import question
from tests.quiz.pages.browser import client_of, page, shown_by, text_of
from tests.quiz.practice.web import ROOT, Browser, Server, answer_at_once, thought_over

EIGHT = 8
FIRST = page("first")
Post = tuple[Client, str, dict[str, Any]]


def on_postgresql(test: Callable[..., None]) -> Callable[..., None]:
    """A test whose threads share the test database, which on SQLite is in memory and cannot be shared so."""
    skipped = pytest.mark.skipif(connection.vendor != "postgresql", reason="threads cannot share a database in memory")
    return skipped(pytest.mark.django_db(transaction=True)(test))


def answered_as(presentation: Presentation) -> dict[str, Any]:
    """The form that comes back from the page with this presentation."""
    return {"presentation": sign(presentation), "option": 1, "certainty": "sure"}


def shown_to(learner: Learner, item: SessionItem, **changes: Any) -> Presentation:
    """The item's question as it was shown to the learner ten seconds ago."""
    return present(learner, item.question, at=timezone.now() - THINKING, item=item.pk, **changes)


def shown_to_a_stranger() -> Presentation:
    """The same question as the first page showed it ten seconds ago."""
    shown = question("http", "mistake", variant="first")
    return present(Learner(pk=uuid4()), shown, at=timezone.now() - THINKING, stranger=True)


def tab_of(browser: Client) -> Client:
    """Another tab: its errors are pages, as in a browser."""
    tab = Client(raise_request_exception=False)
    tab.cookies.update(browser.cookies)
    return tab


def send(post: Post) -> Any:
    browser, url, form = post
    try:
        return tab_of(browser).post(url, form)
    finally:
        connection.close()


def at_once(posts: list[Post]) -> list[Any]:
    """What comes back when these are sent together, each on a connection of its own."""
    together = Barrier(len(posts))

    def sent(post: Post) -> Any:
        connection.ensure_connection()
        together.wait()
        return send(post)

    with ThreadPoolExecutor(len(posts)) as threads:
        return list(threads.map(sent, posts))


@contextmanager
def card_held(learner: Learner, item: SessionItem) -> Iterator[Callable[[Post], Future[Any]]]:
    """Keeps the item's card locked, or makes it, and sends what waits for it: each post once the one before waits."""
    waiting: list[Future[Any]] = []

    def queue(post: Post) -> Future[Any]:
        waiting.append(threads.submit(send, post))
        for _ in range(50_000):
            if waits_for_locks() == len(waiting):
                return waiting[-1]
        raise AssertionError("The request does not wait for the card.")

    with ThreadPoolExecutor(EIGHT) as threads, transaction.atomic():
        Card.objects.select_for_update().get_or_create(
            learner=learner, point=item.point, defaults={"topic_id": item.point.topic_id}
        )
        yield queue


def waits_for_locks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return int(cursor.fetchone()[0])


def statuses(responses: list[Any]) -> dict[int, int]:
    return dict(Counter(response.status_code for response in responses))


def rows() -> tuple[int, int]:
    """How many cards and reviews there are, each card being the replay of its reviews."""
    found = check(repair=False)
    assert found.differences == []
    return found.cards, found.reviews


@pytest.fixture
def item(learner: Learner, bank: Guide) -> SessionItem:
    """The only question of a run."""
    return SessionItemFactory(session__learner=learner, question=question("http", "mistake", variant="first"))


@on_postgresql
def test_one_answer_sent_eight_times_at_once_counts_once(learner: Learner, item: SessionItem) -> None:
    form = answered_as(shown_to(learner, item))
    told = at_once([(client_of(learner), page("answer", item.session_id), form)] * EIGHT)

    assert statuses(told) == {200: EIGHT}
    assert sum("Already answered" in text_of(response) for response in told) == EIGHT - 1
    assert rows() == (1, 1) and Card.objects.get().sequence == 1


@on_postgresql
def test_a_question_open_in_eight_tabs_and_answered_in_all_at_once_counts_once(
    learner: Learner, item: SessionItem
) -> None:
    browser = client_of(learner)
    tabs = [shown_to(learner, item) for _ in range(EIGHT)]
    told = at_once([(browser, page("answer", item.session_id), answered_as(tab)) for tab in tabs])

    assert statuses(told) == {200: EIGHT}
    assert rows() == (1, 1) and Review.objects.get().nonce in {tab.nonce for tab in tabs}


@on_postgresql
def test_a_strangers_first_answer_sent_by_eight_at_once_makes_one_guest(bank: Guide) -> None:
    form = answered_as(shown_to_a_stranger())
    told = at_once([(Client(), FIRST, form) for _ in range(EIGHT)])

    assert statuses(told) == {200: EIGHT}
    assert rows() == (1, 1)
    assert (Learner.objects.count(), PracticeSession.objects.count()) == (1, 1)


@on_postgresql
def test_eight_first_pages_with_one_point_answered_at_once_open_one_run(learner: Learner, bank: Guide) -> None:
    browser = client_of(learner)
    told = at_once([(browser, FIRST, answered_as(shown_to_a_stranger())) for _ in range(EIGHT)])

    assert statuses(told) == {200: EIGHT}
    assert rows() == (1, 1) and learner.reviews.count() == 1
    assert PracticeSession.objects.count() == 1


@on_postgresql
def test_two_runs_that_wait_at_one_point_record_one_answer(learner: Learner, item: SessionItem) -> None:
    other = SessionItemFactory(session__learner=learner, question=question("http", "mistake", variant="second"))
    browser = client_of(learner)
    told = at_once(
        [
            (browser, page("answer", entry.session_id), answered_as(shown_to(learner, entry)))
            for entry in [item, other] * (EIGHT // 2)
        ]
    )

    assert statuses(told) == {200: EIGHT}
    assert rows() == (1, 1)


@on_postgresql
def test_undoing_and_answering_at_once_leaves_one_standing_answer_at_most(learner: Learner, item: SessionItem) -> None:
    browser = client_of(learner)
    give(
        learner,
        item.question,
        chosen(item.question, right=True),
        at=timezone.now(),
        presentation=shown_to(learner, item),
    )
    again = answered_as(shown_to(learner, item, sequence=1))
    take_back = (browser, page("undo", item.session_id), {"item": item.pk})
    told = at_once([take_back, (browser, page("answer", item.session_id), again)] * (EIGHT // 2))

    assert set(statuses(told)) <= {200, 302}
    reviews = list(Review.objects.order_by("sequence"))
    assert rows() == (1, len(reviews)) and [review.sequence for review in reviews] in ([0], [0, 1])
    assert Card.objects.get().sequence == len(reviews)
    assert reviews[0].undone_at is not None and Review.objects.standing().count() <= 1


@on_postgresql
def test_an_answer_that_was_recorded_and_undone_while_it_waited_is_asked_anew(
    learner: Learner, item: SessionItem
) -> None:
    star(learner, point=item.point, starred=True)
    shown, browser = shown_to(learner, item), client_of(learner)
    with card_held(learner, item) as queue:
        late = queue((browser, page("answer", item.session_id), answered_as(shown)))
        first = give(learner, item.question, chosen(item.question, right=True), at=timezone.now(), presentation=shown)
        undo(review=first.review, now=timezone.now())

    asked = late.result()
    assert asked.status_code == 200 and "That answer was undone" in text_of(asked)
    assert shown_by(asked)[0].sequence == Card.objects.get().sequence == 1
    assert rows() == (1, 1)


@on_postgresql
@pytest.mark.parametrize("met", [True, False], ids=["a card that is there", "a card that is being made"])
def test_a_run_and_a_first_page_with_one_point_do_not_block_each_other(
    *, learner: Learner, item: SessionItem, met: bool
) -> None:
    if met:
        star(learner, point=item.point, starred=True)
    browser = client_of(learner)
    with card_held(learner, item) as queue:
        told = [
            queue((browser, page("answer", item.session_id), answered_as(shown_to(learner, item, sequence=0)))),
            queue((browser, FIRST, answered_as(shown_to_a_stranger()))),
        ]

    assert statuses([response.result() for response in told]) == {200: 2}
    assert rows() == (1, 1)
    runs = set(PracticeSession.objects.values_list("pk", flat=True))
    assert runs == {item.session_id, Review.objects.get().item.session_id}


@pytest.fixture
def served(tmp_path) -> Iterator[Server]:
    """A server on an SQLite file with a small bank."""
    environment = {"VAR_DIR": str(tmp_path), "DATABASE_URL": "", "SECRET_KEY": settings.SECRET_KEY, "DEBUG": "1"}
    server = Server(tmp_path, environment)
    server.manage("migrate", "--verbosity", "0")
    server.manage("import_bank", str(ROOT / "tests" / "data" / "banks" / "plain-guide.md"))
    server.start()
    yield server
    server.kill()


def test_on_an_sqlite_file_answers_sent_by_32_at_once_count_once_each(served: Server) -> None:
    guest = Browser(served.port)
    run = guest.start(2)
    token, shown = thought_over(guest.get(run).token)
    told = answer_at_once([Browser(served.port, guest.session) for _ in range(32)], f"{run}answer/", token)
    first, met = thought_over(Browser(served.port).get("/").token)
    told += answer_at_once([Browser(served.port) for _ in range(32)], FIRST, first)

    assert Counter(answer.status for answer in told) == {200: 64}
    assert "locked" not in served.log
    assert json.loads(served.manage("check_progress", "--json")) == {"cards": 2, "reviews": 2, "differences": 0}
    with closing(sqlite3.connect(served.folder / "rehearse.sqlite3")) as database:
        recorded = database.execute("SELECT nonce, sequence, grade IS NULL FROM quiz_review").fetchall()
        (guests,) = database.execute("SELECT count(*) FROM quiz_learner").fetchone()
    assert sorted(recorded) == sorted([(shown.nonce.hex, 0, 0), (met.nonce.hex, 0, 0)])
    assert guests == 2
