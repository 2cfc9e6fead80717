"""An import refuses a file that it cannot take whole."""

import pytest

from content.models import Guide, Point
from content.store.report import ImportRefused, Reason
from tests.content.store.bank import REJECTED, fates, guide, lone, point, rows, six_points, topic


def test_one_rejected_item_refuses_the_whole_file(bring):
    bring(six_points())
    before = rows()
    draft = six_points(but={"rope": None, "new": "Paint the bollards white each spring."})

    report = bring(guide(*draft.topics, rejected=(REJECTED,)))

    assert not report.applied
    assert report.rejected == (REJECTED,)
    assert (report.reason, report.refusal) == (Reason.REJECTED, "1 item cannot be read.")
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
    assert (report.applied, report.reason) == (False, Reason.EMPTY)
    assert report.refusal == "The file has no point to import."
    assert Guide.objects.count() == 0


@pytest.mark.parametrize(
    ("options", "draft", "reason", "said"),
    [
        ({}, lone(topic("quay", point("a", "Look."))), Reason.NO_GUIDE, "names no guide"),
        ({"guide": "harbour"}, lone(topic("quay", point("a", "Look."))), Reason.UNKNOWN_GUIDE, "none called “harbour”"),
        ({"into": "port"}, six_points(), Reason.UNKNOWN_GUIDE, "There is no guide “port”"),
        ({"guide": "My Port"}, guide(topic("quay", point("a", "Look.")), slug=""), Reason.NO_ID, "as “my-port”"),
    ],
)
def test_a_file_without_a_guide_to_go_to_is_refused(bring, options, draft, reason, said):
    with pytest.raises(ImportRefused, match=said) as refused:
        bring(draft, **options)
    assert refused.value.reason is reason
    assert Guide.objects.count() == 0
