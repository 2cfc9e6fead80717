import pytest
from django.urls import reverse

from content.models import Point, Question, Topic
from tests import factories
from tests.content.admin.filled import another, errors, filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic() -> Topic:
    return factories.TopicFactory(name="Rate Limiting", slug="rate-limiting")


def page_of(topic: Topic) -> str:
    return reverse("admin:content_topic_change", args=[topic.pk])


def test_a_pitfall_added_on_the_topics_page_becomes_a_point_with_its_flashcard(admin_client, topic):
    url = page_of(topic)
    values = {"mistake": "counting requests per server", "why": "Ten servers let ten times as many through."}
    row = {f"body_{name}": value for name, value in values.items()}
    data = another(admin_client.get(url), "pitfall", **row, level=2, state="published")
    saved = admin_client.post(url, data, follow=True)
    assert "1 new question</a> from now on." in saved.text

    point = topic.points.get()
    assert (point.slug, point.kind, point.level) == ("counting-requests-per-server", "pitfall", 2)
    assert (point.source, point.snapshot) == ("", {})
    assert {name: getattr(point.pitfall, name) for name in values} == values
    flashcard = Question.objects.get(point=point)
    assert flashcard.kind == "recall"
    assert "counting requests per server" in flashcard.stem
    assert flashcard.versions.get().number == 1


def test_two_pitfalls_of_the_same_words_get_ids_of_their_own(admin_client, topic):
    url = page_of(topic)
    for _ in range(2):
        row = {"body_mistake": "no limit at all", "level": 1, "state": "published"}
        admin_client.post(url, another(admin_client.get(url), "pitfall", **row))
    assert [point.slug for point in topic.points.all()] == ["no-limit-at-all", "no-limit-at-all-2"]


def test_a_tip_is_edited_and_asked_aloud_on_the_topics_page(admin_client, topic):
    point = factories.PointFactory(
        topic=topic, kind="interview-tip", body__prompt="Why limit?", body__tip="Name abuse."
    )
    url = page_of(topic)
    data = filled(admin_client.get(url), **{"interview-tip__0__body_model_answer": "Abuse and cost.\n\nAlso fairness."})
    assert admin_client.post(url, data).status_code == 302

    assert Point.objects.get(pk=point.pk).interviewtip.model_answer == "Abuse and cost.\n\nAlso fairness."
    spoken = Question.objects.get(point=point, kind="spoken")
    assert (spoken.stem, spoken.answer) == ("Why limit?", "Abuse and cost.\n\nAlso fairness.")


def test_a_pitfall_that_says_nothing_is_refused_with_the_remedy(admin_client, topic):
    factories.PointFactory(topic=topic, kind="pitfall")
    url = page_of(topic)
    answer = admin_client.post(url, filled(admin_client.get(url), pitfall__0__body_mistake="", pitfall__0__body_fix=""))
    assert "Say what the mistake is, or what to do instead." in errors(answer)


def test_another_meaning_makes_cards_due_again_and_another_wording_does_not(admin_client, topic):
    def mistake_becomes(text: str) -> Point:
        admin_client.post(url, filled(admin_client.get(url), pitfall__0__body_mistake=text))
        point.refresh_from_db()
        return point

    first = "counting the requests of each server"
    point = factories.PointFactory(topic=topic, kind="pitfall", body__mistake=first, body__why="", body__fix="")
    url = page_of(topic)
    assert mistake_becomes("counting the requests of every server").changed_at is None
    assert mistake_becomes("answering 500 instead of 429").changed_at is not None


def test_saving_a_topic_without_a_change_writes_no_point_and_makes_no_question(admin_client, topic):
    factories.PointFactory(topic=topic, kind="pitfall")
    url = page_of(topic)
    assert admin_client.post(url, filled(admin_client.get(url))).status_code == 302
    assert Question.objects.count() == 0


def test_saving_a_topic_loses_nothing_of_its_tips(admin_client, topic):
    tip = factories.PointFactory(topic=topic, kind="interview-tip", body__follow_ups=["And if it fails?"]).body
    url = page_of(topic)
    assert admin_client.post(url, filled(admin_client.get(url), name="Throttling")).status_code == 302
    tip.refresh_from_db()
    assert tip.follow_ups == ["And if it fails?"]


