"""A small bank in YAML as one file and as a folder, and what the reader says of it."""

import pytest

from content.drafts import GuideDraft, UnreadableSource
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


def read_folder(files: dict[str, str]) -> GuideDraft:
    return bank_yaml.read({name: text.encode() for name, text in files.items()})


def folder(**changes: str | None) -> dict[str, str]:
    files: dict[str, str | None] = {
        "bank/guide.yaml": GUIDE,
        "bank/post/mail-queue.yaml": TOPIC,
        "bank/post/web-hooks.yaml": "id: web-hooks\nname: Web hooks\n",
    }
    files |= {name.replace("__", "/").replace("_", "-") + ".yaml": text for name, text in changes.items()}
    return {name: text for name, text in files.items() if text is not None}


def with_topic(body: str) -> str:
    return "id: a\nname: A\n" + body


def told(source: GuideDraft | UnreadableSource) -> list[tuple[str, int, str]]:
    rejected = source.rejected if isinstance(source, GuideDraft) else source.problems
    return [(one.place.file, one.place.line, one.reason) for one in rejected]


def problems_of(text: str) -> list[tuple[str, int, str]]:
    """What is told of a file, whether anything of it is taken or not."""
    try:
        return told(read(text))
    except UnreadableSource as problem:
        return told(problem)


def refused(files: dict[str, str]) -> list[tuple[str, int, str]]:
    with pytest.raises(UnreadableSource) as caught:
        bank_yaml.read({name: text.encode() for name, text in files.items()})
    return told(caught.value)
