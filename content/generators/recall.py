"""Flashcards: one for each point, whose front says which point is meant and whose back is the whole answer."""

import re
from collections import Counter
from typing import assert_never

from content.drafts import (
    BestPractice,
    Body,
    CodeExample,
    Contrast,
    Explanation,
    InterviewTip,
    Pitfall,
    PointDraft,
    QuestionDraft,
    QuestionKind,
    RealUse,
    Statement,
    Steps,
    Term,
    TopicDraft,
    introduced,
)
from content.generators.masking import names_of
from content.generators.phrasing import (
    bullets,
    cue,
    fenced,
    language_name,
    lead,
    one_line,
    opening_question,
    sentence,
    subject,
    summary,
    title,
)
from content.generators.siblings import facets

_PUT = re.compile(r"\bPut\b")
"""Begins the prompt of steps; a flashcard has none to put in order."""


def flashcards(topic: TopicDraft) -> list[QuestionDraft]:
    """One recall question a point, in the points' order; none for a prompt without a tip, which is only spoken."""
    points = [point for point in topic.points if not _only_spoken(point.body)]
    fronts = _told_apart(topic, points)
    return [_card(topic, point, front) for point, front in zip(points, fronts, strict=True)]


def _card(topic: TopicDraft, point: PointDraft, front: str) -> QuestionDraft:
    body = point.body
    flawed = body if isinstance(body, CodeExample) and body.flaw_line is not None else None
    return QuestionDraft(
        kind=QuestionKind.RECALL,
        topic=topic.slug,
        point=point.slug,
        stem=front,
        code=flawed.source if flawed else "",
        code_language=flawed.language if flawed else "",
        answer=_paragraphs(back(body, front_is_own=bool(point.ask)), _unlike(topic, body)),
    )


def _unlike(topic: TopicDraft, body: Body) -> str:
    """What the comparison says of its other subjects; a cell alone says no more than the question did."""
    if not isinstance(body, Contrast):
        return ""
    others = [cell for _, cell in facets(topic)[body.facet, body.prompt] if cell is not body]
    return _labelled("Unlike", bullets(f"{cell.subject}: {cell.text}" for cell in others), block=True)


def filled(contrast: Contrast) -> str:
    """The question of a comparison's cell, with the cell's text in its place."""
    cell = one_line(contrast.text).rstrip(".")
    if "{cell}" not in contrast.prompt:
        return f"{contrast.prompt.strip()} “{cell}”"
    return contrast.prompt.replace("{cell}", cell).strip()


def back(body: Body, *, front_is_own: bool) -> str:  # noqa: PLR0911, PLR0912 - a case for each kind
    """The answer in Markdown. With the front it shows every field of the point, but for an interview tip's model
    answer and follow-ups: those are long, and the spoken question has them.

    A front that an author wrote shows none of them by itself, so the back then repeats what was asked of.
    """
    match body:
        case Explanation():
            return body.text.strip()
        case Term():
            return _paragraphs(f"**{body.term}**: {body.definition.strip()}", _labelled("Also called", body.accepted))
        case BestPractice():
            return _paragraphs(body.text, _labelled("Why", body.why))
        case RealUse():
            return _paragraphs(body.text, f"[Source]({body.source_url})" if body.source_url else "")
        case Pitfall() if body.mistake:
            named = not (body.why or body.fix)
            return _paragraphs(
                sentence(body.mistake) if named else _labelled("Mistake", body.mistake) if front_is_own else "",
                _labelled("Why", body.why),
                _labelled("Instead", body.fix),
            )
        case Pitfall():
            return _paragraphs(body.fix, _labelled("Why", body.why))
        case CodeExample() if body.flaw_line is not None:
            return _flaw(body, front_is_own=front_is_own)
        case CodeExample():
            lead = ": ".join(part for part in (body.caption, one_line(body.shows)) if part)
            return _paragraphs(sentence(lead) if front_is_own else "", fenced(body.source, body.language))
        case Statement():
            verdict = f"**{'True' if body.is_true else 'False'}.** {sentence(body.why)}".strip()
            return _paragraphs(f"“{body.text.strip()}”" if front_is_own else "", verdict)
        case Steps():
            steps = "\n".join(f"{number}. {one_line(item)}" for number, item in enumerate(body.items, 1))
            return _paragraphs(body.prompt if front_is_own else "", steps)
        case Contrast():
            return f"**{body.subject}**: {sentence(body.text)}"
        case InterviewTip():
            return _paragraphs(
                f"“{body.prompt.strip()}”" if body.prompt and front_is_own else "",
                body.tip,
                _labelled("Points to make", bullets(_criterion(c.text, c.must) for c in body.criteria), block=True),
            )
        case _ as never:
            assert_never(never)


