"""What the bank says of a guide now, as drafts for the generators."""

from collections import defaultdict

from content.drafts import Level, Link, QuestionDraft, TopicDraft, TopicKind
from content.models import Guide, Point, Question
from content.models.base import State

from . import fields


def topics(guide: Guide) -> list[TopicDraft]:
    """The guide's topics in order, with their published points and authored questions."""
    points = defaultdict(list)
    for point in Point.objects.of_guide(guide).published().with_bodies().order_by("position", "pk"):
        points[point.topic_id].append(fields.point_draft(point))
    authored: dict[int, list[QuestionDraft]] = defaultdict(list)
    questions = Question.objects.of_guide(guide).filter(authored=True).exclude(state=State.RETIRED)
    for question in questions.select_related("point__topic").prefetch_related("options", "criteria"):
        authored[question.point.topic_id].append(fields.question_draft(question))
    return [
        TopicDraft(
            slug=topic.slug,
            name=topic.name,
            section=topic.section.slug,
            kind=TopicKind(topic.kind),
            level=Level(topic.level),
            noun=topic.noun,
            aliases=tuple(topic.aliases),
            was=tuple(topic.was),
            links=tuple(Link(title=link.title, url=link.url) for link in topic.links.all()),
            points=tuple(points[topic.pk]),
            questions=tuple(authored[topic.pk]),
        )
        for topic in guide.topics.in_order().select_related("section").prefetch_related("links")
    ]
