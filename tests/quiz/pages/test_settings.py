"""What a learner may set, and what is refused."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from content.models import Guide, Point, Section
from quiz.accounts.joining import join, merge
from quiz.models import Learner
from tests.factories import GuideFactory, LearnerFactory, PointFactory, QuestionFactory, UserFactory
from tests.quiz.pages.browser import answer, client_of, filled_in, page, start, text_of, token_of

URL = reverse("settings")


@pytest.fixture
def form(bank: Guide, learner: Learner) -> dict[str, Any]:
    """The form as it stands before anything is changed."""
    return {
        "guide": bank.pk,
        "time_zone": learner.time_zone,
        "day_start": 4,
        "new_per_day": 20,
        "reviews_per_day": 200,
        "keyboard_shortcuts": "on",
    }


def test_the_form_shows_what_holds_now(browser: Client, form: dict[str, Any]) -> None:
    html = browser.get(URL).content.decode()
    assert '<option value="Europe/Berlin" selected>' in html
    assert 'name="new_per_day" value="20"' in html and 'name="day_start" value="4"' in html


def test_what_is_saved_holds(browser: Client, form: dict[str, Any], learner: Learner) -> None:
    changes = {"time_zone": "Asia/Tokyo", "day_start": 6, "new_per_day": 5, "reviews_per_day": 50, "choice_only": "on"}
    response = browser.post(URL, form | changes, follow=True)
    assert response.redirect_chain == [(URL, 302)] and "Saved." in text_of(response)
    learner.refresh_from_db()
    assert (learner.time_zone, learner.day_start) == ("Asia/Tokyo", 6)
    assert (learner.new_per_day, learner.reviews_per_day, learner.choice_only) == (5, 50, True)
    assert learner.time_zone_chosen


def test_saving_without_touching_the_zone_leaves_it_to_the_browser(
    browser: Client, form: dict[str, Any], learner: Learner, clock: Any
) -> None:
    browser.post(URL, form | {"new_per_day": 7})
    learner.refresh_from_db()
    assert (learner.new_per_day, learner.time_zone_chosen) == (7, False)
    answer(browser, start(browser), clock, time_zone="Asia/Tokyo")
    learner.refresh_from_db()
    assert learner.time_zone == "Asia/Tokyo"


@contextmanager
def meanwhile(action: Callable[[], object]) -> Iterator[None]:
    """Do something just before the next change of a learner reaches the database."""
    waiting = [action]

    def before(execute: Callable[..., Any], sql: str, *others: Any) -> Any:
        if sql.startswith('UPDATE "quiz_learner"') and waiting:
            waiting.pop()()
        return execute(sql, *others)

    with connection.execute_wrapper(before):
        yield
    assert not waiting, "No learner was changed."


def test_saving_while_the_guest_becomes_an_account_s_learner_changes_the_settings_and_nothing_else(
    browser: Client, form: dict[str, Any], learner: Learner, now: datetime
) -> None:
    user = UserFactory()
    with meanwhile(lambda: join(learner, user=user, zone="UTC", now=now)):
        browser.post(URL, form | {"new_per_day": 7})
    learner.refresh_from_db()
    assert (learner.user, learner.new_per_day) == (user, 7)


def test_saving_while_the_guest_is_merged_into_an_account_says_so_and_brings_no_guest_back(
    browser: Client, form: dict[str, Any], learner: Learner, now: datetime
) -> None:
    own = LearnerFactory(user=UserFactory())
    with meanwhile(lambda: merge(learner, into=own, now=now)):
        response = browser.post(URL, form | {"new_per_day": 7})
    assert response.status_code == 400 and "has joined an account meanwhile" in text_of(response)
    assert [(row.pk, row.new_per_day) for row in Learner.objects.all()] == [(own.pk, 20)]


def test_a_chosen_zone_stays_whatever_the_browser_says(
    browser: Client, form: dict[str, Any], learner: Learner, clock: Any
) -> None:
    browser.post(URL, form | {"time_zone": "America/Lima"})
    answer(browser, start(browser, time_zone="Asia/Tokyo"), clock, time_zone="Asia/Tokyo")
    learner.refresh_from_db()
    assert learner.time_zone == "America/Lima"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(
            ("time_zone", zone)
            for zone in ("", "Atlantis/Poseidonis", "Europe", "../../etc/passwd", "Europe/Berlin\x00")
        ),
        *(("day_start", hour) for hour in (24, -1, "x", "")),
        *(("new_per_day", count) for count in (-1, 1000, "many")),
        *(("reviews_per_day", count) for count in (-1, 10_000)),
        *(("guide", guide) for guide in (0, "x")),
    ],
)
def test_a_value_out_of_range_is_refused_beside_its_field_and_nothing_is_saved(
    browser: Client, form: dict[str, Any], learner: Learner, name: str, value: Any
) -> None:
    response = browser.post(URL, form | {"new_per_day": 3} | {name: value})
    assert response.status_code == 200 and f'id="id_{name}_error"' in response.content.decode()
    before = (learner.time_zone, learner.day_start, learner.new_per_day, learner.guide_id)
    learner.refresh_from_db()
    assert (learner.time_zone, learner.day_start, learner.new_per_day, learner.guide_id) == before


def test_a_guide_without_questions_stays_its_learners_own_until_they_choose_another(
    browser: Client, form: dict[str, Any], bank: Guide, learner: Learner
) -> None:
    empty = GuideFactory(title="Z, not written yet")
    Learner.objects.filter(pk=learner.pk).update(guide=empty)
    assert f'<option value="{empty.pk}" selected>' in browser.get(URL).content.decode()
    for chosen in (empty, bank):
        assert "Saved." in text_of(browser.post(URL, form | {"guide": chosen.pk}, follow=True))
        learner.refresh_from_db()
        assert learner.guide == chosen


def test_saving_without_touching_the_guide_leaves_it_to_the_site(
    browser: Client, form: dict[str, Any], learner: Learner
) -> None:
    browser.post(URL, form | {"new_per_day": 7})
    learner.refresh_from_db()
    assert (learner.new_per_day, learner.guide) == (7, None)


def test_a_guide_without_questions_cannot_be_chosen(browser: Client, form: dict[str, Any], learner: Learner) -> None:
    response = browser.post(URL, form | {"guide": GuideFactory().pk})
    assert 'id="id_guide_error"' in response.content.decode()


def test_a_strangers_settings_say_that_there_is_nothing_to_set(client: Client, bank: Guide) -> None:
    assert "nothing to set before the first answer" in text_of(client.get(URL))
    client.post(URL, {"new_per_day": 1})
    assert not Learner.objects.exists() and "sessionid" not in client.cookies


def test_settings_are_each_learners_own(browser: Client, form: dict[str, Any], stranger: Learner) -> None:
    browser.post(URL, form | {"new_per_day": 1})
    stranger.refresh_from_db()
    assert stranger.new_per_day == 20
    assert 'name="new_per_day" value="20"' in client_of(stranger).get(URL).content.decode()


def test_a_learner_practises_the_guide_they_chose(browser: Client, bank: Guide, learner: Learner) -> None:
    other = QuestionFactory(point=PointFactory(topic__name="Elsewhere")).point.topic.guide
    response = browser.post(reverse("guide:choose", args=[other.slug]), follow=True)
    assert f"You practise “{other.title}” now." in text_of(response)
    assert "Elsewhere" in text_of(browser.get(page("menu"))) and "HTTP" not in text_of(browser.get(page("menu")))


def test_where_the_sites_guide_has_no_questions_another_is_practised(
    client: Client, bank: Guide, settings: Any
) -> None:
    GuideFactory(slug=settings.SHIPPED_GUIDE, title="A, not written yet")
    assert text_of(client.get("/")).count(bank.title) == 1
    Point.objects.of_guide(bank).update(state="draft")
    assert client.get(reverse("guide:index")).url == reverse("guide:outline", args=[settings.SHIPPED_GUIDE])


def test_a_stranger_who_chooses_a_guide_becomes_a_guest(client: Client, bank: Guide) -> None:
    client.post(reverse("guide:choose", args=[bank.slug]), {"time_zone": "Asia/Tokyo"})
    assert [(row.guide, row.time_zone) for row in Learner.objects.all()] == [(bank, "Asia/Tokyo")]
    empty = GuideFactory()
    assert client.post(reverse("guide:choose", args=[empty.slug])).status_code == 404


def keys(response: Any) -> list[str]:
    """The keys that a page shows, which are those that its script obeys."""
    return re.findall(r"<kbd[^>]*>([^<]+)</kbd>", response.content.decode())


@pytest.mark.parametrize("shortcuts", [True, False])
def test_keys_are_shown_unless_the_learner_has_turned_them_off(
    browser: Client, form: dict[str, Any], clock: Any, shortcuts: bool
) -> None:
    assert "Keyboard shortcuts" in text_of(browser.get(URL))
    if not shortcuts:
        browser.post(URL, {name: value for name, value in form.items() if name != "keyboard_shortcuts"})
    web, data = (f"section:{section.pk}" for section in Section.objects.all())
    choice, cards = start(browser, length=2, scope=web), start(browser, "flashcards", length=1, scope=data)
    asked, card = browser.get(page("question", choice)), browser.get(page("question", cards))
    revealed = browser.get(page("reveal", cards), {"presentation": token_of(card)})
    unfinished = browser.post(page("answer", choice), {"presentation": token_of(asked)})
    clock.shift(10)
    told = browser.post(page("answer", choice), filled_in(asked))
    browser.post(page("answer", cards), {"presentation": token_of(card), "grade": 3})
    today, menu, summary = (browser.get(url) for url in ("/", page("menu"), page("summary", cards)))
    options = [str(number) for number, _ in enumerate(re.findall('name="option"', asked.content.decode()), start=1)]
    expected = {
        asked: [*options, "Enter", "0", "s"],
        unfinished: [*options, "Enter", "0", "s"],
        card: ["Space", "s"],
        revealed: ["1", "2", "3", "4", "s"],
        told: ["Enter", "s", "u"],
        today: ["Space"],
        menu: ["Enter"],
        summary: ["u"],
    }
    assert [keys(response) for response in expected] == [shown if shortcuts else [] for shown in expected.values()]
    # Options are numbered either way, as their feedback is.
    assert all(f">{number}</{'kbd' if shortcuts else 'b'}>" in asked.content.decode() for number in options)


def test_an_account_keeps_its_own_choice_of_shortcuts_when_a_guest_joins(learner: Learner, now: datetime) -> None:
    own = LearnerFactory(user=UserFactory(), keyboard_shortcuts=False)
    join(learner, user=own.user, zone="UTC", now=now)
    assert [row.keyboard_shortcuts for row in Learner.objects.all()] == [False]
