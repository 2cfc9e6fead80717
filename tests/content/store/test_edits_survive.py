"""What an editor wrote stays through every import; what the file says instead waits."""

from dataclasses import replace
from datetime import timedelta

from content.drafts import CodeExample, Distractor, Explanation, Level, Pitfall, Statement, Steps, Term
from content.models import Guide, Point, Question, StepItem, Topic
from content.store import edits
from content.store.questions import save_version
from tests.content.store.bank import every_kind, guide, point, rows, six_points, topic

EDITED = "Throw ropes away early."
FROM_FILE = "Throw a rope away as soon as one of its strands is broken."


def edit(slug, **values):
    body = Point.objects.get(slug=slug).body
    for name, value in values.items():
        setattr(body, name, value)
    body.save()


def test_an_edit_stays_when_the_file_says_what_it_said(bring):
    bring(six_points())
    edit("rope", text=EDITED)

    report = bring(six_points())

    assert report.plan["unchanged"] == 6
    rope = Point.objects.get(slug="rope")
    assert (rope.body.text, rope.pending) == (EDITED, {})


def test_an_edit_stays_when_the_file_changes_too_and_the_other_value_waits(bring, now):
    bring(six_points())
    edit("rope", text=EDITED)

    report = bring(six_points(but={"rope": FROM_FILE}))

    assert (report.applied, report.plan["conflicts"], report.plan["unchanged"]) == (True, 1, 5)
    rope = Point.objects.get(slug="rope")
    assert (rope.body.text, rope.pending, rope.changed_at) == (EDITED, {"text": FROM_FILE}, None)

    before = rows()
    again = bring(six_points(but={"rope": FROM_FILE}), at=now + timedelta(days=1))
    assert (again.plan["conflicts"], again.plan["unchanged"]) == (0, 6)
    assert rows() == before


def test_nothing_waits_when_editor_and_file_agree(bring):
    bring(six_points())
    edit("rope", text=FROM_FILE)
    report = bring(six_points(but={"rope": FROM_FILE}))
    assert report.plan["unchanged"] == 6
    assert Point.objects.get(slug="rope").pending == {}


def test_what_a_point_says_in_conflict_keeps_its_level_not_from_coming_in(bring):
    bring(guide(topic("quay", point("rope", "Throw away a broken rope."))))
    edit("rope", text=EDITED)

    report = bring(guide(topic("quay", point("rope", FROM_FILE, level=Level.ADVANCED))))

    assert report.plan["conflicts"] == 1
    rope = Point.objects.get()
    assert (rope.body.text, rope.level, rope.pending) == (EDITED, 3, {"text": FROM_FILE})


def test_a_statement_that_the_file_turns_round_keeps_the_editors_text_with_its_truth(bring):
    dry = Statement(text="A berth may fall dry.", is_true=True, why="The tide leaves it.")
    bring(guide(topic("quay", point("dry", dry))))
    edit("dry", text="A berth may fall dry at low water.")

    turned = replace(dry, text="A berth never falls dry.", is_true=False, why="It may.")
    bring(guide(topic("quay", point("dry", turned))))

    asked = Question.objects.get(kind="true-false")
    assert (asked.stem, asked.options.get(is_key=True).text) == ("A berth may fall dry at low water.", "True")
    assert Point.objects.get().pending == {"text": turned.text, "is_true": False, "why": "It may."}


def test_a_term_that_the_file_replaces_stays_with_the_definition_that_an_editor_mended(bring):
    bow = Term(term="bow line", definition="the rope that leads forwrd", group="lines")
    bring(guide(topic("quay", point("line", bow))))
    edit("line", definition="the rope that leads forward")

    fender = Term(term="fender", definition="the cushion at the wall", group="guards", accepted=("buffer",))
    bring(guide(topic("quay", point("line", fender))))

    body = Point.objects.get().body
    assert (body.term, body.definition, body.group, body.accepted) == (
        "bow line",
        "the rope that leads forward",
        "lines",
        [],
    )


