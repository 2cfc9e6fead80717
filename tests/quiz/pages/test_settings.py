"""What a learner may set, and what is refused."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from content.models import Guide
from quiz.models import Learner
from tests.factories import GuideFactory, PointFactory, QuestionFactory
from tests.quiz.pages.browser import answer, client_of, page, start, text_of

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


def test_a_stranger_who_chooses_a_guide_becomes_a_guest(client: Client, bank: Guide) -> None:
    client.post(reverse("guide:choose", args=[bank.slug]), {"time_zone": "Asia/Tokyo"})
    assert [(row.guide, row.time_zone) for row in Learner.objects.all()] == [(bank, "Asia/Tokyo")]
    empty = GuideFactory()
    assert client.post(reverse("guide:choose", args=[empty.slug])).status_code == 404
