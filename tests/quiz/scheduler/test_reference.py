"""Our schedule is Anki's, and the comparison notices where it is not."""

import copy
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError

from quiz.management.commands.check_scheduler import Command
from quiz.scheduler import intervals
from quiz.scheduler.reference import Comparison, MalformedReference, compare

FILE = Path(__file__).parents[2] / "data" / "anki-fsrs.json"


@pytest.fixture
def reference() -> dict[str, Any]:
    return json.loads(FILE.read_bytes())  # type: ignore[no-any-return]


def check(file: Path) -> str:
    out = StringIO()
    try:
        Command(stdout=out).handle(file=str(file))
    finally:
        print(out.getvalue(), end="")
    return out.getvalue()


def test_we_agree_with_anki_on_every_case(reference: dict[str, Any]) -> None:
    assert compare(reference) == Comparison(cases=45, agree=45, first_differences=())


def test_the_cases_need_each_of_the_rules_about_the_last_interval(
    reference: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intervals, "_not_back", lambda days, *, last: 0)
    assert compare(reference).agree < 35
    monkeypatch.setattr(intervals, "_not_back", lambda days, *, last: last + 1 if days + 0.5 >= last + 1 else 0)
    assert 25 < compare(reference).agree < 45


@pytest.mark.parametrize(
    ("what", "by"),
    [("stability", 0.01), ("good.stability", 0.01), ("hard.difficulty", 0.002), ("easy.days", 1), ("again.seconds", 1)],
)
def test_a_value_that_is_not_ankis_is_named(reference: dict[str, Any], what: str, by: float) -> None:
    *path, last = what.split(".")
    record = reference["cases"][6]
    for key in path:
        record = record[key]
    theirs = record[last] = record[last] + by
    found = compare(reference)
    assert (found.cases, found.agree) == (45, 44)
    assert (found.first_differences[0].case, found.first_differences[0].what) == (7, what)
    assert found.first_differences[0].theirs == theirs
    assert found.first_differences[0].ours == pytest.approx(theirs - by, rel=1e-4, abs=1e-3)


def test_ten_differences_are_named_at_most(reference: dict[str, Any]) -> None:
    for case in reference["cases"]:
        case["easy"]["days"] += 1
        case["good"]["days"] += 1
    found = compare(reference)
    assert (found.agree, len(found.first_differences)) == (0, 10)
    assert [(d.case, d.what) for d in found.first_differences[:3]] == [
        (1, "good.days"),
        (1, "easy.days"),
        (2, "good.days"),
    ]


def test_the_files_own_retention_and_weights_are_used(reference: dict[str, Any]) -> None:
    reference["desired_retention"] = 0.8
    assert compare(reference).agree == 0
    reference["desired_retention"] = 0.9
    reference["weights"][8] = 1.5
    assert compare(reference).agree < 45


def changed(reference: dict[str, Any], *path: str | int, to: Any) -> dict[str, Any]:
    whole = copy.deepcopy(reference)
    record: Any = whole
    for key in path[:-1]:
        record = record[key]
    if to is ...:
        del record[path[-1]]
    else:
        record[path[-1]] = to
    return whole


@pytest.mark.parametrize(
    ("path", "to", "message"),
    [
        (("weights",), ..., "the file lacks 'weights'"),
        (("weights", 3), "8", r"weights\[3\] should be a number"),
        (("weights",), [1.0, 2.0], "Expected 21"),
        (("desired_retention",), 1, "between 0 and 1"),
        (("cases",), {}, "cases should be a list"),
        (("cases", 1), 7, "case 2 should be an object"),
        (("cases", 1, "reviews"), [], "case 2: reviews is empty"),
        (("cases", 1, "reviews", 0), [0, 5], r"case 2: reviews\[0\] grade is 5"),
        (("cases", 1, "reviews", 0), 3, r"case 2: reviews\[0\] should be a \[day, grade\] pair"),
        (("cases", 1, "stability"), 0, "case 2: stability is 0"),
        (("cases", 1, "stability"), float("nan"), "case 2: stability should be a number"),
        (("cases", 1, "current_interval"), 2.5, "case 2: current_interval should be a whole number"),
        (("cases", 1, "answered_on_day"), -1, "case 2: answered_on_day is -1"),
        (("cases", 1, "good", "days"), ..., "case 2: good lacks 'days'"),
    ],
)
def test_a_malformed_reference_is_refused_with_the_place(
    reference: dict[str, Any], path: tuple[str | int, ...], to: Any, message: str
) -> None:
    with pytest.raises(MalformedReference, match=message):
        compare(changed(reference, *path, to=to))


def test_the_command_prints_one_json_object() -> None:
    assert json.loads(check(FILE)) == {"cases": 45, "agree": 45, "first_differences": []}


def test_the_command_fails_where_a_case_differs_and_still_prints(
    reference: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "changed.json"
    ours = reference["cases"][0]["hard"]["days"]
    file.write_text(json.dumps(changed(reference, "cases", 0, "hard", "days", to=ours + 5)))
    with pytest.raises(CommandError, match="1 of 45 cases differ") as failure:
        check(file)
    assert failure.value.returncode == 1
    assert json.loads(capsys.readouterr().out) == {
        "cases": 45,
        "agree": 44,
        "first_differences": [{"case": 1, "what": "hard.days", "ours": ours, "theirs": ours + 5}],
    }


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "Cannot read .*No such file.*Give the path"),
        (b"{", "is not JSON"),
        (b"\xff\xfe\xff", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"[]", "is not a reference: the file should be an object"),
    ],
)
def test_the_command_says_what_is_wrong_with_a_file(tmp_path: Path, content: bytes | None, message: str) -> None:
    file = tmp_path / "reference.json"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CommandError, match=message):
        check(file)
