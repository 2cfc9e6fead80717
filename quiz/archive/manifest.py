"""What an archive is: a zip of one JSON-lines member a table, a manifest that lists them, and a seal over all bytes.

The seal is the zip's comment, its last 64 bytes: the SHA-256 of all bytes before, so that no byte can change unseen.
"""

import hashlib
import os
from typing import BinaryIO, Literal

from pydantic import AwareDatetime, BaseModel

APP: Literal["rehearse"] = "rehearse"
FORMAT = 1
MANIFEST = "manifest.json"
SEAL_BYTES = 64
CHUNK = 1 << 20

MigrationKey = tuple[str, str]


class ArchiveError(Exception):
    """An archive cannot be written, read or put back. The message is a sentence for the operator."""


class Table(BaseModel):
    """One member: a model by its label, such as `quiz.card`, its rows, and the SHA-256 of the member's text."""

    model: str
    rows: int
    sha256: str

    @property
    def member(self) -> str:
        return f"{self.model}.jsonl"


class Manifest(BaseModel):
    """What an archive holds and what it was made from; `migrations` are those of the database, by app."""

    app: Literal["rehearse"] = APP
    format: int = FORMAT
    version: str
    made_at: AwareDatetime
    database: str
    migrations: dict[str, list[str]]
    tables: list[Table]

    @property
    def keys(self) -> set[MigrationKey]:
        return {(app, name) for app, names in self.migrations.items() for name in names}

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)


def seal_of(file: BinaryIO) -> bytes:
    """The SHA-256, in hexadecimal digits, of all bytes of a file but its last 64."""
    left = file.seek(0, os.SEEK_END) - SEAL_BYTES
    file.seek(0)
    digest = hashlib.sha256()
    while left > 0 and (chunk := file.read(min(CHUNK, left))):
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest().encode()


def is_sealed(file: BinaryIO) -> bool:
    """Whether a file is as it was when it was sealed; leaves it to be read from its beginning."""
    seal = seal_of(file)
    found = file.read(SEAL_BYTES)
    file.seek(0)
    return found == seal
