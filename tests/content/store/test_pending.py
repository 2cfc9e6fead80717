"""An editor decides what becomes of a change that an import brought and an edit kept out."""

from dataclasses import replace
from datetime import timedelta

import pytest

from content.drafts import BestPractice, Explanation, Pitfall, Statement
from content.models import BestPractice as BestPracticeRow
from content.models import Guide, Point, Question, QuestionVersion, Topic
from content.models import Statement as StatementRow
from content.store import pending
from content.store.questions import save_version
from tests.content.store.bank import every_kind, guide, point, rope_question, six_points, topic

EDITED = "Throw ropes away early."
FROM_FILE = "Throw a rope away as soon as one of its strands is broken."
OTHER_FILE = "Burn a rope whose strands are broken."


def edited_rope(bring) -> Point:
    """A point with an editor's text and another that waits."""
    bring(six_points())
    rope = Point.objects.get(slug="rope")
    rope.body.text = EDITED
    rope.body.save()
    bring(six_points(but={"rope": FROM_FILE}))
    return Point.objects.get(slug="rope")


def take(row, name, *, now):
    (change,) = [change for change in pending.waiting(row) if change.name == name]
    return pending.take(row, name, seen=change.digest, now=now)


def keep(row, name):
    (change,) = [change for change in pending.waiting(row) if change.name == name]
    return pending.keep(row, name, seen=change.digest)


def test_what_waits_is_told_beside_what_stands(bring):
    (change,) = pending.waiting(edited_rope(bring))
    assert (change.name, change.mine, change.incoming) == ("text", {"text": EDITED}, {"text": FROM_FILE})


def test_the_imports_value_is_taken_and_reaches_the_questions(bring, now):
    rope = edited_rope(bring)
    take(rope, "text", now=now)

    rope = Point.objects.get(pk=rope.pk)
    assert (rope.body.text, rope.pending) == (FROM_FILE, {})
    assert QuestionVersion.objects.current().get(question__point=rope, question__kind="recall").answer == FROM_FILE
    assert bring(six_points(but={"rope": FROM_FILE})).plan["unchanged"] == 6
    assert bring(six_points(but={"rope": OTHER_FILE})).plan["conflicts"] == 0, "its own again, it follows the file"


def test_a_value_of_another_meaning_makes_its_cards_due_again(bring, now):
    rope = edited_rope(bring)
    later = now + timedelta(days=1)
    bring(six_points(but={"rope": "Seagulls steal whatever is left in hatches that stand open."}))
    take(rope, "text", now=later)
    rope.refresh_from_db()
    assert rope.changed_at == later


def test_what_was_kept_does_not_wait_again_until_the_file_says_something_else(bring):
    rope = edited_rope(bring)
    keep(rope, "text")

    assert bring(six_points(but={"rope": FROM_FILE})).plan["conflicts"] == 0
    rope = Point.objects.get(pk=rope.pk)
    assert (rope.body.text, rope.pending) == (EDITED, {})

    assert bring(six_points(but={"rope": OTHER_FILE})).plan["conflicts"] == 1
    rope.refresh_from_db()
    assert rope.pending == {"text": OTHER_FILE}


def test_only_what_was_seen_is_taken_or_kept(bring, now):
    rope = edited_rope(bring)
    (seen,) = pending.waiting(rope)
    bring(six_points(but={"rope": OTHER_FILE}))

    with pytest.raises(pending.NotWaiting, match="changed since you opened the page"):
        pending.take(rope, "text", seen=seen.digest, now=now)
    with pytest.raises(pending.NotWaiting, match="changed since you opened the page"):
        pending.keep(rope, "text", seen=seen.digest)
    rope = Point.objects.get(pk=rope.pk)
    assert (rope.body.text, rope.pending) == (EDITED, {"text": OTHER_FILE})


def test_what_does_not_wait_is_neither_taken_nor_kept(bring, now):
    rope = edited_rope(bring)
    with pytest.raises(pending.NotWaiting):
        pending.take(rope, "why", seen="", now=now)


def test_a_retirement_that_waits_is_taken_with_its_questions(bring, now):
    bring(six_points())
    flag = Point.objects.get(slug="flag")
    flag.body.text = "Hoist the yellow flag."
    flag.body.save()
    bring(six_points(but={"flag": None}))

    take(Point.objects.get(pk=flag.pk), "state", now=now)

    flag.refresh_from_db()
    assert (flag.state, flag.retired_at, flag.pending) == ("retired", now, {})
    assert flag.questions.published().count() == 0


