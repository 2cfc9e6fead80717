"""The format of an import is told by its name or its content, and text that is not safe is refused."""

import pytest

from content.drafts import UnreadableSource
from content.formats import recognise

TABLE = b"# T\n\n## S\n\n| Topic | Tip |\n|---|---|\n| A | t |\n"
BANK = b"guide: {id: g, title: G}\ntopics:\n- {id: a, name: A, section: s}\n"


def problems(files: dict[str, bytes]) -> list[tuple[str, int, str]]:
    with pytest.raises(UnreadableSource) as caught:
        recognise.read(files)
    return [(one.place.file, one.place.line, one.reason) for one in caught.value.problems]


@pytest.mark.parametrize(
    ("name", "data", "format_"),
    [
        ("g.md", TABLE, "guide-table"),
        ("G.MARKDOWN", TABLE, "guide-table"),
        ("g.txt", TABLE, "guide-table"),
        ("g", TABLE, "guide-table"),
        ("g.md", b"\xef\xbb\xbf" + TABLE, "guide-table"),
        ("b.yaml", BANK, "bank-yaml"),
        ("b.YML", BANK, "bank-yaml"),
        ("b.yaml", b"\xef\xbb\xbf" + BANK, "bank-yaml"),
        ("b.txt", b"# a comment\n" + BANK, "bank-yaml"),
        ("b.json", b'{"id": "a", "name": "A"}', "bank-yaml"),
        ("b", b'{"id": "a", "name": "A"}', "bank-yaml"),
    ],
)
def test_it_picks_the_reader_by_name_and_content(name: str, data: bytes, format_: str) -> None:
    draft = recognise.read({name: data})
    assert draft.format == format_
    assert [topic.slug for topic in draft.topics] == ["a"]
    assert draft.rejected == ()


def test_several_files_are_a_bank() -> None:
    guide = b"guide: {id: g, title: G}\nsections:\n- {id: s, name: S, topics: [a]}\n"
    draft = recognise.read({"b/guide.yaml": guide, "b/s/a.yaml": b"id: a\nname: A\n"})
    assert (draft.slug, [topic.section for topic in draft.topics]) == ("g", ["s"])


@pytest.mark.parametrize(
    ("name", "data"), [("deck.apkg", b"PK\x03\x04\0\0"), ("notes.txt", b"some words\n"), ("q.csv", b"a,b\n")]
)
def test_an_unknown_format_is_answered_with_those_that_are_read(name: str, data: bytes) -> None:
    ((file, line, reason),) = problems({name: data})
    assert (file, line) == (name, 1)
    assert "Markdown guide" in reason
    assert ".yaml" in reason


def test_no_file_at_all_is_refused() -> None:
    assert "there is no file" in problems({})[0][2]


@pytest.mark.parametrize("name", ["g.md", "g.yaml", "g.txt"])
def test_text_that_is_not_utf_8_is_refused_with_line_and_byte(name: str) -> None:
    assert problems({name: b"id: a\nname: caf\xe9\n"}) == [
        (name, 2, "byte 0xe9 at byte offset 15 is not UTF-8: save the file as UTF-8"),
    ]


@pytest.mark.parametrize("name", ["g.md", "g.yaml"])
def test_characters_that_hide_something_are_refused_by_their_code(name: str) -> None:
    text = "# one\n# nul \0\n# over \u202e and \u202e\n# isolate \u2066\n"
    assert problems({name: text.encode()}) == [
        (name, 2, "contains the character \\u0000: remove it"),
        (name, 3, "contains the character \\u202e: remove it"),
        (name, 4, "contains the character \\u2066: remove it"),
    ]


def test_one_broken_topic_file_of_a_bank_is_named_and_left_out() -> None:
    guide = b"guide: {id: g, title: G}\nsections:\n- {id: s, name: S, topics: [a, b]}\n"
    draft = recognise.read({"guide.yaml": guide, "s/a.yaml": b"id: a\nname: \xff\n", "s/b.yaml": b"id: b\nname: B\n"})
    assert [topic.slug for topic in draft.topics] == ["b"]
    assert [(one.place.file, one.place.line) for one in draft.rejected] == [("s/a.yaml", 2)]
