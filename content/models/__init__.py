"""The bank's tables: outline, points, questions. Imports drafts and no other room; Django finds the models here."""

from .loads import BankImport, BankImportFile, BankLoad
from .outline import Guide, Link, Section, Topic
from .points import (
    BestPractice,
    CodeExample,
    Contrast,
    Criterion,
    Distractor,
    Explanation,
    InterviewTip,
    Pitfall,
    Point,
    RealUse,
    Statement,
    StepItem,
    Steps,
    Term,
)
from .questions import Question, QuestionCriterion, QuestionOption, QuestionVersion

__all__ = [
    "BankImport",
    "BankImportFile",
    "BankLoad",
    "BestPractice",
    "CodeExample",
    "Contrast",
    "Criterion",
    "Distractor",
    "Explanation",
    "Guide",
    "InterviewTip",
    "Link",
    "Pitfall",
    "Point",
    "Question",
    "QuestionCriterion",
    "QuestionOption",
    "QuestionVersion",
    "RealUse",
    "Section",
    "Statement",
    "StepItem",
    "Steps",
    "Term",
    "Topic",
]
