"""The keys of a topic that hold questions of their own: choices of several, blanks, code that is read."""

import pytest

from content.drafts import Accepted, CodeExample, GuideDraft, QuestionKind, Steps
from content.formats import bank_yaml

HEAD = """guide: {id: g, title: G}
sections: [{id: s, name: S, topics: [t]}]
topics:
- id: t
  name: T
  section: s
  summary: It is so.
"""
THREE = "[{text: a, key: true, why: x}, {text: b, why: y}, {text: c, why: z}]"
TWO_KEYS = "[{text: a, key: true, why: x}, {text: b, key: true, why: y}, {text: c, why: z}]"


def read(text: str) -> GuideDraft:
    return bank_yaml.read({"bank.yaml": (HEAD + text).encode()})


def refused(text: str) -> list[str]:
    return [item.reason for item in read(text).rejected]


def test_a_choice_of_several_says_so() -> None:
    (question,) = (
        read(f"  mcqs: [{{id: m, point: summary, stem: Q, select_all: true, options: {TWO_KEYS}}}]\n")
        .topics[0]
        .questions
    )
    assert (question.kind, question.variant) == (QuestionKind.MULTIPLE_CHOICE, "m")
    assert [option.is_key for option in question.options] == [True, True, False]


@pytest.mark.parametrize(
    ("select_all", "options", "reason"),
    [
        ("true", THREE, "1 options have key: true: mark two or more, and not all, where select_all is true"),
        ("false", TWO_KEYS, "2 options have key: true: mark exactly one"),
    ],
)
def test_keys_that_do_not_fit_are_refused(select_all: str, options: str, reason: str) -> None:
    (found,) = refused(f"  mcqs: [{{id: m, point: summary, stem: Q, select_all: {select_all}, options: {options}}}]\n")
    assert reason in found


def test_a_sentence_with_blanks_takes_its_answers_out_of_it() -> None:
    text = '  cloze: [{id: c, point: summary, text: "An {{index|indices}} spares a {{ scan }}.", why: It is sorted.}]\n'
    (question,) = read(text).topics[0].questions
    assert (question.kind, question.stem) == (QuestionKind.CLOZE, "An ____ spares a ____.")
    assert [(option.text, option.why) for option in question.options] == [
        ("index | indices", "It is sorted."),
        ("scan", "It is sorted."),
    ]


@pytest.mark.parametrize("text", ["no blank", "{{}}", "{{a|}}", "{{a}} {{b}} {{c}} {{d}}"])
def test_a_sentence_without_a_fair_number_of_blanks_is_refused(text: str) -> None:
    (found,) = refused(f'  cloze: [{{id: c, point: summary, text: "{text}"}}]\n')
    assert "has no blank, or more than three" in found


def test_what_code_does_is_asked_with_the_code() -> None:
    text = f"  code: [{{id: c, language: python, source: print(1), reading: {{question: What?, options: {THREE}}}}}]\n"
    (topic,) = read(text).topics
    (question,) = topic.questions
    assert (question.kind, question.point, question.code) == (QuestionKind.CODE_READING, "c", "print(1)")
    assert (question.code_language, question.stem, question.variant) == ("python", "What?", "")


@pytest.mark.parametrize(
    ("caption", "stem"),
    [
        ("Express with its default settings", "Express with its default settings: What is printed?"),
        ("JavaScript", "What is printed?"),
    ],
)
def test_what_code_does_is_asked_with_what_its_caption_says_of_the_code(caption: str, stem: str) -> None:
    reading = f"{{question: What is printed?, options: {THREE}}}"
    text = f"  code: [{{id: c, language: javascript, caption: {caption}, source: f(), reading: {reading}}}]\n"
    (question,) = read(text).topics[0].questions
    assert question.stem == stem


def test_code_begins_with_its_first_line_so_that_lines_are_counted_from_there() -> None:
    code = "  code:\n  - id: c\n    source: |\n\n      a = 1\n      b = 2\n"
    reason = "topics[0].code[0].source: begins with a blank line: begin with the first line of code, which is line 1"
    assert refused(code) == [reason]
    _, example = read(code.replace("|\n\n", "|\n")).topics[0].points
    assert isinstance(example.body, CodeExample)
    assert example.body.source == "a = 1\nb = 2"


def test_other_right_orders_are_kept_with_the_steps() -> None:
    text = "  steps: [{id: st, prompt: P, items: [a, b, c], also_right: [[2, 1, 3]]}]\n"
    body = read(text).topics[0].points[1].body
    assert isinstance(body, Steps) and body.orders == ("2 1 3",)


@pytest.mark.parametrize("order", ["[1, 2]", "[1, 1, 2]", "[1, 2, 3]", "[0, 1, 2]", "[2, 3, 4]"])
def test_an_order_that_is_none_is_refused(order: str) -> None:
    (found,) = refused(f"  steps: [{{id: st, prompt: P, items: [a, b, c], also_right: [{order}]}}]\n")
    assert "is no other order" in found


@pytest.mark.parametrize("keys", ["verify: none", "verify_why: no server"])
def test_an_example_that_is_not_verified_says_why(keys: str) -> None:
    (found,) = refused(f"  code: [{{id: c, source: x, {keys}}}]\n")
    assert "write both or neither" in found
    assert read("  code: [{id: c, source: x, verify: none, verify_why: no server}]\n").rejected == ()


def test_warnings_that_may_stay_are_named_with_their_reason() -> None:
    text = "  accepted: [{question: summary/recall, rule: 25, why: it is asked twice on purpose}]\n"
    accepted = (Accepted(question="summary/recall", rule=25, why="it is asked twice on purpose"),)
    assert read(text).topics[0].accepted == accepted


def test_a_question_of_a_point_that_is_not_there_is_refused() -> None:
    (found,) = refused('  cloze: [{id: c, point: gone, text: "An {{index}}."}]\n')
    assert 'the topic has no point "gone"' in found
