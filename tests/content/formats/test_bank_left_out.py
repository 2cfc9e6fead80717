"""What cannot be read of a topic takes nothing from the topic that the bank has."""

import pytest
from django.utils import timezone

from content.formats import recognise
from content.models import Point, Topic
from content.models.base import State
from content.store.apply import import_draft
from content.store.report import ImportReport

pytestmark = pytest.mark.django_db

BANK = """\
guide: {id: harbour, title: Harbour}
topics:
- id: quay
  section: port
  name: Quay
  level: advanced
  aliases: [wharf]
  noun: a quay
  links:
  - {title: A, url: "https://a.example"}
  - {title: B, url: "https://b.example"}
  summary: A quay is a wall.
  best_practices: [{id: hook, text: Check the hook.}]
- id: crane
  section: port
  name: Crane
  best_practices: [{id: load, text: Weigh the load.}, {id: wind, text: Mind the wind.}]
"""


def bring(text: str) -> ImportReport:
    draft = recognise.read({"harbour.yaml": text.encode()})
    return import_draft(draft, now=timezone.now(), skip_rejected=True)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("https://b.example", "b.example"),
        ("https://b.example", "https://a.example"),
        ("[wharf]", "[wharf, 3]"),
        ("level: advanced", "level: hard"),
        ("noun: a quay", "nuon: a quay"),
    ],
)
def test_a_topic_with_an_unreadable_head_stays_as_it_is_while_the_rest_comes_in(good: str, bad: str) -> None:
    bring(BANK)
    changed = (
        BANK.replace(good, bad).replace("A quay is a wall.", "Another text.").replace("Mind the wind.", "Mind it.")
    )
    report = bring(changed)
    assert report.applied and len(report.rejected) == 1
    quay = Topic.objects.get(slug="quay")
    assert (quay.level, quay.aliases, quay.noun, quay.links.count(), quay.pending) == (3, ["wharf"], "a quay", 2, {})
    assert Point.objects.get(slug="summary").explanation.text == "A quay is a wall."
    assert Point.objects.get(slug="wind").bestpractice.text == "Mind it."
    assert not Point.objects.filter(state=State.RETIRED).exists()


def test_an_unreadable_earlier_id_makes_no_twin_of_a_renamed_topic() -> None:
    bring(BANK)
    hook = Point.objects.get(slug="hook")
    renamed = BANK.replace("- id: quay\n", "- id: wharf\n  was: [quay, Quay_Old]\n")
    bring(renamed)
    assert set(Topic.objects.values_list("slug", flat=True)) == {"quay", "crane"}
    bring(renamed.replace(", Quay_Old", ""))
    assert set(Topic.objects.values_list("slug", flat=True)) == {"wharf", "crane"}
    assert Point.objects.get(slug="hook").pk == hook.pk
