"""A Markdown guide's tables become sections, topics and points."""

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
)
from content.formats import guide_table
from tests.content.formats.table_guide import HEADER, read

SMALL_GUIDE = Path(__file__).parents[2] / "data" / "formats" / "small-guide.md"


@pytest.fixture
def small_guide() -> GuideDraft:
    return guide_table.read({"small-guide.md": SMALL_GUIDE.read_bytes()})


def topic(guide: GuideDraft, slug: str) -> TopicDraft:
    return next(topic for topic in guide.topics if topic.slug == slug)


def bodies(topic: TopicDraft) -> dict[str, object]:
    return {point.slug: point.body for point in topic.points}


def only_topic(row: str) -> TopicDraft:
    guide = read(f"## S\n\n{HEADER}{row}\n")
    assert guide.rejected == ()
    (one,) = guide.topics
    return one


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


def test_a_further_reading_section_is_further_reading() -> None:
    guide = read(f"## S\n\n{HEADER}| A | e | - | x |\n\n## Further reading\n\n- a manual\n")
    assert guide.rejected == ()
    assert "- a manual" in guide.further_reading


def test_further_reading_between_two_sections_is_kept_in_its_order() -> None:
    table = f"{HEADER}| %s | e | - | x |\n\n"
    guide = read(
        f"# T\n\n## S\n\n{table % 'A'}A word on S.\n\n## References\n\n- one\n\n"
        f"## U\n\n{table % 'B'}The end.\n\n## Links\n\n- two\n"
    )
    assert guide.rejected == () and [one.slug for one in guide.sections] == ["s", "u"]
    assert [line for line in guide.further_reading.split("\n") if line] == [
        "## References",
        "- one",
        "The end.",
        "## Links",
        "- two",
    ]


def test_a_file_without_a_title_has_tables_all_the_same() -> None:
    guide = read(f"## S\n\n{HEADER}| A | e | - | x |\n")
    assert (guide.slug, guide.title, len(guide.topics)) == ("", "", 1)


def test_tables_without_outer_bars_and_with_windows_line_ends_are_read() -> None:
    guide = read("# T\r\n\r\n## S\r\n\r\nTopic | Explanation\r\n--- | ---\r\nA | e\r\nB | `x|y`\r\n")
    assert guide.rejected == ()
    assert [bodies(one)["explanation"] for one in guide.topics] == [Explanation(text="e"), Explanation(text="`x|y`")]


def test_ten_thousand_topics_are_all_read() -> None:
    rows = "".join(f"| Topic {n} | e `a|b` | ```js x{n} ``` | Avoid {n}. |\n" for n in range(10_000))
    guide = read(f"# T\n\n## S\n\n{HEADER}{rows}")
    assert (len(guide.topics), sum(len(one.points) for one in guide.topics)) == (10_000, 30_000)
