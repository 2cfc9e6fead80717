"""Three-way merge: the editor's value stays where both sides changed a field."""

import pytest

from content.store.merge import merge


@pytest.mark.parametrize(
    ("snapshot", "current", "incoming", "value", "pending"),
    [
        ("a", "a", "a", "a", None),
        ("a", "a", "b", "b", None),
        ("a", "b", "a", "b", None),
        ("a", "b", "b", "b", None),
        ("a", "b", "c", "b", "c"),
    ],
    ids=[
        "nobody changed it",
        "the file changed it",
        "the editor changed it",
        "both changed it alike",
        "both changed it",
    ],
)
def test_a_field_is_merged_by_who_changed_it(snapshot, current, incoming, value, pending):
    merged = merge(snapshot={"text": snapshot}, current={"text": current}, incoming={"text": incoming}, pending={})
    assert merged.values == {"text": value}
    assert merged.pending == ({} if pending is None else {"text": pending})


def test_fields_are_merged_one_by_one():
    merged = merge(
        snapshot={"text": "a", "why": "x"},
        current={"text": "b", "why": "x"},
        incoming={"text": "c", "why": "y"},
        pending={},
    )
    assert merged.values == {"text": "b", "why": "y"}
    assert merged.pending == {"text": "c"}


TRUE_TOGETHER = {"text", "is_true"}


@pytest.mark.parametrize(
    ("current", "incoming", "values", "pending"),
    [
        (("a", 1), ("b", 0), ("b", 0), {}),
        (("a+", 1), ("b", 0), ("a+", 1), {"text": "b", "is_true": 0}),
        (("a+", 1), ("a", 0), ("a+", 1), {"text": "a", "is_true": 0}),
        (("a+", 1), ("a+", 0), ("a+", 0), {}),
        (("a+", 1), ("a", 1), ("a+", 1), {}),
    ],
    ids=[
        "nobody changed either here",
        "the editor one, the file both",
        "the editor one, the file the other",
        "both the one alike, the file the other",
        "the file changed nothing",
    ],
)
def test_fields_that_are_true_only_together_come_in_together_or_wait_together(current, incoming, values, pending):
    def named(text, is_true):
        return {"text": text, "is_true": is_true}

    merged = merge(
        snapshot=named("a", 1), current=named(*current), incoming=named(*incoming), pending={}, as_one=TRUE_TOGETHER
    )
    assert merged.values == named(*values)
    assert merged.pending == pending


def test_what_waits_together_goes_on_waiting_beside_a_field_that_is_not_of_it():
    merged = merge(
        snapshot={"text": "b", "is_true": 0, "level": 1},
        current={"text": "a+", "is_true": 1, "level": 1},
        incoming={"text": "b", "is_true": 0, "level": 2},
        pending={"text": "b", "is_true": 0},
        as_one=TRUE_TOGETHER,
    )
    assert merged.values == {"text": "a+", "is_true": 1, "level": 2}
    assert merged.pending == {"text": "b", "is_true": 0}


def test_a_list_counts_as_one_value():
    merged = merge(
        snapshot={"items": ["a", "b"]}, current={"items": ["a", "x"]}, incoming={"items": ["a", "b", "c"]}, pending={}
    )
    assert merged.values == {"items": ["a", "x"]}
    assert merged.pending == {"items": ["a", "b", "c"]}


def test_what_waits_goes_on_waiting_while_the_file_says_the_same():
    merged = merge(snapshot={"text": "c"}, current={"text": "b"}, incoming={"text": "c"}, pending={"text": "c"})
    assert (merged.values, merged.pending) == ({"text": "b"}, {"text": "c"})


def test_what_waits_gives_way_to_what_the_file_says_later():
    merged = merge(snapshot={"text": "c"}, current={"text": "b"}, incoming={"text": "d"}, pending={"text": "c"})
    assert (merged.values, merged.pending) == ({"text": "b"}, {"text": "d"})


def test_nothing_waits_once_the_file_says_what_the_editor_wrote():
    merged = merge(snapshot={"text": "c"}, current={"text": "b"}, incoming={"text": "b"}, pending={"text": "c"})
    assert (merged.values, merged.pending) == ({"text": "b"}, {})


def test_nothing_waits_once_the_editor_took_the_incoming_value_and_the_file_goes_on():
    merged = merge(snapshot={"text": "c"}, current={"text": "c"}, incoming={"text": "d"}, pending={"text": "c"})
    assert (merged.values, merged.pending) == ({"text": "d"}, {})


def test_a_row_made_by_hand_keeps_its_values_and_lets_the_others_wait():
    merged = merge(snapshot={}, current={"text": "b"}, incoming={"text": "c"}, pending={})
    assert (merged.values, merged.pending) == ({"text": "b"}, {"text": "c"})


def test_a_field_that_the_row_does_not_have_yet_comes_in():
    merged = merge(snapshot={"text": "a"}, current={"text": "a"}, incoming={"text": "a", "why": "y"}, pending={})
    assert (merged.values, merged.pending) == ({"text": "a", "why": "y"}, {})


def test_a_field_that_the_file_does_not_name_stays():
    merged = merge(snapshot={"why": "y"}, current={"why": "y"}, incoming={}, pending={})
    assert (merged.values, merged.pending) == ({"why": "y"}, {})
