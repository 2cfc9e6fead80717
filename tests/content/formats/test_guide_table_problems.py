"""What is broken in a Markdown guide's tables is named, and the rest is read."""

import pytest

from content.drafts import UnreadableSource
from tests.content.formats.table_guide import HEADER, read


def problems(markdown: str) -> list[tuple[int, str]]:
    return [(rejection.place.line, rejection.reason) for rejection in read(markdown).rejected]


@pytest.mark.parametrize(
    ("markdown", "line", "reason"),
    [
        (f"## S\n\n{HEADER}| A | e | - |\n", 5, "the row has 3 cells where the header has 4"),
        (f"## S\n\n{HEADER}| A | e | a | b | c |\n", 5, r"a bar inside a cell as \|"),
        (f"## S\n\n{HEADER}| A | e | ```js x | - |\n", 5, "``` is never closed"),
        (f"## S\n\n{HEADER}| A | a ` tick | - | - |\n", 5, r"a lone backtick as \`"),
        (f"## S\n\n{HEADER}| | e | - | x |\n", 5, "the topic's name is empty"),
        (f"## S\n\n{HEADER}| A | e | - | x |\n| a | f | - | y |\n", 6, 'the topic "a" is in line 5 already'),
        (f"## S\n\n{HEADER}| A {{#a_b}} | e | - | x |\n", 5, '"a_b" is no id'),
        (f"## S\n\n{HEADER}| A {{#a level=9}} | e | - | x |\n", 5, '"9" is no level'),
        (f"## S\n\n{HEADER}| A {{#a size=9}} | e | - | x |\n", 5, 'cannot read "size=9"'),
        (f"## S\n\n{HEADER}| A | e | - | Why: it hurts |\n", 5, "neither a mistake nor a fix"),
        (f"## S\n\n{HEADER}| A | e | `````` ``` ``` | - |\n", 5, "never closed"),
        (f"## S\n\n{HEADER}| A | e | ``` ``` | - |\n", 5, "a code fence is empty"),
        ("## S\n\n| Name | Explanation |\n|---|---|\n| A | e |\n", 3, "the table has no topic column"),
        ("## S\n\n| Topic | Colour |\n|---|---|\n| A | red |\n", 3, "no column of content that is known"),
        ("## S\n\n| Topic | Tip | Colour |\n|---|---|---|\n| A | t | red |\n", 3, 'the column "Colour" is not known'),
        ("## S\n\n| Topic | Tip |\n| A | t |\n", 3, "write |---|---| under its header"),
        (f"## S\n\n{HEADER}\n", 3, 'the table of "S" has no rows'),
        (f"## S\n\nwords\n\n## T\n\n{HEADER}| A | e | - | x |\n", 1, 'the section "S" has no table'),
        (f"{HEADER}| A | e | - | x |\n", 1, "the table stands under no section"),
        (f"## S\n\n{HEADER}| A | e | - | x |\n\n```\nopen\n", 7, "this code fence is never closed"),
    ],
)
def test_what_is_broken_is_named_with_its_line_and_a_remedy(markdown: str, line: int, reason: str) -> None:
    ((at, text),) = problems(markdown)
    assert at == line
    assert reason in text
    assert ": " in text


def test_a_broken_row_leaves_the_others_standing() -> None:
    guide = read(f"# T\n## S\n{HEADER}| A | e |\n| B | e | - | x |\n| C | ` | - | x |\n| D | e | - | x |\n")
    assert [one.slug for one in guide.topics] == ["b", "d"]
    assert [rejection.place.line for rejection in guide.rejected] == [5, 7]
    assert {rejection.place.file for rejection in guide.rejected} == {"g.md"}


def test_a_fence_over_several_lines_is_one_broken_row() -> None:
    guide = read(f"## S\n\n{HEADER}| A | e | ```py\na = 1\n\nb = 2\n``` | x |\n| B | e | - | x |\n\nMore.\n")
    assert [rejection.place.line for rejection in guide.rejected] == [5]
    assert [one.slug for one in guide.topics] == ["b"]
    assert guide.further_reading == "More."


@pytest.mark.parametrize("markdown", ["", "just words\n", "# Title\n\nwords\n", "# Title\n\n## 1. Section\n\nwords\n"])
def test_a_file_without_a_table_is_no_guide(markdown: str) -> None:
    with pytest.raises(UnreadableSource) as caught:
        read(markdown)
    assert any("no table is found: write" in problem.reason for problem in caught.value.problems)
