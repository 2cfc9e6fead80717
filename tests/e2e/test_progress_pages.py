"""What a learner sees of their standing, and the one tap that works on it."""

import re

from playwright.sync_api import expect


def test_a_weak_topic_and_an_unknown_one_are_told_apart_and_one_tap_drills_the_weak_one(visitor):
    visitor.start("Mixed", scope="Rate Limiting", length=10)
    visitor.answer_all(right=False)
    visitor.start("Mixed", scope="GraphQL", length=5)
    visitor.answer()

    visitor.open("/")
    weakest = visitor.page.locator("section").filter(has=visitor.heading("Weakest now"))
    expect(weakest.get_by_role("listitem").first).to_contain_text("Rate Limiting")

    visitor.open("/progress/")
    rows = visitor.page.get_by_role("listitem")
    weak = rows.filter(has=visitor.link("Rate Limiting"))
    unknown = rows.filter(has=visitor.link("GraphQL"))
    expect(weak).to_contain_text(
        re.compile(r"10 of \d+ points answered.*Weak: \d+ % by tomorrow night, likely \d+\u2060–\u2060\d+", re.DOTALL)
    )
    expect(unknown).to_contain_text("unknown: too few answers to say")
    expect(unknown.get_by_role("button")).to_have_text("Check 5: GraphQL")
    expect(rows.filter(has=visitor.link("Docker"))).to_contain_text("not met yet")
    expect(visitor.page.get_by_text("1 topic is weak")).to_be_visible()

    weak.get_by_role("button", name="Drill 8").click()

    expect(visitor.page.get_by_text("1 of 8")).to_be_visible()
    assert visitor.asked_point().topic.name == "Rate Limiting"
