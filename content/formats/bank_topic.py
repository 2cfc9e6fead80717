"""One topic of a bank, from its data to its draft."""

from dataclasses import dataclass, field
from typing import Any

from content import drafts
from content.drafts import Body, Level, PointDraft, TopicDraft
from content.formats import bank_schema as schema
from content.formats.bank_problems import Reading
from content.formats.bank_questions import questions_of
from content.formats.slugs import POINT_SLUG_LENGTH, slug_of
from content.formats.yaml_lines import Path


@dataclass
class _Points:
    """The points of one topic so far; `lines` has the line of each id taken, `refused` the ids left out."""

    reading: Reading
    level: Level | None
    drafts: list[PointDraft] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)

    def add(self, point: PointDraft, path: Path) -> None:
        if first := self.lines.get(point.slug):
            self.reading.reject(path, f'"{point.slug}" is an id in line {first} already: use each id once in a topic')
        elif len(point.slug) > POINT_SLUG_LENGTH:
            self.reading.reject(path, f"the id {point.slug} is too long: shorten it to {POINT_SLUG_LENGTH} characters")
        else:
            self.lines[point.slug] = point.place.line
            self.drafts.append(point)


def topic_of(reading: Reading, value: Any, path: Path) -> TopicDraft | None:
    """The topic at a path of a file, without what is refused in it; None if the topic itself is refused."""
    if not isinstance(value, dict):
        reading.reject(path, "should be a topic: a mapping with id and name")
        return None
    unknown = [key for key in value if key not in schema.TOPIC_KEYS]
    for key in unknown:
        reading.reject_unknown((*path, key), schema.TOPIC_KEYS)
    head_fields = {key: item for key, item in value.items() if key in schema.TopicHead.model_fields}
    good = reading.check_keys(schema.TopicHead, head_fields, path)
    # A default in place of what could not be read would take from the topic what the bank knows of it.
    refused = {*unknown, *(key for key in ("id", "name", *head_fields) if key not in good)} - {"summary"}
    # What else is wrong with a refused topic is told at once, too.
    head = schema.TopicHead.model_validate({"id": "refused", "name": "refused", **good})
    refused |= _doubled_links(reading, head.links, path)
    points = _points(reading, value, path, head)
    questions = questions_of(reading, value, path, topic=head.id, points=points.drafts, refused=points.refused)
    if refused or reading.is_flawed(path):
        reading.leave_out(path, refused, "topic")
        return None
    return TopicDraft(
        slug=head.id,
        name=head.name,
        section=head.section,
        kind=head.kind,
        level=head.level,
        noun=head.noun,
        aliases=tuple(head.aliases),
        was=tuple(head.was),
        links=tuple(drafts.Link(title=link.title, url=link.url) for link in head.links),
        points=tuple(points.drafts),
        questions=questions,
        accepted=tuple(drafts.Accepted(question=one.question, rule=one.rule, why=one.why) for one in head.accepted),
        place=reading.place(path),
    )


def _doubled_links(reading: Reading, links: list[schema.Link], path: Path) -> set[str]:
    """The key of the links, where two of them lead to the same address, which is refused."""
    first: dict[str, Path] = {}
    for index, link in enumerate(links):
        there = (*path, "links", index, "url")
        if (at := first.setdefault(link.url, there)) != there:
            reading.reject(there, f"this address is linked in line {reading.document.line(at)} already: remove one")
    return {"links"} if len(first) < len(links) else set()


def _points(reading: Reading, topic: dict[str, Any], path: Path, head: schema.TopicHead) -> _Points:
    points = _Points(reading, head.level)
    if head.summary:
        place = reading.place((*path, "summary"))
        body = drafts.Explanation(text=head.summary)
        points.add(PointDraft(slug="summary", body=body, level=head.level, place=place), (*path, "summary"))
    elif "summary" in topic:
        points.refused.add("summary")
    for key, model in schema.POINTS.items():
        if key == "interview":
            _add_contrasts(points, topic, path)
        for there, item in reading.items(topic, path, key, or_one=key == "steps"):
            entry = reading.check(model, item, there)
            if entry is not None:
                points.add(_point(points, entry, there), (*there, "id"))
            elif isinstance(item, dict) and isinstance(item.get("id"), str):
                points.refused.add(item["id"])
    return points


def _point(points: _Points, entry: schema.Point, path: Path) -> PointDraft:
    return PointDraft(
        slug=entry.id,
        body=_body(entry),
        level=entry.level or points.level,
        ask=entry.ask,
        also_true_for=tuple(entry.also_true_for),
        distractors=_distractors(entry),
        place=points.reading.place(path),
    )


