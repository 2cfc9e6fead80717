"""A bank in YAML or JSON becomes a draft, and every problem is named with file, line, path and remedy."""

import json
from typing import Any

import pytest

from content.drafts import (
    CodeExample,
    Contrast,
    Criterion,
    Distractor,
    Explanation,
    GuideDraft,
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
    UnreadableSource,
)
from content.formats import bank_yaml

TOPIC = """\
id: mail-queue
was: [mail]
name: "Mail: a queue"
kind: technology
level: intermediate
aliases: [mail queue, MTA]
noun: a mail queue
links:
- {title: "RFC 5321", url: "https://www.rfc-editor.org/rfc/rfc5321"}
summary: |
  Keeps letters until they are delivered.
explanations:
- {id: retries, level: 3, ask: "When does it try again?", text: Later and later.}
terms:
- {id: bounce, term: bounce, group: fate, def: a letter that comes back}
- {id: s250, term: "250", def: accepted}
best_practices:
- {id: sign, text: Sign outgoing mail., why: else it is taken for spam, also_true_for: [web-hooks]}
real_uses:
- {id: shop, text: Receipts of a shop., source: "https://example.org/mail"}
pitfalls:
- id: inline
  mistake: sending within the request
  why: the page waits
  fix: queue it
  distractors:
  - {text: queueing a letter, why_wrong: that is wanted}
code:
- id: send
  language: python
  caption: Worker
  shows: a worker's step
  source: |
    letter = queue.get()
    queue.ack(letter)
    send(letter)
  bug:
    line: 2
    question: What is lost in a crash?
    options:
    - {text: The letter, key: true, why: it is acknowledged before it is sent}
    - {text: The queue, why: that is on disk}
statements:
- {id: order, text: Letters arrive in order., is_true: false, why: retries overtake}
steps:
  id: life
  prompt: Order a letter's life.
  items: [queued, sent, delivered]
contrast:
  subjects: [SMTP, IMAP]
  facets:
  - {id: does, ask: "{cell}: which protocol?", cells: {SMTP: sends mail, IMAP: reads mail}}
interview:
- id: explain
  tip: Say when it gives up.
  prompt: How does a queue deliver?
  model_answer: It tries again.
  criteria:
  - {id: backoff, text: waits longer each time, must: true, any_of: [backoff, longer]}
  follow_ups: ["And then?"]
mcqs:
- id: slow-page
  point: inline
  stem: A page takes four seconds.
  code: send(letter)
  language: python
  options:
  - {text: Queue the letter, key: true, why: the page need not wait}
  - {text: Send it twice, why: that takes longer}
"""
GUIDE = """\
guide:
  id: small
  title: A small bank
  schema: 1
  lang: en
  introduction: |
    Hello.
  further_reading: |
    - a manual
sections:
- {id: post, name: The post, topics: [mail-queue, web-hooks]}
- {id: rest, name: The rest}
"""


def read(text: str, name: str = "bank.yaml") -> GuideDraft:
    return bank_yaml.read({name: text.encode()})


def with_topic(body: str) -> str:
    return "id: a\nname: A\n" + body


def told(source: GuideDraft | UnreadableSource) -> list[tuple[str, int, str]]:
    rejected = source.rejected if isinstance(source, GuideDraft) else source.problems
    return [(one.place.file, one.place.line, one.reason) for one in rejected]


def refused(files: dict[str, str]) -> list[tuple[str, int, str]]:
    with pytest.raises(UnreadableSource) as caught:
        bank_yaml.read({name: text.encode() for name, text in files.items()})
    return told(caught.value)


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


def folder(**changes: str | None) -> dict[str, str]:
    files: dict[str, str | None] = {
        "bank/guide.yaml": GUIDE,
        "bank/post/mail-queue.yaml": TOPIC,
        "bank/post/web-hooks.yaml": "id: web-hooks\nname: Web hooks\n",
    }
    files |= {name.replace("__", "/").replace("_", "-") + ".yaml": text for name, text in changes.items()}
    return {name: text for name, text in files.items() if text is not None}


