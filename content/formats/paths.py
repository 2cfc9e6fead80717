"""From a path on disk to the files of an import."""

import stat
from pathlib import Path

from content.drafts import Files, Place, Rejection, UnreadableSource

LARGEST = 20_000_000
"""Bytes that one import may have, in one file or in all."""

GUIDE_NAMES = ("guide.yaml", "guide.json")
_BANK_SUFFIXES = {".yaml", ".yml", ".json"}


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
        raise _unreadable(folder, "the folder has no guide.yaml: add one that names the guide and its sections")
    sections = [entry for entry in entries if entry.is_dir()]
    inside = sorted(entry for section in sections for entry in section.iterdir() if not entry.name.startswith("."))
    return [entry for entry in entries + inside if entry.suffix.lower() in _BANK_SUFFIXES and entry.is_file()]


def _bytes(path: Path, limit: int) -> bytes:
    with path.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise _unreadable(path, f"more than {LARGEST // 1_000_000} MB in all: split the import into smaller banks")
    if not data.strip():
        raise _unreadable(path, "the file is empty: fill it or remove it")
    return data


def _name(path: Path) -> str:
    # A file name need not be UTF-8, a message has to be.
    return path.as_posix().encode("utf-8", "backslashreplace").decode()


def _unreadable(path: Path, reason: str) -> UnreadableSource:
    return UnreadableSource(Rejection(Place(_name(path)), reason))