def _body(entry: schema.Point) -> Body:
    body: Body
    match entry:
        case schema.Explanation():
            body = drafts.Explanation(text=entry.text)
        case schema.Term():
            body = drafts.Term(
                term=entry.term,
                definition=entry.definition,
                group=entry.group,
                accepted=tuple(entry.accepted),
            )
        case schema.BestPractice():
            body = drafts.BestPractice(text=entry.text, why=entry.why)
        case schema.RealUse():
            body = drafts.RealUse(text=entry.text, source_url=entry.source)
        case schema.Pitfall():
            body = drafts.Pitfall(mistake=entry.mistake, why=entry.why, fix=entry.fix)
        case schema.Code():
            body = _code(entry)
        case schema.Statement():
            body = drafts.Statement(text=entry.text, is_true=entry.is_true, why=entry.why)
        case schema.Steps():
            orders = tuple(" ".join(map(str, order)) for order in entry.also_right)
            body = drafts.Steps(prompt=entry.prompt, items=tuple(entry.items), orders=orders)
        case schema.Interview():
            body = _interview(entry)
        case _:
            raise TypeError(f"{type(entry).__name__} has no body")
    return body


def _code(entry: schema.Code) -> drafts.CodeExample:
    bug = entry.bug
    key = next(option for option in bug.options if option.key) if bug else None
    return drafts.CodeExample(
        source=entry.source,
        language=entry.language,
        caption=entry.caption,
        shows=entry.shows,
        flaw_line=bug.line if bug else None,
        flaw_prompt=bug.question if bug else "",
        flaw_answer=key.text if key else "",
        flaw_why=key.why if key else "",
    )


def _interview(entry: schema.Interview) -> drafts.InterviewTip:
    return drafts.InterviewTip(
        tip=entry.tip,
        prompt=entry.prompt,
        model_answer=entry.model_answer,
        criteria=tuple(
            drafts.Criterion(slug=criterion.id, text=criterion.text, must=criterion.must, cues=tuple(criterion.any_of))
            for criterion in entry.criteria or entry.key_points
        ),
        follow_ups=tuple(entry.follow_ups),
    )


def _distractors(entry: schema.Point) -> tuple[drafts.Distractor, ...]:
    if isinstance(entry, schema.Pitfall):
        return tuple(drafts.Distractor(text=one.text, why_wrong=one.why_wrong) for one in entry.distractors)
    if isinstance(entry, schema.Code) and entry.bug:
        wrong = [option for option in entry.bug.options if not option.key]
        return tuple(drafts.Distractor(text=option.text, why_wrong=option.why) for option in wrong)
    return ()


def _add_contrasts(points: _Points, topic: dict[str, Any], path: Path) -> None:
    reading = points.reading
    for there, item in reading.items(topic, path, "contrast", or_one=True):
        fields = reading.check_keys(schema.ContrastHead, item, there)
        if not isinstance(item, dict):
            continue
        head = None
        if "subjects" in fields and item.keys() - fields.keys() <= {"facets"} and not reading.is_flawed(there):
            # A facet that is refused leaves the others standing, so they are checked one by one.
            head = schema.ContrastHead.model_validate({**fields, "facets": [None]})
        for at, facet in reading.items(item, there, "facets") if isinstance(item.get("facets"), list) else []:
            entry = reading.check(schema.Facet, facet, at)
            if entry is not None and head is not None and _has_every_cell(reading, entry, head.subjects, at):
                _add_cells(points, entry, head, at)


def _has_every_cell(reading: Reading, facet: schema.Facet, subjects: list[str], path: Path) -> bool:
    for subject in subjects:
        if subject not in facet.cells:
            reading.reject((*path, "cells"), f'the cell of "{subject}" is missing: every subject needs one')
    for subject in [subject for subject in facet.cells if subject not in subjects]:
        reading.reject_unknown((*path, "cells", subject), subjects)
    return facet.cells.keys() == set(subjects)


def _add_cells(points: _Points, facet: schema.Facet, head: schema.ContrastHead, path: Path) -> None:
    for subject in head.subjects:
        there = (*path, "cells", subject)
        point = PointDraft(
            slug=f"{facet.id}-{slug_of(subject)}",
            body=drafts.Contrast(facet=facet.id, prompt=facet.ask, subject=subject, text=facet.cells[subject]),
            level=facet.level or head.level or points.level,
            also_true_for=tuple(facet.also_true_for or head.also_true_for),
            place=points.reading.place(there),
        )
        points.add(point, there)
