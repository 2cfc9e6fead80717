"""The authored questions of one topic of a bank: choices, clozes, and what an example's code does."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from content.drafts import Option, PointDraft, QuestionDraft, QuestionKind, introduced
from content.formats import bank_schema as schema
from content.formats.bank_problems import Reading
from content.formats.yaml_lines import Path


def questions_of(
    reading: Reading,
    topic_data: dict[str, Any],
    path: Path,
    *,
    topic: str,
    points: Sequence[PointDraft],
    refused: Collection[str],
) -> tuple[QuestionDraft, ...]:
    """The questions that the topic at a path holds, without those that are refused; `topic` is its slug."""
    known = {point.slug for point in points}
    questions: dict[tuple[QuestionKind, str], QuestionDraft] = {}
    for there, question in _all(reading, topic_data, path, topic):
        key = (question.kind, question.variant or question.point)
        if key in questions:
            first = questions[key].place.line
            reading.reject((*there, "id"), f'"{question.variant}" is the id in line {first} already: rename one')
        elif question.point in known:
            questions[key] = question
        elif question.point in refused:
            reading.reject((*there, "point"), f'the point "{question.point}" is refused: mend it first')
        else:
            reason = f'the topic has no point "{question.point}": name the id of one it has'
            reading.reject((*there, "point"), reason)
    return tuple(questions.values())


def _all(reading: Reading, topic_data: dict[str, Any], path: Path, topic: str) -> Iterator[tuple[Path, QuestionDraft]]:
    for there, item in reading.items(topic_data, path, "mcqs"):
        if (choice := reading.check(schema.Mcq, item, there)) is not None:
            yield there, _choice(choice, topic, reading, there)
    for there, item in reading.items(topic_data, path, "cloze"):
        if (cloze := reading.check(schema.Cloze, item, there)) is not None:
            yield there, _cloze(cloze, topic, reading, there)
    for there, item in reading.items(topic_data, path, "code"):
        code = reading.again(schema.Code, item, there)
        if code is not None and code.reading is not None:
            yield there, _code_reading(code, code.reading, topic, reading, there)


def _options(options: Sequence[schema.Option]) -> tuple[Option, ...]:
    return tuple(Option(text=one.text, is_key=one.key, why=one.why) for one in options)


def _choice(entry: schema.Mcq, topic: str, reading: Reading, path: Path) -> QuestionDraft:
    return QuestionDraft(
        kind=QuestionKind.MULTIPLE_CHOICE if entry.select_all else QuestionKind.SINGLE_CHOICE,
        topic=topic,
        point=entry.point,
        variant=entry.id,
        stem=entry.stem,
        code=entry.code,
        code_language=entry.language,
        options=_options(entry.options),
        authored=True,
        place=reading.place(path),
    )


def _cloze(entry: schema.Cloze, topic: str, reading: Reading, path: Path) -> QuestionDraft:
    blanks = [[one.strip() for one in blank.split("|")] for blank in schema.BLANK.findall(entry.text)]
    return QuestionDraft(
        kind=QuestionKind.CLOZE,
        topic=topic,
        point=entry.point,
        variant=entry.id,
        stem=schema.BLANK.sub("____", entry.text),
        options=tuple(Option(text=" | ".join(answers), is_key=True, why=entry.why) for answers in blanks),
        authored=True,
        place=reading.place(path),
    )


def _code_reading(
    entry: schema.Code, asked: schema.CodeReading, topic: str, reading: Reading, path: Path
) -> QuestionDraft:
    return QuestionDraft(
        kind=QuestionKind.CODE_READING,
        topic=topic,
        point=entry.id,
        stem=introduced(asked.question, caption=entry.caption, language=entry.language),
        code=entry.source,
        code_language=entry.language,
        options=_options(asked.options),
        authored=True,
        place=reading.place(path),
    )
