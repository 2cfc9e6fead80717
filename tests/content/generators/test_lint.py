from dataclasses import replace

import pytest

from content.drafts import Option, QuestionDraft, QuestionKind, Term
from content.generators.lint import problems
from content.generators.rules.problem import Part, Problem, Severity
from tests.content.generators.facts import point, topic

BREAD = topic("Bread", point("p", Term(term="levain", definition="ripe starter", accepted=("leaven",))))
STEM = "Which of these raises dough overnight?"


def choice(*options: str, stem: str = STEM, why: str = "so it is", kind: QuestionKind = QuestionKind.SINGLE_CHOICE):
    """A question whose first option is the right one."""
    return QuestionDraft(
        kind=kind,
        topic="bread",
        point="p",
        stem=stem,
        options=tuple(Option(text=text, is_key=at == 0, why=why) for at, text in enumerate(options)),
    )


def found(*options: str, stem: str = STEM, why: str = "so it is") -> dict[int, Severity]:
    """The rules broken by a question whose first option is the right one."""
    return {problem.rule: problem.severity for problem in problems(choice(*options, stem=stem, why=why), BREAD)}


def only(rule: int, *options: str, stem: str = STEM, why: str = "so it is") -> list[Problem]:
    return [found for found in problems(choice(*options, stem=stem, why=why), BREAD) if found.rule == rule]


def test_a_sound_question_has_no_problem() -> None:
    assert found("a ripe starter", "a salted brine", "a boiled syrup") == {}


@pytest.mark.parametrize(
    ("options", "rule", "at"),
    [
        (("starter", "brine"), 2, None),
        (("starter", "brine", "syrup", "water", "salt", "flour"), 2, None),
        (("starter", "brine", " Brine "), 3, 2),
        (("starter", "brine", "all of the above"), 6, 2),
        (("starter", "both A and B", "brine"), 6, 1),
        (("a ripe starter that was fed on the evening before", "a salted brine", "a boiled syrup"), 7, 0),
        (("starter", "brine", "Use for flour"), 21, 2),
        (("levain", "leaven", "brine"), 22, 1),
    ],
)
def test_an_error_names_the_option_it_belongs_to_or_the_question(options, rule, at) -> None:
    (problem,) = only(rule, *options)
    assert problem.severity is Severity.ERROR
    assert (problem.part, problem.option) == (Part.QUESTION if at is None else Part.TEXT, at)


def test_each_missing_reason_is_an_error_of_that_reason() -> None:
    found = problems(choice("starter", "brine", "syrup", why=" "), BREAD)
    assert [(p.rule, p.severity, p.part, p.option) for p in found] == [
        (24, Severity.ERROR, Part.REASON, at) for at in range(3)
    ]


def test_no_key_is_an_error_of_the_question_and_a_second_one_of_its_mark() -> None:
    def marked(*keys: int) -> list[tuple[int, Part, int | None]]:
        question = choice("yeast", "brine", "syrup")
        options = tuple(replace(option, is_key=at in keys) for at, option in enumerate(question.options))
        return [(p.rule, p.part, p.option) for p in problems(replace(question, options=options), BREAD)]

    assert marked() == [(1, Part.QUESTION, None)]
    assert marked(0, 2) == [(1, Part.MARK, 2)]


def test_several_right_options_are_two_at_least_and_never_all() -> None:
    def rules(*keys: int) -> list[int]:
        question = choice("yeast", "brine", "syrup", kind=QuestionKind.MULTIPLE_CHOICE)
        options = tuple(replace(option, is_key=at in keys) for at, option in enumerate(question.options))
        return [problem.rule for problem in problems(replace(question, options=options), BREAD)]

    assert rules(0, 2) == []
    assert rules(0) == rules(0, 1, 2) == [1]


def test_a_negative_question_is_an_error_of_the_stem_unless_stressed_or_quoted() -> None:
    options = ("a ripe starter", "a salted brine", "a boiled syrup")
    (plain,) = only(14, *options, stem="Which of these does not raise dough?")
    (stressed,) = only(14, *options, stem="Which of these does NOT raise dough?")
    assert (plain.severity, plain.part) == (Severity.ERROR, Part.STEM)
    assert (stressed.severity, stressed.part) == (Severity.WARNING, Part.STEM)
    assert 14 not in found(*options, stem="Which of these means “that which does not raise dough”?")


def test_a_negative_option_of_a_negative_question_is_an_error_of_the_option() -> None:
    stem = "Which of these does NOT raise dough?"
    (problem,) = only(15, "a starter", "no brine", "a syrup", stem=stem)
    assert (problem.severity, problem.option) == (Severity.ERROR, 1)


