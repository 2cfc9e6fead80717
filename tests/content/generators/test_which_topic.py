from dataclasses import replace

from content.drafts import BestPractice, Explanation, InterviewTip, QuestionDraft, QuestionKind, RealUse, TopicDraft
from tests.content.generators.facts import code, made, only, plain_topics, point, right, texts

PANTRY = {
    "Sourdough": "Sourdough leavens dough with wild yeast and bacteria.",
    "Cheddar": "Pressed curd that ripens for months in cloth.",
    "Lager": "Brewed cold from malted barley and hops.",
    "Honey": "Gathered nectar that bees thicken by fanning.",
}


def asked(*topics: TopicDraft) -> list[QuestionDraft]:
    return only(made(*topics), QuestionKind.SINGLE_CHOICE, variant="topic")


def of(slug: str, questions: list[QuestionDraft]) -> QuestionDraft:
    (question,) = (question for question in questions if question.topic == slug)
    return question


def test_an_explanation_is_shown_without_its_topics_name() -> None:
    question = of("sourdough", asked(*plain_topics(PANTRY)))
    assert question.stem == "Which topic is this about? “____ leavens dough with wild yeast and bacteria.”"
    assert right(question) == "Sourdough"
    assert len(question.options) == 3
    assert question.asks_topic and question.published


def test_the_reasons_are_what_the_guide_says_of_each_option() -> None:
    question = of("lager", asked(*plain_topics(PANTRY)))
    assert {option.why for option in question.options} == {
        f"{option.text}: {PANTRY[option.text]}" for option in question.options
    }


def test_no_option_shares_a_word_of_the_right_name() -> None:
    said = {**PANTRY, "Sourdough Crackers": "Thin sheets dried crisp beside the fire."}
    questions = asked(*plain_topics(said))
    assert "Sourdough Crackers" not in texts(of("sourdough", questions))
    assert "Sourdough" not in texts(of("sourdough-crackers", questions))


def test_a_topic_that_the_right_one_names_anywhere_is_no_option() -> None:
    first, *others = plain_topics(PANTRY)
    first = replace(
        first, points=(*first.points, point("tip", InterviewTip(tip="Compare lagers, which use other yeast.")))
    )
    assert texts(of("sourdough", asked(first, *others))) == {"Sourdough", "Cheddar", "Honey"}


def test_a_topic_named_by_an_alias_is_no_option() -> None:
    first, cheddar, *others = plain_topics(PANTRY)
    first = replace(first, points=(*first.points, point("do", BestPractice(text="Serve it with pressed cheeses."))))
    cheddar = replace(cheddar, aliases=("pressed cheese",))
    assert texts(of("sourdough", asked(first, cheddar, *others))) == {"Sourdough", "Lager", "Honey"}


def test_a_topic_of_which_the_text_is_also_true_is_no_option() -> None:
    first, *others = plain_topics(PANTRY)
    first = replace(first, points=(replace(first.points[0], also_true_for=("honey",)),))
    assert texts(of("sourdough", asked(first, *others))) == {"Sourdough", "Cheddar", "Lager"}


def test_a_topic_that_says_nearly_the_same_is_no_option() -> None:
    said = {**PANTRY, "Kefir": "Wild yeast and bacteria sour the milk."}
    assert "Kefir" not in texts(of("sourdough", asked(*plain_topics(said))))


def test_names_of_other_shapes_are_no_options() -> None:
    said = {
        **PANTRY,
        "Yeast vs Soda": "One ferments slowly, another foams in heat.",
        "Grill (Charcoal)": "Sears steaks above glowing embers.",
        "What is Salt?": "Crystals left behind when seawater dries.",
    }
    questions = asked(*plain_topics(said))
    assert all(texts(question) <= set(PANTRY) for question in questions)
    assert {question.topic for question in questions} == {name.lower() for name in PANTRY}


def test_a_comparison_is_shown_without_labels_that_count_its_sides() -> None:
    said = {
        "Yeast vs Soda": "Yeast: ferments slowly overnight. Soda: foams once heated.",
        "Oven vs Grill": "Surrounds food by hot air, or sears one side.",
        "Knife vs Scissors": "Slices downward, or shears between blades.",
    }
    question = asked(*plain_topics(said))[0]
    assert question.stem == "Which comparison is this about? “ferments slowly overnight. foams once heated.”"
    assert texts(question) == set(said)


def test_emphasis_is_left_out_even_around_a_name_that_is_hidden() -> None:
    said = {**PANTRY, "Sourdough": "A **sourdough** is raised by wild yeast, and *slowly*, over a whole night."}
    (question,) = [one for one in asked(*plain_topics(said)) if one.topic == "sourdough"]
    assert "*" not in question.stem and "slowly" in question.stem


def test_too_little_text_is_not_asked() -> None:
    said = {**PANTRY, "Vinegar": "Vinegar is sour vinegar."}
    assert "vinegar" not in {question.topic for question in asked(*plain_topics(said))}


def test_a_text_that_answers_its_own_question_is_not_asked() -> None:
    first, *others = plain_topics(PANTRY)
    more = point("why", Explanation(text="Because acids keep moulds away for days."), ask="Why does it keep?")
    assert {q.point for q in asked(replace(first, points=(*first.points, more)), *others)} == {"summary"}


def test_two_wrong_options_are_needed() -> None:
    assert asked(*plain_topics(dict(list(PANTRY.items())[:2]))) == []


def test_a_real_use_is_asked_too() -> None:
    first, *others = plain_topics(PANTRY)
    use = point("use", RealUse(text="Bakeries keep one bubbling jar alive for decades."))
    questions = asked(replace(first, points=(*first.points, use)), *others)
    (question,) = (question for question in questions if question.point == "use")
    assert question.stem == "Which topic is put to use here? “Bakeries keep one bubbling jar alive for decades.”"


def stocked(source: str, language: str = "javascript", **more: str) -> list[TopicDraft]:
    topics = list(plain_topics(PANTRY))
    sources = {
        "Sourdough": source,
        "Cheddar": "press(curd, cloth); ripen(months)",
        "Lager": "chill(barley).addHops(now)",
    }
    return [
        replace(t, points=(*t.points, code("code", sources[t.name], more.get(t.name, language))))
        if t.name in sources
        else t
        for t in topics
    ]


def code_question(topics: list[TopicDraft]) -> list[QuestionDraft]:
    return [q for q in asked(*topics) if q.topic == "sourdough" and q.point == "code"]


def test_code_is_shown_with_imports_and_identifiers_of_the_topic_hidden() -> None:
    source = "const kit = require('sourdough-kit'); feedSourdough(jar, flour); wait(hours).then(bake)"
    (question,) = code_question(stocked(source))
    assert "sour" not in question.code.lower()
    assert question.code == "const kit = require('____-kit'); ____(jar, flour); wait(hours).then(bake)"
    assert texts(question) == {"Sourdough", "Cheddar", "Lager"}


def test_options_of_a_code_question_have_code_in_the_same_language() -> None:
    source = "feed(jar, flour); wait(hours).then(bake, slice)"
    assert code_question(stocked(source))
    assert code_question(stocked(source, Lager="python")) == []


def test_code_with_little_left_is_not_asked() -> None:
    assert code_question(stocked("// sourdough start now")) == []
