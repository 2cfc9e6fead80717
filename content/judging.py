"""Judge a reply by the version of the question that was shown. Pure: knows neither Django nor learners.

Options, criteria, steps, pairs and blanks are named by their index in the version's own lists.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import OSA

from content.drafts import QuestionKind, is_order

CHOICE_KINDS = frozenset({QuestionKind.SINGLE_CHOICE, QuestionKind.TRUE_FALSE, QuestionKind.CODE_READING})
"""Kinds answered by one of several options."""
OPTION_KINDS = CHOICE_KINDS | {QuestionKind.MULTIPLE_CHOICE, QuestionKind.FIND_THE_FLAW}
"""Kinds answered by options, one or several."""
JUDGED_KINDS = OPTION_KINDS | {QuestionKind.ORDERING, QuestionKind.MATCHING, QuestionKind.CLOZE}
"""Kinds whose answers are judged here, rather than by the learner."""
FREE_KINDS = frozenset({QuestionKind.RECALL, QuestionKind.SPOKEN})
"""Kinds answered freely, then compared with what the back says."""

_OPERATOR = re.compile(r"[<>=+*!&|#]|(?:^|\s)[-/](?:\s|$)|--")
_SIGNS = r"[+#!^~$@*&|<>≤≥≠±×→]"
_LEADING = r"(?<!\w)(?:-+(?=[$.]?\w)|\.(?=\d))"
# A word, and a number with its decimal point, its slash or whatever else stands between two of its digits.
_WORD = r"[^\W_]+(?:(?<=\d)[.,/:-](?=\d)[^\W_]+)*"
_TOKEN = re.compile(f"{_SIGNS}|{_LEADING}|{_WORD}")
_THOUSANDS = re.compile(r"(?<![\w.,])\d{1,3}(?:[ ,_]\d{3})+(?!\w|[.,_]\d)")
_QUOTES = "\"'`“”‘’"
_DASHES = str.maketrans({"−": "-", "–": "-", "‐": "-", "—": "--"})
_NAME_IN_CODE = re.compile(r"_|\w\.\w|\w\(|\b[a-z]+[A-Z]")
LONG_WORD = 6
"""From this many characters on, one typing error is forgiven in a cloze."""


class NotAnOption(ValueError):
    """The reply names an option, step, pair or criterion that the version does not have, or not all of them once."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reply is worth, from 0 to 1, and for a spoken answer how many criteria it missed."""

    score: float
    missed_musts: int = 0
    missed_others: int = 0


def judge_choice(keys: Sequence[bool], *, chosen: int) -> Judgement:
    """Judge one chosen option. `keys` says of each option whether it is right. Raises NotAnOption."""
    _check(len(keys), {chosen})
    return Judgement(1 if keys[chosen] else 0)


def judge_selection(keys: Sequence[bool], *, chosen: Collection[int]) -> Judgement:
    """Judge several chosen options: the share of the right ones less the share of the wrong ones, at least 0.

    Raises NotAnOption.
    """
    _check(len(keys), chosen)
    right, wrong = sum(keys), len(keys) - sum(keys)
    hits = sum(keys[index] for index in set(chosen))
    share = (hits / right if right else 0) - ((len(set(chosen)) - hits) / wrong if wrong else 0)
    return Judgement(max(0.0, share))


def judge_flaw(keys: Sequence[bool], *, chosen: int, line: int, flaw_line: int | None) -> Judgement:
    """Judge the line that is said to have the flaw and the reason given for it: half for each. Raises NotAnOption."""
    reason = judge_choice(keys, chosen=chosen).score
    return Judgement((reason + (line == flaw_line)) / 2)


def right_orders(count: int, orders: Sequence[str]) -> list[list[int]]:
    """All right orders of `count` steps as indexes: the authored one first, then `orders`, written as in "2 1 3".

    An order that does not name each step once is passed over: a version keeps what was written when it was made.
    """
    others = [order for order in orders if is_order(order, count=count)]
    return [list(range(count)), *([int(number) - 1 for number in order.split()] for order in others)]


def judge_order(right: Sequence[Sequence[int]], *, order: Sequence[int]) -> Judgement:
    """Judge an order of steps by Kendall's tau to the nearest right order, at least 0: 1 if it is one of them.

    Source: M. G. Kendall, "A New Measure of Rank Correlation", Biometrika 30 (1938). Raises NotAnOption where a step
    is missing or named twice.
    """
    if sorted(order) != sorted(right[0]):
        raise NotAnOption(f"Give each of the {len(right[0])} steps a place of its own.")
    pairs = list(combinations(order, 2))
    if not pairs:
        return Judgement(1)
    agreeing = max(sum(one.index(first) < one.index(second) for first, second in pairs) for one in right)
    return Judgement(max(0.0, 2 * agreeing / len(pairs) - 1))