def test_repeating_the_topics_name_in_the_key_alone_is_an_error_and_another_word_a_warning() -> None:
    stem = "Which of these is typical of bread and ovens?"
    (error,) = only(12, "a bread knife", "a salted brine", "a boiled syrup", stem=stem)
    (warning,) = only(12, "a hot oven", "a salted brine", "a boiled syrup", stem=stem)
    assert error.severity is Severity.ERROR
    assert "“bread”" in error.message
    assert warning.severity is Severity.WARNING
    assert "“oven”" in warning.message


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        (("a starter fed in the evening hours today", "a salted brine or two", "a boiled syrup or two"), 7),
        (("yeast", "a brine with a lot of salt", "a syrup with a lot of sugar"), 8),
        (("a ripe starter of wild yeast", "a boiled syrup of sugar", "salt"), 9),
        (("usually a starter", "salted brine", "boiled syrup"), 11),
        (("a ripe starter", "always a brine", "never a syrup"), 10),
        (("ripe yeast starter", "starter of ripe yeast", "boiled syrup"), 4),
        (("the starter", "brine", "brine with salt"), 5),
        (("3 to 5 hours", "4 to 9 hours", "10 to 12 hours"), 5),
        (("a starter kept ripe", "a starter kept dry", "a starter kept wet"), 18),
        (("a ripe wild starter", "a ripe tame syrup", "a wild cold brine of starter"), 23),
        (("a ripe starter", "boiling the syrup", "salting the brine"), 16),
    ],
)
def test_a_cue_is_a_warning(options: tuple[str, ...], rule: int) -> None:
    assert found(*options).get(rule) is Severity.WARNING


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        (("HTTP/1.1", "HTTP/2", "HTTP/3"), 4),
        (("`{ shop: 1, total: -1 }`", "`{ total: -1, shop: 1 }`", "`{ shop: -1 }`"), 4),
        (("`map`", "`Map`", "`filter`"), 3),
        (("SET", "RESET", "GET"), 5),
        (("3 to 5 hours", "6 to 9 hours", "10 to 12 hours"), 5),
        (("GIN", "a hash index", "BRIN"), 9),
        (("a ripe starter", "a read-only brine", "an all-day syrup"), 10),
        (("kneading", "a brine", "boiling"), 16),
        (("string of dough", "a brine", "a syrup"), 16),
        (("a ripe starter", "a ripe brine", "a boiled syrup"), 23),
    ],
)
def test_what_only_looks_like_a_cue_is_none(options: tuple[str, ...], rule: int) -> None:
    assert rule not in found(*options)


def test_an_article_before_the_blank_has_to_fit_every_option() -> None:
    stem = "Bakers raise dough overnight with an ____."
    (problem,) = only(16, "old starter", "salted brine", "boiled syrup", stem=stem)
    assert (problem.severity, problem.part) == (Severity.WARNING, Part.STEM)
    assert 16 not in found("old starter", "iced brine", "oily syrup", stem=stem)
    assert 16 not in found("HTTP starter", "hour-old brine", "MX record", stem=stem)


@pytest.mark.parametrize(
    ("stem", "rule"),
    [
        ("Which statement is true of dough that rises overnight?", 19),
        ("Which one?", 19),
        (f"Which of these raises dough overnight, {'slowly ' * 80}?", 20),
    ],
)
def test_a_stem_that_asks_nothing_or_too_much_is_warned_of(stem: str, rule: int) -> None:
    (problem,) = only(rule, "a ripe starter", "a salted brine", "a boiled syrup", stem=stem)
    assert (problem.severity, problem.part) == (Severity.WARNING, Part.STEM)


def test_true_and_false_are_asked_for_their_number_and_their_reasons() -> None:
    def rules(*texts: str, why: str = "so") -> list[int]:
        return [problem.rule for problem in problems(choice(*texts, why=why, kind=QuestionKind.TRUE_FALSE), BREAD)]

    assert rules("True", "False") == []
    assert rules("True", "False", "Maybe") == [2]
    assert rules("True", "False", why="") == [24, 24]


def test_a_question_without_options_lacks_them_and_nothing_else() -> None:
    assert [problem.rule for problem in problems(choice(), BREAD)] == [1, 2]
    recall = QuestionDraft(kind=QuestionKind.RECALL, topic="bread", point="p", stem="What is levain?")
    assert problems(recall, BREAD) == []


def test_every_message_reads_on_after_a_comma() -> None:
    flawed = choice("bread, all of the above", "Use for it", "Use for it", why="", stem="Which is not of bread?")
    told = [problem.message for problem in problems(flawed, BREAD)]
    assert len(told) > 5
    assert all(message[0].isupper() and message[-1] not in ".!?" for message in told)
