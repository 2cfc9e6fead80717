"""Each kind of question in a browser without scripts: asked without its answer, answered, judged, told."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest
from django.test import Client

from content.models import Guide, QuestionVersion
from quiz.models import Card, Learner, Review
from quiz.scheduler.memory import Grade
from tests.factories import QuestionFactory, SessionItemFactory
from tests.quiz.banks import point
from tests.quiz.pages.browser import page, shown_by, text_of, token_of

CODE = "import os\nprint(os.environ['KEY'])\nopen(path).read()"
QUESTIONS: dict[str, dict[str, Any]] = {
    "code-reading": {
        "stem": "What is printed?",
        "code": CODE,
        "options": [("a", True), ("b", False), ("c", False)],
    },
    "multiple-choice": {
        "stem": "Which are safe?",
        "options": [("GET", True), ("HEAD", True), ("POST", False), ("PATCH", False)],
    },
    "find-the-flaw": {
        "stem": "What is wrong?",
        "code": CODE,
        "flaw_line": 3,
        "options": [("the file stays open", True), ("the key is printed", False), ("os is unknown", False)],
    },
    "ordering": {
        "stem": "In which order?",
        "orders": ["2 1 3"],
        "options": [("resolve", True), ("connect", True), ("send", True)],
    },
    "matching": {
        "stem": "What belongs together?",
        "options": [("401", True, "who are you"), ("403", True, "not for you"), ("404", True, "not here")],
    },
    "cloze": {
        "stem": "A ____ finds rows without a ____.",
        "options": [("index | indices", True), ("full scan", True)],
    },
}


@pytest.fixture
def visit(browser: Client, learner: Learner, bank: Guide, clock: Any) -> "Visit":
    """A learner at the small guide, who thinks for ten seconds before each answer."""
    return Visit(browser, learner, clock)


@dataclass
class Visit:
    browser: Client
    learner: Learner
    clock: Any

    def ask(self, kind: str) -> tuple[str, Any, QuestionVersion]:
        return ask(self.browser, self.learner, kind)

    def send(self, run: str, asked: Any, certainty: str = "sure", **fields: Any) -> Any:
        return send(self.browser, run, asked, self.clock, certainty, **fields)


def ask(browser: Client, learner: Learner, kind: str) -> tuple[str, Any, QuestionVersion]:
    """A run of one question of the kind: its number, its page and the version it shows."""
    fields = dict(QUESTIONS[kind])
    question = QuestionFactory(kind=kind, point=point("http", "mistake"), variant="tried", **fields)
    item = SessionItemFactory(session__learner=learner, question=question, point=question.point)
    asked = browser.get(page("question", item.session_id))
    assert asked.status_code == 200, text_of(asked)
    return str(item.session_id), asked, shown_by(asked)[1]


def fields_of(asked: Any, version: QuestionVersion, *, right: bool) -> dict[str, Any]:
    """The form as somebody fills it in who reads the page and knows the answer, or mistakes it all."""
    html = asked.content.decode()
    kind = version.question.kind
    by_text = {option["text"]: option for option in version.options}
    shown = [
        (number, text) for number, text in re.findall(r'value="(\d)"[^>]*><kbd>\d</kbd><span>([^<]+)</span>', html)
    ]
    keys = [number for number, text in shown if by_text[text]["is_key"] is right]
    if kind == "multiple-choice":
        return {"choice": keys}
    if kind == "find-the-flaw":
        return {"option": keys[0], "line": 3 if right else 1}
    steps = re.findall(r'<span id="(?:step|item)-\d">([^<]+)</span>', html)
    texts = [option["text"] for option in version.options]
    if kind == "ordering":
        places = [texts.index(step) + 1 for step in steps]
        return {"place": places if right else [len(steps) + 1 - place for place in places]}
    if kind == "matching":
        matches = re.findall(r"<li>([^<]+)</li>", html.partition('class="lettered"')[2].partition("</ol>")[0])
        where = [matches.index(by_text[step]["match"]) for step in steps]
        return {"match": [(place if right else (place + 1) % len(matches)) + 1 for place in where]}
    if kind == "cloze":
        return {"blank": ["Indices", "Full-Scan"] if right else ["table", "lock"]}
    return {"option": keys[0]}


def send(browser: Client, run: str, asked: Any, clock: Any, certainty: str = "sure", **fields: Any) -> Any:
    clock.shift(10)
    return browser.post(page("answer", run), {"presentation": token_of(asked), "certainty": certainty, **fields})


@pytest.mark.parametrize("kind", QUESTIONS)
@pytest.mark.parametrize(("right", "grade"), [(True, Grade.GOOD), (False, Grade.AGAIN)])
def test_it_is_answered_judged_and_told(visit: Visit, kind: str, right: bool, grade: Grade) -> None:
    run, asked, version = visit.ask(kind)
    told = visit.send(run, asked, **fields_of(asked, version, right=right))

    assert told.status_code == 200, text_of(told)
    review = Review.objects.get()
    assert (review.grade, review.score) == (grade, 1.0 if right else 0.0)
    assert ("Right." if right else "Not this one.") in text_of(told)
    for option in version.options:
        assert option["text"].split(" | ")[0] in text_of(told)
    assert visit.browser.get(page("answered", run, review.item_id)).status_code == 200


@pytest.mark.parametrize("kind", QUESTIONS)
def test_nothing_of_the_answer_is_on_the_page_that_asks(visit: Visit, kind: str) -> None:
    _, asked, _ = visit.ask(kind)
    html = asked.content.decode()
    assert "is_key" not in html and "It is so by definition" not in html
    if kind == "cloze":
        assert "indices" not in html and "full scan" not in html
    if kind == "find-the-flaw":
        assert html.count("<option") == 4 and "selected" not in html


@pytest.mark.parametrize("kind", QUESTIONS)
def test_not_knowing_needs_no_answer(visit: Visit, kind: str) -> None:
    run, asked, _ = visit.ask(kind)
    told = visit.send(run, asked, certainty="dont-know")
    assert told.status_code == 200 and Review.objects.get().grade == Grade.AGAIN
    assert "Now you know." in text_of(told)


@pytest.mark.parametrize("kind", QUESTIONS)
def test_an_unfinished_answer_says_what_is_missing_and_records_nothing(visit: Visit, kind: str) -> None:
    run, asked, version = visit.ask(kind)
    full = fields_of(asked, version, right=True)
    name, value = next(iter(full.items()))
    unfinished = {} if not isinstance(value, list) or kind in {"multiple-choice", "cloze"} else {name: value[:-1]}
    again = visit.send(run, asked, **unfinished)
    assert again.status_code == 422 and "or press I don’t know" in text_of(again)
    assert not Review.objects.exists() and not Card.objects.exists()
    assert token_of(again) == token_of(asked)


@pytest.mark.parametrize(
    ("kind", "certainty", "said", "lacking"),
    [
        ("code-reading", "", {"option": ["2"]}, 0),
        ("multiple-choice", "", {"choice": ["1", "3"]}, 0),
        ("find-the-flaw", "sure", {"line": ["3"]}, 0),
        ("find-the-flaw", "sure", {"option": ["3"]}, 1),
        ("ordering", "sure", {"place": ["2", "", "1"]}, 1),
        ("ordering", "sure", {"place": ["2", "3", "2"]}, 2),
        ("matching", "sure", {"match": ["3", "", "3"]}, 1),
        ("cloze", "", {"blank": ["a “full” scan & more", ""]}, 1),
        ("cloze", "sure", {"blank": [" ", ""]}, 2),
    ],
)
def test_an_unfinished_answer_is_shown_again_as_it_was_given_with_what_it_lacks_beside_it(
    visit: Visit, kind: str, certainty: str, said: dict[str, list[str]], lacking: int
) -> None:
    run, asked, _ = visit.ask(kind)
    again = visit.send(run, asked, certainty, **said)
    assert again.status_code == 422
    held = {**filled(asked), **said}
    assert filled(again) == {name: values for name, values in held.items() if "".join(values).strip()}
    html = again.content.decode()
    assert "<title>Not answered yet: " in html and html.count('id="reply-error"') == 1
    marked = re.findall(r"<(?:select|input)[^>]*aria-invalid[^>]*>", html)
    assert len(marked) == lacking and all("reply-error" in control for control in marked)
    assert html.count("data-focus") == 1


def filled(response: Any) -> dict[str, list[str]]:
    """What the fields of a page hold that are not hidden."""
    html = response.content.decode()
    held: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="(?:radio|checkbox)" name="(\w+)" value="(\d)"[^>]* checked', html):
        held.setdefault(name, []).append(value)
    for name, options in re.findall(r'<select[^>]* name="(\w+)"[^>]*>(.*?)</select>', html, flags=re.DOTALL):
        chosen = re.search(r'<option(?: value="(\d)")? selected>(\d?)', options)
        held.setdefault(name, []).append((chosen[1] or chosen[2]) if chosen else "")
    for name, value in re.findall(r'<input id="[^"]*" name="(\w+)" value="([^"]*)"', html):
        held.setdefault(name, []).append(unescape(value))
    return {name: values for name, values in held.items() if any(values)}


@pytest.mark.parametrize("kind", QUESTIONS)
@pytest.mark.parametrize(
    "wrong",
    [
        {"option": 9, "line": 3},
        {"option": 0},
        {"choice": [1, 9]},
        {"choice": ["x"]},
        {"choice": "9" * 5000},
        {"choice": "0000000019"},
        {"match": ["0000000019", 1, 2]},
        {"place": [f"000000001{'0' * 5000}", 2, 3]},
        {"blank": ["a\0", "b"]},
        {"place": [1, 1, 2]},
        {"place": [1, 2, 9]},
        {"place": [1, 2, 3, 4]},
        {"match": [1, 2, 9]},
        {"match": [1, 2, "²"]},
        {"match": [1, 2, 3, 1]},
        {"blank": ["a", "b", "c"]},
    ],
)
def test_what_the_page_does_not_offer_is_refused_with_4xx_and_writes_nothing(
    visit: Visit, kind: str, wrong: dict[str, Any]
) -> None:
    run, asked, _ = visit.ask(kind)
    response = visit.send(run, asked, **wrong)
    assert 400 <= response.status_code < 500, text_of(response)
    assert not Review.objects.exists()


@pytest.mark.parametrize("kind", QUESTIONS)
def test_not_knowing_forgets_whatever_else_was_sent(visit: Visit, kind: str) -> None:
    run, asked, _ = visit.ask(kind)
    told = visit.send(run, asked, certainty="dont-know", blank=["a"], option=1, choice=[1], place=[1], match=[1])
    assert told.status_code == 200
    review = Review.objects.get()
    assert review.reply == {}
    assert visit.browser.get(page("answered", run, review.item_id)).status_code == 200


def test_partial_credit_is_told_as_such_and_makes_the_point_return_sooner(visit: Visit) -> None:
    run, asked, version = visit.ask("multiple-choice")
    keys = fields_of(asked, version, right=True)["choice"]
    told = visit.send(run, asked, choice=keys[:1])
    assert "Partly." in text_of(told)
    assert (Review.objects.get().grade, Review.objects.get().score) == (Grade.HARD, 0.5)


def test_another_right_order_is_right(visit: Visit) -> None:
    run, asked, _ = visit.ask("ordering")
    steps = re.findall(r'<span id="step-\d">([^<]+)</span>', asked.content.decode())
    told = visit.send(run, asked, place=[["connect", "resolve", "send"].index(step) + 1 for step in steps])
    assert Review.objects.get().score == 1 and "Other orders are right too" in text_of(told)
