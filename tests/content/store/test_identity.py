"""Which stored topic or point an incoming one is: wording and order may change, memory hangs on the row."""

import pytest

from content.drafts import Distractor, Pitfall, QuestionDraft, QuestionKind
from content.models import Point, Question, Topic
from content.store.report import ImportRefused
from tests.content.store.bank import guide, lone, point, rows, six_points, topic, unnamed

HOOK = "Check the hook of the crane before each shift begins."
ROPE = "Throw away a rope as soon as one strand is broken."
LIGHT = "Keep the light at the pier head burning until sunrise."


def texts_by_slug(**of):
    return dict(Point.objects.filter(**of).values_list("slug", "bestpractice__text"))


def test_points_without_id_keep_theirs_when_they_are_put_into_another_order(bring):
    bring(guide(topic("quay", unnamed("rule", HOOK), unnamed("rule-2", ROPE), unnamed("rule-3", LIGHT))))

    report = bring(guide(topic("quay", unnamed("rule", LIGHT), unnamed("rule-2", HOOK), unnamed("rule-3", ROPE))))

    assert report.plan["unchanged"] == 3
    assert texts_by_slug() == {"rule": HOOK, "rule-2": ROPE, "rule-3": LIGHT}
    assert list(Point.objects.order_by("position").values_list("slug", flat=True)) == ["rule-3", "rule", "rule-2"]


def test_points_without_id_keep_theirs_when_they_are_reworded_and_moved(bring):
    bring(guide(topic("quay", unnamed("rule", HOOK), unnamed("rule-2", ROPE))))
    reworded = "Throw a rope away as soon as one of its strands is broken."

    report = bring(guide(topic("quay", unnamed("rule", reworded), unnamed("rule-2", HOOK))))

    assert (report.plan["reworded"], report.plan["unchanged"]) == (1, 1)
    assert texts_by_slug() == {"rule": HOOK, "rule-2": reworded}


def test_points_without_id_that_are_much_alike_are_told_apart_by_their_exact_words(bring):
    one, two = (f"Check the hook of crane {number} before each shift." for number in "12")
    bring(guide(topic("quay", unnamed("rule", one), unnamed("rule-2", two))))

    report = bring(guide(topic("quay", unnamed("rule", two), unnamed("rule-2", one))))

    assert report.plan["unchanged"] == 2
    assert texts_by_slug() == {"rule": one, "rule-2": two}


def test_a_new_point_without_id_takes_none_that_is_taken(bring):
    bring(guide(topic("quay", unnamed("rule", HOOK))))

    report = bring(guide(topic("quay", unnamed("rule", LIGHT), unnamed("rule-2", HOOK))))

    assert (report.plan["new"], report.plan["unchanged"]) == (1, 1)
    assert texts_by_slug() == {"rule": HOOK, "rule-harbour": LIGHT}


def test_a_point_without_id_that_says_another_thing_is_the_one_at_its_place(bring):
    bring(guide(topic("quay", unnamed("rule", HOOK))))
    report = bring(guide(topic("quay", unnamed("rule", "Never stand between two vessels."))))
    assert report.plan["changed"] == 1
    assert texts_by_slug() == {"rule": "Never stand between two vessels."}


def test_a_point_without_id_is_found_by_what_the_file_said_though_an_editor_reworded_it(bring):
    bring(guide(topic("quay", unnamed("rule", HOOK), unnamed("rule-2", ROPE))))
    edited = Point.objects.get(slug="rule-2").body
    edited.text = "Old ropes kill."
    edited.save()

    report = bring(guide(topic("quay", unnamed("rule", ROPE), unnamed("rule-2", HOOK))))

    assert report.plan["unchanged"] == 2
    assert texts_by_slug() == {"rule": HOOK, "rule-2": "Old ropes kill."}


def test_an_id_that_the_file_gives_outweighs_what_a_point_says(bring):
    bring(guide(topic("quay", point("hook", HOOK), point("rope", ROPE))))
    report = bring(guide(topic("quay", point("hook", ROPE), point("rope", HOOK))))
    assert report.plan["changed"] == 2
    assert texts_by_slug() == {"hook": ROPE, "rope": HOOK}


def test_a_renamed_topic_keeps_its_points_and_questions(bring):
    bring(six_points())
    before = rows()
    draft = topic("pier", *six_points().topics[0].points, was=("quay",), name="Quay")

    report = bring(guide(draft, six_points().topics[1]))

    assert report.plan["unchanged"] == 6
    assert list(Topic.objects.in_order().values_list("slug", flat=True)) == ["pier", "water"]
    after = rows()
    for table in ("content.Point", "content.Question", "content.QuestionVersion"):
        assert after[table] == before[table]


