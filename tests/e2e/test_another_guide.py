"""A guide of one's own, imported beside the shipped one."""

from pathlib import Path

from django.core.management import call_command
from playwright.sync_api import expect

GUIDE = Path(__file__).parent.parent / "data" / "banks" / "plain-guide.md"
TITLE = "Small Backend Handbook"


def test_an_imported_guide_is_chosen_read_and_practised(visitor):
    call_command("import_bank", GUIDE)
    visitor.open("/guide/")

    own = visitor.page.get_by_role("listitem").filter(has=visitor.link(TITLE))
    own.get_by_role("button", name="Practise this one").click()

    expect(visitor.page.get_by_text(f"You practise “{TITLE}” now.")).to_be_visible()
    expect(visitor.question).to_have_text(TITLE)
    visitor.link("Pagination").click()
    expect(
        visitor.page.get_by_text("Continue after the last row seen rather than counting rows to skip")
    ).to_be_visible()

    visitor.start("Mixed", length=5)
    asked = visitor.answer_all()
    assert {point.topic.guide.title for point in asked} == {TITLE}
    expect(visitor.question).to_have_text("5 of 5 right")
