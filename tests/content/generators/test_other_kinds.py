from content.drafts import BestPractice, Criterion, Explanation, InterviewTip, Pitfall, QuestionKind, Statement
from tests.content.generators.facts import made, only, point, texts, topic


def test_a_statement_becomes_true_or_false_with_its_reason_on_both() -> None:
    salt = point("salt", Statement(text="Salt slows yeast.", is_true=True, why="It draws water."))
    (question,) = only(made(topic("Bread", salt)), QuestionKind.TRUE_FALSE)
    assert question.stem == "Salt slows yeast."
    assert [(o.text, o.is_key, o.why) for o in question.options] == [
        ("True", True, "It draws water."),
        ("False", False, "It draws water."),
    ]


def test_a_prompt_is_spoken_with_its_model_answer_criteria_and_follow_ups() -> None:
    criteria = (Criterion(slug="gas", text="gas", must=True),)
    tip = InterviewTip(
        tip="Name time.", prompt="Why wait?", model_answer="Gas forms.", criteria=criteria, follow_ups=("How long?",)
    )
    (question,) = only(made(topic("Bread", point("wait", tip))), QuestionKind.SPOKEN)
    assert question.stem == "Why wait?"
    assert question.answer == "Gas forms.\n\n**Then they may ask:**\n\n- How long?"
    assert question.criteria == criteria


def test_a_tip_alone_is_its_own_prompt_and_answered_with_the_explanation() -> None:
    bread = topic(
        "Bread", point("summary", Explanation(text="Baked dough.")), point("tip", InterviewTip(tip="Name time."))
    )
    (question,) = only(made(bread), QuestionKind.SPOKEN)
    assert (question.stem, question.answer) == ("Name time.", "Name time.\n\nBaked dough.")


def test_a_prompt_that_nobody_has_answered_says_so() -> None:
    (question,) = only(made(topic("Bread", point("p", InterviewTip(prompt="Why wait?")))), QuestionKind.SPOKEN)
    assert question.answer == "No model answer has been written yet."


PRACTICES = {
    "Bread": "Carefully weigh water and flour with one scale before kneading dough by hand",
    "Beer": "Carefully clean every kettle and hose with hot lye before brewing barley worts",
    "Cheese": "Carefully turn young wheels daily and brush rinds with brine before ripening",
    "Honey": "Carefully leave enough combs inside hives before winter storms keep bees indoors",
}


def test_practices_chosen_by_similarity_are_drafts() -> None:
    topics = [topic(name, point("do", BestPractice(text=text))) for name, text in PRACTICES.items()]
    drafts = only(made(*topics), QuestionKind.SINGLE_CHOICE, variant="similar")
    assert [draft.topic for draft in drafts] == ["bread", "beer", "cheese", "honey"]
    assert not any(draft.published for draft in drafts)
    assert drafts[0].stem == "Which of these is a best practice for Bread?"


def test_a_practice_that_is_also_true_is_no_option_even_of_a_draft() -> None:
    topics = [
        topic(name, point("do", BestPractice(text=text), also_true_for=("bread",) if name == "Beer" else ()))
        for name, text in PRACTICES.items()
    ]
    drafts = only(made(*topics), QuestionKind.SINGLE_CHOICE, variant="similar")
    (bread,) = (draft for draft in drafts if draft.topic == "bread")
    assert texts(bread) == {text for name, text in PRACTICES.items() if name != "Beer"}


def test_unlike_practices_tempt_nobody_and_give_no_draft() -> None:
    texts_ = ("Weigh flour twice", "Clean hoses daily", "Turn wheels slowly")
    topics = [topic(f"Topic{at}", point("do", BestPractice(text=text))) for at, text in enumerate(texts_)]
    assert only(made(*topics), QuestionKind.SINGLE_CHOICE, variant="similar") == []


def test_a_fix_is_compared_with_fixes_only() -> None:
    topics = [topic(name, point("do", Pitfall(fix=text))) for name, text in PRACTICES.items()]
    mistake = topic("Ham", point("do", Pitfall(mistake="carefully hanging hams wet before smoking them over oak")))
    drafts = only(made(*topics, mistake), QuestionKind.SINGLE_CHOICE, variant="similar")
    assert {draft.topic for draft in drafts} == {"bread", "beer", "cheese", "honey"}
    assert drafts[0].stem == "Which of these warnings belongs to Bread?"