def read_folder(files: dict[str, str]) -> GuideDraft:
    return bank_yaml.read({name: text.encode() for name, text in files.items()})


def test_a_folder_is_a_guide_with_topics_in_the_guides_order() -> None:
    draft = read_folder(dict(reversed(folder().items())))
    assert draft.rejected == ()
    assert (draft.slug, draft.title, draft.is_whole) == ("small", "A small bank", True)
    assert (draft.introduction, draft.further_reading) == ("Hello.", "- a manual")
    assert [(section.slug, section.name) for section in draft.sections] == [("post", "The post"), ("rest", "The rest")]
    assert [(one.section, one.slug) for one in draft.topics] == [("post", "mail-queue"), ("post", "web-hooks")]


def test_one_file_with_sections_is_the_same_guide_as_a_folder() -> None:
    hooks = "- id: web-hooks\n  name: Web hooks\n"
    mail = "".join(f"{'- ' if at == 0 else '  '}{line}\n" for at, line in enumerate(TOPIC.splitlines()))
    assert read(f"{GUIDE}topics:\n{hooks}{mail}") == read_folder(folder())


def test_without_a_list_of_sections_a_topic_names_its_own() -> None:
    draft = read(
        "guide: {id: g, title: G}\ntopics:\n"
        "- {id: b, name: B, section: data-stores}\n"
        "- {id: c, name: C, section: web}\n"
        "- {id: a, name: A, section: data-stores}\n"
    )
    assert [(one.slug, one.name) for one in draft.sections] == [("data-stores", "Data stores"), ("web", "Web")]
    assert [one.slug for one in draft.topics] == ["b", "a", "c"]


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