def test_code_that_an_editor_changed_stays_with_its_flaw_and_the_reasons_that_are_wrong_for_it(bring):
    code = CodeExample(source="f = open(name)\nread(f)", flaw_line=1, flaw_prompt="What is wrong?", flaw_answer="Open.")
    bring(guide(topic("quay", point("code", code, distractors=WRONG))))
    edit("code", source="import os\nf = open(name)\nread(f)", flaw_line=2)

    other = replace(code, source="x = 1", flaw_answer="It is not used.")
    bring(guide(topic("quay", point("code", other, distractors=WRONG[:1]))))

    stays = Point.objects.get()
    assert (stays.body.flaw_line, stays.body.flaw_answer, stays.distractors.count()) == (2, "Open.", 2)
    assert set(stays.pending) == {"source", "flaw_line", "flaw_answer", "distractors"}


def test_steps_that_an_editor_added_to_stay_with_the_orders_that_fit_them(bring):
    mooring = Steps(prompt="How is a ship moored?", items=("slow", "bow", "stern"))
    bring(guide(topic("quay", point("mooring", mooring))))
    steps = Point.objects.get().body
    StepItem.objects.create(steps=steps, position=4, text="spring")

    bring(guide(topic("quay", point("mooring", replace(mooring, orders=("1 3 2",))))))

    steps.refresh_from_db()
    assert (steps.items.count(), steps.orders) == (4, [])
    assert Point.objects.get().pending == {"items": ["slow", "bow", "stern"], "orders": ["1 3 2"]}


def test_a_point_of_another_kind_waits_as_a_whole_where_an_editor_changed_the_point(bring):
    bring(six_points())
    edit("rope", text=EDITED)
    quay, water = six_points().topics
    points = [point("rope", Explanation(text="A rope is twisted.")) if p.slug == "rope" else p for p in quay.points]

    report = bring(guide(topic("quay", *points), water))

    assert report.plan["conflicts"] == 1
    rope = Point.objects.get(slug="rope")
    assert (rope.kind, rope.body.text) == ("best-practice", EDITED)
    assert (rope.pending["kind"], rope.pending["text"]) == ("explanation", "A rope is twisted.")


def test_what_an_editor_retired_stays_retired_since_then_though_the_file_rewords_it(bring, now):
    bring(six_points())
    Point.objects.filter(slug="rope").retire(now=now)

    report = bring(six_points(but={"rope": FROM_FILE}), at=now + timedelta(days=1))

    assert report.plan["reworded"] == 1
    rope = Point.objects.get(slug="rope")
    assert (rope.state, rope.retired_at, rope.body.text) == ("retired", now, FROM_FILE)
    assert rope.questions.published().count() == 0


def test_a_question_that_an_editor_retired_stays_retired_since_then_though_its_point_is_reworded(bring, now):
    bring(six_points())
    Question.objects.filter(point__slug="rope", kind="recall").retire(now=now)

    bring(six_points(but={"rope": FROM_FILE}), at=now + timedelta(days=1))

    question = Question.objects.get(point__slug="rope", kind="recall")
    assert (question.state, question.retired_at, question.answer) == ("retired", now, FROM_FILE)


def test_edits_of_the_outline_stay(bring):
    bring(every_kind())
    Guide.objects.update(title="Our harbour")
    Topic.objects.filter(slug="berth").update(noun="a ship's berth")

    bring(every_kind())
    assert Guide.objects.get().title == "Our harbour"
    assert Topic.objects.get(slug="berth").noun == "a ship's berth"

    harbour = every_kind()
    bring(guide(*harbour.topics, title="Port", introduction="New."))
    changed = Guide.objects.get()
    assert (changed.title, changed.introduction) == ("Our harbour", "New.")
    assert changed.pending == {"title": "Port"}


def test_an_edited_question_stays_and_the_new_wording_waits_as_a_whole(bring, now):
    bring(six_points())
    question = Question.objects.get(point__slug="rope", kind="recall")
    question.answer = "At once."
    question.save()
    save_version(question, now=now)

    bring(six_points(but={"rope": FROM_FILE}))

    question.refresh_from_db()
    assert question.answer == "At once."
    assert question.pending["text"]["answer"] == FROM_FILE
    assert question.versions.current().get().answer == "At once."


def test_an_edited_option_stays_with_the_whole_question(bring, now):
    bring(every_kind())
    question = Question.objects.get(variant="storm")
    option = question.options.get(position=2)
    option.text = "Slacken the ropes."
    option.save()
    save_version(question, now=now)
    before = rows()

    bring(every_kind())

    assert rows() == before
    assert [o["text"] for o in question.versions.current().get().options][1] == "Slacken the ropes."


