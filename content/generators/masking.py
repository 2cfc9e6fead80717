"""Hides a topic's name in texts and code, and says whether a text names a topic."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from content.drafts import TopicDraft

BLANK = "____"

_WORD = re.compile(r"[A-Za-z0-9]+(?:\.[A-Za-z]+)*(?:['’]s\b)?[+#]*")
_CODE_WORD = re.compile(r"[A-Za-z0-9_$]+")
_CODE_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_IMPORT = re.compile(
    r"""require\(\s*['"]([^'"]+)['"]|\bfrom\s+['"]?([\w@./-]+)|\bimport\s+(?:static\s+)?['"]?([\w@./-]+)"""
)
_BLANKS = re.compile(rf"{BLANK}(?:[\s-]+{BLANK})+")
_SUFFIXES = sorted(
    (
        *(
            "s",
            "es",
            "e",
            "ed",
            "er",
            "ers",
            "or",
            "ors",
            "ing",
            "ings",
            "ion",
            "ions",
            "ation",
            "ations",
            "ate",
            "ates",
        ),
        *("ated", "ating", "ator", "ators", "ize", "izes", "ized", "izing", "ise", "ises", "ised", "ising"),
        *("ization", "izations", "isation", "isations", "ment", "ments"),
    ),
    key=lambda suffix: (-len(suffix), suffix),
)
_SHORT_FORMS = {
    "authentication": ("auth", "authn"),
    "authorization": ("auth", "authz"),
    "asynchronous": ("async",),
    "synchronous": ("sync",),
    "database": ("db",),
    "graphql": ("gql",),
    "javascript": ("js",),
    "kubernetes": ("k8s",),
    "mongodb": ("mongo",),
    "node.js": ("node", "nodejs"),
    "postgresql": ("postgres",),
    "rest": ("restful",),
    "restful": ("rest",),
    "typescript": ("ts",),
}
_STOP_WORDS = frozenset(
    re.findall(
        r"\S+",
        """
        a about across after all also an and any are as at be been before but by can do does don each e.g for from get
        has have how i.e if in into is it its may more most must no not of off on one only or other out over own per
        same so some such than that the their them then there these they this those through to under up use used uses
        using versus via vs was were what when where which while who why will with without you your
        """,
    )
)
_HOLLOW_NAME_WORDS = frozenset({"system", "design", "introduction", "basics", "fundamentals", "overview", "concepts"})


@lru_cache(maxsize=1 << 16)
def family(word: str) -> str:
    """The word without its endings, so that "limiter", "limits" and "limiting" are one; lower case."""
    word = re.sub(r"['’]s$", "", word.casefold())
    while True:
        for suffix in _SUFFIXES:
            rest = len(word) - len(suffix)
            if word.endswith(suffix) and rest >= (3 if suffix == "s" else 4):
                word = word[:rest]
                break
        else:
            return word


def words(text: str) -> list[str]:
    """The words of a text in order, as families."""
    return [family(match[0]) for match in _WORD.finditer(text)]


def content_words(text: str) -> list[str]:
    """The words that carry meaning, as families, in order."""
    found = (match[0] for match in _WORD.finditer(text.replace(BLANK, " ")))
    return [family(word) for word in found if word.casefold() not in _STOP_WORDS and not word.isdigit()]


def code_words(code: str) -> list[str]:
    """The names in a piece of code, split at case and underscore, as families, in order."""
    parts = (part for match in _CODE_WORD.finditer(code.replace(BLANK, " ")) for part in _CODE_PART.findall(match[0]))
    return [family(part) for part in parts if not part.isdigit()]


@dataclass(frozen=True, slots=True)
class Names:
    """What gives a topic away: single words with their families, and aliases of several words as families."""

    spelled: frozenset[str]
    single: frozenset[str]
    phrases: tuple[tuple[str, ...], ...] = ()

    def with_words(self, extra: Iterable[str]) -> "Names":
        extra = frozenset(word.casefold() for word in extra)
        return Names(self.spelled | extra, self.single | {family(word) for word in extra}, self.phrases)

    def has(self, word: str) -> bool:
        """Whether one word is, or contains, a word of the name."""
        folded = word.casefold()
        return family(folded) in self.single or any(len(name) > 4 and name in folded for name in self.spelled)


def names_of(topic: TopicDraft) -> Names:
    """The words of the topic's name and its aliases, without words that name nothing ("vs", "system design")."""
    spelled: set[str] = set()
    phrases: list[tuple[str, ...]] = []
    for alias in topic.aliases:
        found = [match[0].casefold() for match in _WORD.finditer(alias)]
        if len(found) == 1:
            spelled.update(found)
        elif found:
            phrases.append(tuple(family(word) for word in found))
    for match in _WORD.finditer(topic.name):
        word = match[0].casefold()
        if word not in _STOP_WORDS and word not in _HOLLOW_NAME_WORDS:
            spelled.add(word)
    for word in tuple(spelled):
        spelled.update(_SHORT_FORMS.get(word, ()))
    return Names(frozenset(spelled), frozenset(family(word) for word in spelled), tuple(dict.fromkeys(phrases)))


def mask(text: str, names: Names) -> str:
    """The text with every word and phrase that names the topic replaced by one blank, case and plural ignored."""
    found = list(_WORD.finditer(text))
    families = [family(match[0]) for match in found]
    hidden = {at for at, match in enumerate(found) if names.has(match[0])}
    for phrase in names.phrases:
        for at in range(len(found) - len(phrase) + 1):
            if tuple(families[at : at + len(phrase)]) == phrase:
                hidden.update(range(at, at + len(phrase)))
    return _BLANKS.sub(BLANK, _with_blanks(text, [found[at] for at in sorted(hidden)]))


def mask_code(code: str, names: Names) -> str:
    """The code with every identifier replaced that names the topic, or a library imported under a like name."""
    libraries = {
        word
        for match in _IMPORT.finditer(code)
        for word in re.split(r"[./@-]", next(group for group in match.groups() if group))
        if _is_library_of(word, names)
    }
    wider = names.with_words(libraries)
    found = [match for match in _CODE_WORD.finditer(code) if _identifier_names(match[0], wider)]
    return _with_blanks(code, found)


def _with_blanks(text: str, found: list[re.Match[str]]) -> str:
    pieces, end = [], 0
    for match in found:
        pieces += [text[end : match.start()], BLANK]
        end = match.end()
    return "".join([*pieces, text[end:]])


def _identifier_names(identifier: str, names: Names) -> bool:
    return names.has(identifier) or any(family(part) in names.single for part in _CODE_PART.findall(identifier))


def _is_library_of(module: str, names: Names) -> bool:
    """Whether a module is called after the topic: "mongoose" for MongoDB, "jsonwebtoken" for JWT."""
    module = module.casefold()
    for name in names.spelled:
        if len(name) >= 4 and module[:4] == name[:4]:
            return True
        initials = ".*".join(map(re.escape, name))
        if len(name) == 3 and re.match(initials, module):
            return True
    return False
