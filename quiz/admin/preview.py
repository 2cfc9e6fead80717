"""A question as a learner sees it, in every state that it has; nothing of it is recorded, and its forms are inert."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.decorators import staff_member_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from content.drafts import QuestionKind
from content.generators.rules import kinds
from content.judging import CHOICE_KINDS, JUDGED_KINDS, OPTION_KINDS
from content.models import Question, QuestionVersion
from content.store.fields import question_draft
from quiz.models import Learner, PracticeSession, Review
from quiz.models.session import Mode
from quiz.pages import showing
from quiz.practice import answering, presentations
from quiz.practice.answering import Outcome, Recorded
from quiz.practice.presentations import Presentation
from quiz.practice.replies import Reply, is_spoken_by_criteria, worth_of
from quiz.practice.runs import Item, Run
from quiz.scheduler.grades import Certainty

Query = Mapping[str, str]


NOTHING = Reply()


@dataclass(frozen=True, slots=True)
class _State:
    """One look of the question: its label, the address's query for it, and what was answered by then."""

    label: str
    query: Query
    reply: Reply = NOTHING


@require_safe
@staff_member_required
def question(request: HttpRequest, pk: Any) -> HttpResponse:
    """The current version of a question in the state that the address asks for: asked, revealed or answered."""
    if not admin.site.get_model_admin(Question).has_view_permission(request):
        raise PermissionDenied
    version = QuestionVersion.objects.current().filter(question=pk).first()
    if version is None:
        raise Http404
    now = timezone.now()
    version = showing.answered_version(version.pk)
    run, presentation = _run_of_one(version, now=now)
    states = _states(version, presentation)
    asked = {name: request.GET[name] for name in ("state", "answer") if name in request.GET}
    state = next((state for state in states if state.query == asked), states[0])
    part = state.query["state"]
    context = {
        "part": f"practice/_{ {'asked': 'question', 'revealed': 'reveal', 'answered': 'feedback'}[part] }.html",
        "version": version,
        "question": version.question,
        "states": [(other.label, f"?{urlencode(other.query)}", other is state) for other in states],
        **_context(version, presentation, run, state, now=now),
    }
    return render(request, "admin/preview/question.html", context)


def _context(
    version: QuestionVersion, presentation: Presentation, run: Run, state: _State, *, now: datetime
) -> dict[str, Any]:
    """What the practice page of that state is given, by the code that gives it to learners."""
    (item,) = run.items
    topic = version.question.point.topic
    if state.query["state"] == "answered":
        outcome = _outcome(version, presentation, run, state, now=now)
        run.note(outcome.review)
        told = showing.outcome_context(outcome, version, run=run)
        shown = showing.told(version, starred=False)
        return {"shown": shown, "run": showing.run_context(run, item), "outcome": told, "next_label": "Next"}
    # Whatever is shown, a token that counts is not sent.
    shown = replace(showing.shown(version, presentation, topic=topic), token="")
    context: dict[str, Any] = {"shown": shown, "run": showing.run_context(run, item)}
    if state.query["state"] == "revealed":
        learner = run.session.learner
        grades = showing.grades(learner, card=None, point=item.point.pk, now=now)
        context |= {"answer": version.answer, "criteria": showing.criteria(version), "grades": grades}
    return context


def _run_of_one(version: QuestionVersion, *, now: datetime) -> tuple[Run, Presentation]:
    """A run of this question alone, of a learner who has just come; none of them is ever saved."""
    learner = Learner(time_zone=settings.LEARNER_TIME_ZONE)
    question = version.question
    session = PracticeSession(pk=0, learner=learner, guide=question.point.topic.guide, mode=Mode.DAILY, started_at=now)
    item = Item(
        pk=1,
        position=1,
        question=question,
        point=question.point,
        skipped_at=None,
        is_passed_over=False,
        sequence=0,
        starred=False,
        review_id=None,
        score=0,
        grade=None,
        certainty="",
        answered_at=None,
    )
    presentation = Presentation(
        version=version.pk,
        learner=learner.pk,
        stranger=False,
        item=item.pk,
        sequence=0,
        # The options keep their order from state to state.
        nonce=question.pk,
        shown_at=now,
    )
    return Run(session, [item]), presentation


