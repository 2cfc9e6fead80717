"""An import says of each thing what becomes of it, and is applied only as it was shown."""

from dataclasses import replace

import pytest

from content.models import BestPractice, Point, Question, Topic
from content.store.items import FieldChange
from content.store.report import Reason, as_json, changes_nothing, digest
from content.store.standing import outline_items, read
from tests.content.store.bank import every_kind, guide, point, rope_question, rows, six_points, topic

MENDED = "Throw away a rope once one strand is broken."


def item_of(report, slug):
    (item,) = [item for item in report.items if item.point == slug]
    return item


def edit(slug, text):
    BestPractice.objects.filter(point__slug=slug).update(text=text)


def test_every_point_of_the_file_is_named_with_its_fate(bring):
    bring(six_points())
    new = "Paint the bollards white each spring."

    report = bring(six_points(but={"rope": MENDED, "flag": None, "white": new}), dry_run=True)

    found = {(item.topic, item.point): item.fate for item in report.items}
    assert found == {
        ("quay", "crane"): "unchanged",
        ("quay", "rope"): "reworded",
        ("quay", "light"): "unchanged",
        ("water", "tide"): "unchanged",
        ("water", "depth"): "unchanged",
        ("water", "flag"): "retired",
        ("water", "white"): "new",
    }
    assert (item_of(report, "white").kind, item_of(report, "white").text) == ("best-practice", new)


def test_a_changed_point_says_which_fields_change_from_what_to_what(bring):
    bring(six_points())
    before = Point.objects.with_bodies().get(slug="rope").body.text

    report = bring(six_points(but={"rope": MENDED}))

    assert item_of(report, "rope").fields == (FieldChange(name="text", before=before, after=MENDED),)
    assert item_of(report, "crane").fields == ()


def test_an_editors_value_is_said_to_stay_and_the_incoming_one_to_wait(bring):
    bring(six_points())
    edit("rope", "Throw away a rope at once.")

    report = bring(six_points(but={"rope": MENDED}))

    item = item_of(report, "rope")
    assert item.fate == "conflicts"
    assert item.fields == (FieldChange(name="text", before="Throw away a rope at once.", after=MENDED, waits=True),)
    assert changes_nothing(as_json(bring(six_points(but={"rope": MENDED})))), "it is said once"


def test_an_edited_point_that_is_gone_from_the_file_is_said_to_stay(bring):
    bring(six_points())
    edit("flag", "Hoist the yellow flag.")

    report = bring(six_points(but={"flag": None}))

    item = item_of(report, "flag")
    assert (item.fate, item.text) == ("conflicts", "Hoist the yellow flag.")
    assert item.fields == (FieldChange(name="state", before="published", after="retired", waits=True),)


def test_a_topic_that_is_only_called_otherwise_is_a_change(bring):
    bring(six_points())
    first, second = six_points().topics

    report = bring(guide(replace(first, name="Quays"), second))

    assert not changes_nothing(as_json(report))
    (found,) = [row for row in report.outline if row.fields]
    assert (found.kind, found.slug, found.fate) == ("topic", "quay", "reworded")
    assert found.fields == (FieldChange(name="name", before="Quay", after="Quays"),)


def test_another_order_of_topics_and_points_is_a_change(bring):
    bring(six_points())
    first, second = six_points().topics

    report = bring(guide(second, replace(first, points=tuple(reversed(first.points)))))

    changes = {row.slug: row.fields for row in report.outline if row.fields}
    assert changes == {
        "harbour": (FieldChange(name="order of topics", before=["quay", "water"], after=["water", "quay"]),),
        "quay": (
            FieldChange(name="order of points", before=["crane", "rope", "light"], after=["light", "rope", "crane"]),
        ),
    }


def test_a_new_guide_is_new_with_its_sections_and_topics(bring):
    report = bring(every_kind(), dry_run=True)
    assert {(row.kind, row.slug): row.fate for row in report.outline} == {
        ("guide", "harbour"): "new",
        ("section", "basics"): "new",
        ("topic", "berth"): "new",
        ("topic", "anchor"): "new",
    }


def test_questions_are_counted_by_topic(bring):
    first = bring(six_points())
    assert {row.topic: row.new for row in first.question_changes} == {
        slug: Question.objects.filter(point__topic__slug=slug).count() for slug in ("quay", "water")
    }

    report = bring(six_points(but={"rope": MENDED, "flag": None}))

    gone = Question.objects.filter(point__slug="flag", state="retired").count()
    changed = Question.objects.filter(point__topic__slug="quay", versions__number=2).count()
    found = {row.topic: row for row in report.question_changes}
    assert gone > 0 < changed
    assert (found["water"].retired, found["quay"].changed, found["quay"].retired) == (gone, changed, 0)


def test_a_question_that_gets_an_error_is_counted_as_changed_and_asked_no_more(bring):
    quay, water = six_points().topics
    asked = bring(guide(replace(quay, questions=(rope_question(),)), water)).questions

    flawed = rope_question("where it rubs on the stones of the old wall all day and night")
    report = bring(guide(replace(quay, questions=(flawed,)), water))

    (counts,) = report.question_changes
    assert (counts.topic, counts.new, counts.changed, counts.retired) == ("quay", 0, 1, 0)
    assert report.questions == asked - 1 == Question.objects.published().count()


def test_an_editors_question_is_counted_as_kept(bring):
    bring(six_points())
    question = Question.objects.get(point__slug="rope", kind="recall")
    question.answer = "At once."
    question.save()

    report = bring(six_points(but={"rope": MENDED}))

    (found,) = report.question_changes
    assert (found.topic, found.kept) == ("quay", 1)


@pytest.mark.parametrize("draft", [six_points(), every_kind()], ids=["six points", "every kind"])
def test_the_same_file_twice_is_said_to_change_nothing(bring, draft):
    assert not changes_nothing(as_json(bring(draft)))
    before = rows()
    assert changes_nothing(as_json(bring(draft)))
    assert rows() == before


def test_an_import_is_applied_where_it_does_what_was_shown(bring):
    bring(six_points())
    draft = six_points(but={"rope": MENDED})
    shown = digest(as_json(bring(draft, dry_run=True)))

    report = bring(draft, as_shown=shown)

    assert report.applied
    assert digest(as_json(report)) == shown


def test_an_import_that_would_do_something_else_than_was_shown_does_nothing(bring):
    bring(six_points())
    draft = six_points(but={"rope": MENDED})
    shown = digest(as_json(bring(draft, dry_run=True)))
    edit("rope", "Throw away a rope at once.")
    before = rows()

    report = bring(draft, as_shown=shown)

    assert (report.applied, report.reason) == (False, Reason.NOT_AS_SHOWN)
    assert rows() == before


def test_a_topic_that_lost_its_points_is_not_said_to_move(bring):
    bring(six_points())
    Point.objects.filter(topic__slug="quay").update(state="retired", retired_at="2026-03-02T10:00Z")
    quay = Topic.objects.get(slug="quay")
    before = read(quay.guide)
    Topic.objects.filter(pk=quay.pk).update(position=9)
    assert all(row.fate == "unchanged" for row in outline_items(before, read(quay.guide)))


def test_a_long_point_is_named_in_a_line(bring):
    report = bring(guide(topic("quay", point("long", "Look\ntwice. " * 40))))
    text = report.items[0].text
    assert (len(text) <= 160, text[:15], text[-1]) == (True, "Look twice. Loo", "…")
