"""What an editor wrote stays through every import; what the file says instead waits."""

from datetime import timedelta

from content.drafts import Explanation, Statement
from content.models import Guide, Point, Question, Topic
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


def test_a_field_in_conflict_keeps_no_other_field_from_coming_in(bring, now):
    def says(text, why):
        statement = Statement(text=text, is_true=True, why=why)
        return guide(topic("quay", point("dry", statement)))

    bring(says("The quay is dry.", "The tide leaves it."))
    edit("dry", why="Look.")

    report = bring(says("Seagulls steal whatever is left in hatches that stand open.", "They are hungry."))

    assert report.plan["conflicts"] == 1
    dry = Point.objects.get()
    assert (dry.body.text, dry.body.why) == ("Seagulls steal whatever is left in hatches that stand open.", "Look.")
    assert dry.pending == {"why": "They are hungry."}
    assert dry.changed_at == now, "its meaning changed, whatever else waits"


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
