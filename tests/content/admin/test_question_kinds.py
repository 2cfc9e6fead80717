"""An editor writes a question of each kind in the desk, and is told what it lacks."""

from typing import Any

import pytest
from django.urls import reverse

from content.models import Question, QuestionVersion
from tests import factories
from tests.content.admin.filled import errors, filled

pytestmark = pytest.mark.django_db

CODE = "open(path)\nclose(path)"
NEW: dict[str, dict[str, str]] = {
    "multiple-choice": {
        "options__0__text": "GET",
        "options__0__is_key": "on",
        "options__1__text": "HEAD",
        "options__1__is_key": "on",
        "options__2__text": "POST",
    },
    "code-reading": {
        "code": CODE,
        "options__0__text": "nothing",
        "options__0__is_key": "on",
        "options__1__text": "a path",
        "options__2__text": "an error",
    },
    "find-the-flaw": {
        "code": CODE,
        "flaw_line": "2",
        "options__0__text": "it takes a file",
        "options__0__is_key": "on",
        "options__1__text": "it is too late",
        "options__2__text": "it is no call",
    },
    "ordering": {
        "orders": "2 1 3",
        "options__0__text": "resolve",
        "options__1__text": "connect",
        "options__2__text": "send",
    },
    "matching": {
        "options__0__text": "401",
        "options__0__match": "who are you",
        "options__1__text": "403",
        "options__1__match": "not for you",
        "options__2__text": "404",
        "options__2__match": "not here",
    },
    "cloze": {"options__0__text": "index | indices", "options__1__text": "scan"},
}
STEMS = {"cloze": "A ____ in the database spares a ____ of all rows."}


def page_for(kind: str) -> str:
    return f"{reverse('admin:content_question_add')}?kind={kind}"


def written(admin_client: Any, kind: str, **changes: Any) -> dict[str, Any]:
    fields = {**NEW[kind], **{f"options__{n}__why": "It is so." for n in range(len(NEW[kind]) and 3)}}
    if kind == "cloze":
        fields.pop("options__2__why")
    stem = STEMS.get(kind, "What does the server of this example answer?")
    point = factories.PointFactory(topic=factories.TopicFactory(name="Harbours", slug="harbours", aliases=[]))
    return filled(admin_client.get(page_for(kind)), point=point.pk, stem=stem, **(fields | changes))


@pytest.mark.parametrize("kind", NEW)
def test_it_is_written_in_one_form_and_shown_to_learners(admin_client: Any, kind: str) -> None:
    page = admin_client.post(page_for(kind), written(admin_client, kind), follow=True)

    assert page.redirect_chain, errors(page)
    question = Question.objects.get()
    version = QuestionVersion.objects.get()
    assert (question.kind, question.state, question.authored) == (kind, "published", True)
    assert [option["text"] for option in version.options] == [
        text for name, text in NEW[kind].items() if name.endswith("__text")
    ]
    assert (version.flaw_line, version.orders) == (question.flaw_line, question.orders)
    preview = admin_client.get(reverse("preview", args=[question.pk]))
    assert preview.status_code == 200
    for _, url, _ in preview.context["states"]:
        assert admin_client.get(reverse("preview", args=[question.pk]) + url).status_code == 200


@pytest.mark.parametrize(
    ("kind", "changes", "told"),
    [
        ("multiple-choice", {"options__1__is_key": None}, "mark at least two"),
        ("code-reading", {"code": ""}, "There is no code to read"),
        ("find-the-flaw", {"flaw_line": "3"}, "Line 3 of the code is not there"),
        ("find-the-flaw", {"options__1__text": "line 2 is late"}, "It names a line"),
        ("ordering", {"orders": "2 1"}, "is no order of 3 steps"),
        ("ordering", {"options__2__text": "connect"}, "stands here twice"),
        ("ordering", {"orders": "2 x 1"}, "is no order of 3 steps"),
        ("matching", {"options__2__match": "not for you"}, "belongs with another one too"),
        ("matching", {"options__2__match": ""}, "What belongs with it is missing"),
        ("cloze", {"options__1__text": "", "options__1__why": ""}, "2 blanks and 1 answers"),
    ],
)
def test_what_it_lacks_is_told_and_keeps_it_from_learners(
    admin_client: Any, kind: str, changes: dict[str, Any], told: str
) -> None:
    page = admin_client.post(page_for(kind), written(admin_client, kind, **changes))
    assert told in errors(page) and "save it as a draft" in errors(page)
    assert not Question.objects.exists()

    draft = admin_client.post(page_for(kind), written(admin_client, kind, **changes, state="draft"), follow=True)
    assert draft.redirect_chain, errors(draft)
    assert Question.objects.get().state == "draft"
    for state in ("asked", "answered&answer=0", "answered&answer=right"):
        url = f"{reverse('preview', args=[Question.objects.get().pk])}?state={state}"
        assert admin_client.get(url).status_code == 200
