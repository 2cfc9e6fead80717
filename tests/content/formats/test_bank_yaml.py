"""A bank in YAML or JSON becomes a draft: all that a topic says is in it."""

import json
from typing import Any

import pytest

from content.drafts import (
    CodeExample,
    Contrast,
    Criterion,
    Distractor,
    Explanation,
    InterviewTip,
    Level,
    Link,
    Option,
    Pitfall,
    PointDraft,
    QuestionKind,
    RealUse,
    Statement,
    Steps,
    Term,
    TopicDraft,
    TopicKind,
)
from tests.content.formats.yaml_bank import TOPIC, read, with_topic


def point(topic: TopicDraft, slug: str) -> PointDraft:
    return next(point for point in topic.points if point.slug == slug)


@pytest.fixture
def mail() -> TopicDraft:
    draft = read(TOPIC)
    assert draft.rejected == ()
    return draft.topics[0]


def test_a_lone_topic_speaks_for_itself_only(mail: TopicDraft) -> None:
    draft = read(TOPIC)
    assert (draft.slug, draft.title, draft.format, draft.is_whole) == ("", "", "bank-yaml", False)
    assert mail.section == ""
    assert read("section: post\n" + TOPIC).topics[0].section == "post"


def test_it_reads_everything_of_a_topic_itself(mail: TopicDraft) -> None:
    assert (mail.slug, mail.name, mail.was) == ("mail-queue", "Mail: a queue", ("mail",))
    assert (mail.kind, mail.level, mail.noun) == (TopicKind.TECHNOLOGY, Level.INTERMEDIATE, "a mail queue")
    assert mail.aliases == ("mail queue", "MTA")
    assert mail.links == (Link(title="RFC 5321", url="https://www.rfc-editor.org/rfc/rfc5321"),)


def test_it_reads_every_kind_of_point(mail: TopicDraft) -> None:
    source = "letter = queue.get()\nqueue.ack(letter)\nsend(letter)"
    assert {point.slug: point.body for point in mail.points} == {
        "summary": Explanation(text="Keeps letters until they are delivered."),
        "retries": Explanation(text="Later and later."),
        "bounce": Term(term="bounce", definition="a letter that comes back", group="fate"),
        "s250": Term(term="250", definition="accepted"),
        "sign": point(mail, "sign").body,
        "shop": RealUse(text="Receipts of a shop.", source_url="https://example.org/mail"),
        "inline": Pitfall(mistake="sending within the request", why="the page waits", fix="queue it"),
        "send": CodeExample(
            source=source,
            language="python",
            caption="Worker",
            shows="a worker's step",
            flaw_line=2,
            flaw_prompt="What is lost in a crash?",
            flaw_answer="The letter",
            flaw_why="it is acknowledged before it is sent",
        ),
        "order": Statement(text="Letters arrive in order.", is_true=False, why="retries overtake"),
        "life": Steps(prompt="Order a letter's life.", items=("queued", "sent", "delivered")),
        "does-smtp": Contrast(facet="does", prompt="{cell}: which protocol?", subject="SMTP", text="sends mail"),
        "does-imap": Contrast(facet="does", prompt="{cell}: which protocol?", subject="IMAP", text="reads mail"),
        "explain": InterviewTip(
            tip="Say when it gives up.",
            prompt="How does a queue deliver?",
            model_answer="It tries again.",
            criteria=(Criterion(slug="backoff", text="waits longer each time", must=True, cues=("backoff", "longer")),),
            follow_ups=("And then?",),
        ),
    }


def test_a_point_keeps_what_every_point_may_carry(mail: TopicDraft) -> None:
    assert (point(mail, "retries").level, point(mail, "retries").ask) == (Level.ADVANCED, "When does it try again?")
    assert point(mail, "bounce").level is Level.INTERMEDIATE
    assert point(mail, "sign").also_true_for == ("web-hooks",)
    assert {one.named for one in mail.points} == {True}
    assert point(mail, "inline").place.line == 22


def test_wrong_options_of_pitfalls_and_flaws_are_distractors(mail: TopicDraft) -> None:
    assert point(mail, "inline").distractors == (Distractor(text="queueing a letter", why_wrong="that is wanted"),)
    assert point(mail, "send").distractors == (Distractor(text="The queue", why_wrong="that is on disk"),)


def test_a_choice_question_keeps_its_authored_order(mail: TopicDraft) -> None:
    (question,) = mail.questions
    assert (question.kind, question.topic, question.point) == (QuestionKind.SINGLE_CHOICE, "mail-queue", "inline")
    assert (question.variant, question.stem, question.authored) == ("slow-page", "A page takes four seconds.", True)
    assert (question.code, question.code_language) == ("send(letter)", "python")
    assert question.options == (
        Option(text="Queue the letter", is_key=True, why="the page need not wait"),
        Option(text="Send it twice", why="that takes longer"),
    )


def test_key_points_are_criteria_and_lists_of_steps_and_contrasts_are_read() -> None:
    draft = read(
        with_topic(
            "steps:\n- {id: s, prompt: p, items: [x, y]}\n"
            "contrast:\n- subjects: [A, B]\n  facets:\n  - {id: f, ask: q, cells: {A: one, B: two}}\n"
            "interview:\n- id: i\n  prompt: p\n  key_points:\n  - {id: k, text: t}\n"
        )
    )
    assert draft.rejected == ()
    assert [one.slug for one in draft.topics[0].points] == ["s", "f-a", "f-b", "i"]
    tip = draft.topics[0].points[3].body
    assert isinstance(tip, InterviewTip)
    assert tip.criteria == (Criterion(slug="k", text="t"),)


def test_json_says_the_same_as_yaml() -> None:
    data: dict[str, Any] = {
        "guide": {"id": "g", "title": "Grüße 🎈"},
        "topics": [
            {
                "id": "a",
                "name": "A",
                "section": "s",
                "level": 2,
                "statements": [{"id": "st", "text": "tab\tand \\ud83d", "is_true": True, "why": "a/b"}],
            }
        ],
    }
    draft = read(json.dumps(data, indent="\t"), name="bank.json")
    assert draft.rejected == ()
    assert draft.title == "Grüße 🎈"
    assert draft.topics[0].level is Level.INTERMEDIATE
    assert draft.topics[0].points[0].body == Statement(text="tab\tand \\ud83d", is_true=True, why="a/b")


def test_two_thousand_questions_are_all_read() -> None:
    question = "- {id: q%d, point: summary, stem: s, options: [{text: a, key: true, why: w}, {text: b}, {text: c}]}\n"
    draft = read(with_topic("summary: s\nmcqs:\n" + "".join(question % n for n in range(2_000))))
    assert draft.rejected == ()
    assert len(draft.topics[0].questions) == 2_000
