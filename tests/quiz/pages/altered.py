"""Answers that no page of ours asked for: altered, foreign and outdated presentations, and replies that make no sense.

Each maker takes a `Desk` and returns who sends what where. None of what it returns may count.
"""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core import signing
from django.test import Client

from quiz.practice.presentations import Presentation, sign
from tests.quiz.pages.browser import page

Sent = tuple[Client, str, dict[str, Any]]
GOOD_REPLIES: dict[str, dict[str, Any]] = {
    "single-choice": {"option": 1, "certainty": "sure"},
    "true-false": {"option": 2, "certainty": "not-sure"},
    "recall": {"grade": 3},
    "spoken": {"criteria": 1, "criterion": [1, 2]},
    "code-reading": {"option": 3, "certainty": "sure"},
    "multiple-choice": {"choice": [1, 2], "certainty": "not-sure"},
    "find-the-flaw": {"option": 1, "line": 3, "certainty": "sure"},
    "ordering": {"place": [2, 1, 3], "certainty": "sure"},
    "matching": {"match": [3, 1, 2], "certainty": "sure"},
    "cloze": {"blank": ["index", "scan"], "certainty": "sure"},
}


@dataclass
class Desk:
    """A learner of an account, what their run shows them by kind, what a stranger is shown, and others' things."""

    rng: random.Random
    now: datetime
    learner: Client
    stranger: Client
    run: int
    shown: dict[str, Presentation]
    greeting: Presentation
    elsewhere: Presentation
    others: Presentation
    others_run: int

    def pick(self) -> tuple[str, Presentation]:
        return self.rng.choice(list(self.shown.items()))

    def token(self) -> str:
        """A presentation that would count as it stands."""
        return sign(self.pick()[1])

    def with_token(self, token: str) -> Sent:
        """A presentation in this form with a reply that makes sense, from the learner or a stranger."""
        if self.rng.random() < 0.3:
            return self.stranger, page("first"), GOOD_REPLIES["single-choice"] | {"presentation": token}
        kind, _ = self.pick()
        return self.learner, page("answer", self.run), GOOD_REPLIES[kind] | {"presentation": token}

    def with_reply(self, kind: str, reply: dict[str, Any]) -> Sent:
        """A presentation that counts, with this reply to it."""
        if kind == "single-choice" and self.rng.random() < 0.5:
            return self.stranger, page("first"), {"presentation": sign(self.greeting), **reply}
        return self.learner, page("answer", self.run), {"presentation": sign(self.shown[kind]), **reply}


def values_of(shown: Presentation) -> list[Any]:
    """What a token holds."""
    values: list[Any] = json.loads(signing.b64_decode(sign(shown).split(":")[0].encode()))
    return values


def a_flipped_bit(desk: Desk) -> Sent:
    token = desk.token()
    place = desk.rng.randrange(len(token))
    flipped = chr(ord(token[place]) ^ 1 << desk.rng.randrange(7))
    return desk.with_token(token[:place] + flipped + token[place + 1 :])


def another_character(desk: Desk) -> Sent:
    token = desk.token()
    place = desk.rng.randrange(len(token))
    other = desk.rng.choice([c for c in "Aa0-_:=é\x00\ud7ff𐍈 " if c != token[place]])
    return desk.with_token(token[:place] + other + token[place + 1 :])


def cut_short(desk: Desk) -> Sent:
    token = desk.token()
    start, end = sorted(desk.rng.sample(range(len(token) + 1), 2))
    return desk.with_token(token[start:end] if end - start < len(token) else "")


def put_together(desk: Desk) -> Sent:
    one, other = desk.token(), sign(desk.greeting)
    return desk.with_token(desk.rng.choice([one * 2, one + other, f"{one}:{other}", one + "=", f"{one}:", ":" + one]))


def with_anothers_signature(desk: Desk) -> Sent:
    one, other = sign(desk.pick()[1]), sign(desk.rng.choice([desk.greeting, desk.others, desk.elsewhere]))
    return desk.with_token(f"{one.split(':')[0]}:{other.split(':')[1]}")


def without_signature(desk: Desk) -> Sent:
    payload = desk.token().split(":")[0]
    return desk.with_token(desk.rng.choice([payload, f"{payload}:", "null", "[]", "{}", ":", "", "x" * 9000]))