def test_a_topic_of_its_own_id_outweighs_one_that_had_it_before(bring):
    bring(six_points())
    quay, water = six_points().topics
    pier = topic("pier", point("mole", "Walk the mole only in calm weather."), was=("quay",))

    report = bring(guide(pier, quay, water))

    assert (report.plan["new"], report.plan["unchanged"]) == (1, 6)
    assert Topic.objects.count() == 3


def test_an_old_id_is_not_given_to_a_new_topic(bring):
    quay, water = six_points().topics
    pier = topic("pier", *quay.points, was=("quay",))
    bring(guide(quay, water))
    bring(guide(pier, water))
    before = rows()

    with pytest.raises(ImportRefused, match="“quay” was the id of the topic “Pier”"):
        bring(guide(pier, water, topic("quay", point("new", "Walk slowly."))))
    assert rows() == before


def test_an_id_that_a_topic_leaves_is_not_given_to_another_in_the_same_file(bring):
    quay, water = six_points().topics
    bring(guide(quay, water))
    before = rows()
    handed_on = guide(topic("water", *quay.points, was=("quay",)), topic("sea", *water.points, was=("water",)))

    with pytest.raises(ImportRefused, match="“water” was the id of the topic “Water”"):
        bring(handed_on, retire=True)
    assert rows() == before


def test_an_id_that_a_topic_left_is_not_given_to_another_later(bring):
    quay, water = six_points().topics
    bring(guide(quay, water))
    sea = topic("sea", *water.points, was=("water",))
    bring(guide(quay, sea))

    with pytest.raises(ImportRefused, match="“water” was the id of the topic “Sea”"):
        bring(guide(topic("water", *quay.points, was=("quay",)), sea))


def test_topics_that_were_renamed_one_after_the_other_stay_as_they_are(bring):
    quay, water = six_points().topics
    bring(guide(quay, water))
    sea = topic("sea", *water.points, was=("water",))
    pier = topic("pier", *quay.points, was=("quay",))
    bring(guide(pier, sea))
    before = rows()

    bring(guide(pier, sea))
    assert rows() == before


def other_source(*points, **fields):
    """A guide of another name that speaks of the quay."""
    fields = {"name": "Quay", **fields}
    return guide(topic(fields.pop("slug", "quay"), *points, **fields), slug="manual", title="Manual")


@pytest.mark.parametrize(
    "named",
    [
        {"slug": "quay", "name": "Anything"},
        {"slug": "the-quay", "name": "Quay"},
        {"slug": "the-quay", "name": "quay"},
        {"slug": "the-quay", "name": "Wharf"},
        {"slug": "the-quay", "name": "Landing", "aliases": ("wharf",)},
        {"slug": "the-quay", "name": "Landing", "was": ("quay",)},
    ],
)
def test_another_guide_enriches_the_topic_of_the_same_id_name_or_alias(bring, named):
    quay = topic("quay", *six_points().topics[0].points, aliases=("Wharf",))
    bring(guide(quay, six_points().topics[1]))
    before = rows()

    report = bring(other_source(point("fender", "Hang out fenders on both sides."), **named), into="harbour")

    assert (report.guide, report.plan["new"], report.plan["retired"]) == ("harbour", 1, 0)
    after = rows()
    for table in ("content.Guide", "content.Section", "content.Topic"):
        assert after[table] == before[table], "the outline stays, no twin beside it"
    assert after["content.Point"][:6] == before["content.Point"]
    fender = Point.objects.get(slug="fender")
    assert (fender.topic.slug, fender.source) == ("quay", "manual")


def test_the_topic_that_has_the_id_gets_the_points_though_another_has_it_as_alias(bring):
    quay = topic("quay", point("hook", HOOK))
    dock = topic("dock", point("rope", ROPE), aliases=("quay",))
    bring(guide(quay, dock))

    bring(other_source(point("fender", "Hang out fenders.")), into="harbour")

    assert Point.objects.get(slug="fender").topic.slug == "quay"


def test_two_incoming_topics_never_become_one_and_never_twins(bring):
    bring(six_points())
    landing = topic("landing", point("mole", "Walk the mole only in calm weather."), aliases=("quay",))
    quay = topic("quay", point("fender", "Hang out fenders."))

    report = bring(guide(landing, quay, slug="manual"), into="harbour")

    assert report.applied
    assert Point.objects.get(slug="fender").topic.slug == "quay"
    assert Point.objects.get(slug="mole").topic.slug == "landing"