def test_a_new_name_of_a_topic_reaches_its_questions(admin_client, topic):
    point = factories.PointFactory(topic=topic, kind="best-practice")
    url = page_of(topic)
    admin_client.post(url, filled(admin_client.get(url), name="Throttling"))
    assert "Throttling" in Question.objects.get(point=point, kind="recall").stem


def test_links_are_added_at_the_end(admin_client, topic):
    factories.LinkFactory(topic=topic, title="RFC 6585", position=3)
    url = page_of(topic)
    data = another(admin_client.get(url), "links", title="Token bucket", url="https://docs.example.org/bucket")
    assert admin_client.post(url, data).status_code == 302
    assert [(link.title, link.position) for link in topic.links.all()] == [("RFC 6585", 3), ("Token bucket", 4)]


def test_the_page_lists_the_points_of_other_kinds_with_a_way_to_each(admin_client, topic):
    point = factories.PointFactory(topic=topic, kind="term", body__term="token bucket")
    page = admin_client.get(page_of(topic))
    assert f'<a href="{reverse("admin:content_point_change", args=[point.pk])}">token bucket</a>' in page.text
    assert f"{reverse('admin:content_point_add')}?topic={topic.pk}" in page.text


def test_a_new_topic_is_of_its_sections_guide_and_comes_last(admin_client, topic):
    url = reverse("admin:content_topic_add")
    data = filled(admin_client.get(url), name="Caching", slug="caching", section=topic.section_id)
    assert admin_client.post(url, data).status_code == 302
    added = Topic.objects.get(slug="caching")
    assert (added.guide, added.position) == (topic.guide, topic.position + 1)

    assert "has a topic of this id already" in errors(admin_client.post(url, data))


def test_a_topic_stays_in_its_guide(admin_client, topic):
    elsewhere = factories.SectionFactory()
    url = page_of(topic)
    answer = admin_client.post(url, filled(admin_client.get(url), section=elsewhere.pk))
    assert f"This topic belongs to “{topic.guide}”: choose a section of it." in errors(answer)


def test_without_javascript_an_empty_row_is_one_link_away(admin_client, topic):
    page = admin_client.get(page_of(topic))
    assert '<noscript><p><a href="?rows=1">' in page.text
    data = filled(admin_client.get(page_of(topic), {"rows": 1}), pitfall__0__body_mistake="no limit at all")
    assert admin_client.post(page_of(topic), data).status_code == 302
    assert topic.points.get().pitfall.mistake == "no limit at all"


def test_a_new_topic_is_not_given_the_former_id_of_another(admin_client, topic):
    Topic.objects.update(was=["throttling"])
    add = reverse("admin:content_topic_add")
    data = filled(admin_client.get(add), name="Throttling", slug="throttling", section=topic.section_id)
    answer = admin_client.post(add, data)
    assert "This was the id of “Rate Limiting”, and learners’ answers hang on it: choose another." in errors(answer)
    assert Topic.objects.count() == 1


def test_a_section_that_is_none_is_refused_though_another_moved_the_topic_meanwhile(admin_client, topic):
    page = admin_client.get(page_of(topic))
    section = factories.SectionFactory(guide=topic.guide, name="Traffic")
    Topic.objects.update(section=section)

    answer = admin_client.post(page_of(topic), filled(page, section="abc"))

    assert "Select a valid choice" in errors(answer)
    assert [(change.theirs, change.mine) for change in answer.context["differences"]] == [("Traffic", "abc")]
    assert Topic.objects.get().section == section


def test_a_move_to_another_section_waits_under_the_names_of_the_sections(admin_client, topic):
    other = factories.SectionFactory(guide=topic.guide, name="Traffic")
    Topic.objects.update(pending={"section": other.slug}, snapshot={"section": other.slug})
    (panel,) = admin_client.get(page_of(topic)).context["panels"]
    assert (panel.title, [line.text for line in panel.incoming]) == ("Section", ["Traffic"])
