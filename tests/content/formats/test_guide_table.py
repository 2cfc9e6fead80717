"""A Markdown guide's tables become sections, topics and points, and broken rows are named."""

import re
from pathlib import Path

import pytest

from content.drafts import (
    BestPractice,
    CodeExample,
    Explanation,
    GuideDraft,
    InterviewTip,
    Level,
    Pitfall,
    RealUse,
    TopicDraft,
    TopicKind,
    UnreadableSource,
)
from content.formats import guide_table

SMALL_GUIDE = Path(__file__).parents[2] / "data" / "formats" / "small-guide.md"
HEADER = "| Topic | Explanation | Code | Pitfall |\n|---|---|---|---|\n"


@pytest.fixture
def small_guide() -> GuideDraft:
    return guide_table.read({"small-guide.md": SMALL_GUIDE.read_bytes()})


def read(markdown: str) -> GuideDraft:
    return guide_table.read({"g.md": markdown.encode()})


def topic(guide: GuideDraft, slug: str) -> TopicDraft:
    return next(topic for topic in guide.topics if topic.slug == slug)


def bodies(topic: TopicDraft) -> dict[str, object]:
    return {point.slug: point.body for point in topic.points}


def only_topic(row: str) -> TopicDraft:
    guide = read(f"## S\n\n{HEADER}{row}\n")
    assert guide.rejected == ()
    (one,) = guide.topics
    return one


def problems(markdown: str) -> list[tuple[int, str]]:
    return [(rejection.place.line, rejection.reason) for rejection in read(markdown).rejected]


def test_it_reads_the_outline_of_a_guide(small_guide: GuideDraft) -> None:
    assert (small_guide.slug, small_guide.title) == ("small-service-handbook", "Small Service Handbook")
    assert small_guide.format == "guide-table"
    assert small_guide.is_whole
    assert small_guide.rejected == ()
    assert [(section.slug, section.name, section.place.line) for section in small_guide.sections] == [
        ("messaging", "Messaging", 12),
        ("caching-speed", "Caching & Speed", 21),
        ("designs", "Designs", 28),
    ]
    assert [(topic.section, topic.slug) for topic in small_guide.topics] == [
        ("messaging", "message-queue"),
        ("messaging", "queue-vs-log"),
        ("caching-speed", "cache-aside"),
        ("caching-speed", "pipes"),
        ("designs", "system-design-link-shortener"),
    ]


def test_it_keeps_the_introduction_and_further_reading_without_rules(small_guide: GuideDraft) -> None:
    assert small_guide.introduction.startswith("A short handbook with **two** aims")
    assert "## this is no section" in small_guide.introduction
    assert small_guide.introduction.endswith("```")
    assert small_guide.further_reading == "Read on in the manuals of the brokers."


def words(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"<br>|real use:|example:|why:|fix:", " ", text, flags=re.IGNORECASE))


def test_every_filled_cell_is_in_some_point(small_guide: GuideDraft) -> None:
    rows = [line for line in SMALL_GUIDE.read_text().splitlines() if line.startswith("| ")]
    rows = [row for row in rows if not re.match(r"\| (\*\*Topic|Topic|Concept|nor)", row)]
    assert len(rows) == len(small_guide.topics) == 5
    compared = 0
    for row, one in zip(rows, small_guide.topics, strict=True):
        said = words(" ".join(str(point.body).replace("\\n", " ") for point in one.points))
        # This splits at every bar, so that it knows nothing of how the reader splits.
        for piece in row.strip("|").split("|")[1:]:
            if piece.strip() not in {"N/A", "-", "—", ""}:
                compared += 1
                missing = [word for word in words(piece) if word not in said]
                assert missing == [], piece
    assert compared == 26


def test_a_combined_column_is_split_at_its_marker(small_guide: GuideDraft) -> None:
    said = bodies(topic(small_guide, "message-queue"))
    assert said["best-practice"] == BestPractice(text="Acknowledge after the work is done.")
    assert said["real-use"] == RealUse(text="thumbnails made after an upload.")
    assert "real-use" not in bodies(topic(small_guide, "queue-vs-log"))
    only_use = bodies(topic(small_guide, "system-design-link-shortener"))
    assert only_use["real-use"] == RealUse(text="campaign links.")
    assert "best-practice" not in only_use


