"""An import: what it counts and what it writes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.drafts import Explanation, Level, Statement, Steps
from content.models import Guide, Point, Question, QuestionVersion, Topic
from tests.content.store.bank import NOTHING, every_kind, fates, guide, point, rope_question, rows, six_points, topic


def test_a_new_guide_comes_in_whole(bring):
    report = bring(every_kind())

    assert (report.guide, report.sections, report.topics, report.points) == ("harbour", 1, 2, 15)
    assert report.plan == {**NOTHING, "new": 15}
    assert (report.applied, report.refusal) == (True, "")
    assert report.questions == Question.objects.count() == QuestionVersion.objects.count() > 15
    harbour = Guide.objects.get()
    assert (harbour.title, harbour.introduction) == ("Harbour", "Read **this** first.")
    berth = Topic.objects.get(slug="berth")
    assert (berth.noun, berth.aliases, berth.position) == ("a berth", ["mooring place"], 1)
    assert [link.url for link in berth.links.all()] == ["https://example.org/berths"]
    assert set(Point.objects.values_list("source", "state")) == {("harbour", "published")}


def test_every_field_of_every_kind_is_kept(bring):
    bring(every_kind())
    body = {point.slug: point.body for point in Point.objects.filter(topic__slug="berth").with_bodies()}

    assert len(body) == 14
    assert body["summary"].text == "A berth is a place where a ship lies."
    assert (body["bow"].group, body["bow"].accepted) == ("lines", ["bow line"])
    assert body["double"].why == "One may break."
    assert body["ferry"].source_url == "https://example.org/ferry"
    assert (body["knot"].mistake, body["knot"].fix) == ("tying a knot under load", "Use a bitt.")
    assert (body["flawed"].flaw_line, body["flawed"].flaw_answer) == (1, "It leaves first.")
    assert body["dry"].is_true is True
    assert [item.text for item in body["mooring"].items.all()] == ["slow", "bow", "stern"]
    assert (body["cost-buoy"].subject, body["cost-buoy"].facet) == ("Buoy", "cost")
    assert [(c.slug, c.must, c.cues) for c in body["ask"].criteria.all()] == [
        ("wind", True, ["wind", "lee"]),
        ("depth", False, []),
    ]
    knot = body["knot"].point
    assert knot.also_true_for == ["anchor"]
    assert [row.text for row in knot.distractors.all()] == ["laying a rope on a bitt", "laying out a second rope"]
    levels = dict(Point.objects.filter(topic__slug="berth").values_list("slug", "level"))
    assert (levels["summary"], levels["double"]) == (3, 1)


def test_the_same_file_again_changes_no_row(bring, now):
    bring(every_kind())
    before = rows()

    report = bring(every_kind(), at=now + timedelta(days=1))

    assert report.plan == {**NOTHING, "unchanged": 15}
    assert report.applied
    assert rows() == before


def test_a_rewording_keeps_the_meaning_and_the_memory_of_it(bring, now):
    bring(six_points())

    report = bring(six_points(but={"rope": "Throw a rope away as soon as one of its strands is broken."}))

    assert fates(report) == {"reworded": 1, "unchanged": 5}
    rope = Point.objects.get(slug="rope")
    assert rope.body.text == "Throw a rope away as soon as one of its strands is broken."
    assert rope.changed_at is None


def test_a_change_of_meaning_is_dated(bring, now):
    bring(six_points())
    later = now + timedelta(days=3)

    report = bring(six_points(but={"rope": "Never stand between two vessels."}), at=later)

    assert fates(report) == {"changed": 1, "unchanged": 5}
    assert Point.objects.get(slug="rope").changed_at == later
    assert Point.objects.filter(changed_at=None).count() == 5


def test_a_statement_that_turns_false_has_changed_though_its_words_have_not(bring, now):
    def says(is_true):
        return guide(topic("quay", point("dry", Statement(text="The quay is dry.", is_true=is_true, why="Tides."))))

    bring(says(True))
    report = bring(says(False))

    assert fates(report) == {"changed": 1}
    assert Point.objects.get().changed_at == now


def test_steps_in_another_order_have_changed_though_each_is_the_same(bring, now):
    def moors(*items):
        return guide(topic("quay", point("mooring", Steps(prompt="How is a ship moored?", items=items))))

    bring(moors("slow down", "throw the bow line", "throw the stern line"))
    added = bring(moors("slow down", "throw the bow line", "throw the stern line", "stop"))
    assert (added.plan["reworded"], Point.objects.get().changed_at) == (1, None)

    turned = bring(moors("throw the stern line", "throw the bow line", "slow down", "stop"))
    assert (turned.plan["changed"], Point.objects.get().changed_at) == (1, now)


def test_a_level_that_the_file_names_no_more_is_the_first_again_for_the_topic_and_its_points(bring, now):
    bring(guide(topic("quay", point("hook", "Check the hook."), level=Level.ADVANCED)))
    unnamed = guide(topic("quay", point("hook", "Check the hook.")))

    bring(unnamed)
    assert (Topic.objects.get().level, Point.objects.get().level) == (1, 1)
    before = rows()
    bring(unnamed, at=now + timedelta(days=1))
    assert rows() == before


@pytest.mark.parametrize("into", ["", "harbour"])
def test_a_level_that_an_editor_gave_a_topic_is_not_pushed_on_its_points_by_the_next_import(bring, into):
    own = guide(topic("quay", point("hook", "Check the hook.")))
    bring(own)
    draft = replace(own, slug="manual") if into else own
    bring(draft, into=into)
    Topic.objects.update(level=3)

    report = bring(draft, into=into)

    assert report.plan["unchanged"] == 1
    assert set(Point.objects.values_list("level", flat=True)) == {1}


def test_points_that_join_another_guides_topic_take_its_level(bring):
    bring(guide(topic("quay", point("hook", "Check the hook."), level=Level.ADVANCED)))
    bring(guide(topic("quay", point("fender", "Hang out fenders.")), slug="manual"), into="harbour")
    assert Point.objects.get(slug="fender").level == 3


def test_a_point_of_another_kind_leaves_nothing_of_the_old_kind_behind(bring, now):
    bring(guide(topic("quay", point("dry", Statement(text="The quay is dry.", is_true=True, why="Tides.")))))
    report = bring(guide(topic("quay", point("dry", Explanation(text="The quay is dry at low water.")))))

    assert fates(report) == {"changed": 1}
    stored = rows()
    assert stored["content.Statement"] == []
    assert [row["text"] for row in stored["content.Explanation"]] == ["The quay is dry at low water."]
    assert Point.objects.get().changed_at == now


def test_a_file_that_names_no_guide_goes_to_the_one_that_is_named_for_it(bring):
    report = bring(guide(topic("quay", point("a", "Look.")), slug="", title=""), guide="port")
    assert report.guide == "port"
    assert list(Guide.objects.values_list("slug", "title")) == [("port", "port")]


def test_kinds_that_cannot_be_made_are_reported_with_the_reason(bring):
    report = bring(six_points())
    kinds = {(item.topic, item.kind.value) for item in report.not_generated}
    assert ("quay", "spoken") in kinds
    assert ("quay", "recall") not in kinds
    assert all(item.reason for item in report.not_generated)


def queries_of(bring, draft):
    with CaptureQueriesContext(connection) as captured:
        bring(draft)
    return len(captured)


def many_topics(count):
    return guide(
        *(
            topic(
                f"pier-{n}",
                point("summary", Explanation(text=f"Pier {n} takes ships of {n} tons and no more.")),
                point("rule", f"Never let more than {n} ships lie at pier {n}."),
            )
            for n in range(count)
        ),
        slug=f"piers-{count}",
    )


def test_an_unchanged_import_costs_as_many_queries_for_forty_topics_as_for_four(bring):
    for count in (4, 40):
        bring(many_topics(count))
    assert queries_of(bring, many_topics(40)) == queries_of(bring, many_topics(4)) < 40


def test_an_authored_question_with_an_error_waits_as_a_draft(bring):
    good = rope_question(variant="good")
    bad = replace(good, variant="bad", options=tuple(replace(option, why="") for option in good.options))
    quay, water = six_points().topics
    report = bring(guide(replace(quay, questions=(good, bad)), water))

    (held,) = report.held_back
    assert (held.topic, held.stem) == ("quay", bad.stem) and "reason" in held.reason
    states = dict(Question.objects.filter(authored=True).values_list("variant", "state"))
    assert states == {"good": "published", "bad": "draft"}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite plans without counts")
def test_postgresql_knows_how_much_came_in_as_soon_as_it_is_there(bring):
    bring(six_points())
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'content_question'")
        assert cursor.fetchone() == (Question.objects.count(),)
