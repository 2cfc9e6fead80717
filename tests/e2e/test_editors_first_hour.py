"""An editor who has read nothing goes by the words of the pages: mends a key, adds a pitfall, and keeps both."""

from datetime import UTC, datetime

from django.conf import settings
from playwright.sync_api import expect

from content.models import Question
from content.store.load import load_shipped
from quiz.models import User
from tests.e2e.visitor import Visitor

EMAIL, PASSWORD = "editor@example.org", "a long enough passphrase"
MISTAKE = "answering every caller from one queue that a single report can fill"


def test_a_key_is_mended_and_a_pitfall_added_with_its_question_and_both_stay(visitor: Visitor) -> None:
    User.objects.create_superuser(EMAIL, PASSWORD)
    question = Question.objects.published().filter(kind="single-choice", authored=True).order_by("pk").first()
    right = question.options.get(is_key=True)
    other = question.options.filter(is_key=False).first()
    page = visitor.page

    visitor.open("/account/login/")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    visitor.button("Sign in").click()
    expect(page.get_by_text(f"Signed in as {EMAIL}.")).to_be_visible()
    page.get_by_role("link", name="Settings").click()
    visitor.link("The editors’ desk").click()

    visitor.link("Mend a question").click()
    page.locator("#searchbar").fill(question.stem[:60])
    page.keyboard.press("Enter")
    page.wait_for_url("**/question/?*q=*")
    page.locator("#result_list tbody th a").first.click()
    for option, is_key in ((right, False), (other, True)):
        place = list(question.options.all()).index(option)
        page.locator(f"[name=options-{place}-is_key]").set_checked(is_key)
    visitor.button("Save").click()
    expect(page.get_by_text("Learners are shown version 2 from now on.")).to_be_visible()

    visitor.open("/admin/")
    visitor.link("Add a pitfall to a topic").click()
    visitor.link("What Is Backend?").click()
    page.get_by_text("Add another Pitfall").click()
    new = page.locator(".inline-related:not(.empty-form)", has_text="Pitfall: ").last
    new.get_by_label("Mistake").fill(MISTAKE)
    new.get_by_label("Why it hurts").fill("Everybody waits for one report.")
    new.get_by_label("Fix").fill("Give slow work a queue of its own.")
    visitor.button("Save").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    made = Question.objects.published().filter(point__pitfall__mistake=MISTAKE)
    assert made.exists()

    assert not load_shipped(settings.SHIPPED_BANK, now=datetime.now(UTC)).refusal
    assert question.options.get(is_key=True).text == other.text
    assert made.exists()
