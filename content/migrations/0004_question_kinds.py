from django.db import migrations, models

import content.models.base

BATCH = 500


def add_to_stored_texts(apps, schema_editor):
    """Give what was imported and shown before the new fields, so that it equals what is imported now."""
    changed = []
    Question = apps.get_model("content", "Question")
    for question in Question.objects.iterator(chunk_size=BATCH):
        for values in (question.snapshot, question.pending):
            if "text" in values:
                values["text"] = {"flaw_line": None, "orders": [], **values["text"]}
                _add_matches(values["text"]["options"])
        changed.append(question)
    Question.objects.bulk_update(changed, ["snapshot", "pending"], batch_size=BATCH)
    QuestionVersion = apps.get_model("content", "QuestionVersion")
    versions = list(QuestionVersion.objects.exclude(options=[]).only("pk", "options"))
    for version in versions:
        _add_matches(version.options)
    QuestionVersion.objects.bulk_update(versions, ["options"], batch_size=BATCH)
    Point = apps.get_model("content", "Point")
    points = list(Point.objects.only("pk", "snapshot", "pending"))
    for point in points:
        for values in (point.snapshot, point.pending):
            if values.get("kind") == "steps":
                values.setdefault("orders", [])
    Point.objects.bulk_update(points, ["snapshot", "pending"], batch_size=BATCH)


def _add_matches(options):
    for option in options:
        option.setdefault("match", "")


class Migration(migrations.Migration):
    dependencies = [("content", "0003_editors_group")]

    operations = [
        migrations.AddField(
            "question",
            "flaw_line",
            models.PositiveIntegerField(blank=True, help_text="The code's line with the flaw, from 1.", null=True),
        ),
        migrations.AddField(
            "question",
            "orders",
            content.models.base.LinesField(
                blank=True,
                default=list,
                help_text="One a line, each step by its number in the list, as in: 2 1 3",
                verbose_name="other right orders",
            ),
        ),
        migrations.AddField(
            "questionoption",
            "match",
            models.TextField(
                blank=True, help_text="In a matching question, what belongs to it.", verbose_name="belongs with"
            ),
        ),
        migrations.AlterField(
            "questionoption",
            "why",
            models.TextField(
                blank=True, help_text="Why it is right or wrong; shown after the answer.", verbose_name="reason"
            ),
        ),
        migrations.AddField("questionversion", "flaw_line", models.PositiveIntegerField(blank=True, null=True)),
        migrations.AddField(
            "questionversion", "orders", content.models.base.LinesField(blank=True, default=list)
        ),
        migrations.AddField(
            "steps",
            "orders",
            content.models.base.LinesField(
                blank=True,
                default=list,
                help_text="One a line, each step by its number in the list, as in: 2 1 3",
                verbose_name="other right orders",
            ),
        ),
        migrations.RunPython(add_to_stored_texts, migrations.RunPython.noop),
    ]
