"""From guest to account in the browser: the same cards come back at the same times, here and elsewhere."""

from playwright.sync_api import expect

from quiz.models import Card, Learner
from tests.e2e.visitor import Visitor

ADDRESS, PASSWORD = "ada@example.org", "a long enough sentence"


def cards() -> list[tuple]:
    return list(Card.objects.order_by("point").values_list("point", "due", "stability", "sequence"))


def test_ten_questions_as_a_guest_and_then_an_account(visitor: Visitor) -> None:
    visitor.open("/")
    for number in range(10):
        visitor.answer(right=number % 3 > 0)
        visitor.go_on()
    before = cards()
    assert len(before) == 10

    visitor.open("/settings/")
    visitor.link("Make an account").click()
    expect(visitor.page.get_by_text("What you have answered in this browser comes with you.")).to_be_visible()
    visitor.page.get_by_label("Email").fill(ADDRESS)
    visitor.page.get_by_label("Password").fill(PASSWORD)
    visitor.button("Make the account").click()
    expect(visitor.page.get_by_text(f"Signed in as {ADDRESS}.")).to_be_visible()

    assert cards() == before
    assert Learner.objects.get().user.email == ADDRESS

    visitor.open("/settings/")
    visitor.button("Sign out").click()
    expect(visitor.page.get_by_text("You are already practising")).to_be_visible()
    visitor.page.go_back()
    expect(visitor.page.get_by_text(ADDRESS)).to_be_hidden()

    visitor.open("/account/login/")
    visitor.page.get_by_label("Email").fill(ADDRESS)
    visitor.page.get_by_label("Password").fill(PASSWORD)
    visitor.button("Sign in").click()
    expect(visitor.page.get_by_text(f"Signed in as {ADDRESS}.")).to_be_visible()
    assert cards() == before
