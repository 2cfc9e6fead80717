"""A learner's marks on points, kept apart from the memory of them."""

from content.models import Point
from quiz.models import Card, Learner


def star(learner: Learner, *, point: Point, starred: bool) -> None:
    """Star a point, or take its star away; a point not met yet gets a card that is still new."""
    Card.objects.update_or_create(
        learner=learner,
        point=point,
        defaults={"starred": starred},
        create_defaults={"starred": starred, "topic_id": point.topic_id},
    )
