from dataclasses import replace

import pytest

from content.drafts import QuestionDraft, QuestionKind, Term, TopicDraft
from tests.content.generators.facts import cells, made, only, pitfall, right, terms, texts, topic

STAGES = {
    "autolyse": "flour and water rest before salt goes in",
    "bulk rise": "the whole dough ferments in one bowl",
    "proof": "shaped loaves swell a last time",
    "scoring": "a blade opens the skin before the oven",
}


def choices(subject: TopicDraft, variant: str) -> list[QuestionDraft]:
    return only(made(subject), QuestionKind.SINGLE_CHOICE, variant=variant)


def test_terms_of_a_group_are_wrong_options_for_one_another() -> None:
    questions = choices(topic("Bread", *terms("stage", STAGES)), "term")
    assert [right(question) for question in questions] == list(STAGES)
    assert all(len(question.options) == 3 and texts(question) <= set(STAGES) for question in questions)
    assert questions[0].stem == "Bread: which of these does this describe? “flour and water rest before salt goes in”"
    assert {option.text: option.why for option in questions[2].options}["proof"] == ("Shaped loaves swell a last time.")


def test_two_terms_or_terms_without_group_give_no_choice() -> None:
    assert choices(topic("Bread", *terms("stage", dict(list(STAGES.items())[:2]))), "term") == []
    assert choices(topic("Bread", *terms("", STAGES)), "term") == []


def test_a_definition_does_not_name_its_term() -> None:
    said = {**STAGES, "scoring": "scores made by a sharp blade before baking"}
    question = choices(topic("Bread", *terms("stage", said)), "term")[3]
    assert "“____ made by a sharp blade before baking”" in question.stem


@pytest.mark.parametrize(
    ("name", "noun", "lead"),
    [
        ("Flour, Water, Salt", "a dough", "Dough"),
        ("Baking vs Frying", "heat", "Heat"),
        ("Kitchen: Bread", "making bread", "Making bread"),
        ("Sourdough Bread", "a loaf", "Sourdough Bread"),
        ("Flour, Water, Salt", "", "Flour, Water, Salt"),
    ],
)
def test_a_name_that_lists_or_compares_gives_way_to_the_noun(name: str, noun: str, lead: str) -> None:
    asked = choices(topic(name, *terms("stage", STAGES), noun=noun), "term")
    assert asked[0].stem.startswith(f"{lead}: which of these does this describe? “")


def test_a_sibling_that_the_definition_names_is_no_option() -> None:
    said = {**STAGES, "autolyse": "a rest that comes ahead of the bulk rise"}
    question = choices(topic("Bread", *terms("stage", said)), "term")[0]
    assert texts(question) == {"autolyse", "proof", "scoring"}


def test_a_synonym_is_no_wrong_option() -> None:
    points = terms("stage", STAGES)
    proof = Term(term="proof", definition=STAGES["proof"], group="stage", accepted=("bulk rise",))
    points[2] = replace(points[2], body=proof)
    question = choices(topic("Bread", *points), "term")[2]
    assert texts(question) == {"proof", "autolyse", "scoring"}


def test_the_topic_is_not_named_where_only_the_right_term_repeats_it() -> None:
    said = {**STAGES, "bread proof": "shaped pieces swell a last time"}
    question = next(q for q in choices(topic("Bread", *terms("stage", said)), "term") if right(q) == "bread proof")
    assert question.stem == "Which of these does this describe? “shaped pieces swell a last time”"
    assert question.published


STYLES = {
    "Yeast": "It raises dough within an hour.",
    "Starter": "It raises dough overnight.",
    "Soda": "It raises dough in the oven.",
}


def test_subjects_of_a_comparison_are_the_options_of_its_cells() -> None:
    questions = choices(topic("Bread", *cells("speed", "{cell}: which leaven is that?", STYLES)), "cell")
    assert [right(question) for question in questions] == ["Yeast", "Starter", "Soda"]
    assert all(texts(question) == set(STYLES) for question in questions)
    assert questions[0].stem == "It raises dough within an hour: which leaven is that?"
    assert {option.why for option in questions[0].options} == set(STYLES.values())


def test_a_comparison_of_two_gives_no_choice_and_says_why() -> None:
    two = topic("Bread", *cells("speed", "{cell}: which?", dict(list(STYLES.items())[:2])))
    assert choices(two, "cell") == []
    (reason,) = (n.reason for n in made(two).not_generated if n.kind is QuestionKind.SINGLE_CHOICE)
    assert "no comparison of three subjects" in reason


def test_a_cell_that_says_the_same_of_two_subjects_is_not_asked() -> None:
    points = cells("speed", "{cell}: which?", {**STYLES, "Foam": "It raises dough overnight"})
    asked = [right(question) for question in choices(topic("Bread", *points), "cell")]
    assert asked == ["Yeast", "Soda"]


def test_a_mistake_stands_among_authored_sound_practices() -> None:
    sound = ("resting the dough for an hour", "scoring the loaf with a blade")
    (question,) = choices(
        topic("Bread", pitfall("cold", "using ice water in the dough", *sound), noun="a loaf"), "mistake"
    )
    assert question.stem == "Which of these is a mistake typical of a loaf?"
    assert right(question) == "using ice water in the dough"
    assert texts(question) == {right(question), *sound}
    key = next(option for option in question.options if option.is_key)
    assert key.why == "Every row costs a trip. Instead: fetch them together."
    assert all(option.why for option in question.options)


def test_one_authored_distractor_is_too_few() -> None:
    assert choices(topic("Bread", pitfall("cold", "using ice water", "resting the dough")), "mistake") == []


def test_three_authored_distractors_all_serve() -> None:
    sound = ("resting the dough", "scoring the loaf", "weighing the salt")
    (question,) = choices(topic("Bread", pitfall("cold", "using ice water", *sound)), "mistake")
    assert len(question.options) == 4


def test_another_mistake_of_the_topic_is_no_sound_practice() -> None:
    first = pitfall("cold", "using ice water", "baking at once", "resting the dough", "weighing the salt")
    second = pitfall("haste", "baking at once")
    (question,) = choices(topic("Bread", first, second), "mistake")
    assert "baking at once" not in texts(question)


def test_a_question_with_an_error_is_left_for_an_editor() -> None:
    subject = pitfall(
        "cold", "using ice water straight from the tap in each and every kind of dough", "resting", "proofing"
    )
    (question,) = choices(topic("Bread", subject), "mistake")
    assert not question.published