def test_a_retirement_that_was_declined_is_not_asked_for_again(bring):
    bring(six_points())
    flag = Point.objects.get(slug="flag")
    flag.body.text = "Hoist the yellow flag."
    flag.body.save()
    bring(six_points(but={"flag": None}))
    keep(Point.objects.get(pk=flag.pk), "state")

    bring(six_points(but={"flag": None}))

    flag.refresh_from_db()
    assert (flag.state, flag.pending) == ("published", {})


def test_a_point_of_another_kind_is_taken_as_a_whole(bring, now):
    rope = edited_rope(bring)
    quay, water = six_points().topics
    points = [point("rope", Explanation(text="A rope is twisted.")) if p.slug == "rope" else p for p in quay.points]
    bring(guide(topic("quay", *points), water))

    change = take(Point.objects.get(pk=rope.pk), "kind", now=now)

    assert (change.mine["text"], change.incoming["text"]) == (EDITED, "A rope is twisted.")
    rope = Point.objects.with_bodies().get(pk=rope.pk)
    assert (rope.kind, rope.body.text, rope.pending, rope.changed_at) == ("explanation", "A rope is twisted.", {}, now)
    assert not hasattr(Point.objects.get(pk=rope.pk), "bestpractice")
    assert bring(guide(topic("quay", *points), water)).plan["unchanged"] == 6


def test_another_kind_that_was_kept_out_does_not_wait_again_at_the_next_import(bring):
    rope = edited_rope(bring)
    quay, water = six_points().topics
    points = [point("rope", Explanation(text="A rope is twisted.")) if p.slug == "rope" else p for p in quay.points]
    other = guide(topic("quay", *points), water)
    bring(other)
    keep(Point.objects.get(pk=rope.pk), "kind")

    bring(other)
    rope = Point.objects.get(pk=rope.pk)
    assert (rope.body.text, rope.pending) == (EDITED, {})


def test_what_waited_for_another_kind_waits_no_more_once_the_file_has_the_old_kind_again(bring):
    rope = edited_rope(bring)
    quay, water = six_points().topics
    other = Pitfall(mistake="a worn rope", fix="a new rope")
    points = [point("rope", other) if p.slug == "rope" else p for p in quay.points]
    bring(guide(topic("quay", *points), water))

    bring(six_points(but={"rope": FROM_FILE}))

    rope.refresh_from_db()
    assert set(rope.pending) <= {"text"}


TURNED = Statement(text="A berth never falls dry.", is_true=False, why="It may.")


def edited_statement(bring) -> Point:
    """A statement with an editor's text; a later file says the opposite."""
    dry = Statement(text="A berth may fall dry.", is_true=True, why="The tide leaves it.")
    bring(guide(topic("quay", point("dry", dry))))
    StatementRow.objects.update(text="A berth may fall dry at low water.")
    bring(guide(topic("quay", point("dry", TURNED))))
    return Point.objects.get()


def test_what_is_true_only_together_is_one_change_and_is_taken_as_one(bring, now):
    dry = edited_statement(bring)
    (change,) = pending.waiting(dry)
    assert change.mine == {
        "text": "A berth may fall dry at low water.",
        "is_true": True,
        "why": "The tide leaves it.",
    }

    take(dry, "text", now=now)

    dry = Point.objects.get()
    assert (dry.body.text, dry.body.is_true, dry.body.why) == (TURNED.text, False, "It may.")
    assert (dry.pending, dry.changed_at) == ({}, now)


def test_what_is_true_only_together_is_kept_as_one(bring):
    keep(edited_statement(bring), "text")
    dry = Point.objects.get()
    assert (dry.body.is_true, dry.pending) == (True, {})


def test_what_waited_field_by_field_before_is_shown_with_the_fields_that_it_belongs_to(bring, now):
    dry = edited_statement(bring)
    Point.objects.update(pending={"text": TURNED.text})

    (change,) = pending.waiting(dry := Point.objects.get())
    assert change.incoming == {"text": TURNED.text, "is_true": False, "why": "It may."}
    assert bring(guide(topic("quay", point("dry", TURNED)))).plan["conflicts"] == 0

    take(dry, "text", now=now)
    dry = Point.objects.get()
    assert (dry.body.text, dry.body.is_true, dry.pending) == (TURNED.text, False, {})


