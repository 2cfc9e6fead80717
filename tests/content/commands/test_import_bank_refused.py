"""The import command: how it ends and what it says of what it cannot take."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from content.models import Guide, Topic
from tests.content.commands.import_bank import KEYS, PLAIN_GUIDE, run, run_json, write
from tests.content.store.bank import NOTHING, rows

TOPIC = "id: quay\nname: Quay\nsummary: A quay is a wall.\nbest_practices:\n- {id: hook, text: Check the hook.}\n"


def broken_row(folder):
    lines = PLAIN_GUIDE.read_text().splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("| **Transaction"))
    lines[at] = "| **Transaction** | All or nothing. | N/A |"
    return write(folder / "guide.md", "\n".join(lines)), at + 1


def bank_with(topic, folder):
    write(
        folder / "bank/guide.yaml",
        "guide: {id: harbour, title: Harbour}\nsections:\n- {id: basics, name: Basics, topics: [quay]}\n",
    )
    write(folder / "bank/basics/quay.yaml", topic)
    return folder / "bank"


def too_large(folder):
    path = folder / "guide.md"
    with path.open("wb") as file:
        file.truncate(20_000_001)
    return path


BAD = {
    "wrong encoding": (
        lambda folder: write(folder / "guide.md", "# Gr\u00f6\u00dfe\n".encode("latin-1")),
        ("guide.md", 1, "byte 0xf6 at byte offset 4 is not UTF-8: save the file as UTF-8"),
    ),
    "broken row": (
        lambda folder: broken_row(folder)[0],
        ("guide.md", 14, "the row has 3 cells where the header has 6"),
    ),
    "missing column": (
        lambda folder: write(folder / "guide.md", PLAIN_GUIDE.read_text().replace("**Topic / Concept**", "**Row**")),
        ("guide.md", 11, 'the table has no topic column: name the column of the topics "Topic"'),
    ),
    "duplicate keys": (
        lambda folder: bank_with(TOPIC + "name: Pier\n", folder),
        ("bank/basics/quay.yaml", 6, "name"),
    ),
    "missing key": (
        lambda folder: bank_with(TOPIC.replace("name: Quay\n", ""), folder),
        ("bank/basics/quay.yaml", 1, "name: is missing: add it"),
    ),
    "empty file": (
        lambda folder: write(folder / "guide.md", "\n"),
        ("guide.md", 0, "the file is empty: fill it or remove it"),
    ),
    "empty topic file": (
        lambda folder: bank_with("", folder),
        ("bank/basics/quay.yaml", 0, "the file is empty: fill it or remove it"),
    ),
    "more than 20 MB": (too_large, ("guide.md", 0, "more than 20 MB in all")),
    "folder without a bank": (
        lambda folder: write(folder / "bank/notes.txt", "Hello.").parent,
        ("bank", 0, "the folder has no guide.yaml"),
    ),
    "missing path": (
        lambda folder: folder / "nowhere.md",
        ("nowhere.md", 0, "there is no such file or folder: check the path"),
    ),
    "unknown format": (
        lambda folder: write(folder / "photo.png", b"\x89PNG\r\n\x1a\n\0\0"),
        ("photo.png", 1, "the format is not known"),
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_named_with_place_and_remedy_and_brings_no_rows(db, tmp_path, case):
    make, (file, line, reason) = BAD[case]
    path = make(tmp_path)

    report, code = run_json(path)

    assert code == 1
    assert report.keys() == KEYS
    assert (report["applied"], report["plan"].keys()) == (False, NOTHING.keys())
    assert report["refusal"]
    found = [
        item
        for item in report["rejected"]
        if item["file"] == (tmp_path / file).as_posix() and item["line"] == line and reason in item["reason"]
    ]
    assert found, report["rejected"]
    assert not any(rows().values())

    printed, code = run(path)
    assert code == 1
    assert f"{tmp_path / file}:{line}: " in printed
    assert "Traceback" not in printed


def test_without_the_broken_row_the_others_come_in(db, tmp_path):
    path, line = broken_row(tmp_path)
    report, code = run_json(path, "--skip-rejected")
    assert (code, report["applied"], report["topics"], report["points"]) == (0, True, 7, 42)
    assert [(item["file"], item["line"]) for item in report["rejected"]] == [(path.as_posix(), line)]


def test_a_clean_file_is_imported_though_the_one_beside_it_is_refused(db, tmp_path):
    missing = tmp_path / "nowhere.md"
    printed, code = run(missing, PLAIN_GUIDE, "--json")
    first, second = map(json.loads, printed.splitlines())
    assert code == 1
    assert (first["applied"], second["applied"]) == (False, True)
    assert Topic.objects.count() == 8


def test_a_guide_that_shrank_is_refused_without_retire(db, tmp_path):
    run(PLAIN_GUIDE)
    lines = PLAIN_GUIDE.read_text().splitlines(keepends=True)
    gone = ("| **Tr", "| **Repl", "| **Poll")
    shrunk = write(tmp_path / "guide.md", "".join(line for line in lines if not line.startswith(gone)))
    before = rows()

    report, code = run_json(shrunk)
    assert (code, report["plan"]["retired"]) == (1, 18)
    assert "18 of the 48 points" in report["refusal"]
    assert rows() == before

    report, code = run_json(shrunk, "--retire")
    assert (code, report["applied"]) == (0, True)
    assert list(Topic.objects.live().in_order().values_list("position", flat=True)) == [1, 2, 3, 4, 5]


def test_a_lone_topic_file_needs_the_name_of_its_guide(db, tmp_path):
    bank = bank_with(TOPIC, tmp_path)
    topic = bank / "basics" / "quay.yaml"
    assert run(bank)[1] == 0

    report, code = run_json(topic)
    assert (code, report["refusal"]) == (1, "The file names no guide. Say which one with --guide SLUG.")

    report, code = run_json(topic, "--guide", "harbour")
    assert (code, report["guide"], report["plan"]["unchanged"]) == (0, "harbour", 2)


def test_a_title_that_is_too_long_is_cut_where_rejected_items_are_left_out(db, tmp_path):
    lines = PLAIN_GUIDE.read_text().splitlines(keepends=True)
    long = write(tmp_path / "guide.md", "".join([f"# {'Backend ' * 30}\n", *lines[1:]]))

    report, code = run_json(long)
    assert code == 1
    assert [(item["line"], item["reason"]) for item in report["rejected"]] == [
        (1, "the title is too long: shorten it to 200 characters")
    ]

    report, code = run_json(long, "--skip-rejected")
    assert (code, report["points"]) == (0, 48)
    assert Guide.objects.get().title == ("Backend " * 25).strip()


def test_a_database_without_tables_is_one_plain_sentence(db):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE content_guide RENAME TO content_elsewhere")

    with pytest.raises(CommandError) as error:
        call_command("import_bank", str(PLAIN_GUIDE))

    assert "content_guide" in str(error.value)
    assert str(error.value).endswith("If it is new, run `make serve` or `manage.py migrate` first.")
    assert "\n" not in str(error.value)
