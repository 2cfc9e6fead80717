"""Which format an import has, and its draft."""

import re
from pathlib import PurePath

from content.drafts import Files, GuideDraft, Place, Rejection, UnreadableSource
from content.formats import bank_yaml, guide_table
from content.formats.text import decode

_MARKDOWN = {".md", ".markdown"}
_BANK = {".yaml", ".yml", ".json"}
_BANK_KEY = re.compile(r"^(\{|(guide|sections|topics|id|name)[ \t]*:)", re.MULTILINE)
_TABLE_ROW = re.compile(r"^[ \t]*\|.*\|", re.MULTILINE)
FORMATS = "a Markdown guide with tables (.md), or a bank (.yaml, .json, or a folder with guide.yaml)"


def read(files: Files) -> GuideDraft:
    """The draft of an import, its format told by the file's name or, failing that, by what it contains.

    Several files are a bank's folder. Raises UnreadableSource where the format is none that is read, and whatever
    problem its reader finds with the source as a whole.
    """
    if not files:
        raise UnreadableSource(Rejection(Place(), f"there is no file: choose {FORMATS}"))
    if len(files) > 1:
        return bank_yaml.read(files)
    ((name, data),) = files.items()
    suffix = PurePath(name).suffix.lower()
    if suffix in _MARKDOWN:
        return guide_table.read(files)
    if suffix in _BANK:
        return bank_yaml.read(files)
    if b"\0" not in data[:1000]:
        text = decode(name, data)
        if _TABLE_ROW.search(text):
            return guide_table.read(files)
        if _BANK_KEY.search(text):
            return bank_yaml.read(files)
    raise UnreadableSource(Rejection(Place(name, 1), f"the format is not known: what is read is {FORMATS}"))
