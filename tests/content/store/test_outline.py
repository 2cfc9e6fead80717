"""Where an import puts sections and topics: as the file has them, what others brought behind, no two in one place."""

from dataclasses import replace
from datetime import timedelta
from importlib import import_module

from django.apps import apps

from content.drafts import Level, Place, Rejection, SectionDraft
from content.models import Section, Topic
from content.store import pending
from tests.content.store.bank import guide, lone, point, rows, six_points, topic


def test_sections_and_topics_take_the_order_of_the_file(bring):
    first = six_points()
    bring(first)
    bring(guide(*reversed(first.topics)))
    assert [t.slug for t in Topic.objects.in_order()] == ["water", "quay"]
    assert Section.objects.get().name == "Basics"


def test_a_topic_that_a_file_left_out_keeps_its_place(bring):
    quay, water = six_points().topics
    bring(guide(quay, water))
    left_out = Rejection(Place("harbour.yaml", 1), "the topic is left out")
    bring(guide(water, rejected=(left_out,)), skip_rejected=True, retire=True)
    assert [t.slug for t in Topic.objects.in_order()] == ["quay", "water"]


def test_a_lone_topic_file_adds_its_topic_at_the_end(bring):
    bring(six_points())
    report = bring(lone(topic("sky", point("stars", "Take the height of a star at dusk."))), guide="harbour")
    assert (report.plan["new"], report.plan["unchanged"]) == (1, 0)
    assert [t.slug for t in Topic.objects.in_order()] == ["quay", "water", "sky"]


def positions():
    """The ids of sections and topics with their positions, in the order of these."""
    return [list(model.objects.order_by("position").values_list("slug", "position")) for model in (Section, Topic)]


def with_sections(*slugs, **fields):
    """A guide with a section of each id, and in it a topic of the same id with one point."""
    topics = [replace(topic(slug, point("rule", f"Keep the {slug} in order, always.")), section=slug) for slug in slugs]
    sections = tuple(SectionDraft(slug=slug, name=slug.capitalize()) for slug in slugs)
    return replace(guide(*topics, **fields), sections=sections)


def numbered(*slugs):
    return [[(slug, number) for number, slug in enumerate(slugs, start=1)]] * 2


def test_what_another_guide_adds_stands_behind_without_gap_or_tie(bring):
    bring(with_sections("quay", "water"))
    bring(with_sections("quay", "sky", "water", "wind", slug="manual"), into="harbour")
    assert positions() == numbered("quay", "water", "sky", "wind")


def test_what_the_file_adds_later_goes_before_what_another_guide_added(bring, now):
    bring(with_sections("quay", "water"))
    bring(with_sections("sky", "wind", slug="manual"), into="harbour")

    bring(with_sections("quay", "crane", "water"))

    assert positions() == numbered("quay", "crane", "water", "sky", "wind")
    before = rows()
    bring(with_sections("quay", "crane", "water"), at=now + timedelta(days=1))
    bring(with_sections("sky", "wind", slug="manual"), into="harbour", at=now + timedelta(days=1))
    assert rows() == before


def test_what_the_file_no_longer_has_stands_behind_what_it_has(bring):
    bring(with_sections("quay", "crane", "water", "sky"))
    bring(with_sections("quay", "water", "sky"))
    assert positions() == numbered("quay", "water", "sky", "crane")


def test_topics_of_lone_files_stand_behind_one_another_in_sections_of_their_own(bring):
    bring(with_sections("quay"))
    for slug in ("sky", "wind"):
        bring(lone(replace(topic(slug, point("rule", f"Look at the {slug}.")), section=slug)), guide="harbour")
    assert positions() == numbered("quay", "sky", "wind")


def test_a_topic_that_an_editor_moved_stays_where_it_is_though_the_same_file_comes_again(bring, now):
    bring(with_sections("quay", "water"))
    Topic.objects.filter(slug="quay").update(section=Section.objects.get(slug="water"))
    before = rows()

    report = bring(with_sections("quay", "water"), at=now + timedelta(days=1))

    assert {item.fate for item in report.outline} == {"unchanged"}
    assert rows() == before


def test_a_move_in_the_file_waits_beside_an_editors_and_is_taken(bring, now):
    bring(with_sections("quay", "water", "sky"))
    Topic.objects.filter(slug="quay").update(section=Section.objects.get(slug="water"))
    moved = with_sections("quay", "water", "sky")
    moved = replace(moved, topics=(replace(moved.topics[0], section="sky"), *moved.topics[1:]))

    bring(moved)
    quay = Topic.objects.get(slug="quay")
    assert (quay.section.slug, quay.pending) == ("water", {"section": "sky"})

    (change,) = pending.waiting(quay)
    pending.take(quay, "section", seen=change.digest, now=now)
    assert Topic.objects.get(slug="quay").section.slug == "sky"


def test_a_topic_moves_with_the_file_where_no_editor_moved_it(bring):
    bring(with_sections("quay", "water"))
    moved = with_sections("quay", "water")
    bring(replace(moved, topics=(replace(moved.topics[0], section="water"), moved.topics[1])))
    assert Topic.objects.get(slug="quay").section.slug == "water"


def test_a_topic_that_a_source_brought_to_another_guide_goes_on_following_its_file(bring, now):
    def says(name, *aliases):
        rule = point("rule", "Paint the buoy red again.")
        buoy = topic("buoy", rule, name=name, aliases=aliases, level=Level.ADVANCED)
        fender = point("fender", "Hang out fenders.")
        return guide(buoy, topic("quay", fender, name="The quay of another"), slug="manual")

    bring(with_sections("quay"))
    bring(says("Buoy"), into="harbour")

    bring(says("Sea buoy", "mark"), into="harbour")

    buoy, quay = Topic.objects.get(slug="buoy"), Topic.objects.get(slug="quay")
    assert (buoy.name, buoy.aliases, buoy.level, quay.name) == ("Sea buoy", ["mark"], 3, "Quay")
    before = rows()
    bring(says("Sea buoy", "mark"), into="harbour", at=now + timedelta(days=1))
    assert rows() == before


def test_a_topic_keeps_its_earlier_ids_though_a_later_file_names_them_no_more(bring):
    hook = point("hook", "Check the hook of the crane.")
    bring(guide(topic("quay", hook)))
    bring(guide(topic("pier", hook, was=("quay",))))
    bring(guide(topic("pier", hook)))
    assert Topic.objects.get().was == ["quay"]

    bring(guide(topic("quay", hook)))
    assert (Topic.objects.get().slug, Topic.objects.get().was) == ("quay", ["pier"])


def test_a_topic_that_an_older_release_brought_goes_where_its_file_moves_it(bring, now):
    bring(with_sections("quay", "water"))
    for row in Topic.objects.all():
        del row.snapshot["section"]
        row.save()

    import_module("content.migrations.0006_section_of_a_topic_in_its_snapshot").add_sections(apps, None)

    draft = with_sections("quay", "water")
    moved = replace(draft, topics=tuple(replace(topic, section="quay") for topic in draft.topics))
    bring(moved, at=now + timedelta(days=1))
    assert [(t.section.slug, t.pending) for t in Topic.objects.in_order()] == [("quay", {}), ("quay", {})]