@pytest.mark.parametrize(
    ("body", "line", "reason"),
    [
        ("noun: 401\n", 3, 'noun: 401 is no text: quote it, "401"'),
        ("noun: no\n", 3, 'noun: no is no text: quote it, "no"'),
        ("noun: 1:30\n", 3, 'noun: 1:30 is no text: quote it, "1:30"'),
        ("noun: 2024-01-01\n", 3, 'quote it, "2024-01-01"'),
        ("noun: ~\n", 3, 'quote it, "~"'),
        ("noun:\n", 3, "noun: has no value: write one, or remove the key"),
        ("noun: ' '\n", 3, "noun: is empty"),
        ("noun: [x]\n", 3, "noun: should be a text, not a list"),
        ("aliases: [x, 3.5]\n", 3, 'aliases[1]: 3.5 is no text: quote it, "3.5"'),
        ("aliases: x\n", 3, "aliases: should be a list: begin each item with a hyphen"),
        ("noun: x\nnoun: y\n", 4, "noun: the key is here twice, first in line 3: keep one"),
        ("noun: !!str 3\n", 3, "noun: the tag tag:yaml.org,2002:str is not read: remove it"),
        ("noun: &n x\n", 3, "noun: the anchor &n is not read: remove it"),
        ("summary: x\n<<: {noun: y}\n", 4, "<<: a merge is not read: write the keys out"),
        ("401: x\n", 3, "the key 401 is no text: quote it"),
        ("pitfals: []\n", 3, "pitfals: unknown key, did you mean pitfalls?"),
        ("level: 4\n", 3, "level: is no level: write beginner, intermediate or advanced"),
        ("kind: pattern\n", 3, "kind: is no kind of topic: write one of technology"),
        ("links:\n- {title: x, url: 'javascript:x'}\n", 4, "links[0].url: is no web address"),
        ('noun: "a\\u202eb"\n', 3, "noun: contains the character \\u202e: remove it"),
        ('noun: "a\\0b"\n', 3, "noun: contains the character \\u0000: remove it"),
        (f"noun: {'x' * 201}\n", 3, "noun: has 201 characters: shorten it to 200"),
        (f"links:\n- {{title: x, url: 'https://{'x' * 500}'}}\n", 4, "links[0].url: has 508 characters"),
        ("was: [Old_Name]\n", 3, 'was[0]: "Old_Name" is no id: write lower-case words joined by hyphens'),
        ("terms: {id: x}\n", 3, "terms: should be a list"),
        ("terms:\n- x\n", 4, "terms[0]: should be a mapping"),
        ("terms:\n- {id: t, term: t}\n", 4, "terms[0].def: is missing: add it"),
        ("terms:\n- {id: t, term: 200, def: ok}\n", 4, 'terms[0].term: 200 is no text: quote it, "200"'),
        ("terms:\n- {id: t, term: t, def: one, two}\n", 4, "terms[0].two: a comma ends a text between { and }"),
        ("pitfalls:\n- id: p\n  mistake: m\n  wy: w\n", 6, "pitfalls[0].wy: unknown key, did you mean why?"),
        (
            "pitfalls:\n- id: p\n  mistake: m\n  distractors:\n  - {txt: x, why_wrong: y, text: z}\n",
            7,
            "pitfalls[0].distractors[0].txt: unknown key, did you mean text?",
        ),
        (
            "statements:\n- {id: s, text: t, why: w, is_true: 'yes'}\n",
            4,
            "statements[0].is_true: should be true or false",
        ),
        ("steps: {id: s, prompt: p, items: [x]}\n", 3, "steps.items: "),
        ("steps: {id: s, prompt: p, items: [x, x]}\n", 3, "steps.items: one of these is here twice"),
        (
            "contrast:\n  subjects: [A, B]\n  facets:\n  - {id: f, ask: q, cells: {A: one}}\n",
            6,
            'contrast.facets[0].cells: the cell of "B" is missing',
        ),
        (
            "contrast:\n  subjects: [Alpha, B]\n  facets:\n  - {id: f, ask: q, cells: {Alpha: one, B: b, Alpa: x}}\n",
            6,
            "contrast.facets[0].cells.Alpa: unknown key, did you mean Alpha?",
        ),
        ("interview:\n- {id: i}\n", 4, "interview[0]: has neither tip nor prompt"),
        ("code:\n- {id: c, source: x, bug: {line: 1}}\n", 4, "code[0].bug.question: is missing"),
        (
            "code:\n- {id: c, source: x, bug: {line: 2, question: q, options: [{text: a, key: true}, {text: b}]}}\n",
            4,
            "code[0]: bug.line is 2, but the source has 1 lines",
        ),
        (
            "summary: s\nmcqs:\n- {id: m, point: summary, stem: q, options: [{text: a, key: true}]}\n",
            5,
            "mcqs[0].options: ",
        ),
        (
            "summary: s\nmcqs:\n- {id: m, point: summary, stem: q, options: [{text: a}, {text: b}]}\n",
            5,
            "mcqs[0].options: 0 options have key: true: mark exactly one",
        ),
        (
            "mcqs:\n- {id: m, point: p, stem: q, options: [{text: a, key: true}, {text: b}]}\n",
            4,
            'mcqs[0].point: the topic has no point "p"',
        ),
        (
            "summary: s\nterms:\n- {id: summary, term: t, def: d}\n",
            5,
            'terms[0].id: "summary" is an id in line 3 already',
        ),
        (
            "terms:\n- {id: x, term: t, def: d}\nreal_uses:\n- {id: x, text: t}\n",
            6,
            'real_uses[0].id: "x" is an id in line 4 already',
        ),
    ],
)
def test_a_problem_is_named_with_line_path_and_remedy(body: str, line: int, reason: str) -> None:
    problems = told(read(with_topic(body)))
    assert [(file, at) for file, at, said in problems if reason in said] == [("bank.yaml", line)], problems


def test_a_key_that_is_no_text_is_refused() -> None:
    body = "contrast:\n  subjects: ['401', B]\n  facets:\n  - {id: f, ask: q, cells: {401: one, B: two}}\n"
    draft = read(with_topic(body))
    assert told(draft) == [
        ("bank.yaml", 6, 'contrast.facets[0].cells.401: the key 401 is no text: quote it, "401"'),
    ]
    assert draft.topics[0].points == ()


