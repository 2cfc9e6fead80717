"""Which tables a database has, by its migrations: an archive is read and written through the models of its own time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Field, Model

from .manifest import ArchiveError, MigrationKey


def applied() -> set[MigrationKey]:
    """The migrations of the database; none where it is empty. Raises ArchiveError if it is newer than the program."""
    found = set(MigrationRecorder(connection).applied_migrations())
    if newer := unknown(found):
        raise ArchiveError(
            f"The database was made by a newer version of Rehearse (it has {newer}): use that version, "
            "or an empty database."
        )
    return found


def unknown(migrations: Iterable[MigrationKey]) -> str:
    """The first of these migrations that this version does not know, in words; empty if it knows all."""
    missing = sorted(set(migrations) - set(MigrationLoader(None).disk_migrations))
    return f"migration {missing[0][1]} of {missing[0][0]}" if missing else ""


def leaves(migrations: set[MigrationKey]) -> list[MigrationKey]:
    """Those of the migrations that no other of them builds on."""
    nodes = MigrationLoader(None).graph.node_map
    return sorted(key for key in migrations if not {child.key for child in nodes[key].children} & migrations)


def models_at(migrations: set[MigrationKey]) -> list[type[Model]]:
    """The models that have a table once these migrations are applied, links of many to many among them."""
    if not migrations:
        return []
    apps = MigrationLoader(None).project_state(leaves(migrations)).apps
    found = apps.get_models(include_auto_created=True)
    return sorted((model for model in found if model._meta.managed and not model._meta.proxy), key=label)


def label(model: type[Model]) -> str:
    return model._meta.label_lower


def columns(model: type[Model]) -> list[Field[Any, Any]]:
    """The fields that a row stores; what the database computes is left to it."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def count_rows() -> dict[str, int]:
    """How many rows each table of the database has, by the label of its model."""
    return {label(model): model._base_manager.count() for model in models_at(applied())}


def unreadable(error: DatabaseError) -> str:
    """A sentence for a database that cannot even be looked at."""
    return f"The database cannot be read: {reason(error)}. See that it runs, and that DATABASE_URL names it."


def reason(error: DatabaseError) -> str:
    """The first line of what a database says."""
    return str(error).strip().partition("\n")[0].rstrip(".")
