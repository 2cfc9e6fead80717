from typing import Any

from django.db import migrations


def add_sections(apps: Any, schema_editor: Any) -> None:
    """Until now an import put each topic where its file had it, so it came in with the section it stands in."""
    topics = apps.get_model("content", "Topic").objects.exclude(snapshot={}).select_related("section")
    for topic in topics:
        topic.snapshot.setdefault("section", topic.section.slug)
        topic.save(update_fields=["snapshot"])


def remove_sections(apps: Any, schema_editor: Any) -> None:
    for topic in apps.get_model("content", "Topic").objects.exclude(snapshot={}):
        topic.snapshot.pop("section", None)
        topic.save(update_fields=["snapshot"])


class Migration(migrations.Migration):
    dependencies = [("content", "0005_bank_load_fingerprint")]

    operations = [migrations.RunPython(add_sections, remove_sections)]
