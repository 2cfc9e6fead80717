"""What a reply to each kind of question is worth."""

import pytest
from django.conf import settings

from content.formats import paths, recognise
from content.generators.generate import generate
from content.judging import (
    NotAnOption,
    is_accepted,
    judge_blanks,
    judge_flaw,
    judge_matches,
    judge_order,
    judge_selection,
    right_orders,
)


@pytest.mark.parametrize(
    ("chosen", "score"),
    [({0, 1}, 1), ({0}, 0.5), ({0, 1, 2}, 0.5), ({0, 2}, 0), ({2, 3}, 0), ({0, 1, 2, 3}, 0), (set(), 0)],
)
def test_several_options_score_the_share_of_right_ones_less_that_of_wrong_ones(chosen, score):
    assert judge_selection([True, True, False, False], chosen=chosen).score == score


@pytest.mark.parametrize(("line", "chosen", "score"), [(3, 0, 1), (3, 1, 0.5), (2, 0, 0.5), (2, 1, 0)])
def test_a_flaw_is_half_its_line_and_half_its_reason(line, chosen, score):
    assert judge_flaw([True, False, False], chosen=chosen, line=line, flaw_line=3).score == score


@pytest.mark.parametrize(
    ("order", "score"),
    [((0, 1, 2, 3), 1), ((1, 0, 2, 3), 2 / 3), ((3, 2, 1, 0), 0), ((0, 1, 3, 2), 2 / 3), ((2, 3, 0, 1), 0)],
)
def test_an_order_scores_kendalls_tau_and_never_less_than_nothing(order, score):
    """Tau of one swapped neighbour among four is (5 - 1) / 6."""
    assert judge_order(right_orders(4, []), order=order).score == pytest.approx(score)


def test_another_order_that_is_right_too_is_all_right():
    right = right_orders(3, ["2 1 3"])
    assert right == [[0, 1, 2], [1, 0, 2]]
    assert judge_order(right, order=(1, 0, 2)).score == judge_order(right, order=(0, 1, 2)).score == 1
    assert judge_order(right, order=(2, 0, 1)).score == 0


@pytest.mark.parametrize(
    "order", ["first then second", "2 1 3", "", "1 2 3 5", "1 1 2 3", "²", "4 3 2 1 0", "4 3 2 or 1"]
)
def test_an_order_that_does_not_name_each_step_once_is_passed_over(order):
    right = right_orders(4, [order, "2 1 3 4"])
    assert right == [[0, 1, 2, 3], [1, 0, 2, 3]]
    assert judge_order(right, order=(3, 2, 1, 0)).score == 0


@pytest.mark.parametrize("order", [(0, 1), (0, 0, 1), (0, 1, 3), ()])
def test_an_order_that_misses_or_doubles_a_step_is_refused(order):
    with pytest.raises(NotAnOption, match="place of its own"):
        judge_order(right_orders(3, []), order=order)


@pytest.mark.parametrize(("matches", "score"), [((0, 1, 2), 1), ((1, 0, 2), 1 / 3), ((1, 2, 0), 0), ((0, 0, 0), 1 / 3)])
def test_pairs_score_the_share_that_is_right(matches, score):
    assert judge_matches(3, matches=matches).score == pytest.approx(score)


@pytest.mark.parametrize("matches", [(0, 1), (0, 1, 3), (0, 1, -1)])
def test_pairs_that_are_not_there_are_refused(matches):
    with pytest.raises(NotAnOption):
        judge_matches(3, matches=matches)


def test_blanks_score_the_share_that_is_right():
    assert judge_blanks(["index", "seq scan | sequential scan"], blanks=["Index", "sequential  SCAN."]).score == 1
    assert judge_blanks(["index", "table"], blanks=["index", ""]).score == 0.5
    with pytest.raises(NotAnOption):
        judge_blanks(["index"], blanks=["index", "table"])


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        ("retry after", "Retry-After"),
        ("RETRYAFTER", "Retry-After"),
        ("  idempotency  key ", "idempotency key"),
        ("idempotancy key", "idempotency key"),
        ("authentcation", "authentication"),
        ("autehntication", "authentication"),
        ("404", "404 | 404 Not Found"),
        ("café", "cafe\u0301"),
        ("||", "|| | or"),
        ("a>=b", "a >= b"),
        ("C", "c"),
        ("^~", "^~"),
        ("`^~`", "^~"),
        ("...", "..."),
        ("'C++'.", "C++"),
        ("—from", "--from"),
        ("−1", "-1"),
        ("1.5.", "1.5"),
        ("10,000", "10000"),
        ("10 000", "10,000"),
        ("20", "20 %"),
        ("utf 8", "UTF-8"),
        ("HTTP 1.1", "HTTP/1.1"),
        ("max fails", "max_fails"),
        ("round robin", "round-robin"),
        (' "Index." ', "index"),
        ("Autorization", "Authorization"),
        ("Javascrpit", "JavaScript"),
    ],
)
def test_case_space_punctuation_and_one_typing_error_in_a_long_word_are_forgiven(said, answers):
    assert is_accepted(said, answers)


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        ("403", "401"),
        ("PAT", "PUT"),
        ("", "PUT"),
        (" ", "PUT"),
        ("!", "PUT"),
        ("authntcation", "authentication"),
        ("not idempotent", "idempotent"),
        ("sha256", "sha512"),
        ("HTTP/2", "HTTP/3"),
        ("index scan", "index"),
        ("asynchronous", "synchronous"),
        ("asymmetric", "symmetric"),
        ("C", "C++"),
        ("a <= b", "a >= b"),
        ("i--", "i++"),
        ("^", "^~"),
        ("~", "^~"),
        ("", "^~"),
        ("15", "1.5"),
        ("1 5", "15"),
        ("1-5", "15"),
        ("12", "1/2"),
        ("1", "-1"),
        ("-1", "1"),
        (".5", "5"),
        ("-$5", "$5"),
        ("667%", "66.7%"),
        ("10.0", "100"),
        ("1000", "1.000"),
        ("~1.2.3", "^1.2.3"),
        ("1.2.3", "^1.2.3"),
        ("http11", "HTTP/1.1"),
        ("C++", "C"),
        ("C#", "C"),
        ("!true", "true"),
        ("t", "-t"),
        ("--all", "all"),
        ("@user", "user"),
        ("$1", "1"),
        ("a ≤ b", "a ≥ b"),
        ("INVERT", "INSERT"),
        ("insret", "INSERT"),
        ("setSystemTimer", "setSystemTime"),
        ("session.removed", "session.remove"),
    ],
)
def test_another_answer_is_not(said, answers):
    assert not is_accepted(said, answers)


def test_every_answer_that_a_blank_of_the_shipped_bank_accepts_is_accepted_in_capitals_quotes_and_with_a_stop():
    draft = recognise.read(paths.collect(settings.SHIPPED_BANK))
    clozes = [question for question in generate(draft.slug, draft.topics).questions if question.kind == "cloze"]
    blanks = [option.text for question in clozes for option in question.options]
    assert blanks
    typed = [
        (text, blank)
        for blank in blanks
        for answer in blank.split(" | ")
        for text in (answer, answer.upper(), f"“{answer}”", f"  {'  '.join(answer.split())}.  ")
    ]
    assert [(text, blank) for text, blank in typed if not is_accepted(text, blank)] == []
