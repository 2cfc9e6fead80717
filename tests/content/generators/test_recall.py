import pytest

from content.drafts import (
    BestPractice,
    Body,
    CodeExample,
    Contrast,
    Criterion,
    Explanation,
    InterviewTip,
    Pitfall,
    PointDraft,
    QuestionKind,
    RealUse,
    Statement,
    Steps,
    Term,
)
from tests.content.generators.facts import front_and_back, made, only, point, topic


def card(body: Body, name: str = "Sourdough", ask: str = "") -> tuple[str, str]:
    return front_and_back(topic(name, point("p", body, ask=ask)), "p")


@pytest.mark.parametrize(
    ("name", "front"),
    [
        ("Docker", "What is Docker?"),
        ("Load Balancing", "What is Load Balancing?"),
        ("RESTful APIs", "What are RESTful APIs?"),
        ("Web Servers (Nginx)", "What are Web Servers (Nginx)?"),
        ("Node.js (Express)", "What is Node.js (Express)?"),
        ("Methods, Codes, Headers", "Explain Methods, Codes, Headers."),
        ("Client-Server Model", "Client-Server Model: what is it?"),
        ("REST vs RPC vs GraphQL", "How do REST, RPC and GraphQL differ?"),
        ("What is Backend?", "What is Backend?"),
        ("System Design: Rate Limiter", "Explain Rate Limiter (System Design)."),
    ],
)
def test_the_summary_is_asked_in_words_that_suit_the_name(name: str, front: str) -> None:
    assert card(Explanation(text="Text."), name) == (front, "Text.")


def test_a_name_that_compares_stands_in_other_fronts_as_a_list() -> None:
    assert card(BestPractice(text="Measure."), "Yeast vs Starter")[0] == "Name a best practice for Yeast and Starter."
    assert card(RealUse(text="Shops."), "What is Yeast?")[0] == "Give a real use of Yeast."


def test_a_term_is_asked_by_name_and_answered_with_its_other_names() -> None:
    front, back = card(Term(term="levain", definition="ripe starter", accepted=("leaven",)))
    assert front == "Sourdough: what does “levain” mean?"
    assert back == "**levain**: ripe starter\n\n**Also called:** leaven"


def test_a_best_practice_shows_its_reason() -> None:
    assert card(BestPractice(text="Weigh.", why="cups vary"))[1] == "Weigh.\n\n**Why:** Cups vary."


def test_a_real_use_links_its_source() -> None:
    assert card(RealUse(text="Bakeries.", source_url="https://example.org"))[1].endswith(
        "[Source](https://example.org)"
    )


def test_a_mistake_stands_on_the_front_and_its_cure_on_the_back() -> None:
    front, back = card(Pitfall(mistake="baking at once", why="no gas has formed", fix="wait"))
    assert front == "Sourdough: what is wrong with “baking at once”, and what should be done instead?"
    assert back == "**Why:** No gas has formed.\n\n**Instead:** wait."


def test_a_mistake_shows_on_the_back_where_an_own_front_leaves_it_out() -> None:
    front, back = card(Pitfall(mistake="baking at once", why="no gas", fix="wait"), ask="What ruins a loaf?")
    assert front == "What ruins a loaf?"
    assert back.startswith("**Mistake:** Baking at once.")


def test_a_pitfall_without_mistake_asks_for_it() -> None:
    assert card(Pitfall(fix="Avoid haste.")) == ("Which mistake should be avoided with Sourdough?", "Avoid haste.")


def test_code_is_to_be_sketched_and_stands_fenced_on_the_back() -> None:
    front, back = card(CodeExample(source="knead()\n", language="python", caption="Flask", shows="a kneading loop"))
    assert front == "Sourdough: sketch code that shows a kneading loop (Flask)."
    assert back == "```python\nknead()\n```"


def test_code_that_holds_backticks_gets_a_longer_fence() -> None:
    assert card(CodeExample(source="a ```b``` c"))[1] == "````\na ```b``` c\n````"


