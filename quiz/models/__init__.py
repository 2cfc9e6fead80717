"""Learners' tables: learner, card, review, session. Imports the scheduler and content; Django finds the models here."""

from .card import Card
from .learner import JoinedGuest, Learner, User
from .review import Review
from .session import PracticeSession, SessionItem

__all__ = ["Card", "JoinedGuest", "Learner", "PracticeSession", "Review", "SessionItem", "User"]
