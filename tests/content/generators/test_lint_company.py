"""Rules that hold a question against the rest of its guide."""

from dataclasses import replace
from pathlib import Path

import pytest

from content.drafts import BestPractice, Contrast, Explanation, Option, Pitfall, QuestionDraft, QuestionKind, Term
from content.formats import paths, recognise
from content.generators.generate import generate
from content.generators.lint import problems
from content.generators.rules.company import Company
from content.generators.rules.problem import Part, Problem, Severity
from tests.content.generators.facts import point, topic

SHIPPED = Path(__file__).resolve().parents[3] / "content" / "fixtures" / "backend"

BREAD = topic(
    "Bread",
    point("levain", Term(term="levain", definition="ripe starter", group="starters")),
    point("poolish", Term(term="poolish", definition="wet starter", group="starters")),
    point("fold", Term(term="fold", definition="turning the dough over", group="moves")),
    point("shape-loaf", Contrast(facet="shape", prompt="{cell}?", subject="boule", text="round")),
    point("summary", Explanation(text="Leavens dough."), also_true_for=("sourdough",)),
    point("hurry", Pitfall(mistake="baking a loaf that has not risen", fix="wait until it has doubled")),
    point("heat", Pitfall(mistake="opening the oven all the while", fix="leave it shut")),
)
SOURDOUGH = topic("Sourdough", aliases=("sourdough", "wild yeast"))
REST = topic(
    "REST",
    point("cold", Pitfall(mistake="kneading cold dough", fix="warm it"), also_true_for=("bread",)),
    point("rest", BestPractice(text="Let the dough rest.")),
)
GUIDE = (BREAD, SOURDOUGH, REST)


def choice(*options: str, stem: str = "Which of these comes first in the morning?", at: str = "hurry", **more):
    """A question on Bread whose first option is the right one."""
    return QuestionDraft(
        kind=QuestionKind.SINGLE_CHOICE,
        topic="bread",
        point=at,
        stem=stem,
        options=tuple(Option(text=text, is_key=number == 0, why="so") for number, text in enumerate(options)),
        **more,
    )


def only(rule: int, question: QuestionDraft, *others: QuestionDraft) -> list[Problem]:
    found = problems(question, BREAD, Company(GUIDE, [question, *others]))
    return [problem for problem in found if problem.rule == rule]


def places(found: list[Problem]) -> list[tuple[Severity, Part, int | None]]:
    return [(problem.severity, problem.part, problem.option) for problem in found]


def warned_at(option: int) -> list[tuple[Severity, Part, int | None]]:
    return [(Severity.WARNING, Part.TEXT, option)]


@pytest.mark.parametrize("name", ["a sourdough loaf", "loaves of wild yeast", "the way of REST"])
def test_a_wrong_option_that_names_another_topic_rules_itself_out(name):
    assert places(only(13, choice("a warm oven", "a cold bowl", name))) == warned_at(2)


@pytest.mark.parametrize(
    "question",
    [
        choice("a sourdough loaf", "a cold bowl", "the way of REST"),
        choice("a warm oven", "a cold bowl", "an hour of rest"),
        choice("a warm oven", "a cold bowl", "a sourdough loaf", stem="What does sourdough lack in the morning?"),
        choice("Bread", "Sourdough", "REST", asks_topic=True),
    ],
    ids=["the right one does so too", "a word that is no name", "the question speaks of it", "topics are asked for"],
)
def test_naming_a_topic_is_no_flaw_where_it_rules_nothing_out(question):
    assert only(13, question) == []


def test_a_term_of_the_own_topic_is_no_other_topic():
    jest = topic("Unit tests")
    own = topic("API tests", *(point(name, Term(term=name, definition=name)) for name in ("unit tests", "load tests")))
    question = replace(choice("load tests", "unit tests", "contracts", at="load tests"), topic=own.slug)
    assert [found.rule for found in problems(question, own, Company([own, jest]))] == []


def test_options_from_different_groups_are_warned_of():
    (problem,) = only(17, choice("levain", "poolish", "fold"))
    assert (problem.severity, problem.part) == (Severity.WARNING, Part.QUESTION)
    assert "terms of “moves” and terms of “starters”" in problem.message
    assert only(17, choice("levain", "poolish", "boule")) != []
    assert only(17, choice("levain", "poolish", "a cold bowl")) == []


def test_a_right_option_that_alone_is_code_or_alone_is_none_is_warned_of():
    assert places(only(17, choice("`SELECT 1`", "a table", "an index"))) == warned_at(0)
    assert places(only(17, choice("a table", "`SELECT 1`", "`SELECT 2`"))) == warned_at(0)
    assert only(17, choice("`a`", "`b`", "`c`")) == []


def test_a_wrong_option_that_is_noted_as_true_of_the_topic_is_right_too():
    question = choice("baking a loaf that has not risen", "Kneading cold dough.", "Let the dough rest.")
    assert places(only(22, question)) == [(Severity.ERROR, Part.TEXT, 1)]


def test_another_mistake_of_the_same_topic_is_right_too_but_not_what_mends_it():
    question = choice("baking a loaf that has not risen", "opening the oven all the while", "kneading for an hour")
    assert places(only(22, question)) == [(Severity.ERROR, Part.TEXT, 1)]
    assert only(22, choice("levain", "poolish", "boule", at="levain")) == []


def test_a_topic_of_which_the_point_is_true_as_well_is_no_wrong_answer():
    question = choice("Bread", "Sourdough", "REST", at="summary", asks_topic=True)
    assert places(only(22, question)) == [(Severity.ERROR, Part.TEXT, 1)]
    assert only(22, replace(question, point="hurry")) == []


def test_a_question_asked_twice_in_the_same_words_is_warned_of():
    question = choice("a warm oven", "a cold bowl", "a wet cloth")
    twin = choice(
        "a warm oven", "a dry cloth", "a wet bowl", stem="Which of these comes FIRST in the mornings", at="heat"
    )
    other = choice("a hot stone", "a cold bowl", "a wet cloth", at="heat")
    assert places(only(25, question, twin)) == [(Severity.WARNING, Part.STEM, None)]
    assert only(25, question, other) == []
    assert only(25, question, replace(twin, code="bake()")) == []


def test_flashcards_are_held_against_each_other_too():
    front = QuestionDraft(kind=QuestionKind.RECALL, topic="bread", point="hurry", stem="What is levain?")
    assert len(only(25, front, replace(front, point="heat"))) == 1
    assert only(25, front) == []


@pytest.fixture(scope="module")
def shipped():
    draft = recognise.read(paths.collect(SHIPPED))
    return draft.topics, generate(draft.slug, draft.topics).questions


def test_no_published_question_of_the_shipped_bank_has_an_error(shipped):
    topics, questions = shipped
    company = Company(topics, questions)
    errors = [
        (question.topic, question.point, question.variant, problem.message)
        for question in questions
        if question.published
        for problem in problems(question, company.topics[question.topic], company)
        if problem.severity is Severity.ERROR
    ]
    assert len(questions) > 1000
    assert errors == []
