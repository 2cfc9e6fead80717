"""A small guide to practise: two sections, four topics, every form of question that learners meet."""

from datetime import datetime
from typing import Any

from content.drafts import (
    Criterion,
    Explanation,
    GuideDraft,
    InterviewTip,
    Level,
    Option,
    Pitfall,
    PointDraft,
    QuestionDraft,
    QuestionKind,
    SectionDraft,
    Statement,
    TopicDraft,
)
from content.models import Guide, Point, Question
from content.store.apply import import_draft

SLUG = "small"

# slug, name, section, summary, statement, is it true, mistake, its three rivals in a choice question
TOPICS: list[tuple[Any, ...]] = [
    (
        *("http", "HTTP", "web"),
        "A protocol in which a client asks for a resource and the server replies with a status and a body.",
        *("A PUT may be repeated without doing more than the first one did.", True),
        *("Passwords in the address", "Passwords in the body", "A password in a header", "A signed token instead"),
    ),
    (
        *("caching", "Caching", "web"),
        "Keeping a copy of a result near its reader, so that the next reading does not have to compute it.",
        *("An entry that has expired is always removed from memory at once.", False),
        *("Private pages in a shared store", "A lifetime for each entry", "A versioned address", "A count of misses"),
    ),
    (
        *("sql", "SQL", "data"),
        "A language for tables: one says which rows are wanted, and the database works out how to find them.",
        *("An index makes each insertion a little slower.", True),
        *(
            "Gluing user input into a statement",
            "Binding parameters",
            "Reading the plan of a slow query",
            "Short transactions",
        ),
    ),
    (
        *("queues", "Queues", "data"),
        "A line of messages between a producer and consumers, which lets either of them be away for a while.",
        *("A broker that delivers at least once never delivers a message twice.", False),
        *("Consumers that count on order", "Consumers that repeat safely", "A dead letter store", "A length alarm"),
    ),
]


def choice(topic: str, point: str, variant: str, stem: str, key: str, *others: str, **fields: Any) -> QuestionDraft:
    """An authored choice question whose first option is right."""
    options = [Option(text=key, is_key=True, why=f"“{key}” it is.")]
    options += [Option(text=text, why=f"“{text}” is sound.") for text in others]
    return QuestionDraft(
        kind=QuestionKind.SINGLE_CHOICE,
        topic=topic,
        point=point,
        variant=variant,
        stem=stem,
        options=tuple(options),
        authored=True,
        **fields,
    )


def small_topic(row: tuple[Any, ...]) -> TopicDraft:
    """A topic with a summary, a statement, a pitfall and an interview tip; choice questions ask for the topic of the
    summary, and twice for the pitfall."""
    slug, name, section, summary, statement, is_true, mistake, *sound = row
    others = [other[1] for other in TOPICS if other[0] != slug]
    criteria = (
        Criterion(slug="what", text=f"says what {name} is for", must=True),
        Criterion(slug="cost", text="names its cost"),
    )
    tip = InterviewTip(
        prompt=f"When would you do without {name}?", model_answer="When it costs more.", criteria=criteria
    )
    return TopicDraft(
        slug=slug,
        name=name,
        section=section,
        points=(
            PointDraft(slug="summary", body=Explanation(text=summary), level=Level.BEGINNER),
            PointDraft(slug="claim", body=Statement(text=statement, is_true=is_true, why="It is so."), level=Level(2)),
            PointDraft(slug="mistake", body=Pitfall(mistake=mistake, why="It hurts.", fix="Do not."), level=Level(2)),
            PointDraft(slug="tip", body=tip, level=Level.ADVANCED),
        ),
        questions=(
            choice(slug, "summary", "topic", f"Which topic is this about? “{summary}”", name, *others, asks_topic=True),
            choice(slug, "mistake", "first", f"{name}: which of these goes wrong?", mistake, *sound),
            choice(slug, "mistake", "second", f"{name}: what would you warn of?", mistake, *sound[:2]),
        ),
    )


def small_guide(**changes: Any) -> GuideDraft:
    """The guide as a draft; `changes` replace its fields."""
    fields: dict[str, Any] = {
        "slug": SLUG,
        "title": "A small guide",
        "format": "test",
        "sections": (SectionDraft(slug="web", name="The web"), SectionDraft(slug="data", name="Data")),
        "topics": tuple(small_topic(row) for row in TOPICS),
    }
    return GuideDraft(**fields | changes)


def import_guide(draft: GuideDraft, *, now: datetime) -> Guide:
    report = import_draft(draft, now=now, retire=True)
    assert report.applied, report.refusal
    return Guide.objects.get(slug=draft.slug)


def point(topic: str, slug: str) -> Point:
    return Point.objects.select_related("topic").get(topic__guide__slug=SLUG, topic__slug=topic, slug=slug)


def question(topic: str, slug: str, kind: str = "single-choice", variant: str | None = None) -> Question:
    """The question of a point by its kind; by its variant too where it has several."""
    found = Question.objects.filter(point=point(topic, slug), kind=kind)
    return found.get() if variant is None else found.get(variant=variant)
