"""One question in the browser: asked, answered, told; skipped, starred, undone."""

import random
import uuid
from datetime import datetime

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from content.judging import FREE_KINDS
from content.models import QuestionVersion
from quiz.accounts.guests import has_joined
from quiz.models import Card, Learner, Review
from quiz.practice import answering, presentations, sessions
from quiz.practice.answering import Outcome, Recorded, StalePresentation
from quiz.practice.presentations import Presentation, PresentationRefused
from quiz.practice.replies import IncompleteReply, Reply
from quiz.practice.runs import Item, Run
from quiz.progress import marks
from quiz.progress.undo import LaterAnswerStands

from . import showing
from .errors import NotYours, refuse
from .forms import DEFAULT_LENGTH, AnswerForm
from .learners import current_learner, follow_browser_zone, make_learner, remember
from .practice import load_run
from .requests import page_or_part, posted, posted_number

UNDONE = "That answer was undone; here is the question again."
NOTES = {"skip": "Skipped.", "undo": "Taken back: here is the question again."}
"""What the question says after what has led to it, by the word for that in its address."""


@require_safe
def question(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The question that the run waits at; a finished run's summary."""
    run = load_run(request, pk)
    if run.current is None:
        url = reverse("practice:summary", args=[pk])
        return HttpResponseClientRedirect(url) if request.htmx else redirect(url)  # type: ignore[attr-defined]
    return _ask(request, run, run.current, note=NOTES.get(request.GET.get("after", ""), ""))


def _ask(request: HttpRequest, run: Run, item: Item, *, note: str = "") -> HttpResponse:
    version, presentation = showing.present(run, item, now=timezone.now(), nonce=uuid.uuid4())
    shown = showing.shown(version, presentation, topic=item.point.topic, starred=item.starred)
    context = {"shown": shown, "run": showing.run_context(run, item), "learner": run.session.learner, "note": note}
    return page_or_part(request, "question", context)


@require_safe
def reveal(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The back of a card, and how to grade one's own answer."""
    now = timezone.now()
    run = load_run(request, pk)
    learner = run.session.learner
    try:
        presentation = _presentation(run, request.GET.get("presentation", ""), now=now)
        version = showing.answered_version(presentation.version)
    except PresentationRefused:
        return redirect("practice:question", pk)
    item = run.item(presentation.item)
    if item is None or item.review_id is not None or version.question.kind not in FREE_KINDS:
        return redirect("practice:question", pk)
    card = Card.objects.filter(learner=learner, point=item.point).first()
    context = {
        "shown": showing.shown(version, presentation, topic=item.point.topic, starred=item.starred),
        "run": showing.run_context(run, item),
        "learner": learner,
        "answer": version.answer,
        "criteria": showing.criteria(version),
        "grades": showing.grades(learner, card=card, point=item.point.pk, now=now),
    }
    return page_or_part(request, "reveal", context)


@posted(otherwise="practice:question")
def answer(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Record an answer and show its feedback."""
    now = timezone.now()
    run = load_run(request, pk)
    learner = run.session.learner
    try:
        presentation = _presentation(run, request.POST.get("presentation", ""), now=now)
        version = showing.answered_version(presentation.version)
    except PresentationRefused as error:
        return refuse(request, str(error), back=reverse("practice:question", args=[pk]))
    follow_browser_zone(request, learner)
    try:
        reply = _reply(request, version, presentation)
        outcome = answering.record(learner, version=version, presentation=presentation, reply=reply, now=now)
    except IncompleteReply as error:
        return _ask_again(request, run, version, presentation, error=str(error))
    except StalePresentation:
        return redirect("practice:question", pk)
    return _tell(request, run, version, outcome, asked=presentation.item)


@posted(otherwise="home")
def first(request: HttpRequest) -> HttpResponseBase:
    """A stranger's first answer: makes the guest, their run, card and review in one transaction."""
    now = timezone.now()
    try:
        presentation = presentations.read(request.POST.get("presentation", ""), now=now)
        if not presentation.stranger:
            raise PresentationRefused("This answer belongs to a practice run.")
        version = showing.answered_version(presentation.version)
        reply = _reply(request, version, presentation)
        outcome, run = _answer_first(request, version, presentation, reply, now=now)
    except PresentationRefused as error:
        return refuse(request, str(error), back=reverse("home"))
    except IncompleteReply as error:
        return _ask_again(request, None, version, presentation, error=str(error))
    except StalePresentation:
        return redirect("home")
    remember(request, run.session.learner)
    return _tell(request, run, version, outcome, asked=outcome.review.item_id)


@transaction.atomic
def _answer_first(
    request: HttpRequest, version: QuestionVersion, presentation: Presentation, reply: Reply, *, now: datetime
) -> tuple[Outcome, Run]:
    learner = _whose(request, presentation, now=now)
    return sessions.answer_first(
        learner,
        version=version,
        presentation=presentation,
        reply=reply,
        length=DEFAULT_LENGTH,
        rng=random.SystemRandom(),
        now=now,
    )


def _whose(request: HttpRequest, presentation: Presentation, *, now: datetime) -> Learner:
    """The learner a stranger's presentation counts for: whoever this browser is by now, else a guest made for it."""
    mine = current_learner(request)
    if mine is not None:
        return mine
    learner = make_learner(request, presentation.learner, now=now)
    if not request.user.is_authenticated and (learner.user_id is not None or has_joined(presentation.learner)):
        raise PresentationRefused("This answer belongs to an account: sign in to see it.")
    return learner


@require_safe
def answered(request: HttpRequest, pk: int, item: int) -> HttpResponseBase:
    """The feedback to an answer of this run, once more."""
    run = load_run(request, pk)
    row = run.item(item)
    if row is None or row.review_id is None:
        raise NotYours
    review = Review.objects.get(pk=row.review_id)
    return _feedback(request, run, showing.answered_version(review.version_id), Outcome(Recorded.NOW, review))


@posted(otherwise="practice:question")
def skip(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Pass over the question without an answer."""
    skipped = sessions.skip(load_run(request, pk), posted_number(request, "item"), now=timezone.now())
    return _back_to_run(pk, after="skip" if skipped else "")


@posted(otherwise="practice:question")
def undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take back an answer or a skip of this run, and ask the question again."""
    try:
        taken = sessions.take_back(load_run(request, pk), posted_number(request, "item"), now=timezone.now())
    except LaterAnswerStands as error:
        return refuse(request, str(error), back=reverse("practice:question", args=[pk]))
    return _back_to_run(pk, after="undo" if taken else "")


def _back_to_run(pk: int, *, after: str) -> HttpResponseBase:
    """To the run's question, which says what was done: a word of NOTES, or empty where nothing was."""
    url = reverse("practice:question", args=[pk])
    return redirect(f"{url}?after={after}" if after else url)


@posted(otherwise="practice:question")
def star(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Star the point of an item, or take the star away; the run goes on at its question or feedback."""
    run = load_run(request, pk)
    item = run.item(posted_number(request, "item"))
    if item is None:
        raise NotYours
    marks.star(run.session.learner, point=item.point, starred=request.POST.get("starred") == "on")
    if item.review_id is not None:
        return redirect("practice:answered", pk, item.pk)
    return redirect("practice:question", pk)


def _presentation(run: Run, token: str, *, now: datetime) -> Presentation:
    """The presentation behind a token, if it was made for this run."""
    presentation = presentations.read(token, now=now)
    mine = run.session.learner_id
    if presentation.learner != mine and not has_joined(presentation.learner, mine):
        raise PresentationRefused("This question was shown to somebody else.")
    if run.item(presentation.item) is None:
        raise PresentationRefused("This question belongs to another practice run.")
    return presentation


def _reply(request: HttpRequest, version: QuestionVersion, presentation: Presentation) -> Reply:
    form = AnswerForm(request.POST)
    said_twice = any(len(request.POST.getlist(name)) > 1 for name in form.fields)
    if said_twice or not form.is_valid():
        raise IncompleteReply("Choose one of the answers on this page.")
    return form.reply(version, presentation)


def _ask_again(
    request: HttpRequest, run: Run | None, version: QuestionVersion, presentation: Presentation, *, error: str
) -> HttpResponse:
    """The same presentation again, with what was said and what is missing: 422, since nothing was recorded."""
    item = run.item(presentation.item) if run is not None else None
    context = {
        "shown": showing.shown(
            version,
            presentation,
            topic=version.question.point.topic,
            starred=item is not None and item.starred,
            said=request.POST,
        ),
        "run": showing.run_context(run, item),
        "learner": run.session.learner if run is not None else None,
        "error": error,
    }
    response = page_or_part(request, "question", context)
    response.status_code = 422
    return response


def _tell(
    request: HttpRequest, run: Run, version: QuestionVersion, outcome: Outcome, *, asked: int | None
) -> HttpResponseBase:
    """The feedback to an answer; for a repeat of one that was undone, the question anew."""
    if outcome.recorded is not Recorded.UNDONE:
        return _feedback(request, run, version, outcome, asked=asked)
    # The run was loaded before the answer was held against the card, which may have moved on since.
    run = load_run(request, run.session.pk)
    item = run.item(asked)
    if item is None or item.is_done:
        return redirect("practice:question", run.session.pk)
    return _ask(request, run, item, note=UNDONE)


def _feedback(
    request: HttpRequest, run: Run, version: QuestionVersion, outcome: Outcome, *, asked: int | None = None
) -> HttpResponse:
    """What became of an answer. `asked` is the item whose place in the run it has, where its review is of another."""
    if outcome.review.version_id != version.pk:
        # Another wording of the point was answered first; the outcome is told as that one was asked.
        version = showing.answered_version(outcome.review.version_id)
    run.note(outcome.review)
    item = run.item(outcome.review.item_id) or run.item(asked)
    last = run.current is None
    context = {
        "shown": showing.told(version, starred=item is not None and item.starred),
        "run": showing.run_context(run, item),
        "learner": run.session.learner,
        "outcome": showing.outcome_context(outcome, version, run=run),
        "next_url": reverse("practice:summary" if last else "practice:question", args=[run.session.pk]),
        "next_label": "See the summary" if last else "Next",
    }
    return page_or_part(request, "feedback", context)