def test_an_alias_is_refused_and_never_expanded() -> None:
    draft = read(with_topic("noun: &n x\naliases: [*n, *n]\nsummary: kept\n"))
    assert [line for _, line, _ in told(draft)] == [3, 4, 4]
    assert draft.topics[0].aliases == ()
    assert [one.slug for one in draft.topics[0].points] == ["summary"]


def test_all_problems_are_told_at_once_and_only_their_items_are_left_out() -> None:
    draft = read(
        "guide: {id: g, title: G}\n"
        "topics:\n"
        "- id: a\n"
        "  name: A\n"
        "  section: s\n"
        "  pitfalls:\n"
        "  - {id: p, mistake: 7}\n"
        "  - {id: q, mistake: kept}\n"
        "  mcqs:\n"
        "  - {id: m, point: p, stem: x, options: [{text: a, key: true}, {text: b}]}\n"
        "  - {id: n, point: q, stem: x, options: [{text: a, key: true}, {text: b}]}\n"
        "- id: b\n"
        "  name: 8\n"
        "  section: s\n"
        "  terms:\n"
        "  - {id: t}\n"
    )
    assert told(draft) == [
        ("bank.yaml", 7, 'topics[0].pitfalls[0].mistake: 7 is no text: quote it, "7"'),
        ("bank.yaml", 10, 'topics[0].mcqs[0].point: the point "p" is refused: mend it first'),
        ("bank.yaml", 13, 'topics[1].name: 8 is no text: quote it, "8"'),
        ("bank.yaml", 16, "topics[1].terms[0].term: is missing: add it"),
        ("bank.yaml", 16, "topics[1].terms[0].def: is missing: add it"),
    ]
    assert [one.slug for one in draft.topics] == ["a"]
    assert [one.slug for one in draft.topics[0].points] == ["q"]
    assert [one.variant for one in draft.topics[0].questions] == ["n"]


def test_a_refused_facet_leaves_the_other_facets_standing() -> None:
    draft = read(
        with_topic(
            "contrast:\n  subjects: [A, B]\n  facets:\n"
            "  - {id: f, ask: q, cells: {A: 1, B: two}}\n"
            "  - {id: g, ask: q, cells: {A: one, B: two}}\n"
        )
    )
    assert [line for _, line, _ in told(draft)] == [6]
    assert [one.slug for one in draft.topics[0].points] == ["g-a", "g-b"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("guide: {id: g\n", 1, "check the indentation"),
        ("id: a\n\tname: x\n", 2, "check the indentation"),
        ("# nothing\n", 1, "the file says nothing"),
        ("- a\n", 1, "the file is no bank"),
        ("title: x\n", 1, "the guide has no topics"),
        ("guide: {id: g, title: G}\n", 1, "list them under topics, or give the folder"),
        ("guide: {id: g, title: G}\ntopics: []\n", 1, "the guide has no topics"),
        ("guide: {id: g, title: G}\ntopics: x\n", 2, "topics: should be a list"),
        ("guide: {id: g, title: G}\ntopics: &t []\n", 2, "topics: the anchor &t is not read"),
        ("guide: {title: G}\ntopics:\n- {id: a, name: A, section: s}\n", 1, "guide.id: is missing"),
        ("topics:\n- {id: a, name: A, section: s}\n", 1, "guide is missing: add guide with id and title"),
        ("guide: {id: g, title: G, schema: 2}\ntopics: []\n", 1, "guide.schema: 2 is not known"),
        ("guide: {id: g, title: G}\ntopic: []\ntopics: []\n", 2, "topic: unknown key, did you mean topics?"),
        ("id: a\nname: A\n---\nid: b\n", 3, "a second document begins here"),
        ("id: a\nname: 1\n", 2, "name: 1 is no text"),
        ("a: " + "[" * 30 + "]" * 30, 1, "nested more than 20 levels deep"),
        ("a: " + "[" * 100_000, 1, "nested more than 20 levels deep"),
    ],
)
def test_a_file_that_is_no_bank_as_a_whole_is_unreadable(text: str, line: int, reason: str) -> None:
    problems = refused({"bank.yaml": text})
    assert any(at == line and reason in said for _, at, said in problems), problems