def test_the_imports_words_typed_by_an_editor_wait_no_more_though_their_own_reason_stays(bring):
    def says(text):
        return guide(topic("quay", point("rope", BestPractice(text=text, why="It may snap."))))

    bring(says(EDITED))
    BestPracticeRow.objects.update(text=OTHER_FILE)
    bring(says(FROM_FILE))
    BestPracticeRow.objects.update(text=FROM_FILE, why="It snaps.")

    pending.drop_met(Point.objects.get())

    assert Point.objects.get().pending == {}


def edited_question(bring, now) -> Question:
    """A flashcard with an editor's answer and another that waits."""
    bring(six_points())
    question = Question.objects.get(point__slug="rope", kind="recall")
    question.answer = "At once."
    question.save()
    save_version(question, now=now)
    bring(six_points(but={"rope": FROM_FILE}))
    return Question.objects.get(pk=question.pk)


def test_a_wording_with_an_error_waits_beside_the_published_one_and_is_taken_only_as_a_draft(bring, now):
    first, *others = six_points().topics

    def quay(key):
        return guide(replace(first, questions=(rope_question(key),)), *others)

    bring(quay("where it rubs"))
    question = Question.objects.get(authored=True)
    question.stem = "Where does a rope wear out first?"
    question.save()
    report = bring(quay("where it rubs on the stones of the old wall all day and night"))

    question.refresh_from_db()
    assert (question.state, question.stem) == ("published", "Where does a rope wear out first?")
    assert report.held_back == ()
    with pytest.raises(pending.CannotStand, match="more than twice as long as the others"):
        take(question, "text", now=now)
    question.refresh_from_db()
    assert question.stem == "Where does a rope wear out first?"

    Question.objects.update(state="draft")
    take(question, "text", now=now)
    question.refresh_from_db()
    assert (question.state, question.stem) == ("draft", "Which part of a rope wears out first in a harbour?")


def test_a_questions_wording_is_taken_as_its_next_version(bring, now):
    question = edited_question(bring, now)
    take(question, "text", now=now)

    question.refresh_from_db()
    assert (question.answer, question.pending) == (FROM_FILE, {})
    current = question.versions.current().get()
    assert (current.number, current.answer) == (3, FROM_FILE)


def test_a_questions_wording_that_was_kept_does_not_wait_again(bring, now):
    question = edited_question(bring, now)
    keep(question, "text")
    bring(six_points(but={"rope": FROM_FILE}))

    question.refresh_from_db()
    assert (question.answer, question.pending) == ("At once.", {})
    assert question.versions.current().get().answer == "At once."


def test_options_are_taken_with_their_reasons(bring, now):
    bring(every_kind())
    question = Question.objects.get(variant="storm")
    *kept, gone = question.snapshot["text"]["options"]
    other = {**gone, "text": "Grease the ropes.", "why": "They slip then."}
    text = {**question.snapshot["text"], "options": [*kept, other]}
    question.pending = {"text": text}
    question.save()

    take(question, "text", now=now)

    assert [row.text for row in question.options.all()] == [*(option["text"] for option in kept), "Grease the ropes."]
    assert question.versions.current().get().options[-1]["why"] == "They slip then."


def test_a_guides_title_is_taken(bring, now):
    bring(every_kind())
    Guide.objects.update(title="Our harbour")
    bring(guide(*every_kind().topics, title="Port"))
    take(Guide.objects.get(), "title", now=now)
    assert (Guide.objects.get().title, Guide.objects.get().pending) == ("Port", {})


def test_a_topics_name_and_links_are_taken_and_reach_its_questions(bring, now):
    bring(six_points())
    quay = Topic.objects.get(slug="quay")
    quay.pending = {"name": "Jetty", "links": [{"title": "Jetties", "url": "https://example.org/jetties"}]}
    quay.save()

    take(quay, "name", now=now)
    take(quay, "links", now=now)

    quay.refresh_from_db()
    assert (quay.name, quay.pending, quay.links.get().title) == ("Jetty", {}, "Jetties")
    assert "for Jetty." in Question.objects.get(point__slug="rope", kind="recall").stem


def test_what_an_editor_wrote_themselves_waits_no_more(bring):
    rope = edited_rope(bring)
    rope.body.text = FROM_FILE
    rope.body.save()
    pending.drop_met(rope)
    rope.refresh_from_db()
    assert rope.pending == {}