def of_another_salt_or_key(desk: Desk) -> Sent:
    values = values_of(desk.pick()[1])
    signers = [signing.Signer(), signing.Signer(salt="quiz.practice"), signing.Signer(key="another", salt=SALT)]
    signed = [signer.sign_object(values) for signer in signers] + [signing.dumps(values, salt=SALT)]
    return desk.with_token(desk.rng.choice(signed))


def of_other_types(desk: Desk) -> Sent:
    """Values of other types, signed by the site's own key for another purpose."""
    values = values_of(desk.pick()[1])
    place = desk.rng.randrange(len(values))
    values[place] = desk.rng.choice(
        [None, "", "x", -1, 1e300, 2**70, [], {}, True, [values[place]], str(values[place])]
    )
    if desk.rng.random() < 0.3:
        values.pop()
    return desk.with_token(signing.Signer(salt="of.another.purpose").sign_object(values))


def of_another_learner(desk: Desk) -> Sent:
    shown = desk.rng.choice([desk.others, replace(desk.pick()[1], learner=uuid4())])
    return desk.learner, page("answer", desk.run), {"presentation": sign(shown), "option": 1, "certainty": "sure"}


def to_anothers_run(desk: Desk) -> Sent:
    kind, shown = desk.pick()
    run = desk.rng.choice([desk.others_run, 0, 10**6, 2**63, 10**30])
    url = page("answer", desk.run).replace(f"/{desk.run}/", f"/{run}/")
    who = desk.rng.choice([desk.learner, desk.stranger])
    return who, url, GOOD_REPLIES[kind] | {"presentation": sign(shown)}


def of_another_run(desk: Desk) -> Sent:
    shown = desk.rng.choice([desk.elsewhere, replace(desk.pick()[1], item=desk.rng.choice([None, 10**6, 2**62]))])
    return desk.learner, page("answer", desk.run), {"presentation": sign(shown), "option": 1, "certainty": "sure"}


def of_a_run_as_a_first_answer(desk: Desk) -> Sent:
    kind, shown = desk.pick()
    who = desk.rng.choice([desk.learner, desk.stranger])
    return who, page("first"), GOOD_REPLIES[kind] | {"presentation": sign(shown)}


def of_a_stranger_in_a_run(desk: Desk) -> Sent:
    token = sign(desk.greeting)
    return desk.learner, page("answer", desk.run), GOOD_REPLIES["single-choice"] | {"presentation": token}


def of_a_stranger_with_an_accounts_id(desk: Desk) -> Sent:
    accounts: UUID = desk.pick()[1].learner
    token = sign(replace(desk.greeting, learner=accounts, nonce=uuid4()))
    return desk.stranger, page("first"), GOOD_REPLIES["single-choice"] | {"presentation": token}


def too_old(desk: Desk) -> Sent:
    age = timedelta(days=7, milliseconds=desk.rng.randint(1, 10**9))
    if desk.rng.random() < 0.5:
        token = sign(replace(desk.greeting, shown_at=desk.now - age))
        return desk.stranger, page("first"), GOOD_REPLIES["single-choice"] | {"presentation": token}
    kind, shown = desk.pick()
    token = sign(replace(shown, shown_at=desk.now - age))
    return desk.learner, page("answer", desk.run), GOOD_REPLIES[kind] | {"presentation": token}


def one_that_counts_and_one_that_does_not(desk: Desk) -> Sent:
    kind, shown = desk.pick()
    good, bad = sign(shown), desk.rng.choice(["", "x", sign(desk.others), sign(shown)[:-1]])
    return desk.learner, page("answer", desk.run), GOOD_REPLIES[kind] | {"presentation": [good, bad]}


def no_presentation(desk: Desk) -> Sent:
    who, url, form = desk.with_token("")
    form.pop("presentation")
    return who, url, {**form, "presentations": desk.token()}


def an_option_that_was_not_shown(desk: Desk) -> Sent:
    kind = desk.rng.choice(["single-choice", "true-false"])
    beyond = [5, 6, 99, 2**31, 2**63, 10**40] + [3, 4] * (kind == "true-false")
    absurd = [-1, -(10**20), 0, "x", "1.5", "1e0", "one", "1,2", "0x1", "", "NaN", "[1]", "9" * 5000, *beyond]
    return desk.with_reply(
        kind, {"option": desk.rng.choice(absurd), "certainty": desk.rng.choice(["sure", "not-sure"])}
    )


