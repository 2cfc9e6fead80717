import re
from dataclasses import replace

import pytest
from django.urls import reverse

from content.drafts import GuideDraft, Option, PointDraft, QuestionDraft, QuestionKind, SectionDraft, Term, TopicDraft
from content.models import Question, QuestionVersion
from content.store.apply import import_draft
from tests import factories
from tests.content.admin.filled import another, errors, filled

pytestmark = pytest.mark.django_db


def page_of(question: Question) -> str:
    return reverse("admin:content_question_change", args=[question.pk])


@pytest.fixture
def choice() -> Question:
    return factories.QuestionFactory(
        kind="single-choice",
        stem="Which status says that a row was made?",
        options=[("201 Creatd", True), ("204 No Content", False), ("302 Found", False)],
    )


def test_a_typo_mended_in_an_option_is_what_learners_see_as_version_2(admin_client, choice):
    url = page_of(choice)
    answer = admin_client.post(url, filled(admin_client.get(url), options__0__text="201 Created"), follow=True)

    assert "Learners are shown version 2 from now on." in answer.text
    current = QuestionVersion.objects.current().get(question=choice)
    assert (current.number, current.options[0]["text"]) == (2, "201 Created")
    old = choice.versions.get(number=1)
    assert (old.is_current, old.options[0]["text"]) == (False, "201 Creatd")


def test_each_field_of_an_option_is_called_by_its_column_and_row_and_refers_to_no_help_that_is_not_there(
    admin_client, choice
):
    html = admin_client.get(page_of(choice)).text

    fields = re.findall(r'<(?:input|textarea)[^>]* name="options-\d+-(?:text|is_key|why)"[^>]*>', html)
    labels = [re.search(r'aria-label="([^"]+)"', field)[1] for field in fields]
    assert labels[:6] == [f"{column}, row {row}" for row in (1, 2) for column in ("Text", "Right", "Reason")]
    told = {name for names in re.findall(r'aria-describedby="([^"]+)"', html) for name in names.split()}
    assert {name for name in told if "__prefix__" not in name} <= set(re.findall(r'id="([^"]+)"', html))


def test_saving_without_a_change_makes_no_version(admin_client, choice):
    flashcard = factories.QuestionFactory(
        stem="What is a hook?", code="def run():\n    call()", answer="A call\n\n    - that you\n    - register"
    )
    for question in (choice, flashcard):
        url = page_of(question)
        assert admin_client.post(url, filled(admin_client.get(url))).status_code == 302
        assert question.versions.count() == 1


def a_guide(stem: str) -> GuideDraft:
    wrong = (Option(text="204", why="It has no body."), Option(text="302", why="It leads elsewhere."))
    options = (Option(text="201", is_key=True, why="It is."), *wrong)
    question = QuestionDraft(
        kind=QuestionKind.SINGLE_CHOICE,
        topic="http",
        point="created",
        variant="made",
        stem=stem,
        options=options,
        authored=True,
    )
    topic = TopicDraft(
        slug="http",
        name="HTTP",
        section="core",
        points=(PointDraft(slug="created", body=Term(term="201", definition="a row was made")),),
        questions=(question,),
    )
    section = SectionDraft(slug="core", name="Core")
    return GuideDraft(slug="web", title="Web", format="bank", sections=(section,), topics=(topic,))


def test_a_second_import_keeps_the_editors_text_and_says_what_waits(admin_client, now):
    import_draft(a_guide("Wich status is it?"), now=now)
    question = Question.objects.get(authored=True)
    url = page_of(question)
    admin_client.post(url, filled(admin_client.get(url), stem="Which status says it?"))

    import_draft(a_guide("Which code is it?"), now=now)

    question.refresh_from_db()
    assert question.stem == "Which status says it?"
    assert question.versions.get(is_current=True).stem == "Which status says it?"
    assert "An import brought a change of its own; what stands here stays." in admin_client.get(url).text


def test_an_edited_generated_question_survives_an_import_that_changes_its_point(admin_client, now):
    import_draft(a_guide("Which?"), now=now)
    flashcard = Question.objects.get(kind="recall")
    url = page_of(flashcard)
    admin_client.post(url, filled(admin_client.get(url), answer="**201**: it was made, and where it is"))

    draft = a_guide("Which?")
    (topic,) = draft.topics
    point = replace(topic.points[0], body=Term(term="201", definition="a row was created"))
    import_draft(replace(draft, topics=(replace(topic, points=(point,)),)), now=now)

    flashcard.refresh_from_db()
    assert flashcard.answer == "**201**: it was made, and where it is"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"options__1__is_key": "on"}, "2 options marked as right: mark exactly one, or save it as a draft."),
        ({"options__0__is_key": None}, "No option marked as right: mark exactly one, or save it as a draft."),
        (
            {"options__1__why": ""},
            "Its reason is missing: say why it is right or wrong, as it is shown after the answer, "
            "or save it as a draft.",
        ),
        (
            {"options__1__text": "201 creatd"},
            "This option stands here twice: reword or remove one of them, or save it as a draft.",
        ),
        ({"options__2__DELETE": "on"}, "There are 2 options: give three to five, or save it as a draft."),
    ],
)
def test_options_that_cannot_be_asked_are_refused_with_the_remedy(admin_client, choice, changes, expected):
    url = page_of(choice)
    answer = admin_client.post(url, filled(admin_client.get(url), **changes))

    assert answer.status_code == 200
    assert expected in errors(answer)
    assert choice.versions.count() == 1


