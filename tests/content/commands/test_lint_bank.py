"""`lint_bank` names every flaw of a bank's files, takes what was accepted by name, and counts."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

HEAD = """guide: {id: harbour, title: Harbour}
sections: [{id: sea, name: Sea, topics: [tide]}]
topics:
- id: tide
  name: Tides
  section: sea
  summary: The water rises and falls twice a day.
  mcqs:
"""
FAIR = """  - id: fair
    point: summary
    stem: What makes the water of a harbour rise about twice a day?
    options:
    - {text: the pull of the moon, key: true, why: It raises two bulges.}
    - {text: the wind of the day, why: It has no such rhythm.}
    - {text: the heat of the sun, why: It comes once a day.}
"""
NEARLY = FAIR.replace("id: fair", "id: nearly").replace("the pull of the moon", "the pull of the moon and of the sun")
FLAWED = FAIR.replace("id: fair", "id: flawed").replace("the heat of the sun", "none of the above")
ACCEPTED = """  accepted:
  - {question: summary/single-choice/nearly, rule: 7, why: both bodies have to be named}
"""


def lint(tmp_path: Path, text: str, *options: str) -> Any:
    (tmp_path / "bank.yaml").write_text(HEAD + text)
    out = StringIO()
    try:
        call_command("lint_bank", str(tmp_path / "bank.yaml"), *options, stdout=out)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


def test_a_fair_bank_is_counted_and_nothing_is_said_against_it(tmp_path: Path) -> None:
    said, failure = lint(tmp_path, FAIR, "--json")
    found = json.loads(said)
    assert failure == ""
    assert (found["topics"], found["points"], found["questions"], found["authored"]) == (1, 1, 2, 1)
    assert (found["errors"], found["warnings"], found["accepted"]) == (0, 0, 0)
    assert found["by_kind"]["single-choice"] == found["by_kind"]["recall"] == 1
    assert set(found["bots"]) == {"longest", "shortest", "overlap", "position", "elimination"}
    assert found["bots"]["longest"] == {"score": 1.0, "chance": 0.3333}


def test_an_error_is_named_with_its_question_and_fails(tmp_path: Path) -> None:
    said, failure = lint(tmp_path, FLAWED)
    assert "error 6: tide/summary/single-choice/flawed, option 3: It points at the other options" in said
    assert failure.startswith("1 errors")


def test_a_warning_is_told_until_it_is_accepted_by_name(tmp_path: Path) -> None:
    assert "warning 7: tide/summary/single-choice/nearly, option 1" in lint(tmp_path, NEARLY)[0]
    found = json.loads(lint(tmp_path, NEARLY + ACCEPTED, "--json")[0])
    assert found["accepted"] == 1
    assert found["warnings"] == json.loads(lint(tmp_path, NEARLY, "--json")[0])["warnings"] - 1


def test_what_is_accepted_without_need_is_told(tmp_path: Path) -> None:
    said, _ = lint(tmp_path, FAIR + ACCEPTED)
    assert "accepted without need: summary/single-choice/nearly, rule 7" in said


def test_an_error_cannot_be_accepted(tmp_path: Path) -> None:
    accepted = ACCEPTED.replace("nearly", "flawed").replace("rule: 7", "rule: 6")
    assert lint(tmp_path, FLAWED + accepted)[1].startswith("1 errors")


def test_places_that_tell_the_right_option_are_an_error(tmp_path: Path) -> None:
    """Ten of ten in the first place have a probability of exp(-10), far below one in a hundred."""
    many = "".join(FAIR.replace("id: fair", f"id: fair-{number}") for number in range(10))
    said, _ = lint(tmp_path, many)
    assert "error 26: the bank: The right option stands first, second and third 10, 0, 0 times" in said


def test_a_bot_over_its_limit_is_an_error(tmp_path: Path) -> None:
    many = "".join(NEARLY.replace("id: nearly", f"id: nearly-{number}") for number in range(10))
    said, _ = lint(tmp_path, many)
    assert "error 27: the bank: A bot that goes by longest gets 100.0% right" in said


def test_coverage_says_what_each_topic_has_and_what_it_lacks(tmp_path: Path) -> None:
    said, _ = lint(tmp_path, FAIR, "--coverage")
    assert said.startswith("tide\n") and "  single-choice: 1\n" in said
    assert "  ordering: no three steps to put in order: add `steps`" in said


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("  - {id: fair}\n", "mcqs[0].point: is missing"),
        ("  accepted: [{question: x}]\n", "accepted[0].rule: is missing"),
        ("  nonsense: 1\n", "unknown key"),
    ],
)
def test_what_cannot_be_read_is_an_error_with_its_place(tmp_path: Path, text: str, reason: str) -> None:
    _, failure = lint(tmp_path, text)
    assert "bank.yaml:" in failure and reason in failure