def test_line_breaks_become_lines_and_other_html_stays_as_it_is_written(small_guide: GuideDraft) -> None:
    assert bodies(topic(small_guide, "message-queue"))["explanation"] == Explanation(
        text="Holds jobs until a worker\ntakes them; <b>nothing</b> is pushed away."
    )


def test_html_in_code_is_code() -> None:
    said = bodies(only_topic("| A | `<br>` breaks | ```html a<br>b ``` | x |"))
    assert said["explanation"] == Explanation(text="`<br>` breaks")
    assert said["code-example"] == CodeExample(source="a<br>b", language="html")


def test_each_fence_of_a_cell_is_an_example_of_its_own(small_guide: GuideDraft) -> None:
    said = bodies(topic(small_guide, "queue-vs-log"))
    assert said["code-example-take-redis"] == CodeExample(
        source='job = r.blpop("jobs")', language="python", caption="Take (Redis)"
    )
    assert said["code-example-replay-kafka"] == CodeExample(
        source="kafka-console-consumer --from-beginning | head", language="shell", caption="Replay (Kafka)"
    )


def test_examples_without_a_caption_are_numbered() -> None:
    one = only_topic("| A | e | ```sql a``` ```sql b``` then ```sql c``` they differ | x |")
    examples = [point for point in one.points if isinstance(point.body, CodeExample)]
    assert [point.slug for point in examples] == ["code-example", "code-example-2", "code-example-3"]
    assert [point.body.shows for point in examples if isinstance(point.body, CodeExample)] == [
        "",
        "",
        "then\nthey differ",
    ]


def test_code_without_a_fence_is_an_example_too(small_guide: GuideDraft) -> None:
    assert bodies(topic(small_guide, "cache-aside"))["code-example"] == CodeExample(source="SETEX key 60 value")
    assert bodies(topic(small_guide, "pipes"))["code-example"] == CodeExample(source="ls | wc -l", caption="Bash")


def test_bars_and_backticks_inside_code_are_code(small_guide: GuideDraft) -> None:
    assert bodies(topic(small_guide, "pipes"))["explanation"] == Explanation(
        text="The shell's `a | b` joins `two | commands`."
    )
    assert bodies(topic(small_guide, "system-design-link-shortener"))["code-example"] == CodeExample(
        source="const t = `a|b`;", language="js"
    )


@pytest.mark.parametrize("nothing", ["N/A", "n/a", "-", "–", "—", ""])
def test_a_cell_that_says_nothing_is_no_point(nothing: str) -> None:
    assert list(bodies(only_topic(f"| A | e | {nothing} | {nothing} |"))) == ["explanation"]


@pytest.mark.parametrize(
    ("cell", "pitfall"),
    [
        ("Avoid globals.", Pitfall(fix="Avoid globals.")),
        ("Don't guess.", Pitfall(fix="Don't guess.")),
        ("Don’t guess.", Pitfall(fix="Don’t guess.")),
        ("Never guess.", Pitfall(fix="Never guess.")),
        ("Do not guess.", Pitfall(fix="Do not guess.")),
        ("Avoidance of tests.", Pitfall(mistake="Avoidance of tests.")),
        ("Guessing.", Pitfall(mistake="Guessing.")),
        ("Guessing. **Fix:** ask. Why: it costs.", Pitfall(mistake="Guessing.", why="it costs.", fix="ask.")),
        ("Avoid guessing. Why: it costs.", Pitfall(fix="Avoid guessing.", why="it costs.")),
    ],
)
def test_advice_in_a_pitfall_is_a_fix_and_anything_else_the_mistake(cell: str, pitfall: Pitfall) -> None:
    assert bodies(only_topic(f"| A | e | - | {cell} |"))["pitfall"] == pitfall


def test_an_interview_tip_is_a_tip_without_a_prompt(small_guide: GuideDraft) -> None:
    assert bodies(topic(small_guide, "cache-aside"))["interview-tip"] == InterviewTip(tip="Name the two round trips.")


