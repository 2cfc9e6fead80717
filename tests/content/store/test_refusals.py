"""An import refuses a file that it cannot take whole."""

import pytest

from content.models import Guide, Point
from content.store.plan import ImportRefused
from tests.content.store.bank import REJECTED, fates, guide, lone, point, rows, six_points, topic


def test_one_rejected_item_refuses_the_whole_file(bring):
    bring(six_points())
    before = rows()
    draft = six_points(but={"rope": None, "new": "Paint the bollards white each spring."})

    report = bring(guide(*draft.topics, rejected=(REJECTED,)))

    assert not report.applied
    assert report.rejected == (REJECTED,)
    assert "1 item cannot be read" in report.refusal
    assert rows() == before


def test_without_the_rejected_items_the_rest_comes_in_and_nothing_is_retired(bring):
    bring(six_points())
    draft = six_points(but={"rope": None, "new": "Paint the bollards white each spring."})

    report = bring(guide(*draft.topics, rejected=(REJECTED,)), skip_rejected=True)

    assert report.applied
    assert fates(report) == {"new": 1, "unchanged": 5}
    assert report.rejected == (REJECTED,)
    assert Point.objects.get(slug="rope").state == "published"
    assert Point.objects.count() == 7


def test_a_guide_without_points_is_refused(bring):
    report = bring(guide(topic("quay")))
    assert (report.applied, report.refusal) == (False, "The file has no point to import.")
    assert Guide.objects.count() == 0


@pytest.mark.parametrize(
    ("options", "draft", "said"),
    [
        ({}, lone(topic("quay", point("a", "Look."))), "names no guide: say which one with --guide"),
        ({"guide": "harbour"}, lone(topic("quay", point("a", "Look."))), "there is none called “harbour”"),
        ({"into": "port"}, six_points(), "There is no guide “port”"),
        ({"guide": "My Port"}, guide(topic("quay", point("a", "Look.")), slug=""), "--guide my-port"),
    ],
)
def test_a_file_without_a_guide_to_go_to_is_refused(bring, options, draft, said):
    with pytest.raises(ImportRefused, match=said):
        bring(draft, **options)
    assert Guide.objects.count() == 0
