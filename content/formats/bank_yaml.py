"""A bank in YAML or JSON: a folder of guide.yaml and topic files, one file with guide and topics, or a lone topic.

The keys are described for authors in content/fixtures/README.md and held by `bank_schema`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from content.drafts import Files, GuideDraft, Place, Rejection, SectionDraft, TopicDraft, UnreadableSource
from content.formats import bank_schema as schema
from content.formats.bank_problems import Reading
from content.formats.bank_topic import topic_of
from content.formats.paths import GUIDE_NAMES
from content.formats.yaml_lines import Path

FORMAT = "bank-yaml"

_GUIDE_KEYS = ("guide", "sections")
_WHOLE_KEYS = ("guide", "sections", "topics")


def read(files: Files) -> GuideDraft:
    """The draft of a bank, what cannot be taken of it named in `rejected`.

    Raises UnreadableSource with every problem found if a lone file cannot be parsed, or anything in the guide
    itself is refused.
    """
    if len(files) != 1:
        return _folder(files)
    ((file, data),) = files.items()
    reading = Reading(file, data)
    value = reading.document.data
    if not isinstance(value, dict):
        raise _unreadable(file, "the file is no bank: write guide and topics, or the id and name of a topic")
    if "guide" not in value and "topics" not in value and ("id" in value or "name" in value):
        return _lone_topic(reading)
    if "topics" not in value:
        raise _unreadable(file, "the guide has no topics: list them under topics, or give the folder with their files")
    return _whole(reading, value)


def _lone_topic(reading: Reading) -> GuideDraft:
    topic = topic_of(reading, reading.document.data, ())
    if topic is None:
        raise UnreadableSource(*reading.rejected)
    return GuideDraft(slug="", title="", format=FORMAT, topics=(topic,), is_whole=False, rejected=reading.rejected)


def _whole(reading: Reading, value: dict[str, Any]) -> GuideDraft:
    guide, listings = _guide(reading, value, _WHOLE_KEYS)
    sections = {listing.id: _section(reading, listing, index) for index, listing in enumerate(listings or [])}
    listed = _listed(listings or [])
    items = reading.items(value, (), "topics")
    topics = _placed(reading, items, listed, sections, may_add="sections" not in value)
    named = {str(item.get("id")) for _, item in items if isinstance(item, dict)}
    for path, slug in _listed_paths(listings or []):
        if slug not in named:
            reading.reject(path, f'there is no topic "{slug}": add it under topics, or remove it here')
    has_topics = isinstance(value["topics"], list) and not reading.is_flawed(()) and not reading.is_flawed(("topics",))
    if guide is None or listings is None or not has_topics:
        raise UnreadableSource(*reading.rejected)
    if not topics and not reading.rejected:
        raise _unreadable(reading.file, "the guide has no topics: list them under topics")
    places = {slug: index for index, slug in enumerate(sections)}
    order = {slug: index for index, slug in enumerate(listed)}
    ordered = sorted(topics.values(), key=lambda topic: (places[topic.section], order.get(topic.slug, len(order))))
    return _draft(guide, sections.values(), ordered, reading.rejected)


def _placed(
    reading: Reading,
    items: Iterable[tuple[Path, Any]],
    listed: Mapping[str, str],
    sections: dict[str, SectionDraft],
    *,
    may_add: bool,
) -> dict[str, TopicDraft]:
    """The topics of a file by their ids, each in its section; `listed` is the section of each that the guide lists.

    With `may_add`, a section that only a topic names is added to `sections`.
    """
    topics: dict[str, TopicDraft] = {}
    for there, item in items:
        topic = topic_of(reading, item, there)
        if topic is None:
            continue
        section = listed.get(topic.slug, topic.section)
        if topic.slug in topics:
            first = topics[topic.slug].place.line
            reading.reject((*there, "id"), f'the topic "{topic.slug}" is in line {first} already: rename or remove one')
        elif not section:
            reading.reject(there, "section is missing: add it, or list the topic under sections")
        elif topic.section and topic.section != section:
            reading.reject((*there, "section"), f'the topic is listed in the section "{section}": name that one')
        elif section not in sections and not may_add:
            reading.reject((*there, "section"), f'there is no section "{section}": add it under sections')
        else:
            # Without a list of sections, a section's name is that of its id.
            name = section.replace("-", " ").capitalize()
            place = reading.place((*there, "section"))
            sections.setdefault(section, SectionDraft(slug=section, name=name, place=place))
            topics[topic.slug] = replace(topic, section=section)
    return topics


def _folder(files: Files) -> GuideDraft:
    guides = sorted((name for name in files if PurePosixPath(name).name in GUIDE_NAMES), key=_depth)
    if not guides:
        raise _unreadable(next(iter(files), ""), "several files without guide.yaml: give one file, or a bank's folder")
    if len(guides) > 1 and _depth(guides[0]) == _depth(guides[1]):
        raise _unreadable(guides[1], f"{guides[0]} is here as well: keep one guide")
    home = Reading(guides[0], files[guides[0]])
    guide, listings = _guide(home, home.document.data, _GUIDE_KEYS)
    listed = _listed(listings or [])
    rejected: list[Rejection] = []
    topics: dict[str, TopicDraft] = {}
    present: set[str] = set()
    for name, data in files.items():
        if name == guides[0]:
            continue
        stem, folder = PurePosixPath(name).stem, _folder_of(name, guides[0])
        if listings is not None and listed.get(stem) != folder:
            remedy = f'add {stem} to the section "{folder}"' if folder else "move it to its section's folder"
            rejected.append(Rejection(Place(name, 1), f"{guides[0]} does not list this file: {remedy}, or remove it"))
        elif stem in present:
            rejected.append(Rejection(Place(name, 1), f'the topic "{stem}" has two files: keep one'))
        else:
            present.add(stem)
        topic, problems = _topic_file(name, data, folder)
        rejected += problems
        if topic is not None and listed.get(topic.slug) == folder:
            topics.setdefault(topic.slug, topic)
    for path, slug in _listed_paths(listings or []):
        if slug not in present:
            home.reject(path, f'the file {listed[slug]}/{slug}.yaml is missing: add it, or remove "{slug}" here')
    if guide is None or listings is None:
        raise UnreadableSource(*home.rejected, *rejected)
    sections = [_section(home, listing, index) for index, listing in enumerate(listings)]
    ordered = [topics[slug] for slug in listed if slug in topics]
    return _draft(guide, sections, ordered, [*home.rejected, *rejected])


def _topic_file(name: str, data: bytes, folder: str) -> tuple[TopicDraft | None, tuple[Rejection, ...]]:
    try:
        reading = Reading(name, data)
    except UnreadableSource as error:
        return None, error.problems
    topic = topic_of(reading, reading.document.data, ())
    if topic is not None and topic.slug != PurePosixPath(name).stem:
        reading.reject(("id",), f"the file is not named after its topic: name it {topic.slug}.yaml, or mend the id")
        topic = None
    elif topic is not None and topic.section not in ("", folder):
        reading.reject(("section",), f'the file is in the folder "{folder}": move it, or remove the key')
        topic = None
    return (replace(topic, section=folder) if topic else None), reading.rejected


def _guide(
    reading: Reading, value: Any, keys: tuple[str, ...]
) -> tuple[schema.Guide | None, list[schema.Listing] | None]:
    """The guide and its list of sections, each None if anything in it is refused."""
    if not isinstance(value, dict):
        reading.reject((), "should be a guide: a mapping with guide and sections")
        return None, None
    unknown = [key for key in value if key not in keys]
    for key in unknown:
        reading.reject_unknown((key,), keys)
    guide = None
    if "guide" in value:
        guide = reading.check(schema.Guide, value["guide"], ("guide",))
    else:
        reading.reject((), "guide is missing: add guide with id and title")
    items = reading.items(value, (), "sections")
    listings = [reading.check(schema.Listing, item, path) for path, item in items]
    taken: dict[tuple[str, str], Path] = {}
    is_refused = unknown or reading.is_flawed(()) or reading.is_flawed(("sections",))
    for (path, _), listing in zip(items, listings, strict=True):
        ids = [("section", listing.id, (*path, "id"))] if listing else []
        ids += [("topic", slug, (*path, "topics", at)) for at, slug in enumerate(listing.topics if listing else [])]
        for what, slug, there in ids:
            if (first := taken.setdefault((what, slug), there)) != there:
                line = reading.document.line(first)
                reading.reject(there, f'the {what} "{slug}" is in line {line} already: remove one')
                is_refused = True
    good = [listing for listing in listings if listing is not None]
    is_refused = is_refused or len(good) < len(listings) or not isinstance(value.get("sections", []), list)
    return (None if unknown else guide), (None if is_refused else good)


def _listed(listings: Iterable[schema.Listing]) -> dict[str, str]:
    """The section of each topic, topics in the guide's order."""
    return {slug: listing.id for listing in listings for slug in listing.topics}


