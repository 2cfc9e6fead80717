"""A guide of one table in Markdown, read from its text."""

from content.drafts import GuideDraft
from content.formats import guide_table

HEADER = "| Topic | Explanation | Code | Pitfall |\n|---|---|---|---|\n"


def read(markdown: str) -> GuideDraft:
    return guide_table.read({"g.md": markdown.encode()})
