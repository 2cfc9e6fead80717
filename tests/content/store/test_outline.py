"""Where an import puts sections and topics: as the file has them, what others brought behind, no two in one place."""

from dataclasses import replace
from datetime import timedelta

from content.drafts import SectionDraft
from content.models import Section, Topic
from tests.content.store.bank import guide, lone, point, rows, six_points, topic


def test_sections_and_topics_take_the_order_of_the_file(bring):
    first = six_points()
    bring(first)
    bring(guide(*reversed(first.topics)))
    assert [t.slug for t in Topic.objects.in_order()] == ["water", "quay"]
    assert Section.objects.get().name == "Basics"


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