def test_flawed_code_is_shown_and_its_flaw_asked_for() -> None:
    body = CodeExample(
        source="rise()\nbake()",
        language="js",
        flaw_line=2,
        flaw_prompt="Why is it flat?",
        flaw_answer="no proof",
        flaw_why="gas needs time",
    )
    (question,) = only(made(topic("Sourdough", point("p", body))), QuestionKind.RECALL)
    assert (question.stem, question.code, question.code_language) == (
        "Sourdough: Why is it flat?",
        "rise()\nbake()",
        "js",
    )
    assert question.answer == "No proof.\n\n**Why:** Gas needs time.\n\n**Line 2:**\n\n```js\nbake()\n```"


def test_a_statement_is_judged_with_its_reason() -> None:
    front, back = card(Statement(text="Salt slows yeast.", is_true=False, why="it does"))
    assert front == "True or false, and why? “Salt slows yeast.”"
    assert back == "**False.** It does."


def test_steps_are_answered_by_a_numbered_list() -> None:
    front, back = card(Steps(prompt="Put the making of sourdough in order.", items=("mix", "rest", "bake")))
    assert front == "List the making of sourdough in order."
    assert back == "1. mix\n2. rest\n3. bake"


def test_a_cell_of_a_comparison_asks_for_its_subject() -> None:
    front, back = card(Contrast(facet="rise-time", prompt="{cell}: which is it?", subject="Yeast", text="Rises fast."))
    assert front == "Sourdough: Rises fast: which is it?"
    assert back == "**Yeast**: Rises fast."


def test_the_back_of_a_cell_says_what_is_said_of_the_others() -> None:
    cells = {"Yeast": "Rises fast.", "Levain": "Rises by night."}
    points = [
        point(subject.lower(), Contrast(facet="rise", prompt="{cell}: which is it?", subject=subject, text=text))
        for subject, text in cells.items()
    ]
    first, _ = only(made(topic("Sourdough", *points)), QuestionKind.RECALL)
    assert first.answer == "**Yeast**: Rises fast.\n\n**Unlike:**\n\n- Levain: Rises by night."


def test_a_tip_is_what_the_interviewer_wants_to_hear() -> None:
    assert card(InterviewTip(tip="Name time.")) == (
        "What does an interviewer want to hear about Sourdough?",
        "Name time.",
    )


def test_a_tip_with_a_prompt_shows_what_to_say_and_leaves_the_long_answer_to_the_spoken_question() -> None:
    tip = InterviewTip(
        tip="Name time.",
        prompt="Why wait?",
        model_answer="Because gas forms.",
        criteria=(Criterion(slug="gas", text="gas forms", must=True),),
        follow_ups=("How long?",),
    )
    recall, spoken = made(topic("Sourdough", point("p", tip))).questions
    assert recall.stem == "An interviewer asks: “Why wait?” What do they want to hear?"
    assert recall.answer == "Name time.\n\n**Points to make:**\n\n- gas forms (a must)"
    assert spoken.answer == "Because gas forms.\n\n**Then they may ask:**\n\n- How long?"


def test_a_prompt_without_a_tip_is_only_spoken() -> None:
    generated = made(topic("Sourdough", point("p", InterviewTip(prompt="Why wait?", model_answer="Gas."))))
    assert [question.kind for question in generated.questions] == [QuestionKind.SPOKEN]


def practices(*texts: str) -> list[str]:
    points: list[PointDraft] = [point(f"p{at}", BestPractice(text=text)) for at, text in enumerate(texts)]
    return [question.stem for question in only(made(topic("Sourdough", *points)), QuestionKind.RECALL)]


def test_points_of_one_kind_are_told_apart_by_their_first_words() -> None:
    assert practices("Weigh the water each time.", "Feed the starter before baking.") == [
        "Name a best practice for Sourdough. It begins “Weigh the water …”",
        "Name a best practice for Sourdough. It begins “Feed the starter …”",
    ]


def test_first_words_are_added_until_the_fronts_differ() -> None:
    stems = practices("Keep the dough warm in winter.", "Keep the dough cool in summer.")
    assert stems[0].endswith("It begins “Keep the dough warm in …”")
    assert len(set(stems)) == 2