def a_certainty_that_is_none(desk: Desk) -> Sent:
    kind = desk.rng.choice(["single-choice", "true-false"])
    reply = {"option": 1, "certainty": desk.rng.choice(["", "SURE", "perhaps", "1", "sure ,", "dont_know", "s" * 999])}
    return desk.with_reply(kind, reply if desk.rng.random() < 0.7 else {"option": 1})


def a_grade_that_is_none(desk: Desk) -> Sent:
    kind = desk.rng.choice(["recall", "spoken"])
    return desk.with_reply(kind, {"grade": desk.rng.choice(["", 0, 5, -1, "good", "3.0", 10**30, "٣x", "3 3"])})


def a_criterion_that_is_none(desk: Desk) -> Sent:
    wrong = desk.rng.choice([0, -1, 3, 50, 51, "x", 10**30, "1.0"])
    return desk.with_reply("spoken", {"criteria": 1, "criterion": desk.rng.choice([wrong, [1, wrong]])})


def a_reply_to_another_kind(desk: Desk) -> Sent:
    kind, other = desk.rng.choice([(a, b) for a in GOOD_REPLIES for b in GOOD_REPLIES if _differ(a, b)])
    return desk.with_reply(kind, GOOD_REPLIES[other])


ONE_OPTION = {"single-choice", "true-false", "code-reading"}


def _differ(kind: str, other: str) -> bool:
    """Whether a reply to the other kind is none to this one.

    A spoken answer may be graded as a recalled one is, and a line that was not asked for is passed over.
    """
    if (kind, other) == ("spoken", "recall") or (kind in ONE_OPTION and other == "find-the-flaw"):
        return False
    return kind != other and not {kind, other} <= ONE_OPTION


def a_part_that_was_not_shown(desk: Desk) -> Sent:
    wrong: dict[str, list[dict[str, Any]]] = {
        "code-reading": [{"option": 4}, {"option": 0}, {"choice": [1]}],
        "multiple-choice": [{"choice": [1, 5]}, {"choice": [0]}, {"choice": ["x"]}, {"choice": "9" * 5000}, {}],
        "find-the-flaw": [{"option": 1}, {"line": 1}, {"option": 9, "line": 1}, {"option": 1, "line": 4}],
        "ordering": [{"place": [1, 1, 2]}, {"place": [1, 2]}, {"place": [1, 2, 4]}, {"place": [1, 2, 3, 1]}, {}],
        "matching": [{"match": [1, 2]}, {"match": [1, 2, 4]}, {"match": [1, 2, "²"]}, {"match": [1, 2, 3, 1]}, {}],
        "cloze": [{"blank": ["a"]}, {"blank": ["a", "b", "c"]}, {"blank": ["", ""]}, {}],
    }
    kind = desk.rng.choice(list(wrong))
    return desk.with_reply(kind, desk.rng.choice(wrong[kind]) | {"certainty": "sure"})


def a_reply_given_twice(desk: Desk) -> Sent:
    kind = desk.rng.choice(["single-choice", "true-false", "recall"])
    field = "grade" if kind == "recall" else desk.rng.choice(["option", "certainty"])
    twice = {"option": [1, 2], "certainty": ["dont-know", "sure"], "grade": [1, 4]}[field]
    return desk.with_reply(kind, GOOD_REPLIES[kind] | {field: twice})


def no_reply(desk: Desk) -> Sent:
    return desk.with_reply(desk.pick()[0], desk.rng.choice([{}, {"csrfmiddlewaretoken": "x"}, {"answer": 1}]))


SALT = "quiz.practice.presentation"
MAKERS: list[Callable[[Desk], Sent]] = [
    *(a_flipped_bit, another_character, cut_short, put_together, with_anothers_signature, without_signature),
    *(of_another_salt_or_key, of_other_types, of_another_learner, to_anothers_run, of_another_run),
    *(of_a_run_as_a_first_answer, of_a_stranger_in_a_run, of_a_stranger_with_an_accounts_id, too_old),
    *(one_that_counts_and_one_that_does_not, no_presentation, an_option_that_was_not_shown),
    *(a_certainty_that_is_none, a_grade_that_is_none, a_criterion_that_is_none, a_reply_to_another_kind),
    *(a_part_that_was_not_shown, a_reply_given_twice, no_reply),
]
