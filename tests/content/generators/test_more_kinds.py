"""Ordering, matching, find the flaw and cloze, from the facts of a topic."""

import pytest

from content.drafts import CodeExample, Distractor, QuestionKind, Steps, Term
from tests.content.generators.facts import cells, made, only, point, terms, texts, topic

RISES = {"proof": "the last rise in the tin", "bulk rise": "the first one, of all dough", "autolyse": "flour and water"}
OTHER_REASONS = tuple(
    Distractor(text=text, why_wrong="It does not.") for text in ("it mixes too long", "it never rises")
)
SOURCE = "dough = mix()\nbake(dough)\nrise(dough)"


def flawed(caption: str = "") -> CodeExample:
    return CodeExample(
        caption=caption,
        source=SOURCE,
        language="python",
        flaw_line=2,
        flaw_prompt="What is wrong?",
        flaw_answer="it bakes too early",
        flaw_why="Dough has to rise first.",
    )


def test_steps_become_an_ordering_question_with_their_other_right_orders() -> None:
    steps = Steps(prompt="How is bread made?", items=("mix", "rise", "bake"), orders=("2 1 3",))
    (question,) = only(made(topic("Bread", point("make", steps))), QuestionKind.ORDERING)
    assert (question.stem, question.orders) == ("How is bread made?", ("2 1 3",))
    assert [option.text for option in question.options] == ["mix", "rise", "bake"]


def test_two_steps_are_a_coin_and_nine_too_many() -> None:
    for items in (("mix", "bake"), tuple(f"step {n}" for n in range(9))):
        bread = topic("Bread", point("make", Steps(prompt="How?", items=items)))
        assert only(made(bread), QuestionKind.ORDERING) == []


def test_a_flaw_with_three_reasons_asks_for_its_line_and_its_reason() -> None:
    code = point("late", flawed(), distractors=OTHER_REASONS)
    (question,) = only(made(topic("Bread", code)), QuestionKind.FIND_THE_FLAW)
    assert (question.stem, question.code, question.flaw_line) == ("What is wrong?", SOURCE, 2)
    assert texts(question) == {"it bakes too early", "it mixes too long", "it never rises"}
    assert [option.why for option in question.options if option.is_key] == ["Dough has to rise first."]


@pytest.mark.parametrize(("caption", "lead"), [("Oven, 220 °C", "Oven, 220 °C: "), ("Python", ""), ("", "")])
def test_a_flaw_s_question_begins_with_the_caption_that_says_more_than_the_language(caption: str, lead: str) -> None:
    code = point("late", flawed(caption), distractors=OTHER_REASONS)
    (question,) = only(made(topic("Bread", code)), QuestionKind.FIND_THE_FLAW)
    assert question.stem == f"{lead}What is wrong?"


def test_a_flaw_with_fewer_reasons_is_not_asked_so() -> None:
    one = (Distractor(text="it mixes too long", why_wrong="It does not."),)
    assert only(made(topic("Bread", point("late", flawed(), distractors=one))), QuestionKind.FIND_THE_FLAW) == []


def test_the_terms_of_a_group_are_matched_with_their_definitions() -> None:
    (question,) = only(made(topic("Bread", *terms("rises", RISES))), QuestionKind.MATCHING, variant="group-rises")
    assert {option.text: option.match for option in question.options} == RISES
    assert question.point in {"proof", "bulk-rise", "autolyse"}


def test_the_subjects_of_a_comparison_are_matched_with_their_cells() -> None:
    said = {"Rye": "sour and dense", "Wheat": "light and mild", "Spelt": "nutty and dry"}
    (question,) = only(
        made(topic("Bread", *cells("taste", "{cell}: which is it?", said))),
        QuestionKind.MATCHING,
        variant="facet-taste",
    )
    assert {option.text: option.match for option in question.options} == said


def test_pairs_that_cannot_be_told_apart_or_that_give_themselves_away_are_left_out() -> None:
    same = RISES | {"knock back": RISES["proof"]}
    assert only(made(topic("Bread", *terms("rises", same))), QuestionKind.MATCHING, variant="group-rises") == []
    echo = RISES | {"cold rise": "a cold one over night"}
    (question,) = only(made(topic("Bread", *terms("rises", echo))), QuestionKind.MATCHING, variant="group-rises")
    assert "cold rise" not in texts(question) and len(question.options) == 3


def test_of_many_pairs_five_are_asked_and_a_new_one_changes_one_of_them_at_most() -> None:
    many = {f"dough {n}": f"kneaded by baker number {chr(97 + n)}" for n in range(8)}
    (one,) = only(made(topic("Bread", *terms("doughs", many))), QuestionKind.MATCHING, variant="group-doughs")
    more = many | {"sponge": "left alone with yeast"}
    (other,) = only(made(topic("Bread", *terms("doughs", more))), QuestionKind.MATCHING, variant="group-doughs")
    assert len(one.options) == len(other.options) == 5
    assert len(texts(one) - texts(other)) <= 1


def test_a_term_whose_other_names_are_known_is_asked_by_name() -> None:
    term = Term(term="poolish", definition="a wet mix that ferments first", accepted=("levain",))
    (question,) = only(made(topic("Bread", point("poolish", term))), QuestionKind.CLOZE, variant="term")
    assert question.stem == "Bread: “a wet mix that ferments first” describes ____."
    assert [option.text for option in question.options] == ["poolish | levain"]


def test_a_blank_is_not_filled_by_the_topic_s_name_before_it() -> None:
    term = Term(term="Poolish", definition="a wet mix that ferments first", accepted=("levain",))
    (question,) = only(made(topic("Poolish", point("poolish", term))), QuestionKind.CLOZE, variant="term")
    assert question.stem == "“a wet mix that ferments first” describes ____."


def test_a_generated_question_with_an_error_is_left_for_an_editor() -> None:
    steps = Steps(prompt="Put the steps of baking in order.", items=("Mix", "mix", "Bake"))
    (ordering,) = only(made(topic("Bread", point("baking", steps))), QuestionKind.ORDERING)
    assert not ordering.published


def test_a_term_that_is_long_or_stands_in_its_definition_or_has_no_other_names_is_not() -> None:
    for term in (
        Term(term="poolish", definition="a wet mix that ferments first"),
        Term(term="a very long name indeed", definition="a wet mix", accepted=("poolish",)),
        Term(term="poolish", definition="a poolish is wet", accepted=("pre-ferment",)),
    ):
        assert only(made(topic("Bread", point("poolish", term))), QuestionKind.CLOZE, variant="term") == []


def test_generated_choices_do_not_all_have_the_right_option_first() -> None:
    many = {f"dough {n}": f"kneaded by baker number {chr(97 + n)}" for n in range(12)}
    questions = only(made(topic("Bread", *terms("doughs", many))), QuestionKind.SINGLE_CHOICE, variant="term")
    places = [[option.is_key for option in question.options].index(True) for question in questions]
    assert len(questions) == 12 and set(places) == {0, 1, 2}
