"""Somebody at the browser: what they press and read, found by role and label as a screen reader finds it."""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import BrowserContext, Locator, Page, expect
from time_machine import Traveller

from content.drafts import QuestionKind
from content.models import Point, QuestionVersion
from quiz.practice import presentations
from quiz.practice.presentations import Presentation

ZONE = "Europe/Berlin"
THINKING = timedelta(seconds=4)
"""Longer than the second below which an answer is taken for a guess and moves no memory."""


class Watch:
    """Collects what should not happen in a browser: script errors, refusals by policy, requests to other hosts."""

    def __init__(self, context: BrowserContext, *, host: str) -> None:
        self.problems: list[str] = []
        context.on("console", lambda message: self._note(message.type in {"error", "warning"}, message.text))
        context.on("weberror", lambda error: self._note(True, str(error.error)))
        context.on("request", lambda request: self._note(not request.url.startswith(f"{host}/"), request.url))

    def _note(self, is_wrong: bool, what: str) -> None:
        if is_wrong:
            self.problems.append(what)


@dataclass(frozen=True)
class Visitor:
    page: Page
    clock: Traveller

    def open(self, path: str) -> None:
        self.page.goto(path)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name, exact=True)

    def heading(self, name: str) -> Locator:
        return self.page.get_by_role("heading", name=name, exact=True)

    @property
    def question(self) -> Locator:
        """The question that the page asks or has asked."""
        return self.page.get_by_role("heading", level=1)

    @property
    def options(self) -> Locator:
        return self.page.get_by_role("radio")

    @property
    def verdict(self) -> Locator:
        """What the feedback says of the answer, and when its point comes back."""
        return self.page.locator(".verdict")

    @property
    def onwards(self) -> Locator:
        """What leads on from the feedback."""
        return self.link("Next").or_(self.link("See the summary"))

    def think(self, time: timedelta = THINKING) -> None:
        self.clock.shift(time)

    def start(self, mode: str, *, scope: str = "The whole guide", length: int = 10) -> None:
        """Start a run from the menu."""
        self.open("/practice/")
        self.page.get_by_role("radio", name=re.compile(f"^{mode}")).check()
        self.page.get_by_label("From").select_option(label=scope)
        self.page.get_by_role("radio", name=str(length), exact=True).check()
        self.button("Start").click()
        self.wait_for_question()

    def wait_for_question(self) -> None:
        expect(self.button("Sure").or_(self.button("Show answer"))).to_be_visible()

    def presentation(self) -> Presentation:
        """What is being asked, as the page will hand it back."""
        token = self.page.locator("[name=presentation]").first.input_value()
        return presentations.read(token, now=timezone.now())

    def asked_point(self) -> Point:
        return Point.objects.select_related("topic__section", "topic__guide").get(
            questions__versions=self.presentation().version
        )

    def right_option(self) -> int:
        """The place, counted from 0, at which the page shows the right option."""
        presentation = self.presentation()
        version = QuestionVersion.objects.get(pk=presentation.version)
        shown = presentations.shown_order(version, presentation.nonce)
        return next(place for place, index in enumerate(shown) if version.options[index]["is_key"])

    def answer(self, *, right: bool = True) -> None:
        """Answer what is asked, of whatever kind, up to its feedback."""
        self.wait_for_question()
        if self.button("Sure").is_visible():
            self.fill_in(right=right)
            self.press("Sure")
        else:
            self.recall("Good" if right else "Again")

    def fill_in(self, *, right: bool) -> None:
        """Say the right answer in the way of the question's kind, or one that is wrong in all."""
        shown = self.presentation()
        version = QuestionVersion.objects.select_related("question").get(pk=shown.version)
        order = presentations.shown_order(version, shown.nonce)
        everything = range(len(order))
        match version.question.kind:
            case QuestionKind.MULTIPLE_CHOICE:
                for place, index in enumerate(order):
                    if version.options[index]["is_key"] is right:
                        self.page.locator("[name=choice]").nth(place).check()
            case QuestionKind.ORDERING:
                for place, index in enumerate(order):
                    number = index + 1 if right else len(order) - index
                    self.page.locator("[name=place]").nth(place).select_option(str(number))
            case QuestionKind.MATCHING:
                matches = presentations.shown_matches(version, shown.nonce)
                for place, index in enumerate(order):
                    number = matches.index(index if right else (index + 1) % len(order)) + 1
                    self.page.locator("[name=match]").nth(place).select_option(str(number))
            case QuestionKind.CLOZE:
                for place in everything:
                    text = version.options[place]["text"].split(" | ")[0] if right else "something else"
                    self.page.locator("[name=blank]").nth(place).fill(text)
            case kind:
                place = next(place for place, index in enumerate(order) if version.options[index]["is_key"] is right)
                self.options.nth(place).check()
                if kind == QuestionKind.FIND_THE_FLAW:
                    others = self.page.locator("#line option:not([value=''])").all()
                    lines = [str(line.get_attribute("value")) for line in others]
                    wrong = next(line for line in lines if line != str(version.flaw_line))
                    self.page.locator("#line").select_option(str(version.flaw_line) if right else wrong)

    def choose(self, place: int, certainty: str) -> None:
        self.options.nth(place).check()
        self.press(certainty)

    def press(self, name: str) -> None:
        """Press a button that answers, after a moment's thought."""
        self.think()
        self.button(name).click()
        expect(self.onwards).to_be_visible()

    def recall(self, grade: str) -> str:
        """Look at the back of a card and grade one's answer, by its criteria where it has some.

        Returns what the grade's button said of when the card returns.
        """
        self.button("Show answer").click()
        by_criteria = self.button("Grade my answer")
        by_grade = self.page.get_by_role("button", name=re.compile(f"^{grade}"))
        expect(by_criteria.or_(by_grade)).to_be_visible()
        self.think()
        if by_criteria.is_visible():
            for criterion in self.page.get_by_role("checkbox").all() if grade != "Again" else []:
                criterion.check()
            promise = ""
            by_criteria.click()
        else:
            promise = by_grade.locator("small").inner_text()
            by_grade.click()
        expect(self.onwards).to_be_visible()
        return promise

    def go_on(self) -> bool:
        """Leave the feedback. Returns whether there is another question, rather than the summary."""
        more = self.link("Next").is_visible()
        self.onwards.click()
        expect(self.onwards).to_be_hidden()
        if more:
            self.wait_for_question()
        else:
            expect(self.heading("What was asked")).to_be_visible()
        return more

    def answer_all(self, *, right: bool = True) -> list[Point]:
        """Answer what is left of the run, up to its summary. Returns the points that were asked."""
        asked = []
        more = True
        while more:
            asked.append(self.asked_point())
            self.answer(right=right)
            more = self.go_on()
        return asked
