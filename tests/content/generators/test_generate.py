from dataclasses import replace

from content.drafts import (
    BestPractice,
    Explanation,
    InterviewTip,
    Option,
    Pitfall,
    QuestionDraft,
    QuestionKind,
    Statement,
    TopicDraft,
    question_id,
)
from tests.content.generators.facts import GUIDE, made, only, pitfall, plain_topics, point, terms, topic

SHELF = (
    topic(
        "Sourdough",
        point("summary", Explanation(text="Leavens dough with wild yeast and lactic bacteria.")),
        point("feed", BestPractice(text="Feed the starter before each bake.", why="A hungry one rises slowly.")),
        point("weigh", BestPractice(text="Weigh the water.")),
        *terms("stage", {"autolyse": "flour and water rest", "proof": "shaped loaves rise", "bake": "heat sets crumb"}),
        pitfall("cold", "putting cold starter into the bowl", "resting the dough for an hour", "scoring a loaf twice"),
        point("salt", Statement(text="Salt slows the yeast.", is_true=True, why="It draws water from the cells.")),
        point("tip", InterviewTip(tip="Say why time matters.")),
    ),
    *plain_topics(
        {"Cheese": "Curdles milk with rennet and lets it ripen.", "Beer": "Ferments malted grain with hops."}
    ),
)


def identities(*topics: TopicDraft) -> set[str]:
    return {str(question_id(GUIDE, q.topic, q.point, q.kind, q.variant)) for q in made(*topics).questions}


def test_the_same_facts_give_the_same_questions() -> None:
    assert repr(made(*SHELF)) == repr(made(*SHELF))
    assert len(made(*SHELF).questions) > len(SHELF[0].points)


def test_every_point_has_exactly_one_flashcard() -> None:
    cards = only(made(*SHELF), QuestionKind.RECALL)
    assert [(card.topic, card.point) for card in cards] == [(t.slug, p.slug) for t in SHELF for p in t.points]


def test_no_two_questions_share_an_id() -> None:
    assert len(identities(*SHELF)) == len(made(*SHELF).questions)


def test_reordering_points_keeps_every_id_and_every_option() -> None:
    turned = replace(SHELF[0], points=SHELF[0].points[::-1])
    assert identities(turned, *SHELF[1:]) == identities(*SHELF)
    options = {q.point: q.options for q in only(made(*SHELF), QuestionKind.SINGLE_CHOICE, variant="term")}
    assert options == {q.point: q.options for q in only(made(turned), QuestionKind.SINGLE_CHOICE, variant="term")}


def test_rewording_a_point_keeps_its_ids() -> None:
    points = tuple(
        replace(p, body=replace(p.body, fix="warm it first")) if isinstance(p.body, Pitfall) else p
        for p in SHELF[0].points
    )
    reworded = replace(SHELF[0], points=points)
    assert identities(reworded, *SHELF[1:]) == identities(*SHELF)
    assert made(reworded).questions != made(SHELF[0]).questions


def test_a_new_sibling_displaces_at_most_one_option_of_a_question() -> None:
    names = [f"stage {letter}" for letter in "abcdefgh"]
    definitions = {name: f"step {at} makes crumb{at} and crust{at}" for at, name in enumerate(names, 11)}
    before = made(topic("Bread", *terms("stage", dict(list(definitions.items())[:7]))))
    after = made(topic("Bread", *terms("stage", definitions)))
    then = {q.point: set(q.options) for q in only(before, QuestionKind.SINGLE_CHOICE, variant="term")}
    now = {q.point: set(q.options) for q in only(after, QuestionKind.SINGLE_CHOICE, variant="term")}
    assert len(then) == 7
    assert all(len(now[slug] - then[slug]) <= 1 for slug in then)


def test_a_topic_with_questions_of_its_own_is_not_asked_for_by_its_name() -> None:
    kind, first = QuestionKind.SINGLE_CHOICE, SHELF[0].slug
    assert only(made(*SHELF), kind, variant="topic", topic=first)
    authored = QuestionDraft(kind=QuestionKind.CLOZE, topic=first, point="p", stem="____", authored=True)
    asked = only(made(replace(SHELF[0], questions=(authored,)), *SHELF[1:]), kind, variant="topic")
    assert asked and first not in {question.topic for question in asked}


def test_authored_questions_come_first_and_unchanged_even_with_flaws() -> None:
    authored = QuestionDraft(
        kind=QuestionKind.SINGLE_CHOICE,
        topic="sourdough",
        point="cold",
        variant="mistake",
        stem="?",
        options=(Option(text="one", is_key=True),),
        authored=True,
    )
    generated = made(replace(SHELF[0], questions=(authored,)), *SHELF[1:])
    assert generated.questions[0] == authored
    assert only(generated, QuestionKind.SINGLE_CHOICE, variant="mistake") == [authored]


def reasons(subject: TopicDraft) -> dict[QuestionKind, str]:
    return {item.kind: item.reason for item in made(subject).not_generated}


def test_each_missing_kind_has_a_reason_that_says_what_to_add() -> None:
    bare = reasons(topic("Bare"))
    assert set(bare) == set(QuestionKind)
    assert "`summary`" in bare[QuestionKind.RECALL]
    assert "`statements`" in bare[QuestionKind.TRUE_FALSE]
    assert "`interview`" in bare[QuestionKind.SPOKEN]
    assert "`mcqs`" in bare[QuestionKind.SINGLE_CHOICE]


def test_kinds_that_are_made_have_no_reason() -> None:
    missing = {item.kind for item in made(*SHELF).not_generated if item.topic == "sourdough"}
    assert missing == {
        QuestionKind.MULTIPLE_CHOICE,
        QuestionKind.CLOZE,
        QuestionKind.CODE_READING,
        QuestionKind.FIND_THE_FLAW,
        QuestionKind.ORDERING,
    }
    assert "`steps`" in reasons(SHELF[0])[QuestionKind.ORDERING]


def test_a_topic_with_fix_only_pitfalls_is_told_what_its_choice_questions_lack() -> None:
    reason = reasons(topic("Bare", point("p", Pitfall(fix="Avoid haste."))))[QuestionKind.SINGLE_CHOICE]
    assert "`mistake` and two `distractors`" in reason
