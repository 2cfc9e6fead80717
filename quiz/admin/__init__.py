"""Accounts and, read only, what learners have done: a look for support."""

from . import accounts, practice

__all__ = ["accounts", "practice"]