def test_a_topic_that_the_guide_lacks_comes_in_with_its_section(bring):
    bring(six_points())
    report = bring(
        guide(topic("sky", point("stars", "Take the height of a star at dusk.")), slug="manual"), into="harbour"
    )
    assert report.plan["new"] == 1
    sky = Topic.objects.get(slug="sky")
    assert (sky.section.slug, sky.guide.slug) == ("basics", "harbour")


def test_an_id_that_another_source_holds_gets_the_source_as_suffix_and_keeps_it(bring):
    bring(six_points())
    manual = other_source(point("rope", "Wash the salt out of every rope."), point("fender", "Hang out fenders."))

    bring(manual, into="harbour")
    assert texts_by_slug(source="manual") == {
        "rope-manual": "Wash the salt out of every rope.",
        "fender": "Hang out fenders.",
    }
    before = rows()

    report = bring(manual, into="harbour")

    assert report.plan == {"new": 0, "reworded": 0, "changed": 0, "unchanged": 2, "retired": 0, "conflicts": 0}
    assert rows() == before


def test_a_suffixed_id_stays_within_its_column(bring):
    slug = "rope" * 30
    bring(guide(topic("quay", point(slug, ROPE))))
    bring(guide(topic("quay", point(slug, HOOK)), slug="m" * 100), into="harbour")
    (suffixed,) = Point.objects.exclude(slug=slug).values_list("slug", flat=True)
    assert len(suffixed) <= 120
    assert suffixed.endswith("-" + "m" * 100)


def test_each_source_retires_only_its_own_points(bring):
    bring(six_points())
    bring(other_source(point("fender", "Hang out fenders."), point("chain", "Oil the chain.")), into="harbour")

    bring(other_source(point("fender", "Hang out fenders.")), into="harbour", retire=True)
    assert list(Point.objects.filter(state="retired").values_list("slug", flat=True)) == ["chain"]

    bring(six_points(but={"rope": None}))
    retired = Point.objects.filter(state="retired").order_by("slug")
    assert list(retired.values_list("slug", flat=True)) == ["chain", "rope"]


def test_a_point_made_by_hand_is_left_alone(bring):
    bring(six_points())
    quay = Topic.objects.get(slug="quay")
    by_hand = Point.objects.create(topic=quay, slug="by-hand", kind="best-practice")
    by_hand.bestpractice = type(Point.objects.get(slug="rope").body).objects.create(point=by_hand, text="Stay sober.")

    report = bring(six_points())

    assert report.plan == {"new": 0, "reworded": 0, "changed": 0, "unchanged": 6, "retired": 0, "conflicts": 0}
    assert Point.objects.get(slug="by-hand").state == "published"


def test_a_lone_topic_file_enriches_under_the_guide_that_is_named_as_its_source(bring):
    bring(six_points())
    report = bring(lone(topic("quay", point("fender", "Hang out fenders."))), guide="manual", into="harbour")
    assert report.plan["new"] == 1
    assert Point.objects.get(slug="fender").source == "manual"


def test_questions_keep_their_ids_when_options_and_words_change(bring):
    def says(mistake, *wrong):
        distractors = tuple(Distractor(text=text, why_wrong="that is well done") for text in wrong)
        return guide(topic("quay", point("knot", Pitfall(mistake=mistake), distractors=distractors)))

    bring(says("tying a knot under load", "laying a rope on a bitt", "laying out a second rope"))
    ids = set(Question.objects.values_list("id", flat=True))
    bring(says("tying any knot under a load", "laying a rope upon a bitt", "laying out more than one rope"))

    assert len(ids) > 0
    assert set(Question.objects.values_list("id", flat=True)) == ids


def test_an_authored_question_that_the_file_no_longer_has_is_retired_and_comes_back(bring):
    authored = QuestionDraft(
        kind=QuestionKind.RECALL, topic="quay", point="hook", variant="why", stem="Why?", answer="So.", authored=True
    )
    with_it = guide(topic("quay", point("hook", HOOK), questions=(authored,)))
    bring(with_it)
    before = rows()

    bring(guide(topic("quay", point("hook", HOOK))))
    assert Question.objects.get(variant="why").state == "retired"

    bring(with_it)
    assert rows() == before
