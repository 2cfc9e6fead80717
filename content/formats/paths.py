"""From a path on disk to the files of an import."""

import stat
from pathlib import Path
from typing import IO

from content.drafts import Files, Place, Rejection, UnreadableSource

LARGEST = 20_000_000
"""Bytes that one import may have, in one file or in all."""

GUIDE_NAMES = ("guide.yaml", "guide.json")
NO_GUIDE = "the folder has no guide.yaml: add one that names the guide and its sections"
BANK_SUFFIXES = {".yaml", ".yml", ".json"}


def collect(path: Path) -> Files:
    """The bytes of a file, or of a bank's guide and topic files, by their paths as they appear in messages.

    Of a directory: its guide.yaml (or guide.json), and every .yaml, .yml and .json in it and in its section
    folders, in the order of their paths; names that begin with a dot are passed over.

    Raises UnreadableSource if the path is missing, unreadable, neither file nor directory, an empty file, larger
    than 20 MB in all, or a directory without a guide.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            paths = _bank_files(path)
        elif stat.S_ISREG(mode):
            paths = [path]
        else:
            raise _unreadable(path, "neither a file nor a folder: give a guide, a bank or a bank's folder")
        files: dict[str, bytes] = {}
        left = LARGEST
        for one in paths:
            files[_name(one)] = _bytes(one, left)
            left -= len(files[_name(one)])
    except FileNotFoundError as error:
        raise _unreadable(Path(error.filename or path), "there is no such file or folder: check the path") from None
    except OSError as error:
        where = Path(error.filename or path)
        raise _unreadable(where, f"cannot be read ({error.strerror}): check its permissions") from None
    return files


def _bank_files(folder: Path) -> list[Path]:
    entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    if not any(entry.name in GUIDE_NAMES for entry in entries):
        raise _unreadable(folder, NO_GUIDE)
    sections = [entry for entry in entries if entry.is_dir()]
    inside = sorted(entry for section in sections for entry in section.iterdir() if not entry.name.startswith("."))
    return [entry for entry in entries + inside if entry.suffix.lower() in BANK_SUFFIXES and entry.is_file()]


def _bytes(path: Path, limit: int) -> bytes:
    with path.open("rb") as file:
        return read(_name(path), file, left=limit)


def read(name: str, file: IO[bytes], *, left: int, largest: int = LARGEST) -> bytes:
    """The bytes of an open file: at most `largest`, and no more than are `left` of what one import may have.

    Raises UnreadableSource, naming the file by `name`, if it has more, or is empty.
    """
    data = file.read(min(left, largest) + 1)
    if len(data) > left:
        reason = f"more than {LARGEST // 1_000_000} MB in all: split the import into smaller banks"
        raise UnreadableSource(Rejection(Place(name), reason))
    if len(data) > largest:
        reason = f"larger than {largest // 1_000_000} MB: split it into smaller files"
        raise UnreadableSource(Rejection(Place(name), reason))
    if not data.strip():
        raise UnreadableSource(Rejection(Place(name), "the file is empty: fill it or remove it"))
    return data


def _name(path: Path) -> str:
    # A file name need not be UTF-8, a message has to be.
    return path.as_posix().encode("utf-8", "backslashreplace").decode()


def _unreadable(path: Path, reason: str) -> UnreadableSource:
    return UnreadableSource(Rejection(Place(_name(path)), reason))
