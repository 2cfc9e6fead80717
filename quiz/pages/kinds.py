"""What the form of each kind of question asks for before the answer, and what its feedback lists after it."""

from collections.abc import Mapping
from string import ascii_uppercase
from typing import Any
from uuid import UUID

from django.http import QueryDict

from content.drafts import QuestionKind
from content.judging import OPTION_KINDS, is_accepted, right_orders
from content.models import QuestionVersion
from quiz.models import Review
from quiz.practice.presentations import shown_matches, shown_order

from .forms import LONGEST_BLANK

FORMS: Mapping[str, str] = {
    QuestionKind.SINGLE_CHOICE: "one",
    QuestionKind.TRUE_FALSE: "one",
    QuestionKind.CODE_READING: "one",
    QuestionKind.MULTIPLE_CHOICE: "several",
    QuestionKind.FIND_THE_FLAW: "flaw",
    QuestionKind.ORDERING: "order",
    QuestionKind.MATCHING: "match",
    QuestionKind.CLOZE: "blanks",
}
"""The template, `practice/reply/_NAME.html`, in which a kind is answered; kinds answered freely have none."""


def asked(version: QuestionVersion, nonce: UUID, *, said: QueryDict) -> dict[str, Any]:
    """What the form shows: everything by the number under which it is shown, and nothing that tells the answer.

    `said` is what an unfinished reply held, which the form holds again; empty where the question is new.
    """
    form = FORMS.get(version.question.kind, "")
    options = version.options
    ticked = {*said.getlist("option"), *said.getlist("choice")}
    placed = _fit(said.getlist("match" if form == "match" else "place"), len(options))
    numbered = [
        {
            "number": number,
            "text": options[index]["text"],
            "ticked": str(number) in ticked,
            "placed": place,
            "is_lacking": not place or (form == "order" and placed.count(place) > 1),
        }
        for number, (index, place) in enumerate(zip(shown_order(version, nonce), placed, strict=True), start=1)
    ]
    matches = [
        {"number": number, "letter": ascii_uppercase[number - 1], "text": options[index]["match"]}
        for number, index in enumerate(shown_matches(version, nonce), start=1)
    ]
    return {
        "form": form,
        "options": [] if form == "blanks" else numbered,
        "matches": matches if form == "match" else [],
        "lines": _lines(version.code) if form == "flaw" else [],
        "line": said.get("line", ""),
        "blanks": [
            {"number": number, "text": text.strip()[:LONGEST_BLANK]}
            for number, text in enumerate(_fit(said.getlist("blank"), len(options)), start=1)
            if form == "blanks"
        ],
    }


def _fit(values: list[str], count: int) -> list[str]:
    """As many of the values as there are fields for them; fields without one are empty."""
    return [*values, *[""] * count][:count]


def _lines(code: str) -> list[dict[str, Any]]:
    return [{"number": n, "text": line.strip()} for n, line in enumerate(code.splitlines(), start=1) if line.strip()]


def told(version: QuestionVersion, review: Review) -> dict[str, Any]:
    """What the feedback lists of the right answer and of the one that was given."""
    kind, reply = version.question.kind, review.reply
    return {
        "options": _options(version, review) if kind in OPTION_KINDS else [],
        "line": _line(version, reply) if kind == QuestionKind.FIND_THE_FLAW else None,
        "steps": _steps(version, reply) if kind == QuestionKind.ORDERING else [],
        "other_orders": version.orders if kind == QuestionKind.ORDERING else [],
        "pairs": _pairs(version, reply) if kind == QuestionKind.MATCHING else [],
        "blanks": _blanks(version, reply) if kind == QuestionKind.CLOZE else [],
    }


def _options(version: QuestionVersion, review: Review) -> list[dict[str, Any]]:
    """The options as they were shown; a reason that a wrong one shares with the right one stands there alone."""
    several = review.reply.get("options", [])
    chosen = {review.reply.get("option"), *several}
    reasons = {option["why"] for option in version.options if option["is_key"]}
    return [
        {
            "number": number,
            "chosen": index in chosen,
            "left_out": bool(several) and option["is_key"] and index not in chosen,
            **option,
            "why": option["why"] if option["is_key"] or option["why"] not in reasons else "",
        }
        for number, index in enumerate(shown_order(version, review.nonce), start=1)
        for option in [version.options[index]]
    ]


def _line(version: QuestionVersion, reply: Mapping[str, Any]) -> dict[str, Any]:
    lines = {line["number"]: line["text"] for line in _lines(version.code)}
    said = reply.get("line")
    return {
        "number": version.flaw_line,
        "text": lines.get(version.flaw_line, ""),
        "yours": said,
        "is_right": said == version.flaw_line,
    }


def _steps(version: QuestionVersion, reply: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The steps in the order given if that is right, else in the authored one, each with the place given to it."""
    order = list(reply.get("order", []))
    right = right_orders(len(version.options), version.orders)
    shown = order if order in right else right[0]
    return [
        {
            "text": version.options[step]["text"],
            "why": version.options[step]["why"],
            "yours": order.index(step) + 1 if order else None,
            "is_right": not order or order[place] == step,
        }
        for place, step in enumerate(shown)
    ]


def _pairs(version: QuestionVersion, reply: Mapping[str, Any]) -> list[dict[str, Any]]:
    given = list(reply.get("matches", []))
    return [
        {
            **option,
            "yours": version.options[given[index]]["match"] if given else "",
            "is_right": bool(given) and given[index] == index,
        }
        for index, option in enumerate(version.options)
    ]


def _blanks(version: QuestionVersion, reply: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The blanks as they were filled in; a reason that they share stands at the last of them."""
    given = reply.get("blanks") or [""] * len(version.options)
    later = [{option["why"] for option in version.options[number:]} for number in range(1, len(version.options) + 1)]
    return [
        {
            "accepted": [answer.strip() for answer in option["text"].split(" | ")],
            "why": "" if option["why"] in reasons else option["why"],
            "yours": text,
            "is_right": is_accepted(text, option["text"]),
        }
        for option, text, reasons in zip(version.options, given, later, strict=True)
    ]
