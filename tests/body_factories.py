"""A valid row of every kind of point, each with the point it belongs to."""

import factory
from factory.django import DjangoModelFactory

from content import models as content
from content.drafts import PointKind

# By its name, for factories.py imports this file.
POINT = "tests.factories.PointFactory"


class ExplanationFactory(DjangoModelFactory):
    class Meta:
        model = content.Explanation

    point = factory.SubFactory(POINT, kind=PointKind.EXPLANATION.value, body=False)
    text = factory.Sequence(lambda n: f"What thing {n} is, in a sentence.")


class TermFactory(DjangoModelFactory):
    class Meta:
        model = content.Term

    point = factory.SubFactory(POINT, kind=PointKind.TERM.value, body=False)
    term = factory.Sequence(lambda n: f"term {n}")
    definition = factory.Sequence(lambda n: f"the thing that is called {n}")


class BestPracticeFactory(DjangoModelFactory):
    class Meta:
        model = content.BestPractice

    point = factory.SubFactory(POINT, kind=PointKind.BEST_PRACTICE.value, body=False)
    text = factory.Sequence(lambda n: f"Do thing {n} early.")


class RealUseFactory(DjangoModelFactory):
    class Meta:
        model = content.RealUse

    point = factory.SubFactory(POINT, kind=PointKind.REAL_USE.value, body=False)
    text = factory.Sequence(lambda n: f"A shop uses thing {n} at its till.")


class PitfallFactory(DjangoModelFactory):
    class Meta:
        model = content.Pitfall

    point = factory.SubFactory(POINT, kind=PointKind.PITFALL.value, body=False)
    mistake = factory.Sequence(lambda n: f"doing thing {n} twice")
    why = "it costs twice"
    fix = "Do it once."


class CodeExampleFactory(DjangoModelFactory):
    class Meta:
        model = content.CodeExample

    point = factory.SubFactory(POINT, kind=PointKind.CODE_EXAMPLE.value, body=False)
    language = "python"
    source = factory.Sequence(lambda n: f"print({n})")


class StatementFactory(DjangoModelFactory):
    class Meta:
        model = content.Statement

    point = factory.SubFactory(POINT, kind=PointKind.STATEMENT.value, body=False)
    text = factory.Sequence(lambda n: f"{n} is a number.")
    is_true = True
    why = "Digits make numbers."


class StepsFactory(DjangoModelFactory):
    class Meta:
        model = content.Steps

    point = factory.SubFactory(POINT, kind=PointKind.STEPS.value, body=False)
    prompt = factory.Sequence(lambda n: f"In which order is thing {n} done?")


class ContrastFactory(DjangoModelFactory):
    class Meta:
        model = content.Contrast

    point = factory.SubFactory(POINT, kind=PointKind.CONTRAST.value, body=False)
    facet = "speed"
    prompt = "{cell}: which of them is that?"
    subject = factory.Sequence(lambda n: f"Thing {n}")
    text = factory.Sequence(lambda n: f"takes {n} seconds")


class InterviewTipFactory(DjangoModelFactory):
    class Meta:
        model = content.InterviewTip

    point = factory.SubFactory(POINT, kind=PointKind.INTERVIEW_TIP.value, body=False)
    tip = factory.Sequence(lambda n: f"Name the cost of thing {n}.")
    prompt = factory.Sequence(lambda n: f"When would you do thing {n}?")
