"""Topics come section by section, whatever their positions."""

import pytest

from content.models import Topic
from tests.factories import SectionFactory, TopicFactory

pytestmark = pytest.mark.django_db


def test_topics_of_two_sections_at_one_position_are_not_mixed():
    first = SectionFactory(position=1)
    second = SectionFactory(guide=first.guide, position=1)
    for position, section in enumerate([second, first, second, first], start=1):
        TopicFactory(guide=first.guide, section=section, position=position)

    ordered = list(Topic.objects.in_order().values_list("section", "position"))

    assert ordered == [(first.pk, 2), (first.pk, 4), (second.pk, 1), (second.pk, 3)]
