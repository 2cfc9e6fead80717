"""The bank that ships with the program is loaded when its files changed, and only then."""

from datetime import timedelta

import pytest

from content.models import BankLoad, Guide, Point, Question
from content.store import load
from content.store.load import load_shipped
from tests.content.store.bank import rows

GUIDE = """\
guide: {id: harbour, title: Harbour}
sections:
- {id: basics, name: Basics, topics: [quay]}
"""
QUAY = """\
id: quay
name: Quay
summary: A quay is a wall at which ships lie.
best_practices:
- {id: hook, text: Check the hook before each shift.}
- {id: rope, text: Throw a broken rope away.}
- {id: light, text: Keep the light burning.}
"""


@pytest.fixture
def bank(tmp_path, db):
    folder = tmp_path / "harbour"
    (folder / "basics").mkdir(parents=True)
    (folder / "guide.yaml").write_text(GUIDE)
    (folder / "basics" / "quay.yaml").write_text(QUAY)
    return folder


def test_it_is_loaded_once(bank, now):
    loaded = load_shipped(bank, now=now)
    assert (loaded.report.points, loaded.refusal) == (4, "")
    assert Guide.objects.get().slug == "harbour"
    before = rows()

    again = load_shipped(bank, now=now + timedelta(days=1))

    assert (again.report, again.refusal) == (None, "")
    assert rows() == before


def test_it_is_loaded_again_when_a_file_changes(bank, now):
    load_shipped(bank, now=now)
    (bank / "basics" / "quay.yaml").write_text(QUAY.replace("burning", "lit"))
    later = now + timedelta(days=1)

    loaded = load_shipped(bank, now=later)

    assert loaded.report.plan["reworded"] + loaded.report.plan["changed"] == 1
    assert Point.objects.get(slug="light").body.text == "Keep the light lit."
    assert BankLoad.objects.get().loaded_at == later


@pytest.mark.parametrize("source", ["drafts.py", "generators/recall.py"])
def test_it_is_loaded_again_by_a_release_that_makes_other_questions_and_only_once(
    bank, now, tmp_path, monkeypatch, source
):
    monkeypatch.setattr(load, "CONTENT", tmp_path / "content")
    for name in ("drafts.py", "generators/recall.py"):
        (tmp_path / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / name).write_text("# One release.")
    load_shipped(bank, now=now)
    asked = Question.objects.get(point__slug="hook")
    made, asked.stem = asked.stem, "How does an older release ask this?"
    asked.snapshot["text"]["stem"] = asked.stem
    asked.save()
    assert load_shipped(bank, now=now).report is None

    (tmp_path / "content" / source).write_text("# Another one.")
    loaded = load_shipped(bank, now=now)

    assert loaded.report.plan["unchanged"] == 4
    assert Question.objects.get(point__slug="hook").stem == made
    assert load_shipped(bank, now=now).report is None


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("basics/quay.yaml", QUAY.replace("text: Throw", "txt: Throw"), "basics/quay.yaml:6: "),
        ("basics/quay.yaml", "id: quay\nname: Quay\nsummary: A quay is a wall.\n", "would retire 3 of the 4 points"),
        ("guide.yaml", "guide: [", "guide.yaml:1: "),
        ("basics/quay.yaml", "id: quay\nname: [\n", "basics/quay.yaml:"),
    ],
    ids=["a broken item", "too few points", "a guide that is no YAML", "a topic that is no YAML"],
)
def test_a_refused_load_keeps_the_old_bank_and_says_why(bank, now, file, text, said):
    load_shipped(bank, now=now)
    old = rows()
    (bank / file).write_text(text)

    refused = load_shipped(bank, now=now)

    assert said in refused.refusal
    assert load_shipped(bank, now=now).refusal == refused.refusal, "it goes on saying so at every start"
    assert {**rows(), "content.BankLoad": None} == {**old, "content.BankLoad": None}

    (bank / "guide.yaml").write_text(GUIDE)
    (bank / "basics" / "quay.yaml").write_text(QUAY)
    mended = load_shipped(bank, now=now)
    assert (mended.report.plan["unchanged"], mended.refusal) == (4, "")


@pytest.mark.parametrize("missing", ["guide.yaml", "."])
def test_a_bank_that_is_not_there_is_said_to_be_missing(bank, now, missing):
    if missing == ".":
        bank = bank / "nowhere"
    else:
        (bank / missing).unlink()
    refused = load_shipped(bank, now=now)
    assert refused.report is None
    assert bank.name in refused.refusal
    assert Guide.objects.count() == 0


def test_a_lone_topic_in_place_of_the_bank_is_refused_not_raised(bank, now):
    refused = load_shipped(bank / "basics" / "quay.yaml", now=now)
    assert "names no guide" in refused.refusal
