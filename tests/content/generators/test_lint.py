import pytest

from content.drafts import Option, QuestionDraft, QuestionKind, Term
from content.generators.lint import Severity, problems
from tests.content.generators.facts import point, topic

BREAD = topic("Bread", point("p", Term(term="levain", definition="ripe starter", accepted=("leaven",))))


def found(
    *options: str, stem: str = "Which of these raises dough overnight?", why: str = "so it is"
) -> dict[int, Severity]:
    """The rules broken by a question whose first option is the right one."""
    question = QuestionDraft(
        kind=QuestionKind.SINGLE_CHOICE,
        topic="bread",
        point="p",
        stem=stem,
        options=tuple(Option(text=text, is_key=at == 0, why=why) for at, text in enumerate(options)),
    )
    return {problem.rule: problem.severity for problem in problems(question, BREAD)}


def test_a_sound_question_has_no_problem() -> None:
    assert found("a ripe starter", "a salted brine", "a boiled syrup") == {}


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        (("starter", "brine"), 2),
        (("starter", "brine", " Brine "), 3),
        (("starter", "brine", "all of the above"), 6),
        (("starter", "brine", "both A and B"), 6),
        (("a ripe starter that was fed on the evening before", "a salted brine", "a boiled syrup"), 7),
        (("starter", "brine", "Use for flour"), 21),
        (("levain", "leaven", "brine"), 22),
    ],
)
def test_an_error_keeps_the_question_back(options: tuple[str, ...], rule: int) -> None:
    assert found(*options).get(rule) is Severity.ERROR


def test_a_missing_reason_is_an_error() -> None:
    assert found("starter", "brine", "syrup", why=" ") == {24: Severity.ERROR}


def test_no_key_and_two_keys_are_errors() -> None:
    for keys in (0, 2):
        options = tuple(Option(text=t, is_key=at < keys, why="so") for at, t in enumerate(("yeast", "brine", "syrup")))
        question = QuestionDraft(
            kind=QuestionKind.SINGLE_CHOICE,
            topic="bread",
            point="p",
            stem="Which of these raises dough overnight?",
            options=options,
        )
        assert [problem.rule for problem in problems(question, BREAD)] == [1]


def test_a_negative_question_is_an_error_unless_stressed_or_quoted() -> None:
    options = ("a ripe starter", "a salted brine", "a boiled syrup")
    assert found(*options, stem="Which of these does not raise dough?")[14] is Severity.ERROR
    assert found(*options, stem="Which of these does NOT raise dough?")[14] is Severity.WARNING
    assert 14 not in found(*options, stem="Which of these means “that which does not raise dough”?")


def test_repeating_the_topics_name_in_the_key_alone_is_an_error_and_another_word_a_warning() -> None:
    stem = "Which of these is typical of bread and ovens?"
    assert found("a bread knife", "a salted brine", "a boiled syrup", stem=stem)[12] is Severity.ERROR
    assert found("a hot oven", "a salted brine", "a boiled syrup", stem=stem)[12] is Severity.WARNING


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        (("a starter fed in the evening hours today", "a salted brine or two", "a boiled syrup or two"), 7),
        (("usually a starter", "salted brine", "boiled syrup"), 11),
        (("a ripe starter", "always a brine", "never a syrup"), 10),
        (("ripe yeast starter", "starter of ripe yeast", "boiled syrup"), 4),
        (("the starter", "brine", "brine with salt"), 5),
    ],
)
def test_a_cue_is_a_warning(options: tuple[str, ...], rule: int) -> None:
    assert found(*options).get(rule) is Severity.WARNING


def test_true_and_false_are_only_asked_for_their_reasons() -> None:
    options = (Option(text="True", is_key=True, why="so"), Option(text="False", why="so"))
    question = QuestionDraft(kind=QuestionKind.TRUE_FALSE, topic="bread", point="p", stem="It rises.", options=options)
    assert problems(question, BREAD) == []