def judge_matches(count: int, *, matches: Sequence[int]) -> Judgement:
    """Judge pairs: `matches` names for each item the item whose counterpart was chosen. The share that is right.

    Raises NotAnOption.
    """
    if len(matches) != count:
        raise NotAnOption(f"Match each of the {count} items.")
    _check(count, matches)
    return Judgement(sum(item == match for item, match in enumerate(matches)) / count)


def judge_blanks(accepted: Sequence[str], *, blanks: Sequence[str]) -> Judgement:
    """Judge what was filled in by what each blank accepts: the share that is right. Raises NotAnOption."""
    if len(blanks) != len(accepted):
        raise NotAnOption(f"Fill in each of the {len(accepted)} blanks.")
    right = [is_accepted(text, answers) for text, answers in zip(blanks, accepted, strict=True)]
    return Judgement(sum(right) / len(right))


def is_accepted(text: str, answers: str) -> bool:
    """Whether a text is one of the accepted answers, which ` | ` separates.

    Case, spaces and punctuation make no difference, and in a word of LONG_WORD letters or more one typing error is
    forgiven after its first letter, before which a prefix would say the opposite. None is in numbers and in names
    of code (ALL CAPS, camelCase, with _ . or brackets), where it would make another name of it. Signs such as + # ! ^ $
    count wherever they stand, so do a leading dash and whatever stands between two digits. An answer with an
    operator, or without any letter or digit, is to be given as it is.
    """
    return any(_is_one(text, answer) for answer in answers.split(" | "))


def _is_one(text: str, answer: str) -> bool:
    said, right = _exact(text), _exact(answer)
    if said == right:
        return bool(right)
    if _OPERATOR.search(answer) or not any(map(str.isalnum, right)):
        return False
    return _alike(_tokens(text), _tokens(answer))


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_DASHES)


def _exact(text: str) -> str:
    """The text without spaces and, unless nothing else is left, without quotes around it and a full stop behind."""
    bare = _run_together(_normal(text).casefold().split())
    return bare.strip(_QUOTES).rstrip(_QUOTES + ".") or bare


def _tokens(text: str) -> list[tuple[str, bool]]:
    """Words, numbers and signs of a text, each with whether it belongs to a name of code."""
    whole = _THOUSANDS.sub(lambda number: re.sub(r"\D", "", number.group()), _normal(text))
    return [
        (token.casefold(), token.isupper() or bool(_NAME_IN_CODE.search(chunk)))
        for chunk in whole.split()
        for token in _TOKEN.findall(chunk)
    ]


def _alike(said: Sequence[tuple[str, bool]], right: Sequence[tuple[str, bool]]) -> bool:
    if _run_together(token for token, _ in said) == _run_together(token for token, _ in right):
        return True
    return len(said) == len(right) and all(
        one == other or (not is_name and _is_typing_error(one, other))
        for (one, _), (other, is_name) in zip(said, right, strict=True)
    )


def _run_together(parts: Iterable[str]) -> str:
    """The parts without a space between them but for two digits, which would make another number."""
    return re.sub(r"(?<!\d) | (?!\d)", "", " ".join(parts))


def _is_typing_error(one: str, other: str) -> bool:
    return (
        len(other) >= LONG_WORD
        and one[0] == other[0]
        and not any(map(str.isdigit, one + other))
        and OSA.distance(one, other) <= 1
    )


def judge_criteria(musts: Sequence[bool], *, met: Collection[int]) -> Judgement:
    """Judge a spoken answer. `musts` says of each criterion whether it must be met; `met` holds indexes into it.

    The score is the share of criteria met. Raises NotAnOption.
    """
    if any(not 0 <= number < len(musts) for number in met):
        raise NotAnOption(f"The question has {len(musts)} criteria.")
    missed = [must for number, must in enumerate(musts) if number not in met]
    return Judgement(1 - len(missed) / len(musts), sum(missed), len(missed) - sum(missed))


def _check(count: int, chosen: Collection[int]) -> None:
    for index in chosen:
        if not 0 <= index < count:
            raise NotAnOption(f"There is no option {index + 1}; the question has {count}.")