def _states(version: QuestionVersion, presentation: Presentation) -> list[_State]:
    asked = _State("Asked", {"state": "asked"})
    if version.question.kind in JUDGED_KINDS:
        if any(kinds.parts(question_draft(version.question))):
            return [asked]  # A draft that cannot be answered yet.
        unknown = Reply(certainty=Certainty.DONT_KNOW)
        return [asked, *_answers(version, presentation), _answer("I don’t know", "0", unknown)]
    revealed = _State("Answer shown", {"state": "revealed"})
    if is_spoken_by_criteria(version):
        said = [("all", "Graded, all said", len(version.criteria)), ("none", "Graded, nothing said", 0)]
        return [
            asked,
            revealed,
            *(_answer(label, name, Reply(criteria=frozenset(range(n)))) for name, label, n in said),
        ]
    grades = [
        _answer(f"Graded {name}", str(int(grade)), Reply(grade=grade)) for grade, name in showing.GRADE_NAMES.items()
    ]
    return [asked, revealed, *grades]


def _answers(version: QuestionVersion, presentation: Presentation) -> Iterator[_State]:
    """An answer by each option; where it takes more than one option, all right and all wrong."""
    keys = [option["is_key"] for option in version.options]
    if version.question.kind in CHOICE_KINDS:
        for number, index in enumerate(presentations.shown_order(version, presentation.nonce), start=1):
            yield _sure(f"Option {number}, {'right' if keys[index] else 'wrong'}", str(number), option=index)
        return
    everything = range(len(keys))
    right = frozenset(index for index in everything if keys[index])
    if not keys or (version.question.kind in OPTION_KINDS and (not right or all(keys))):
        return  # A draft that cannot be answered yet.
    match version.question.kind:
        case QuestionKind.MULTIPLE_CHOICE:
            replies: list[dict[str, Any]] = [{"options": right}, {"options": frozenset(everything) - right}]
        case QuestionKind.FIND_THE_FLAW:
            replies = [{"line": version.flaw_line, "option": min(right)}, {"line": 0, "option": keys.index(False)}]
        case QuestionKind.ORDERING:
            replies = [{"order": tuple(everything)}, {"order": tuple(reversed(everything))}]
        case QuestionKind.MATCHING:
            replies = [{"matches": tuple(everything)}, {"matches": (*everything[1:], 0)}]
        case _:
            replies = [
                {"blanks": tuple(option["text"].split("|")[0].strip() for option in version.options)},
                {"blanks": tuple("something else" for _ in everything)},
            ]
    for label, reply in zip(("right", "wrong"), replies, strict=True):
        yield _sure(f"Answered, {label}", label, **reply)


def _sure(label: str, name: str, **reply: Any) -> _State:
    return _answer(label, name, Reply(certainty=Certainty.SURE, **reply))


def _answer(label: str, name: str, reply: Reply) -> _State:
    return _State(label, {"state": "answered", "answer": name}, reply)


def _outcome(
    version: QuestionVersion, presentation: Presentation, run: Run, state: _State, *, now: datetime
) -> Outcome:
    """The outcome that the answer would have, with the time at which the point would come back."""
    learner = run.session.learner
    worth = worth_of(version, state.reply)
    memory = answering.preview(learner, card=None, point=version.question.point.pk, now=now)[worth.grade]
    review = Review(
        pk=1,
        learner=learner,
        nonce=presentation.nonce,
        version=version,
        item_id=presentation.item,
        reply=state.reply.as_json(),
        score=worth.score,
        certainty=worth.certainty,
        grade=worth.grade,
        answered_at=now,
        due=memory.due,
    )
    return Outcome(Recorded.NOW, review)
