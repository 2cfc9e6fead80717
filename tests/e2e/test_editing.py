"""An editor mends a question: the learner sees it the next time, and nobody loses any history."""

from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import expect

from content.models import QuestionOption, QuestionVersion
from quiz.models import Review, User

EMAIL, PASSWORD = "editor@example.org", "a long enough passphrase"


def test_a_mended_option_is_shown_the_next_time_and_history_and_a_later_import_keep_it(visitor, open_browser):
    visitor.start("Multiple choice", scope="Rate Limiting", length=5)
    shown = QuestionVersion.objects.get(pk=visitor.presentation().version)
    visitor.answer(right=False)
    User.objects.create_superuser(EMAIL, PASSWORD)
    editor = open_browser()
    mended = f"{shown.options[0]['text']}, mended"

    editor.open(reverse("admin:content_question_change", args=[shown.question_id]))
    editor.page.get_by_label("Email").fill(EMAIL)
    editor.page.get_by_label("Password").fill(PASSWORD)
    editor.button("Sign in").click()
    editor.page.locator("[name=options-0-text]").fill(mended)
    editor.button("Save").click()
    expect(editor.page.get_by_text("was changed successfully")).to_be_visible()

    visitor.button("Undo").click()
    visitor.wait_for_question()
    expect(visitor.page.get_by_role("radio", name=mended)).to_be_visible()
    visitor.answer(right=True)
    expect(visitor.verdict).to_contain_text("Right.")

    first, second = Review.objects.order_by("pk")
    assert first.card == second.card
    assert (first.version.number, first.version.options[0]["text"]) == (1, shown.options[0]["text"])
    assert (second.version.number, second.version.options[0]["text"]) == (2, mended)

    call_command("import_bank", settings.SHIPPED_BANK)

    assert QuestionOption.objects.filter(question=shown.question).first().text == mended
    assert QuestionVersion.objects.filter(question=shown.question).count() == 2
    assert Review.objects.count() == 2
