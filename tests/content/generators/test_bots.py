"""Bots that know nothing find what gives right options away, and nothing where nothing does."""

from content.drafts import Option, QuestionDraft, QuestionKind, TopicDraft
from content.generators import bots
from content.generators.rules.company import Company

TOPICS = [
    TopicDraft(slug="tide", name="Tides", section="sea"),
    TopicDraft(slug="rope", name="Ropes", section="sea", aliases=("hawser",)),
]


def asked(*texts: str, stem: str = "What moves the water?", key: int = 0, **fields: object) -> QuestionDraft:
    options = tuple(Option(text=text, is_key=number == key, why="So.") for number, text in enumerate(texts))
    return QuestionDraft(kind=QuestionKind.SINGLE_CHOICE, topic="tide", point="p", stem=stem, options=options, **fields)


def result_of(bot: str, *questions: QuestionDraft) -> bots.Result:
    return bots.answer(questions, Company(TOPICS, questions))[bot]


def test_the_longest_and_the_shortest_option_are_found_and_a_tie_is_worth_its_chance() -> None:
    long = asked("the pull of the moon", "wind", "heat")
    tied = asked("moon", "wind", "heat")
    assert result_of("longest", long).score == 1
    assert result_of("longest", tied).score == result_of("longest", tied).chance == 1 / 3
    assert result_of("shortest", long).score == 0
    assert result_of("shortest", asked("moon", "the wind", "heat of the sun")).score == 1


def test_words_of_the_question_that_come_again_are_found() -> None:
    assert result_of("overlap", asked("water that moves", "a wind", "some heat")).score == 1
    assert result_of("overlap", asked("the moon", "water that moves", "some heat")).score == 0


def test_the_usual_place_is_found() -> None:
    questions = [asked("a", "b", "c"), asked("d", "e", "f"), asked("g", "h", "i", key=2)]
    assert result_of("position", *questions).score == 2 / 3


def test_options_that_rule_themselves_out_are_left_out() -> None:
    assert result_of("elimination", asked("the moon", "always the wind", "a hawser")).score == 1
    assert result_of("elimination", asked("the moon", "always the wind", "the sun")).score == 1 / 2
    assert result_of("elimination", asked("only the moon", "the wind", "the sun")).score == 0


def test_only_questions_with_one_right_option_are_asked() -> None:
    free = QuestionDraft(kind=QuestionKind.RECALL, topic="tide", point="p", stem="What moves the water?")
    assert result_of("longest", free).questions == 0
    assert result_of("longest", free, asked("a", "b", "c")).questions == 1


def test_the_limit_is_five_points_above_chance_or_two_standard_errors() -> None:
    """Of 100 questions at 1/3 the standard error is 4.7 points, of 10,000 it is 0.47."""
    assert round(bots.Result(0, 1 / 3, 100).limit, 3) == 0.428
    assert round(bots.Result(0, 1 / 3, 10_000).limit, 3) == 0.383