@pytest.mark.parametrize(
    ("topics", "line", "reason"),
    [
        ("- {id: a, name: A}\n", 5, "topics[0]: section is missing"),
        ("- {id: a, name: A, section: tt}\n", 5, 'topics[0].section: there is no section "tt"'),
        ("- {id: l, name: L, section: t}\n", 5, 'topics[0].section: the topic is listed in the section "s"'),
        ("- {id: l, name: L}\n- {id: l, name: M}\n", 6, 'topics[1].id: the topic "l" is in line 5 already'),
        ("- {id: a, name: A, section: s}\n", 3, 'sections[0].topics[0]: there is no topic "l"'),
    ],
)
def test_a_topic_has_to_stand_in_one_section(topics: str, line: int, reason: str) -> None:
    head = "guide: {id: g, title: G}\nsections:\n- {id: s, name: S, topics: [l]}\ntopics:\n"
    problems = told(read(head + topics))
    assert any(at == line and reason in said for _, at, said in problems), problems


@pytest.mark.parametrize(
    ("changes", "file", "line", "reason"),
    [
        ({"bank__post__web_hooks": None}, "bank/guide.yaml", 11, "the file post/web-hooks.yaml is missing: add it"),
        (
            {"bank__rest__more": "id: more\nname: M\n"},
            "bank/rest/more.yaml",
            1,
            'bank/guide.yaml does not list this file: add more to the section "rest"',
        ),
        ({"bank__stray": "id: stray\nname: S\n"}, "bank/stray.yaml", 1, "move it to its section's folder"),
        ({"bank__post__web_hooks": "id: hooks\nname: H\n"}, "bank/post/web-hooks.yaml", 1, "name it hooks.yaml"),
        (
            {"bank__post__web_hooks": "id: web-hooks\nname: H\nsection: rest\n"},
            "bank/post/web-hooks.yaml",
            3,
            'the file is in the folder "post"',
        ),
        ({"bank__post__web_hooks": "id: [\n"}, "bank/post/web-hooks.yaml", 1, "check the indentation"),
    ],
)
def test_guide_and_files_of_a_folder_have_to_agree(
    changes: dict[str, str | None], file: str, line: int, reason: str
) -> None:
    draft = read_folder(folder(**changes))
    problems = told(draft)
    assert [(name, at) for name, at, said in problems if reason in said] == [(file, line)], problems
    assert len(problems) == 1
    assert draft.topics[0].slug == "mail-queue"


def test_a_problem_in_the_guide_refuses_the_bank_and_tells_those_of_its_topics_too() -> None:
    files = folder(bank__guide=GUIDE.replace("title: A", "titel: A"), bank__post__web_hooks="id: web-hooks\nname: 1\n")
    assert [(name, line) for name, line, _ in refused(files)] == [
        ("bank/guide.yaml", 1),
        ("bank/guide.yaml", 3),
        ("bank/post/web-hooks.yaml", 2),
    ]


def test_a_topic_listed_twice_refuses_the_bank() -> None:
    guide = GUIDE.replace("name: The rest}", "name: The rest, topics: [mail-queue]}")
    ((file, line, reason),) = refused(folder(bank__guide=guide))
    assert (file, line) == ("bank/guide.yaml", 12)
    assert 'sections[1].topics[0]: the topic "mail-queue" is in line 11 already' in reason


def test_several_files_without_a_guide_are_no_bank() -> None:
    ((_, _, reason),) = refused({"a.yaml": "id: a\nname: A\n", "b.yaml": "id: b\nname: B\n"})
    assert "without guide.yaml" in reason


def test_two_thousand_questions_are_all_read() -> None:
    question = "- {id: q%d, point: summary, stem: s, options: [{text: a, key: true, why: w}, {text: b}, {text: c}]}\n"
    draft = read(with_topic("summary: s\nmcqs:\n" + "".join(question % n for n in range(2_000))))
    assert draft.rejected == ()
    assert len(draft.topics[0].questions) == 2_000