def test_a_point_that_an_editor_published_again_is_not_retired_again(bring, now):
    bring(six_points())
    bring(six_points(but={"flag": None}))
    edits.publish_points(Point.objects.filter(slug="flag"), now=now)
    before = rows()

    report = bring(six_points(but={"flag": None}), at=now + timedelta(days=1))

    assert (report.plan["retired"], report.plan["conflicts"], report.plan["unchanged"]) == (0, 0, 5)
    flag = Point.objects.get(slug="flag")
    assert (flag.state, flag.retired_at, flag.pending) == ("published", None, {})
    assert flag.questions.published().count() == flag.questions.count() > 0
    assert rows() == before


def test_an_edited_point_stays_though_the_file_has_it_no_more_and_its_retirement_waits(bring, now):
    bring(six_points())
    edit("flag", text="Hoist the yellow flag.")

    report = bring(six_points(but={"flag": None}))

    assert (report.plan["retired"], report.plan["conflicts"], report.plan["unchanged"]) == (0, 1, 5)
    flag = Point.objects.get(slug="flag")
    assert (flag.state, flag.retired_at, flag.pending) == ("published", None, {"state": "retired"})
    assert flag.questions.published().count() > 0

    before = rows()
    again = bring(six_points(but={"flag": None}), at=now + timedelta(days=1))
    assert (again.plan["retired"], again.plan["conflicts"]) == (0, 0)
    assert rows() == before

    back = bring(six_points())
    assert (back.plan["conflicts"], back.plan["unchanged"]) == (0, 6)
    flag.refresh_from_db()
    assert (flag.pending, flag.body.text) == ({}, "Hoist the yellow flag.")


def test_edited_points_count_for_nothing_in_the_third_that_may_be_retired(bring):
    bring(six_points())
    edit("flag", text="Hoist the yellow flag.")

    report = bring(six_points(but={"flag": None, "rope": None, "tide": None}))

    assert (report.applied, report.plan["retired"], report.plan["conflicts"]) == (True, 2, 1)


KNOT = Pitfall(mistake="tying a knot under load", why="it cannot be opened", fix="Use a bitt.")
WRONG = (
    Distractor(text="laying a rope on a bitt", why_wrong="it opens in a second"),
    Distractor(text="laying out a second rope", why_wrong="it is there if one breaks"),
)


def knots(*distractors):
    return guide(topic("quay", point("knot", KNOT, distractors=distractors)))


def test_an_edited_question_stays_though_the_facts_no_longer_make_it_and_its_retirement_waits(bring, now):
    bring(knots(*WRONG))
    made = Question.objects.get(kind="single-choice")
    made.stem = "Which of these goes wrong on a quay?"
    made.save()
    save_version(made, now=now)

    bring(knots())

    made.refresh_from_db()
    assert (made.state, made.retired_at, made.pending) == ("published", None, {"state": "retired"})
    before = rows()
    bring(knots(), at=now + timedelta(days=1))
    assert rows() == before

    bring(knots(*WRONG))
    made.refresh_from_db()
    assert (made.state, made.pending, made.stem) == ("published", {}, "Which of these goes wrong on a quay?")


def test_a_question_whose_option_was_edited_stays_as_well(bring):
    bring(knots(*WRONG))
    made = Question.objects.get(kind="single-choice")
    made.options.filter(text="laying a rope on a bitt").update(text="laying a line on a bitt")

    bring(knots())

    made.refresh_from_db()
    assert (made.state, made.pending) == ("published", {"state": "retired"})


def test_a_question_as_it_was_made_retires_with_its_facts(bring, now):
    bring(knots(*WRONG))
    bring(knots())
    made = Question.objects.get(kind="single-choice")
    assert (made.state, made.retired_at, made.pending) == ("retired", now, {})


def test_a_question_that_an_editor_published_again_is_not_retired_again(bring):
    bring(knots(*WRONG))
    bring(knots())
    Question.objects.filter(kind="single-choice").publish()

    bring(knots())

    made = Question.objects.get(kind="single-choice")
    assert (made.state, made.pending) == ("published", {})


def test_an_edited_question_of_the_file_stays_though_the_file_has_it_no_more(bring):
    bring(every_kind())
    Question.objects.filter(variant="storm").update(stem="A gale is announced. What do you do?")
    berth, anchor = every_kind().topics

    bring(guide(replace(berth, questions=()), anchor))

    asked = Question.objects.get(variant="storm")
    assert (asked.state, asked.pending) == ("published", {"state": "retired"})
