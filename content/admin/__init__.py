"""The editors' desk: forms over the bank. It leaves to the store what follows from an edit, and never imports quiz."""

from . import imports, outline, points, questions

__all__ = ["imports", "outline", "points", "questions"]
