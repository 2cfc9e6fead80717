"""Write an archive of the whole database, as it is at one instant, while others go on writing."""

import hashlib
import json
import os
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.db import connection
from django.db.models import Model
from django.utils.encoding import is_protected_type

from .manifest import MANIFEST, SEAL_BYTES, ArchiveError, Manifest, Table, seal_of
from .schema import applied, columns, label, models_at

BEGIN = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}
CHUNK = 1000

Say = Callable[[str], None]


def write(path: Path, *, now: datetime, force: bool, say: Say) -> Manifest:
    """Write an archive that only its owner can read; it is whole or not there. `say` hears of each table.

    Raises ArchiveError, and leaves what is at `path`, if a file is there and not `force`, if it cannot be written, or
    if the database is empty or newer than the program.
    """
    if path.exists() and not force:
        raise ArchiveError(f"{path} is there already: choose another name, or replace it with --force.")
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        draft = Path(name)
        try:
            with os.fdopen(descriptor, "w+b") as file:
                manifest = _write(file, now=now, say=say)
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise ArchiveError(f"Cannot write {path}: {error.strerror}.") from None
    return manifest


def _write(file: BinaryIO, *, now: datetime, say: Say) -> Manifest:
    with _one_instant(), ZipFile(file, "w", ZIP_DEFLATED) as archive:
        migrations = applied()
        if not migrations:
            raise ArchiveError("The database is empty: there is nothing to back up.")
        tables = [_write_table(archive, model, say=say) for model in models_at(migrations)]
        manifest = Manifest(
            version=_version(),
            made_at=now,
            database=connection.vendor,
            migrations={app: sorted(n for a, n in migrations if a == app) for app in sorted(dict(migrations))},
            tables=tables,
        )
        archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))
        archive.comment = b"0" * SEAL_BYTES
    seal = seal_of(file)
    file.seek(-SEAL_BYTES, os.SEEK_END)
    file.write(seal)
    file.flush()
    return manifest


@contextmanager
def _one_instant() -> Iterator[None]:
    """All that is read within is the database as it was at the beginning; nobody who writes has to wait."""
    with connection.cursor() as cursor:
        cursor.execute(BEGIN[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _write_table(archive: ZipFile, model: type[Model], *, say: Say) -> Table:
    digest, rows = hashlib.sha256(), 0
    table = Table(model=label(model), rows=0, sha256="")
    with archive.open(table.member, "w", force_zip64=True) as member:
        for line in _lines(model):
            digest.update(line)
            rows += member.write(line) > 0
    say(f"{table.model}: {rows} rows")
    return Table(model=table.model, rows=rows, sha256=digest.hexdigest())


def _lines(model: type[Model]) -> Iterator[bytes]:
    fields = columns(model)
    for row in model._base_manager.order_by("pk").iterator(chunk_size=CHUNK):
        values = {field.attname: _plain(field, row) for field in fields}
        yield json.dumps(values, ensure_ascii=False, default=_text).encode() + b"\n"


def _plain(field: Any, row: Model) -> Any:
    """A field's value as JSON can hold it, or `_text` can write it, and as the field's `to_python` reads it again."""
    value = field.value_from_object(row)
    return value if is_protected_type(value) else field.value_to_string(row)


def _text(value: object) -> str:
    """Dates and times to the microsecond, decimals to the digit."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON.")


def _version() -> str:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])
