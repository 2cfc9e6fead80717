"""An import retires what the file no longer has, within bounds."""

from datetime import timedelta

from content.models import Guide, Point, Question, Topic
from content.store.report import Reason
from tests.content.store.bank import fates, lone, rows, six_points, topic


def test_what_the_file_no_longer_has_is_retired_and_comes_back_with_the_same_rows(bring, now):
    bring(six_points())
    before = rows()
    tomorrow = now + timedelta(days=1)

    report = bring(six_points(but={"flag": None}), at=tomorrow)

    assert fates(report) == {"unchanged": 5, "retired": 1}
    flag = Point.objects.get(slug="flag")
    assert (flag.state, flag.retired_at) == ("retired", tomorrow)
    assert set(flag.questions.values_list("state", "retired_at")) == {("retired", tomorrow)}
    assert Question.objects.published().filter(point=flag).count() == 0

    again = bring(six_points(), at=now + timedelta(days=2))

    assert fates(again) == {"new": 1, "unchanged": 5}
    assert rows() == before


def test_a_point_that_comes_back_with_another_meaning_is_dated(bring, now):
    bring(six_points())
    bring(six_points(but={"flag": None}))
    later = now + timedelta(days=2)

    bring(six_points(but={"flag": "Never stand between two vessels."}), at=later)

    flag = Point.objects.get(slug="flag")
    assert (flag.state, flag.changed_at) == ("published", later)


def test_a_point_that_stays_retired_keeps_the_day_it_was_retired(bring, now):
    bring(six_points())
    bring(six_points(but={"flag": None}))

    report = bring(six_points(but={"flag": None}), at=now + timedelta(days=5))

    assert fates(report) == {"unchanged": 5}
    assert Point.objects.get(slug="flag").retired_at == now


def test_up_to_a_third_of_the_points_may_be_retired_without_asking(bring):
    bring(six_points())
    report = bring(six_points(but={"flag": None, "rope": None}))
    assert (report.applied, report.plan["retired"]) == (True, 2)


def test_more_than_a_third_is_refused_until_it_is_meant(bring):
    bring(six_points())
    before = rows()
    without = six_points(but={"flag": None, "rope": None, "tide": None})

    refused = bring(without)

    assert not refused.applied
    assert refused.plan["retired"] == 3
    assert refused.reason is Reason.RETIRES
    assert "3 of the 6 points" in refused.refusal
    assert rows() == before

    assert bring(without, retire=True).applied
    assert Point.objects.filter(state="retired").count() == 3


def test_a_lone_topic_file_retires_only_within_its_topic(bring):
    bring(six_points())
    draft = topic("quay", *six_points(but={"rope": None}).topics[0].points)

    report = bring(lone(draft), guide="harbour")

    assert fates(report) == {"unchanged": 2, "retired": 1}
    assert list(Point.objects.filter(state="retired").values_list("slug", flat=True)) == ["rope"]
    assert Guide.objects.get().title == "Harbour"
    assert list(Topic.objects.in_order().values_list("slug", "position")) == [("quay", 1), ("water", 2)]
