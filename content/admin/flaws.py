"""What lint finds in questions, for the pages of the desk: beside the fields of a form, and in messages."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator

from content.drafts import Option, QuestionDraft, QuestionKind
from content.generators.lint import problems
from content.generators.rules import stem
from content.generators.rules.company import Company
from content.generators.rules.problem import Part, Problem, Severity
from content.models import Guide, Point, Question, QuestionOption
from content.models.base import State
from content.store import facts

FIELDS = {Part.STEM: "stem", Part.TEXT: "text", Part.MARK: "is_key", Part.REASON: "why"}
"""The field of the question's form, or of an option's row, in which a flaw of each part is mended."""
MOST_NAMED = 5


class FlaggedField(BoundField):
    """A field of a form with its flaws below it, as the form's `flaws` have them by the field's name."""

    @property
    def flaws(self) -> Sequence[Problem]:
        found: Mapping[str, Sequence[Problem]] = getattr(self.form, "flaws", {})
        return found.get(self.name, ())

    def as_widget(self, widget: Any = None, attrs: Any = None, only_initial: bool = False) -> Any:
        shown = super().as_widget(widget, attrs, only_initial)
        if not self.flaws or widget is not None:
            return shown
        lines = ((problem.severity, problem.message) for problem in self.flaws)
        items = format_html_join("", '<li class="{}">{}.</li>', lines)
        return format_html(
            '<div class="flagged">{}<ul class="flaws" id="{}_flaws">{}</ul></div>', shown, self.auto_id, items
        )

    @property
    def aria_describedby(self) -> str | None:
        described = super().aria_describedby
        return f"{described or ''} {self.auto_id}_flaws".strip() if self.flaws else described


def company(guide: Guide) -> Company:
    """All that questions of a guide are held against: its facts, and its questions that are not retired."""
    rows = Question.objects.of_guide(guide).exclude(state=State.RETIRED)
    right = QuestionOption.objects.filter(question__in=rows, is_key=True)
    keys = {question: Option(text=text, is_key=True) for question, text in right.values_list("question", "text")}
    columns = ("pk", "kind", "point__topic__slug", "point__slug", "variant", "stem", "code")
    asked = [
        QuestionDraft(
            kind=QuestionKind(kind),
            topic=topic,
            point=point,
            variant=variant,
            stem=text,
            code=code,
            options=(keys[pk],) if pk in keys else (),
        )
        for pk, kind, topic, point, variant, text, code in rows.values_list(*columns)
    ]
    return Company(facts.topics(guide), asked)


def found(
    question: Question, *, options: Sequence[Option] | None = None, among: Company | None = None
) -> list[Problem]:
    """The flaws of a question as its columns read now, saved or not, with its stored options unless others are given.

    `among` is the company that the question keeps, read here unless it is given.
    """
    if options is None:
        options = [
            Option(text=row.text, is_key=row.is_key, why=row.why, match=row.match) for row in question.options.all()
        ]
    draft = _draft(question, options)
    among = among or company(question.point.topic.guide)
    return problems(draft, among.topics[draft.topic], among)


def refusals_of_stem(question: Question) -> list[str]:
    """What keeps a choice question from being published as far as its stem alone shows it."""
    return refusals(stem.negation(_draft(question, ())))


def refusals(flaws: Iterable[Problem]) -> list[str]:
    """The errors among flaws, each with both ways out."""
    return [refusal(problem) for problem in flaws if problem.severity is Severity.ERROR]


def refusal(problem: Problem) -> str:
    return f"{problem.message}, or save it as a draft."


def place(flaws: Iterable[Problem], form: Any, rows: Sequence[Any]) -> list[Problem]:
    """Give each flaw to the form or option row that has its field; returns those of the question as a whole."""
    flagged: list[Any] = [form, *rows]
    for one in flagged:
        one.flaws = {}
    rest = []
    for problem in flaws:
        owner = form if problem.part is Part.STEM else rows[problem.option] if problem.option is not None else None
        if owner is None:
            rest.append(problem)
        else:
            owner.flaws.setdefault(FIELDS[problem.part], []).append(problem)
    return rest


def in_words(flaws: Sequence[Problem]) -> str:
    """Flaws in a sentence that stands by itself: “1 error and 2 warnings: Option 2: …. Question: ….”"""
    errors = sum(problem.severity is Severity.ERROR for problem in flaws)
    counts = [_counted(errors, "error"), _counted(len(flaws) - errors, "warning")]
    told = " ".join(sentence(problem) for problem in flaws)
    return f"{' and '.join(count for count in counts if count)}: {told}"


def sentence(problem: Problem) -> str:
    """A flaw with its place, for where it stands away from its field."""
    return f"{_where(problem)}{problem.message}."


def with_errors(questions: Iterable[Question]) -> dict[Question, list[Problem]]:
    """Those of the questions that have errors, which are all that is listed; each guide is read once."""
    companies: dict[int, Company] = {}
    flawed = {}
    for question in questions:
        guide = question.point.topic.guide
        among = companies.get(guide.pk) or companies.setdefault(guide.pk, company(guide))
        errors = [problem for problem in found(question, among=among) if problem.severity is Severity.ERROR]
        if errors:
            flawed[question] = errors
    return flawed


def tell(request: HttpRequest, flawed: Mapping[Question, Sequence[Problem]], *, what: str, remedy: str) -> None:
    """Name questions, each with its first error, in a message. `what` says what became of them: “not published”."""
    if not flawed:
        return
    lines = [
        (
            reverse("admin:content_question_change", args=[question.pk]),
            Truncator(question.stem).chars(80),
            sentence(errors[0]),
            f" ({_counted(len(errors) - 1, 'more error')}.)" if len(errors) > 1 else "",
        )
        for question, errors in list(flawed.items())[:MOST_NAMED]
    ]
    named = format_html_join(" ", '“<a href="{}">{}</a>”: {}{}', lines)
    more = f" And {len(flawed) - MOST_NAMED} more." if len(flawed) > MOST_NAMED else ""
    many = _counted(len(flawed), "question")
    messages.warning(request, format_html("{} {}: {}{} {}", many, what, named, more, remedy))


def tell_kept_back(request: HttpRequest, points: Iterable[Point]) -> None:
    """After points were saved: name the questions made from them that wait as drafts because of an error."""
    waiting = Question.objects.filter(point__in=points, state=State.DRAFT, authored=False)
    waiting = waiting.select_related("point__topic__guide").prefetch_related("options")
    remedy = "Mend the point, or edit the question and publish it."
    tell(request, with_errors(waiting), what="made from what you saved kept back as a draft", remedy=remedy)


def _draft(question: Question, options: Sequence[Option]) -> QuestionDraft:
    return QuestionDraft(
        kind=QuestionKind(question.kind),
        topic=question.point.topic.slug,
        point=question.point.slug,
        variant=question.variant,
        stem=question.stem,
        code=question.code,
        code_language=question.code_language,
        flaw_line=question.flaw_line,
        orders=tuple(question.orders),
        options=tuple(options),
        asks_topic=question.asks_topic,
        authored=question.authored,
    )


def _where(problem: Problem) -> str:
    if problem.option is not None:
        return f"Option {problem.option + 1}: "
    return "Question: " if problem.part is Part.STEM else ""


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}" if number else ""
