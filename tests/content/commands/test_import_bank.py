"""The import command: what it prints and what it brings in."""

from content.models import CodeExample, Guide, Point, Question, Section, Topic
from tests.content.commands.import_bank import KEYS, PLAIN_GUIDE, run, run_json, write
from tests.content.store.bank import NOTHING, rows


def test_a_plain_guide_comes_in_with_every_filled_cell(db):
    report, code = run_json(PLAIN_GUIDE)

    assert code == 0
    assert report.keys() == KEYS
    assert (report["guide"], report["format"]) == ("small-backend-handbook", "guide-table")
    # Eight rows of five cells of content, one without code, one with two pieces of code.
    assert (report["sections"], report["topics"], report["points"]) == (3, 8, 48)
    assert report["plan"] == {**NOTHING, "new": 48}
    assert report["questions"] == Question.objects.published().count()
    assert (report["rejected"], report["applied"], report["refusal"]) == ([], True, "")

    guide = Guide.objects.get()
    assert guide.introduction.startswith("Eight things that a backend developer is asked about")
    assert guide.further_reading.startswith("Read on in the manual")
    names = [section.name for section in Section.objects.order_by("position")]
    assert names == ["Storing Data", "Answering Requests", "Running It"]
    kinds = {topic.slug: sorted(topic.points.values_list("kind", flat=True)) for topic in Topic.objects.all()}
    filled = ["best-practice", "code-example", "explanation", "interview-tip", "pitfall", "real-use"]
    assert kinds["transaction"] == filled
    assert kinds["replication-vs-sharding"] == [kind for kind in filled if kind != "code-example"]
    assert kinds["polling-vs-webhooks"] == sorted([*filled, "code-example"])
    captions = CodeExample.objects.filter(point__topic__slug="polling-vs-webhooks").order_by("point__position")
    assert list(captions.values_list("caption", "language")) == [
        ("Asking (shell)", "shell"),
        ("Being called (Flask)", "python"),
    ]


def test_a_plain_guide_is_enough_for_flashcards_spoken_and_choice_questions(db):
    report, _ = run_json(PLAIN_GUIDE)

    for point in Point.objects.all():
        kinds = set(point.questions.published().values_list("kind", flat=True))
        assert "recall" in kinds, point
        assert ("spoken" in kinds) == (point.kind == "interview-tip"), point
    choice = Question.objects.published().filter(kind="single-choice")
    assert set(choice.values_list("point__topic__slug", flat=True)) == set(
        Topic.objects.values_list("slug", flat=True)
    ), "every topic can be asked for"
    for question in choice:
        assert [option.is_key for option in question.options.all()].count(True) == 1
        assert question.options.count() == 3

    missing = {(item["topic"], item["kind"]) for item in report["not_generated"]}
    assert ("transaction", "ordering") in missing
    assert not missing & {(topic.slug, kind) for topic in Topic.objects.all() for kind in ("recall", "spoken")}
    assert all(item.keys() == {"topic", "kind", "reason"} and item["reason"] for item in report["not_generated"])


def test_the_same_guide_again_changes_nothing(db):
    run(PLAIN_GUIDE)
    before = rows()

    report, code = run_json(PLAIN_GUIDE)

    assert (code, report["applied"]) == (0, True)
    assert report["plan"] == {**NOTHING, "unchanged": 48}
    assert rows() == before


def test_a_dry_run_prints_what_the_import_prints_but_writes_nothing(db):
    foretold, code = run_json(PLAIN_GUIDE, "--dry-run")
    assert (code, foretold["applied"]) == (0, False)
    assert not any(rows().values())

    done, _ = run_json(PLAIN_GUIDE)
    assert {**foretold, "applied": True} == done


def test_the_guide_still_reads_right_with_windows_line_ends_and_another_name(db, tmp_path):
    copy = tmp_path / "guide"
    copy.write_bytes(b"\xef\xbb\xbf" + PLAIN_GUIDE.read_bytes().replace(b"\n", b"\r\n"))
    run(PLAIN_GUIDE)
    before = rows()

    report, code = run_json(copy)

    assert (code, report["plan"]["unchanged"]) == (0, 48)
    assert rows() == before


def test_a_reader_at_a_terminal_is_told_the_counts(db):
    printed, code = run(PLAIN_GUIDE)
    assert code == 0
    assert f"{PLAIN_GUIDE}: imported" in printed
    assert "3 sections, 8 topics, 48 points" in printed
    assert "points: 48 new" in printed
    assert "would be imported" in run(PLAIN_GUIDE, "--dry-run")[0]


def test_another_guide_enriches_topics_and_brings_no_twins(db, tmp_path):
    run(PLAIN_GUIDE)
    other = write(
        tmp_path / "other.yaml",
        "guide: {id: manual, title: Manual}\n"
        "topics:\n"
        "- id: paging\n"
        "  name: Pagination\n"
        "  section: lists\n"
        "  best_practices:\n"
        "  - {id: size, text: Let the caller choose the size of a part up to a limit.}\n",
    )

    report, code = run_json(other, "--into", "small-backend-handbook")

    assert (code, report["guide"], report["plan"]["new"]) == (0, "small-backend-handbook", 1)
    assert (Guide.objects.count(), Section.objects.count(), Topic.objects.count()) == (1, 3, 8)
    size = Point.objects.get(slug="size")
    assert (size.topic.slug, size.source) == ("pagination", "manual")

    report, code = run_json(PLAIN_GUIDE)
    assert (code, report["plan"]) == (0, {**NOTHING, "unchanged": 48})
    size.refresh_from_db()
    assert size.state == "published"


def test_a_dry_run_lists_each_point_with_its_fate_and_what_changes(db, tmp_path):
    run(PLAIN_GUIDE)
    other = write(
        tmp_path / "guide.md", PLAIN_GUIDE.read_text().replace("A sorted copy of chosen", "A sorted copy of some")
    )

    report, _ = run_json(other, "--dry-run")

    (item,) = [item for item in report["items"] if item["fate"] != "unchanged"]
    assert len(report["items"]) == 48
    assert (item["topic"], item["kind"], item["fate"]) == ("database-index", "explanation", "reworded")
    (field,) = item["fields"]
    assert (field["name"], field["waits"]) == ("text", False)
    assert field["before"].startswith("A sorted copy of chosen columns")
    assert field["after"].startswith("A sorted copy of some columns")
