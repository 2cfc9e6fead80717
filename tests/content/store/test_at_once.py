"""Imports and saves at the same time: one waits for the other, and both come out right."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from content.models import Guide, Point
from content.store.apply import import_draft
from content.store.questions import save_version
from tests.content.store.bank import every_kind
from tests.factories import QuestionFactory

pytestmark = [
    pytest.mark.skipif(
        not connection.features.has_select_for_update, reason="SQLite lets one transaction write at a time"
    ),
    pytest.mark.django_db(transaction=True),
]


def at_once(*works):
    """What each of these returns, begun together, each on a connection of its own."""
    start = Barrier(len(works))

    def run(work):
        try:
            connection.ensure_connection()
            start.wait()
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as threads:
        return [result.result() for result in [threads.submit(run, work) for work in works]]


def test_two_first_imports_of_a_guide_bring_it_once(now):
    reports = at_once(*[lambda: import_draft(every_kind(), now=now)] * 2)

    assert sorted(report.plan["new"] for report in reports) == [0, 15]
    assert sorted(report.plan["unchanged"] for report in reports) == [0, 15]
    assert (Guide.objects.count(), Point.objects.count()) == (1, 15)


def test_a_question_saved_twice_at_once_gets_one_version(now):
    question = QuestionFactory(stem="What is a quay?")
    question.stem = "What is a pier?"
    question.save()

    made = at_once(*[lambda: save_version(question, now=now)] * 4)

    assert [version.number for version in made if version is not None] == [2]
    assert list(question.versions.values_list("number", "is_current")) == [(1, False), (2, True)]
