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
