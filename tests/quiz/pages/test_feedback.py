"""What the feedback on an answer marks, and that it says nothing twice."""

import re
from typing import Any

import pytest
from django.test import Client

from content.models import Guide
from content.store.questions import save_version
from quiz.models import Learner
from tests.factories import NOW, PointFactory, QuestionFactory, QuestionOptionFactory, SessionItemFactory
from tests.quiz.banks import question
from tests.quiz.pages.browser import page, start, text_of, token_of
from tests.quiz.pages.test_kinds import CODE, ask, fields_of, send


def html_of(response: Any) -> str:
    """A page's markup with single spaces."""
    return " ".join(response.content.decode().split())


def told_of(
    browser: Client, learner: Learner, clock: Any, *options: tuple[str, bool, str], back: str = "", **fields: Any
) -> Any:
    """The feedback on not knowing a question with these options and their reasons; its flashcard says `back`."""
    point = PointFactory(topic=question("http", "claim", "recall").point.topic)
    if back:
        QuestionFactory(point=point, answer=back)
    asked = QuestionFactory(point=point, options=[], version=False, **fields)
    for position, (text, is_key, why) in enumerate(options, start=1):
        QuestionOptionFactory(question=asked, position=position, text=text, is_key=is_key, why=why)
    save_version(asked, now=NOW)
    run = SessionItemFactory(session__learner=learner, question=asked, point=point).session_id
    return send(browser, str(run), browser.get(page("question", run)), clock, "dont-know")


@pytest.mark.parametrize(("right", "said"), [(True, ""), (False, "You said line 1.")])
def test_the_flawed_line_is_marked_as_right_and_only_a_wrong_one_that_was_said_as_wrong(
    *, browser: Client, learner: Learner, bank: Guide, clock: Any, right: bool, said: str
) -> None:
    run, asked, version = ask(browser, learner, "find-the-flaw")
    told = html_of(send(browser, run, asked, clock, **fields_of(asked, version, right=right)))
    assert '<b class="good">Line 3</b>' in told
    assert re.findall(r'<small class="bad">([^<]*)', told) == ([said] if said else [])
    assert told.count('class="pointed"') == 1
    assert "open" in told.partition('class="pointed">')[2].partition("</pre>")[0]


def test_the_line_is_asked_for_under_the_code_before_the_reasons(
    browser: Client, learner: Learner, bank: Guide, clock: Any
) -> None:
    text = text_of(ask(browser, learner, "find-the-flaw")[1])
    assert text.index("In which line is the flaw?") < text.index("the file stays open")


def test_a_right_option_that_was_left_out_is_told_from_one_that_was_chosen(
    browser: Client, learner: Learner, bank: Guide, clock: Any
) -> None:
    run, asked, version = ask(browser, learner, "multiple-choice")
    keys = fields_of(asked, version, right=True)["choice"]
    told = send(browser, run, asked, clock, choice=keys[:1])
    assert text_of(told).count("Your answer, and right.") == text_of(told).count("Right, and you left it out.") == 1
    assert html_of(told).count('class="option right"') == html_of(told).count('class="option missed"') == 1


def test_who_does_not_know_has_left_nothing_out(browser: Client, learner: Learner, bank: Guide, clock: Any) -> None:
    run, asked, _ = ask(browser, learner, "multiple-choice")
    told = send(browser, run, asked, clock, certainty="dont-know")
    assert "left it out" not in text_of(told) and html_of(told).count('class="option right"') == 2


def test_a_reason_that_all_options_share_is_given_once_at_the_right_one(
    browser: Client, learner: Learner, bank: Guide, clock: Any
) -> None:
    why = "Both ends may speak first."
    options = [("True", False, why), ("False", True, why)]
    told = told_of(browser, learner, clock, *options, kind="true-false", back=f"**False.** {why}")
    text = text_of(told)
    assert text.count(why) == 1 and f"False Right. {why}" in text and "The point" not in text


def test_a_reason_that_blanks_share_is_given_once_after_them(
    browser: Client, learner: Learner, bank: Guide, clock: Any
) -> None:
    why = "A table has both."
    blanks = [("row", True, why), ("column", True, why)]
    told = told_of(browser, learner, clock, *blanks, kind="cloze", stem="A ____ and a ____.")
    assert text_of(told).count(why) == 1 and f"column {why}" in text_of(told)


def test_a_listing_that_is_shown_already_is_not_shown_again_with_the_point(
    browser: Client, learner: Learner, bank: Guide, clock: Any
) -> None:
    back = f"Python: a key that is printed.\n\n```python\n{CODE}\n```"
    options = [("the key", True, ""), ("nothing", False, "")]
    told = told_of(browser, learner, clock, *options, kind="code-reading", code=CODE, code_language="python", back=back)
    assert html_of(told).count("<pre") == 1 and "The point Python: a key that is printed." in text_of(told)


@pytest.mark.parametrize(
    ("back", "is_told"),
    [
        ("**GET**: reads", False),
        ("**GET**: reads\n\n**Unlike:**\n\n- POST: adds a member", False),
        ("**GET**: reads\n\n**Also called:** a safe method", True),
        ("**GET**: reads and more", True),
    ],
)
def test_the_point_is_told_where_it_says_more_than_the_options_and_their_reasons(
    *, browser: Client, learner: Learner, bank: Guide, clock: Any, back: str, is_told: bool
) -> None:
    options = [("GET", True, "Reads."), ("POST", False, "Adds a member.")]
    told = told_of(browser, learner, clock, *options, kind="single-choice", back=back)
    assert ("The point" in text_of(told)) is is_told


@pytest.mark.parametrize(("grade", "verdict"), [(1, "wrong"), (3, "right")])
def test_what_one_thinks_of_ones_own_answer_is_coloured_as_its_mark_is(
    browser: Client, bank: Guide, clock: Any, grade: int, verdict: str
) -> None:
    run = start(browser, "flashcards", length=2)
    asked = browser.get(page("question", run))
    clock.shift(10)
    told = html_of(browser.post(page("answer", run), {"presentation": token_of(asked), "grade": grade}))
    assert f'<p class="verdict {verdict}"' in told and f'<i class="{verdict}">' in told


@pytest.mark.parametrize("kind", ["ordering", "matching"])
def test_what_is_missing_is_said_once(browser: Client, learner: Learner, bank: Guide, clock: Any, kind: str) -> None:
    run, asked, _ = ask(browser, learner, kind)
    assert 'id="reply-hint"' in html_of(asked)
    again = html_of(send(browser, run, asked, clock))
    assert "reply-hint" not in again and again.count('aria-describedby="reply-error"') == 4


def test_what_can_be_matched_is_named_where_it_is_chosen(
    browser: Client, learner: Learner, bank: Guide, clock: Any
) -> None:
    _, asked, _ = ask(browser, learner, "matching")
    chosen_from = re.findall(r"<option value=\"\d\">(\w) – ([^<]+)</option>", html_of(asked))
    assert len(chosen_from) == 9
    assert {text for _, text in chosen_from} == {"who are you", "not for you", "not here"}