def test_a_true_or_false_question_has_exactly_two_options(admin_client):
    question = factories.QuestionFactory(kind="true-false", options=[("True", True), ("False", False)])
    url = page_of(question)
    answer = admin_client.post(url, another(admin_client.get(url), "options", text="Maybe", why="It depends."))
    assert "A true-or-false question has two options, not 3: " in errors(answer)


def test_a_new_question_is_authored_and_has_its_first_version(admin_client):
    point = factories.PointFactory(slug="created", topic__slug="http", topic__guide__slug="web")
    url = reverse("admin:content_question_add") + "?kind=single-choice"
    data = filled(admin_client.get(url), point=point.pk, stem="Which status says that a row was made?")
    for number, text in enumerate(["201", "204", "302"]):
        data |= {f"options-{number}-text": text, f"options-{number}-why": f"Because of {text}."}
    data["options-0-is_key"] = "on"
    assert admin_client.post(url, data).status_code == 302

    question = Question.objects.get()
    assert (question.authored, question.snapshot, question.kind) == (True, {}, "single-choice")
    assert question.variant == "which-status-says-that-a-row-was-made"
    version = question.versions.get()
    assert (version.number, [option["text"] for option in version.options]) == (1, ["201", "204", "302"])
    assert [row.position for row in question.options.all()] == [1, 2, 3]

    again = admin_client.post(url, data)
    assert "The point has a question of this kind and wording already: edit that one." in errors(again)


def test_a_new_question_asks_for_its_kind_first(admin_client):
    page = admin_client.get(reverse("admin:content_question_add") + "?point=7")
    assert [label for _, label in page.context["links"]] == [
        "Flashcard",
        "Multiple choice",
        "Select all that apply",
        "True or false",
        "Cloze",
        "Code reading",
        "Find the flaw",
        "Ordering",
        "Matching",
        "Spoken",
    ]
    assert "?point=7&amp;kind=recall" in page.text


def test_a_new_flashcard_without_an_answer_is_refused(admin_client):
    url = reverse("admin:content_question_add") + "?kind=recall"
    data = filled(admin_client.get(url), point=factories.PointFactory().pk, stem="What is a hook?")
    assert admin_client.post(url, data).context["adminform"].form.errors == {"answer": ["This field is required."]}


def test_a_criterion_added_to_a_spoken_question_gets_an_id_and_goes_to_the_end(admin_client):
    question = factories.QuestionFactory(kind="spoken")
    factories.QuestionCriterionFactory(question=question, slug="cost", position=4)
    url = page_of(question)
    data = another(admin_client.get(url), "criteria", text="Names the risk", must="on", cues="risk\r\ndanger")
    assert admin_client.post(url, data).status_code == 302

    added = question.criteria.last()
    assert (added.slug, added.position, added.must, added.cues) == ("names-the-risk", 5, True, ["risk", "danger"])
    current = question.versions.get(is_current=True)
    assert [criterion["slug"] for criterion in current.criteria] == ["cost", "names-the-risk"]


def test_questions_are_retired_and_published_again_from_the_list(admin_client):
    questions = factories.QuestionFactory.create_batch(2)
    url = reverse("admin:content_question_changelist")
    chosen = {"_selected_action": [question.pk for question in questions]}

    answer = admin_client.post(url, {"action": "retire", **chosen}, follow=True)
    assert "2 questions retired." in answer.text
    assert Question.objects.filter(state="retired", retired_at__isnull=False).count() == 2

    questions[0].refresh_from_db()
    answer = admin_client.post(url, {"action": "publish", "_selected_action": [questions[0].pk]}, follow=True)
    assert "1 question published." in answer.text
    answer = admin_client.post(url, {"action": "publish", "_selected_action": [questions[0].pk]}, follow=True)
    assert "No questions published: they were already." in answer.text


def test_a_question_retired_in_its_form_has_its_date_and_loses_it_when_published(admin_client, choice):
    url = page_of(choice)
    admin_client.post(url, filled(admin_client.get(url), state="retired"))
    choice.refresh_from_db()
    assert choice.retired_at is not None

    admin_client.post(url, filled(admin_client.get(url), state="published"))
    choice.refresh_from_db()
    assert (choice.state, choice.retired_at) == ("published", None)