@pytest.mark.parametrize(
    ("cell", "told", "aliases", "noun"),
    [
        (
            "**SQL (PostgreSQL)**",
            ("sql-postgresql", "SQL (PostgreSQL)", TopicKind.CONCEPT),
            ("SQL", "PostgreSQL"),
            "SQL",
        ),
        ("A vs B vs C", ("a-vs-b-vs-c", "A vs B vs C", TopicKind.COMPARISON), ("A", "B", "C"), "A vs B vs C"),
        (
            "System Design: Chat",
            ("system-design-chat", "System Design: Chat", TopicKind.DESIGN_TASK),
            ("Chat",),
            "System Design: Chat",
        ),
        ("Docker", ("docker", "Docker", TopicKind.CONCEPT), (), "Docker"),
        ("C++", ("c-plus-plus", "C++", TopicKind.CONCEPT), (), "C++"),
        ('**Go** {#golang aka="Golang, go"}', ("golang", "Go", TopicKind.CONCEPT), ("Golang", "go"), "Go"),
        ("Templates {{x}}", ("templates-x", "Templates {{x}}", TopicKind.CONCEPT), (), "Templates {{x}}"),
    ],
)
def test_a_topics_name_tells_its_id_kind_aliases_and_noun(
    cell: str, told: tuple[str, str, TopicKind], aliases: tuple[str, ...], noun: str
) -> None:
    one = only_topic(f"| {cell} | e | - | x |")
    assert (one.slug, one.name, one.kind) == told
    assert (one.aliases, one.noun) == (aliases, noun)


def test_an_attribute_gives_level_to_topic_and_points(small_guide: GuideDraft) -> None:
    queue = topic(small_guide, "message-queue")
    assert queue.level is Level.INTERMEDIATE
    assert {point.level for point in queue.points} == {Level.INTERMEDIATE}
    assert queue.aliases == ("Message Queue", "RabbitMQ", "broker", "work queue")
    assert topic(small_guide, "pipes").level is None


def test_a_tables_points_are_not_named_by_the_file(small_guide: GuideDraft) -> None:
    assert {point.named for one in small_guide.topics for point in one.points} == {False}
    assert [point.place.line for point in topic(small_guide, "pipes").points] == [26, 26, 26]


def test_a_name_without_latin_letters_has_an_id_that_does_not_depend_on_order() -> None:
    first = read(f"## S\n\n{HEADER}| Очередь | e | - | x |\n| Кэш | e | - | x |\n")
    second = read(f"## S\n\n{HEADER}| Кэш | e | - | x |\n| Очередь | e | - | x |\n")
    assert len({one.slug for one in first.topics}) == 2
    assert {(one.name, one.slug) for one in first.topics} == {(one.name, one.slug) for one in second.topics}


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


def test_a_further_reading_section_is_further_reading() -> None:
    guide = read(f"## S\n\n{HEADER}| A | e | - | x |\n\n## Further reading\n\n- a manual\n")
    assert guide.rejected == ()
    assert "- a manual" in guide.further_reading


def test_a_file_without_a_title_has_tables_all_the_same() -> None:
    guide = read(f"## S\n\n{HEADER}| A | e | - | x |\n")
    assert (guide.slug, guide.title, len(guide.topics)) == ("", "", 1)


def test_tables_without_outer_bars_and_with_windows_line_ends_are_read() -> None:
    guide = read("# T\r\n\r\n## S\r\n\r\nTopic | Explanation\r\n--- | ---\r\nA | e\r\nB | `x|y`\r\n")
    assert guide.rejected == ()
    assert [bodies(one)["explanation"] for one in guide.topics] == [Explanation(text="e"), Explanation(text="`x|y`")]


@pytest.mark.parametrize("markdown", ["", "just words\n", "# Title\n\nwords\n", "# Title\n\n## 1. Section\n\nwords\n"])
def test_a_file_without_a_table_is_no_guide(markdown: str) -> None:
    with pytest.raises(UnreadableSource) as caught:
        read(markdown)
    assert any("no table is found: write" in problem.reason for problem in caught.value.problems)


def test_ten_thousand_topics_are_all_read() -> None:
    rows = "".join(f"| Topic {n} | e `a|b` | ```js x{n} ``` | Avoid {n}. |\n" for n in range(10_000))
    guide = read(f"# T\n\n## S\n\n{HEADER}{rows}")
    assert (len(guide.topics), sum(len(one.points) for one in guide.topics)) == (10_000, 30_000)
