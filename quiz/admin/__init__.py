"""Accounts and, read only, what learners have done: a look for support. It imports no pages."""

from . import accounts, practice

__all__ = ["accounts", "practice"]
