"""A bank travels by Django's own dumpdata and loaddata, without numbers that belong to one database."""

import json

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from content.models import Point
from content.store.apply import import_draft
from tests.content.store.bank import every_kind, rows
from tests.factories import PointFactory


def by_address(stored):
    """The rows with natural keys in place of the numbers of one database."""
    models = list(apps.get_app_config("content").get_models())
    keyed = [model for model in models if hasattr(model, "natural_key")]
    names = {model: {row.pk: row.natural_key() for row in model._base_manager.all()} for model in keyed}
    for model in models:
        for row in stored[model._meta.label]:
            for field in model._meta.concrete_fields:
                target = field.related_model or (model if field.primary_key else None)
                if target in names:
                    row[field.attname] = names[target][row[field.attname]]
    return {table: sorted(found, key=repr) for table, found in stored.items()}


@pytest.mark.django_db
def test_a_dump_loads_into_an_empty_database_as_the_same_bank(tmp_path, now):
    # Other rows first, so that numbers differ between the two banks.
    PointFactory.create_batch(3)
    Point.objects.all().delete()
    import_draft(every_kind(), now=now)
    dump = tmp_path / "bank.json"
    call_command("dumpdata", "content", natural_primary=True, natural_foreign=True, output=str(dump))
    before = by_address(rows())
    assert len(before["content.Point"]) == 15
    assert len(before["content.QuestionVersion"]) > 15

    for model in reversed(list(apps.get_app_config("content").get_models())):
        model._base_manager.all()._raw_delete("default")
    assert not any(rows().values())
    call_command("loaddata", str(dump), verbosity=0)

    assert by_address(rows()) == before


@pytest.mark.django_db
def test_a_bank_that_was_loaded_is_the_one_that_the_file_says(tmp_path, now):
    import_draft(every_kind(), now=now)
    dump = tmp_path / "bank.json"
    call_command("dumpdata", "content", natural_primary=True, natural_foreign=True, output=str(dump))
    for model in reversed(list(apps.get_app_config("content").get_models())):
        model._base_manager.all()._raw_delete("default")
    call_command("loaddata", str(dump), verbosity=0)
    before = rows()

    report = import_draft(every_kind(), now=now)

    assert report.plan["unchanged"] == 15
    assert rows() == before


@pytest.mark.django_db
def test_a_dump_refers_to_points_by_address(tmp_path, now):
    import_draft(every_kind(), now=now)
    dump = tmp_path / "bank.json"
    call_command("dumpdata", "content.explanation", natural_primary=True, natural_foreign=True, output=str(dump))
    points = [tuple(row["fields"]["point"]) for row in json.loads(dump.read_text())]
    assert points == [("harbour", "berth", "summary"), ("harbour", "anchor", "summary")]


@pytest.mark.django_db
def test_the_migrations_make_the_tables_that_the_models_describe():
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    call_command("makemigrations", "content", check=True, dry_run=True, verbosity=0)
