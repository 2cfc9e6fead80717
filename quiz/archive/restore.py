"""Put an archive back: into the schema of its own time first, and from there forward as an upgrade would."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Literal
from zipfile import BadZipFile, ZipFile

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.core.management.sql import emit_post_migrate_signal
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from .backup import CHUNK, Say
from .manifest import FORMAT, MANIFEST, ArchiveError, Manifest, Table, is_sealed
from .schema import applied, columns, label, leaves, models_at, reason, unknown


@contextmanager
def opened(path: Path) -> Iterator[tuple[ZipFile, Manifest]]:
    """An archive whose every byte, count and checksum has been verified.

    Raises ArchiveError for a file that cannot be read, is damaged, is none of ours, or is newer than the program.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise ArchiveError(f"Cannot read {path}: {error.strerror}.") from None
    with file:
        if not is_sealed(file):
            raise ArchiveError(f"{path} is damaged or no backup of Rehearse: its checksum does not hold.")
        try:
            archive = ZipFile(file)
            manifest = _manifest(archive, path)
            for table in manifest.tables:
                _verify(archive, table, path)
        except (BadZipFile, KeyError, ValueError):
            raise ArchiveError(f"{path} is no backup of Rehearse: its manifest cannot be read.") from None
        yield archive, manifest


def _manifest(archive: ZipFile, path: Path) -> Manifest:
    content = json.loads(archive.read(MANIFEST))
    if content["format"] > FORMAT:
        raise ArchiveError(
            f"{path} was made by a newer version of Rehearse (format {content['format']}): use that one."
        )
    manifest = Manifest.model_validate(content)
    if newer := unknown(manifest.keys):
        raise ArchiveError(
            f"{path} was made by a newer version of Rehearse ({manifest.version}, it has {newer}): use that one."
        )
    if [table.model for table in manifest.tables] != [label(model) for model in models_at(manifest.keys)]:
        raise ArchiveError(f"{path} does not hold the tables that its migrations make: make the backup again.")
    return manifest


def _verify(archive: ZipFile, table: Table, path: Path) -> None:
    digest, rows = hashlib.sha256(), 0
    with archive.open(table.member) as lines:
        for line in lines:
            digest.update(line)
            rows += 1
    if (rows, digest.hexdigest()) != (table.rows, table.sha256):
        raise ArchiveError(f"{path} is damaged: the rows of {table.model} are not those that were written.")


def put_back(archive: ZipFile, manifest: Manifest, *, say: Say) -> None:
    """Replace everything in the database by the archive, in one transaction, and migrate it to this version.

    Raises ArchiveError, and leaves the database as it was, if it does not take the rows.
    """
    try:
        # SQLite changes a table by making it anew, which its foreign keys would forbid; they are checked below.
        with connection.constraint_checks_disabled(), transaction.atomic():
            _drop_tables()
            _check_foreign_keys("IMMEDIATE")
            MigrationExecutor(connection).migrate(leaves(manifest.keys))
            models = models_at(manifest.keys)
            _check_foreign_keys("DEFERRED")
            _empty(models)
            for model, table in zip(models, manifest.tables, strict=True):
                _load(archive, model, table)
                say(f"{table.model}: {table.rows} rows")
            _check_foreign_keys("IMMEDIATE")
            _move_sequences(models)
            _bring_forward()
            connection.check_constraints()
    except DatabaseError as error:
        raise ArchiveError(f"The database does not take the backup, and is as it was: {reason(error)}.") from None
    finally:
        ContentType.objects.clear_cache()
    _count_anew()


def _count_anew() -> None:
    """Let PostgreSQL count the rows: until it has, it plans every query for empty tables."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _drop_tables() -> None:
    names = [model._meta.db_table for model in models_at(applied())]
    if not names:
        return
    # Not within the schema editor, which would look for what else belongs to a table: it all goes.
    editor = connection.schema_editor()
    with connection.cursor() as cursor:
        for name in [*names, MigrationRecorder.Migration._meta.db_table]:
            cursor.execute(editor.sql_delete_table % {"table": editor.quote_name(name)})


def _check_foreign_keys(when: Literal["DEFERRED", "IMMEDIATE"]) -> None:
    """At the end, so that rows may come in any order; or at once, since PostgreSQL changes no table before it has."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS ALL {when}")


def _bring_forward() -> None:
    """Migrate to this version, and make its permissions, as `migrate` does."""
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    ContentType.objects.clear_cache()
    emit_post_migrate_signal(verbosity=0, interactive=False, db=DEFAULT_DB_ALIAS)


def _empty(models: list[type[Model]]) -> None:
    """Take out the rows that migrations made: the archive has its own."""
    for model in models:
        model._base_manager.all()._raw_delete(DEFAULT_DB_ALIAS)


def _load(archive: ZipFile, model: type[Model], table: Table) -> None:
    fields = columns(model)
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    # The names are those of our own models.
    insert = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608
    with archive.open(table.member) as lines, connection.cursor() as cursor:
        while batch := list(islice(lines, CHUNK)):
            cursor.executemany(insert, [_values(json.loads(line), fields, table) for line in batch])


def _values(row: dict[str, Any], fields: list[Any], table: Table) -> list[Any]:
    """A row as the database takes it, in the order of the fields."""
    if row.keys() != {field.attname for field in fields}:
        raise ArchiveError(f"The rows of {table.model} do not have the columns that its migrations make.")
    try:
        return [field.get_db_prep_save(_value(field, row[field.attname]), connection) for field in fields]
    except ValidationError as error:
        raise ArchiveError(f"The rows of {table.model} cannot be read: {' '.join(error.messages)}") from None


def _value(field: Any, value: Any) -> Any:
    return None if value is None else field.to_python(value)


def _move_sequences(models: list[type[Model]]) -> None:
    """Let ids go on after the highest that was put back."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
