"""Small banks as drafts, and what the database and an import's report say of them."""

from typing import Any

from django.apps import apps

from content.drafts import (
    BestPractice,
    Body,
    CodeExample,
    Contrast,
    Criterion,
    Distractor,
    Explanation,
    GuideDraft,
    InterviewTip,
    Level,
    Link,
    Option,
    Pitfall,
    Place,
    PointDraft,
    QuestionDraft,
    QuestionKind,
    RealUse,
    Rejection,
    SectionDraft,
    Statement,
    Steps,
    Term,
    TopicDraft,
)
from content.store.apply import ImportReport

NOTHING = {"new": 0, "reworded": 0, "changed": 0, "unchanged": 0, "retired": 0, "conflicts": 0}
REJECTED = Rejection(Place("harbour.yaml", 12), "mistake is missing: add it")


def guide(*topics: TopicDraft, slug: str = "harbour", **fields: Any) -> GuideDraft:
    """A guide with one section that holds these topics."""
    return GuideDraft(
        slug=slug,
        title=fields.pop("title", "Harbour"),
        format="draft",
        sections=(SectionDraft(slug="basics", name="Basics"),),
        topics=topics,
        **fields,
    )


def lone(topic: TopicDraft, **fields: Any) -> GuideDraft:
    """What a topic file alone says."""
    return GuideDraft(slug="", title="", format="draft", topics=(topic,), is_whole=False, **fields)


def topic(slug: str, *points: PointDraft, **fields: Any) -> TopicDraft:
    name = fields.pop("name", slug.capitalize())
    return TopicDraft(slug=slug, name=name, section="basics", points=points, **fields)


def point(slug: str, body: Body | str, **fields: Any) -> PointDraft:
    """A point; a plain text makes it a best practice."""
    return PointDraft(slug=slug, body=BestPractice(text=body) if isinstance(body, str) else body, **fields)


def unnamed(slug: str, text: str) -> PointDraft:
    return point(slug, text, named=False)


def six_points(*, but: dict[str, str | None] | None = None) -> GuideDraft:
    """Two topics of three points each; `but` gives other texts by point id, None for a point that is gone."""
    texts: dict[str, str | None] = {
        "crane": "Check the hook of the crane before each shift begins.",
        "rope": "Throw away a rope as soon as one strand is broken.",
        "light": "Keep the light at the pier head burning until sunrise.",
        "tide": "Read the tide table again whenever the wind turns north.",
        "depth": "Sound the depth at the quay after every winter storm.",
        "flag": "Hoist the yellow flag until the doctor has been aboard.",
        **(but or {}),
    }
    points = [(slug, point(slug, text)) for slug, text in texts.items() if text is not None]
    quay = [draft for slug, draft in points if slug in {"crane", "rope", "light"}]
    water = [draft for slug, draft in points if slug not in {"crane", "rope", "light"}]
    return guide(topic("quay", *quay), topic("water", *water))


def rope_question(key: str = "where it rubs", **fields: Any) -> QuestionDraft:
    """An authored question of the point “rope” of `six_points`, with two wrong options of three words."""
    options = tuple(
        Option(text=text, is_key=text == key, why="So it is.") for text in (key, "where it hangs", "where it ends")
    )
    return QuestionDraft(
        kind=QuestionKind.SINGLE_CHOICE,
        topic="quay",
        point="rope",
        stem="Which part of a rope wears out first in a harbour?",
        options=options,
        authored=True,
        **fields,
    )


def every_kind() -> GuideDraft:
    """One topic with a point of each kind, every field filled, and an authored question; and a topic beside it."""
    points = (
        point("summary", Explanation(text="A berth is a place where a ship lies."), level=Level.ADVANCED),
        *(
            point(slug, Term(term=slug, definition=definition, group="lines", accepted=(f"{slug} line",)))
            for slug, definition in [
                ("bow", "the rope that leads forward from the front of the ship"),
                ("stern", "the rope that leads backward from the rear of the ship"),
                ("spring", "the rope that keeps the ship from moving along the quay"),
            ]
        ),
        point("double", BestPractice(text="Double the ropes before a storm.", why="One may break."), ask="What now?"),
        point("ferry", RealUse(text="A ferry lies here twice a day.", source_url="https://example.org/ferry")),
        point(
            "knot",
            Pitfall(mistake="tying a knot under load", why="it cannot be opened", fix="Use a bitt."),
            also_true_for=("anchor",),
            distractors=(
                Distractor(text="laying a rope on a bitt", why_wrong="it opens in a second"),
                Distractor(text="laying out a second rope", why_wrong="it is there if one breaks"),
            ),
        ),
        point("plan", CodeExample(source="lie(ship)\nleave(ship)", language="python", caption="Plan", shows="a stay")),
        point(
            "flawed",
            CodeExample(
                source="leave(ship)\nlie(ship)",
                flaw_line=1,
                flaw_prompt="What is wrong?",
                flaw_answer="It leaves first.",
                flaw_why="Nobody can leave who has not come.",
            ),
        ),
        point("dry", Statement(text="A berth may fall dry.", is_true=True, why="The tide leaves it.")),
        point("mooring", Steps(prompt="In which order is a ship moored?", items=("slow", "bow", "stern"))),
        *(
            point(
                f"cost-{subject.lower()}", Contrast(facet="cost", prompt="{cell}: which?", subject=subject, text=text)
            )
            for subject, text in [("Berth", "is paid by the metre"), ("Buoy", "is paid by the night")]
        ),
        point(
            "ask",
            InterviewTip(
                tip="Name the wind.",
                prompt="How do you choose a berth?",
                model_answer="By the wind, and by the depth at low water.",
                criteria=(
                    Criterion(slug="wind", text="names the wind", must=True, cues=("wind", "lee")),
                    Criterion(slug="depth", text="names the depth"),
                ),
                follow_ups=("And at night?",),
            ),
        ),
    )
    authored = QuestionDraft(
        kind=QuestionKind.SINGLE_CHOICE,
        topic="berth",
        point="double",
        variant="storm",
        stem="A storm is announced. What do you do?",
        options=(
            Option(text="Double the ropes.", is_key=True, why="One may break."),
            Option(text="Loosen the ropes.", why="The ship would drift."),
            Option(text="Ask the harbour.", why="They have said so already."),
        ),
        authored=True,
    )
    berth = topic(
        "berth",
        *points,
        noun="a berth",
        aliases=("mooring place",),
        links=(Link(title="Berths", url="https://example.org/berths"),),
        questions=(authored,),
    )
    anchor = topic("anchor", point("summary", Explanation(text="An anchor holds a ship by the ground.")))
    return guide(berth, anchor, introduction="Read **this** first.", further_reading="Then that.")


def rows(*apps_read: str) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of these apps, by table."""
    models = [model for app in apps_read or ("content",) for model in apps.get_app_config(app).get_models()]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}


def fates(report: ImportReport) -> dict[str, int]:
    """How many points met each fate, without the fates that none met."""
    return {fate: count for fate, count in report.plan.items() if count}