def _listed_paths(listings: Iterable[schema.Listing]) -> Iterable[tuple[Path, str]]:
    for index, listing in enumerate(listings):
        for at, slug in enumerate(listing.topics):
            yield ("sections", index, "topics", at), slug


def _section(reading: Reading, listing: schema.Listing, index: int) -> SectionDraft:
    return SectionDraft(slug=listing.id, name=listing.name, place=reading.place(("sections", index)))


def _draft(
    guide: schema.Guide,
    sections: Iterable[SectionDraft],
    topics: Iterable[TopicDraft],
    rejected: Iterable[Rejection],
) -> GuideDraft:
    return GuideDraft(
        slug=guide.id,
        title=guide.title,
        format=FORMAT,
        introduction=guide.introduction,
        further_reading=guide.further_reading,
        sections=tuple(sections),
        topics=tuple(topics),
        rejected=tuple(rejected),
    )


def _depth(name: str) -> int:
    return len(PurePosixPath(name).parts)


def _folder_of(name: str, guide: str) -> str:
    """The section folder of a topic file; empty for a file that stands in none."""
    folder = PurePosixPath(name).parent
    return folder.name if folder.parent == PurePosixPath(guide).parent else ""


def _unreadable(file: str, reason: str) -> UnreadableSource:
    return UnreadableSource(Rejection(Place(file, 1), reason))
