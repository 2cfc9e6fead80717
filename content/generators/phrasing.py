"""How a topic's name stands in a sentence, and the small pieces of Markdown that backs are made of."""

import re
from collections.abc import Iterable

from content.drafts import Explanation, PointDraft, TopicDraft

_VERSUS = re.compile(r"\s+(?:vs\.?|versus)\s+", re.IGNORECASE)
_QUESTION = re.compile(r"^(?:what|who|which|how|why|when|where)\s+(?:(?:is|are|do|does)\s+)?(.+?)\s*\?$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“\"(`])")
_LANGUAGES = {
    "bash": "Bash",
    "css": "CSS",
    "csharp": "C#",
    "cpp": "C++",
    "dockerfile": "a Dockerfile",
    "go": "Go",
    "graphql": "GraphQL",
    "html": "HTML",
    "http": "HTTP",
    "java": "Java",
    "javascript": "JavaScript",
    "js": "JavaScript",
    "json": "JSON",
    "nginx": "an Nginx configuration",
    "php": "PHP",
    "proto": "Protocol Buffers",
    "protobuf": "Protocol Buffers",
    "py": "Python",
    "python": "Python",
    "ruby": "Ruby",
    "rust": "Rust",
    "sh": "a shell",
    "shell": "a shell",
    "sql": "SQL",
    "toml": "TOML",
    "ts": "TypeScript",
    "typescript": "TypeScript",
    "xml": "XML",
    "yaml": "YAML",
}


def one_line(text: str) -> str:
    """The text with every run of white space made one blank."""
    return " ".join(text.split())


def joined(words: Iterable[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def compared(name: str) -> list[str]:
    """What a name such as "A vs B" compares, in order; a single item for every other name."""
    return _VERSUS.split(name.strip())


def shape(name: str) -> str:
    """The class of names that look alike: as options, names of different shapes give the odd one away."""
    if len(compared(name)) > 1:
        return "comparison"
    if name.rstrip().endswith("?"):
        return "question"
    if ": " in name:
        return name.partition(":")[0].strip().casefold()
    return "bracketed" if name.rstrip().endswith(")") else "plain"


def title(topic: TopicDraft) -> str:
    """The topic's name as a noun inside a sentence: "A and B" for "A vs B", "Z" for "What is Z?"."""
    name = topic.name.strip()
    if len(parts := compared(name)) > 1:
        return joined(parts)
    if match := _QUESTION.match(name):
        return match[1]
    if ": " in name:
        before, _, after = name.partition(":")
        return f"{after.strip()} ({before.strip()})"
    return name


def lead(topic: TopicDraft) -> str:
    """What stands before a colon and a question: the topic's noun where its name compares or lists, else its name."""
    name, noun = topic.name.strip(), re.sub(r"^(?:an?|the)\s+", "", topic.noun.strip())
    if noun and (len(compared(name)) > 1 or ", " in name or ": " in name):
        return noun[0].upper() + noun[1:]
    return title(topic)


def subject(topic: TopicDraft) -> str:
    """What completes "… typical of": the topic's noun, or else its name."""
    noun = topic.noun.strip()
    return noun if noun and noun != topic.name else title(topic)


def opening_question(topic: TopicDraft) -> str:
    """The question that the topic's summary answers, grammatical for names of every shape."""
    name = topic.name.strip()
    if len(parts := compared(name)) > 1:
        return f"How do {joined(parts)} differ?"
    if name.endswith("?"):
        return name
    bare = re.sub(r"\s*\([^)]*\)$", "", name)
    if "," in bare or ": " in bare:
        return f"Explain {title(topic)}."
    if re.search(r"(?<![suij])s$", bare):
        return f"What are {name}?"
    if " " not in bare or re.search(r"(?:ing|tion|ment|ity)$", bare):
        return f"What is {name}?"
    return f"{name}: what is it?"


def summary(topic: TopicDraft) -> PointDraft | None:
    """The explanation that stands for the whole topic: the one called "summary", or else the first."""
    explanations = [point for point in topic.points if isinstance(point.body, Explanation)]
    named = [point for point in explanations if point.slug == "summary"]
    return next(iter(named or explanations), None)


def shortened(text: str, words: int) -> str:
    """The first sentences of the first paragraph, as many as fit into so many words, but at least one."""
    sentences = _SENTENCE_END.split(one_line(text.strip().split("\n\n")[0]))
    taken = sentences[0]
    for sentence in sentences[1:]:
        if len(f"{taken} {sentence}".split()) > words:
            break
        taken = f"{taken} {sentence}"
    return taken


def sentence(text: str) -> str:
    """The text with a capital and a full stop, so that several can follow one another."""
    text = text.strip()
    return stopped(text[0].upper() + text[1:] if re.match(r"[a-z]+[ ,]", text) else text)


def stopped(text: str) -> str:
    """The text with a full stop where it ends without a mark."""
    text = text.strip()
    return text if not text or re.search(r"[.!?…:][)”\"’]?$", text) else f"{text}."


def cue(text: str, words: int) -> str:
    """The first words of a text, to tell points of one kind apart."""
    parts = one_line(text).split(" ")
    return " ".join(parts) if len(parts) <= words else f"{' '.join(parts[:words])} …"


def language_name(language: str) -> str:
    return _LANGUAGES.get(language.casefold(), language)


def fenced(source: str, language: str) -> str:
    """A Markdown code block; its fence is longer than any run of backticks in the source."""
    longest = max((len(run) for run in re.findall(r"`+", source)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{source.rstrip()}\n{fence}"


def bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {one_line(item)}" for item in items)
