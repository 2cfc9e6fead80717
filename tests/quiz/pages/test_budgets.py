"""How much a page may cost: requests, queries and bytes, and that none of it grows with the bank or the history."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content.models import Guide
from content.store.load import load_shipped
from quiz.models import Card, Learner, PracticeSession, Review, SessionItem
from tests import factories
from tests.quiz.pages.browser import client_of, filled_in, page

NOW = factories.NOW
SLUG = "measured"
DATA = ("SELECT", "INSERT", "UPDATE", "DELETE")


class Meter:
    """A browser that counts what its requests cost; it takes pages compressed, as browsers do."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.requests = self.queries = self.bytes = 0

    def send(self, method: str, url: str, data: dict[str, Any] | None = None) -> Any:
        with CaptureQueriesContext(connection) as captured:
            response = getattr(self.client, method)(url, data or {}, headers={"Accept-Encoding": "gzip"})
        self.requests += 1
        self.queries += sum(query["sql"].lstrip().upper().startswith(DATA) for query in captured.captured_queries)
        self.bytes += len(response.content)
        return response


def build(scale: int) -> tuple[Guide, Learner]:
    """A guide of 2 sections and 4 topics, and a learner with a card and a review of each third point, times `scale`."""
    guide = factories.GuideFactory(slug=SLUG)
    learner = factories.LearnerFactory(guide=guide)
    sections = [factories.SectionFactory(guide=guide) for _ in range(2 * scale)]
    for number in range(4 * scale):
        topic = factories.TopicFactory(guide=guide, section=sections[number % len(sections)])
        factories.LinkFactory(topic=topic)
        points = [factories.PointFactory(topic=topic, slug=f"point-{n}") for n in range(6)]
        for point in points:
            factories.QuestionFactory(point=point)
            factories.QuestionFactory(point=point, kind="single-choice")
        for point in points[::3]:
            card = factories.CardFactory(learner=learner, point=point)
            version = point.questions.get(kind="recall").versions.get()
            factories.ReviewFactory(card=card, version=version, answered_at=NOW - timedelta(days=2))
    return guide, learner


@pytest.fixture
def shipped(db: None, settings: Any) -> Guide:
    """The bank that learners meet first, whole."""
    load_shipped(settings.SHIPPED_BANK, now=NOW - timedelta(days=30))
    return Guide.objects.get(slug=settings.SHIPPED_GUIDE)


def test_ten_questions_cost_little(shipped: Guide, learner: Learner, clock: Any) -> None:
    """From the menu to the summary, without script: at most 23 requests, 120 queries and 46,000 bytes."""
    meter = Meter(client_of(learner))
    plain = client_of(learner)
    meter.send("get", page("menu"))
    begun = meter.send("post", page("start"), {"mode": "choice", "length": 10, "scope": "", "time_zone": ""})
    url = begun.url
    for number in range(10):
        meter.send("get", url)
        form = filled_in(plain.get(url), right=number < 7)
        clock.shift(10)
        told = meter.send("post", f"{url}answer/", form)
        assert told.status_code == 200
    summary = meter.send("get", f"{url}summary/")
    assert summary.status_code == 200 and summary.headers["Content-Encoding"] == "gzip"
    assert Review.objects.graded().count() == 10
    assert meter.requests <= 23
    assert meter.queries <= 120
    assert meter.bytes <= 46_000


def costs_of(learner: Learner, guide: Guide, clock: Any) -> dict[str, int]:
    """How many queries each page takes."""
    meter, costs = Meter(client_of(learner)), {}
    topic = guide.topics.in_order()[1]

    def measure(name: str, method: str, url: str, data: dict[str, Any] | None = None) -> Any:
        before = meter.queries
        response = meter.send(method, url, data)
        assert response.status_code in {200, 302}, (name, response.status_code)
        costs[name] = meter.queries - before
        return response

    measure("home", "get", "/")
    measure("menu", "get", page("menu"))
    measure("progress", "get", reverse("progress"))
    measure("outline", "get", reverse("guide:outline", args=[SLUG]))
    measure("topic", "get", reverse("guide:topic", args=[SLUG, topic.slug]))
    measure("settings", "get", reverse("settings"))
    for mode in ("daily", "choice", "flashcards"):
        started = measure(f"start {mode}", "post", page("start"), {"mode": mode, "length": 5})
    started = measure(
        "start topic", "post", page("start"), {"mode": "topic", "length": 5, "scope": f"topic:{topic.pk}"}
    )
    started = measure("start choice", "post", page("start"), {"mode": "choice", "length": 2})
    plain, url = client_of(learner), started.url
    for _ in range(2):
        measure("question", "get", url)
        form = filled_in(plain.get(url))
        clock.shift(10)
        measure("answer", "post", f"{url}answer/", form)
    measure("summary", "get", f"{url}summary/")
    measure("home again", "get", "/")
    stranger = Meter(Client())
    stranger.send("get", "/")
    costs["stranger"] = stranger.queries
    return costs


def test_no_page_takes_more_queries_for_ten_times_the_bank_and_the_history(db: None, clock: Any) -> None:
    small_guide, small_learner = build(1)
    small = costs_of(small_learner, small_guide, clock)
    for model in (Review, SessionItem, PracticeSession, Card, Learner):
        model.objects.all().delete()
    small_guide.slug = "measured-before"
    small_guide.save()
    clock.move_to(NOW)
    large_guide, large_learner = build(10)
    assert (large_guide.topics.count(), large_learner.cards.count(), large_learner.reviews.count()) == (40, 80, 80)
    assert costs_of(large_learner, large_guide, clock) == small