def _flaw(code: CodeExample, *, front_is_own: bool) -> str:
    lines = code.source.splitlines()
    at = code.flaw_line or 0
    return _paragraphs(
        f"**{code.flaw_prompt.strip()}**" if front_is_own else "",
        sentence(code.flaw_answer),
        _labelled("Why", code.flaw_why),
        f"**Line {at}:**\n\n{fenced(lines[at - 1].strip(), code.language)}" if 0 < at <= len(lines) else "",
        _labelled("The code", ": ".join(part for part in (code.caption, one_line(code.shows)) if part)),
    )


def _only_spoken(body: Body) -> bool:
    return isinstance(body, InterviewTip) and bool(body.prompt) and not body.tip


def _told_apart(topic: TopicDraft, points: list[PointDraft]) -> list[str]:
    """A front for each point; where several would read the same, each adds as many of its first words as it needs."""
    fronts = [one_line(point.ask) or _front(topic, point) for point in points]
    for length in (3, 5, 8, 12, 20):
        seen = Counter(fronts)
        if max(seen.values(), default=0) < 2:
            break
        fronts = [
            f"{one_line(point.ask) or _front(topic, point)} It begins “{cue(_first_words(point.body), length)}”"
            if seen[front] > 1
            else front
            for point, front in zip(points, fronts, strict=True)
        ]
    return fronts


def _front(topic: TopicDraft, point: PointDraft) -> str:  # noqa: PLR0911, PLR0912 - a case for each kind
    body, name = point.body, title(topic)
    match body:
        case Explanation() if point is summary(topic):
            return opening_question(topic)
        case Explanation():
            return f"Explain one more thing about {name}: “{cue(body.text, 3)}”"
        case Term():
            return f"{lead(topic)}: what does “{body.term}” mean?"
        case BestPractice():
            return f"Name a best practice for {name}."
        case RealUse():
            return f"Give a real use of {name}."
        case Pitfall() if body.mistake and not (body.why or body.fix):
            return f"Which mistake is typical of {subject(topic)}?"
        case Pitfall() if body.mistake:
            asks = "what is wrong with" if body.why else "what should be done instead of"
            instead = ", and what should be done instead" if body.why and body.fix else ""
            return f"{lead(topic)}: {asks} “{one_line(body.mistake).rstrip('.')}”{instead}?"
        case Pitfall():
            return f"Which mistake should be avoided with {name}?"
        case CodeExample() if body.flaw_line is not None:
            asks = one_line(body.flaw_prompt) or "What is wrong with this code?"
            return _about(topic, introduced(asks, caption=body.caption, language=body.language))
        case CodeExample():
            return _code_front(topic, body)
        case Statement():
            return f"True or false, and why? “{one_line(body.text)}”"
        case Steps():
            return _about(topic, _PUT.sub("List", one_line(body.prompt), count=1))
        case Contrast():
            return _about(topic, filled(body))
        case InterviewTip() if body.prompt and body.tip:
            return f"An interviewer asks: “{one_line(body.prompt)}” What do they want to hear?"
        case InterviewTip():
            return f"What does an interviewer want to hear about {name}?"
        case _ as never:
            assert_never(never)


def _code_front(topic: TopicDraft, code: CodeExample) -> str:
    name = lead(topic)
    tool = one_line(code.caption) or language_name(code.language)
    wanted = one_line(code.shows).rstrip(".")
    if wanted:
        return f"{name}: sketch code that shows {wanted}{f' ({tool})' if tool else ''}."
    return f"{name}: sketch a code example{f' in {tool}' if tool else ''}."


def _about(topic: TopicDraft, question: str) -> str:
    """The question, led by the topic's name unless a word of it already says which topic is meant."""
    names = names_of(topic)
    said = one_line(question)
    return said if any(names.has(word) for word in said.split()) else f"{lead(topic)}: {said}"


def _first_words(body: Body) -> str:
    match body:
        case BestPractice() | RealUse() | Explanation() | Statement() | Contrast():
            return body.text
        case Pitfall():
            return body.fix or body.mistake
        case CodeExample():
            return body.source
        case Term():
            return body.definition
        case Steps():
            return body.items[0] if body.items else ""
        case InterviewTip():
            return body.tip or body.model_answer
        case _ as never:
            assert_never(never)


def _criterion(text: str, must: bool) -> str:
    return f"{text} (a must)" if must else text


def _labelled(label: str, text: str | tuple[str, ...], *, block: bool = False) -> str:
    said = ", ".join(text) if isinstance(text, tuple) else text.strip()
    if not said:
        return ""
    return f"**{label}:**\n\n{said}" if block else f"**{label}:** {said if isinstance(text, tuple) else sentence(said)}"


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part.strip() for part in parts if part.strip())
