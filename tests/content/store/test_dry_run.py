"""A dry run foretells the import and leaves the bank alone."""

import pytest

from tests.content.store.bank import REJECTED, every_kind, guide, rows, six_points


@pytest.mark.parametrize(
    "draft",
    [
        six_points(but={"rope": "Never stand between two vessels.", "flag": None, "new": "Paint the bollards white."}),
        guide(*six_points().topics, rejected=(REJECTED,)),
        six_points(but={"flag": None, "rope": None, "tide": None}),
        every_kind(),
    ],
    ids=["changes", "rejected", "retires too much", "other topics"],
)
def test_a_dry_run_says_what_the_import_will_say_and_writes_nothing(bring, draft):
    bring(six_points())
    before = rows()

    foretold = bring(draft, dry_run=True)
    assert not foretold.applied
    assert rows() == before

    done = bring(draft)
    assert {**vars_of(foretold), "applied": None} == {**vars_of(done), "applied": None}


def test_a_dry_run_into_an_empty_bank_writes_nothing(bring):
    assert bring(every_kind(), dry_run=True).plan["new"] == 15
    assert not any(rows().values())


def vars_of(report):
    return {name: getattr(report, name) for name in report.__dataclass_fields__}
