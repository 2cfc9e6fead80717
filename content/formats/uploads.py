"""From uploaded names and bytes to the files of an import, held to what `paths` asks of files on disk."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO

from content.drafts import Files, Place, Rejection, UnreadableSource
from content.formats import paths
from content.formats.bank_problems import Reading
from content.formats.text import unsafe_character

LARGEST_FILE = 10_000_000
"""Bytes that one uploaded file may have, a file in a zip included."""
MOST_ENTRIES = 2_000
LONGEST_NAME = 255
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_COMPRESSIONS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError)
_DRIVE = re.compile(r"[A-Za-z]:")


def collect(uploads: Iterable[tuple[str, IO[bytes]]]) -> Files:
    """The files of an upload, by their names as they appear in messages: one file, a bank's files, or their zip.

    Of a zip: its guide.yaml (or guide.json) nearest to the top, and every .yaml, .yml and .json beside it and in the
    section folders there; names that begin with a dot are passed over. A bank's files that come without their folders
    are put into the section under which the guide lists them.

    Raises UnreadableSource for a file that is empty, larger than 10 MB or one of more than 20 MB in all, counted as
    they are unpacked; for a name that leads out of the bank or stands twice; for a zip that is damaged, encrypted,
    without a guide or not alone.
    """
    files: dict[str, bytes] = {}
    for name, file in uploads:
        _check_name(name)
        if name in files:
            raise _unreadable(name, "two files have this name: put the bank's folder into a zip and upload that")
        files[name] = _read(name, file, beside=files)
    zips = [name for name, data in files.items() if data.startswith(_ZIP_STARTS)]
    if zips and len(files) > 1:
        raise _unreadable(zips[0], "a zip is uploaded alone: leave the other files out")
    if zips:
        return _unzipped(zips[0], files[zips[0]])
    return _in_sections(files)


def _check_name(name: str) -> None:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or _DRIVE.match(name):
        raise _unreadable(name, "the name leads out of the bank: name it by its place in the bank's folder")
    if unsafe_character(name):
        raise _unreadable(ascii(name), "the name has a character that cannot be kept: rename the file")
    if len(name) > LONGEST_NAME:
        raise _unreadable(name, f"the name is longer than {LONGEST_NAME} characters: shorten it")


def _read(name: str, file: IO[bytes], *, beside: Files) -> bytes:
    left = paths.LARGEST - sum(map(len, beside.values()))
    return paths.read(name, file, left=left, largest=LARGEST_FILE)


def _unzipped(name: str, data: bytes) -> Files:
    files: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for entry in _bank_entries(name, archive.infolist()):
                with archive.open(entry) as file:
                    files[entry.filename] = _read(entry.filename, file, beside=files)
    except _DAMAGE:
        raise _unreadable(name, "the zip is damaged or encrypted: make it anew") from None
    return files


def _bank_entries(name: str, entries: Sequence[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """The entries of a zip that are its bank's, in the order of their paths."""
    if len(entries) > MOST_ENTRIES:
        raise _unreadable(name, f"more than {MOST_ENTRIES:,} files: zip the bank's folder alone")
    by_path: dict[PurePosixPath, zipfile.ZipInfo] = {}
    for entry in entries:
        _check_name(entry.filename)
        path = PurePosixPath(entry.filename)
        if entry.is_dir() or any(part.startswith(".") for part in path.parts):
            continue
        if path in by_path:
            raise _unreadable(entry.filename, "stands twice in the zip: make it anew")
        by_path[path] = entry
    guides = sorted((path for path in by_path if path.name in paths.GUIDE_NAMES), key=lambda path: len(path.parts))
    if not guides:
        raise _unreadable(name, paths.NO_GUIDE)
    home = guides[0].parent
    if any(len(other.parts) == len(guides[0].parts) and other.parent != home for other in guides):
        raise _unreadable(name, "holds more than one bank: zip each by itself")
    inside = [path for path in by_path if home in (path.parent, path.parent.parent)]
    chosen = sorted((path for path in inside if path.suffix.lower() in paths.BANK_SUFFIXES), key=_place)
    if any(by_path[path].compress_type not in _COMPRESSIONS for path in chosen):
        raise _unreadable(name, "compressed in an unusual way: make the zip anew with the usual one")
    return [by_path[path] for path in chosen]


def _place(path: PurePosixPath) -> tuple[int, str]:
    return len(path.parts), path.as_posix()


def _in_sections(files: Files) -> Files:
    guide = next((name for name in files if name in paths.GUIDE_NAMES), None)
    if guide is None or len(files) == 1:
        return files
    sections = _sections(guide, files[guide])
    placed = {}
    for name, data in files.items():
        section = sections.get(PurePosixPath(name).stem)
        placed[f"{section}/{name}" if section and "/" not in name else name] = data
    return dict(sorted(placed.items(), key=lambda file: _place(PurePosixPath(file[0]))))


def _sections(guide: str, data: bytes) -> dict[str, str]:
    """The section of each topic as far as the guide says it; what is wrong with the guide, its reader says."""
    try:
        value = Reading(guide, data).document.data
    except UnreadableSource:
        return {}
    listings = value.get("sections") if isinstance(value, dict) else None
    found: dict[str, str] = {}
    for listing in listings if isinstance(listings, list) else []:
        topics = listing.get("topics") if isinstance(listing, dict) else None
        for topic in topics if isinstance(topics, list) else []:
            found[str(topic)] = str(listing.get("id", ""))
    return found


def _unreadable(name: str, reason: str) -> UnreadableSource:
    return UnreadableSource(Rejection(Place(name), reason))
