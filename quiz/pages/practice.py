"""A practice run in the browser: menu, question, answer, summary."""

import random
import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from content.models import Guide, QuestionVersion
from quiz.models import Card, Learner
from quiz.practice import answering, presentations, sessions
from quiz.practice.answering import IncompleteReply, StalePresentation
from quiz.practice.presentations import Presentation, PresentationRefused
from quiz.practice.sessions import NothingToAsk, Run
from quiz.progress import marks
from quiz.progress.undo import LaterAnswerStands

from . import menu as menu_page
from . import showing
from .errors import NotYours, refuse
from .forms import DEFAULT_LENGTH, AnswerForm, StartForm
from .learners import (
    current_learner,
    follow_browser_zone,
    guide_of,
    learner_id,
    make_guest,
    posted_time_zone,
    remember,
)


@never_cache
@require_safe
def menu(request: HttpRequest) -> HttpResponse:
    """Choose what to practise."""
    learner = current_learner(request)
    guide = guide_of(learner)
    if guide is None:
        return render(request, "home/empty.html")
    return render(request, "practice/menu.html", menu_page.context(learner, guide, now=timezone.now()))


@require_POST
def start(request: HttpRequest) -> HttpResponseBase:
    """Start a run; a stranger becomes a guest by it."""
    now = timezone.now()
    form = StartForm(request.POST)
    if request.POST.get("mode") in {"missed", "same"}:
        return _start_again(request, now)
    learner = current_learner(request)
    guide = guide_of(learner)
    if guide is None or not form.is_valid():
        return redirect("practice:menu")
    if learner is None:
        learner = make_guest(uuid.uuid4(), time_zone=posted_time_zone(request), now=now)
        remember(request, learner)
    follow_browser_zone(request, learner)
    try:
        session = sessions.start(learner, **form.chosen(guide), rng=random.SystemRandom(), now=now)
    except NothingToAsk:
        return _nothing_to_ask(request, learner, guide, now)
    return redirect("practice:question", session.pk)


def _start_again(request: HttpRequest, now: datetime) -> HttpResponseBase:
    """From a summary: what was missed once more, or as much again of the same."""
    run = _run(request, _posted_number(request, "session"))
    begin = sessions.go_over if request.POST["mode"] == "missed" else sessions.more
    try:
        session = begin(run, rng=random.SystemRandom(), now=now)
    except NothingToAsk:
        return _nothing_to_ask(request, run.session.learner, run.session.guide, now)
    return redirect("practice:question", session.pk)


def _nothing_to_ask(request: HttpRequest, learner: Learner, guide: Guide, now: datetime) -> HttpResponse:
    context = menu_page.context(learner, guide, now=now)
    return render(request, "practice/menu.html", context | {"nothing": menu_page.why_nothing(learner, guide, now=now)})


@never_cache
@require_safe
def question(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The question that the run waits at; a finished run's summary."""
    run = _run(request, pk)
    if run.current is None:
        return _go(request, reverse("practice:summary", args=[pk]))
    return _question(request, run, run.current)


def _question(request: HttpRequest, run: Run, item: Any, **extra: Any) -> HttpResponse:
    now = timezone.now()
    version, presentation = showing.present(run, item, now=now, nonce=uuid.uuid4())
    shown = showing.shown(version, presentation, topic=item.point.topic, starred=bool(item.starred))
    context = {"shown": shown, "run": showing.run_context(run, item), **extra}
    return _page_or_part(request, "question", context)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Record an answer and show its feedback."""
    now = timezone.now()
    run = _run(request, pk)
    learner = run.session.learner
    follow_browser_zone(request, learner)
    try:
        presentation = _presentation(request, learner, now)
    except PresentationRefused as error:
        return refuse(request, str(error), back=reverse("practice:question", args=[pk]))
    version = showing.answered_version(presentation.version)
    form = AnswerForm(request.POST)
    try:
        if not form.is_valid():
            raise IncompleteReply("Choose one of the answers on this page.")
        reply = form.reply(version, presentation)
        outcome = answering.record(learner, version=version, presentation=presentation, reply=reply, now=now)
    except IncompleteReply as error:
        return _again(request, run, version, presentation, error=str(error))
    except StalePresentation:
        return _next(request, pk)
    return _feedback(request, run, version, presentation, outcome)


def _feedback(
    request: HttpRequest, run: Run, version: QuestionVersion, presentation: Presentation, outcome: answering.Outcome
) -> HttpResponse:
    run.note(outcome.review)
    item = run.item(outcome.review.item_id)
    last = run.current is None
    context = {
        "shown": showing.shown(version, presentation, topic=version.question.point.topic),
        "run": showing.run_context(run, item),
        "outcome": showing.outcome_context(outcome, version, presentation, learner=run.session.learner),
        "next_url": reverse("practice:summary" if last else "practice:question", args=[run.session.pk]),
        "next_label": "See the summary" if last else "Next",
    }
    return _page_or_part(request, "feedback", context)


def _again(
    request: HttpRequest, run: Run | None, version: QuestionVersion, presentation: Presentation, *, error: str
) -> HttpResponse:
    """The same presentation again, with what is missing."""
    item = run.item(presentation.item) if run is not None else None
    context = {
        "shown": showing.shown(version, presentation, topic=version.question.point.topic),
        "run": showing.run_context(run, item),
        "error": error,
    }
    return _page_or_part(request, "question", context)


@require_POST
def first(request: HttpRequest) -> HttpResponseBase:
    """A stranger's first answer: makes the guest, their run, card and review in one transaction."""
    now = timezone.now()
    try:
        presentation = presentations.read(request.POST.get("presentation", ""), now=now)
        if not presentation.stranger:
            raise PresentationRefused("This answer belongs to a practice run.")
    except PresentationRefused as error:
        return refuse(request, str(error), back=reverse("home"))
    version = showing.answered_version(presentation.version)
    form = AnswerForm(request.POST)
    try:
        if not form.is_valid():
            raise IncompleteReply("Choose one of the answers on this page.")
        reply = form.reply(version, presentation)
        known = learner_id(request)
        with transaction.atomic():
            learner = make_guest(known or presentation.learner, time_zone=posted_time_zone(request), now=now)
            outcome, run = sessions.answer_first(
                learner,
                version=version,
                presentation=presentation,
                reply=reply,
                length=DEFAULT_LENGTH,
                rng=random.SystemRandom(),
                now=now,
            )
    except IncompleteReply as error:
        return _again(request, None, version, presentation, error=str(error))
    except StalePresentation:
        return redirect("home")
    remember(request, learner)
    return _feedback(request, run, version, presentation, outcome)


@never_cache
@require_safe
def reveal(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The back of a card, and how to grade one's own answer."""
    now = timezone.now()
    run = _run(request, pk)
    learner = run.session.learner
    try:
        presentation = presentations.read(request.GET.get("presentation", ""), now=now)
    except PresentationRefused:
        return redirect("practice:question", pk)
    item = run.item(presentation.item)
    if item is None or item.review_id is not None or presentation.learner != learner.pk:
        return redirect("practice:question", pk)
    version = showing.answered_version(presentation.version)
    card = Card.objects.filter(learner=learner, point=item.point).first()
    context = {
        "shown": showing.shown(version, presentation, topic=item.point.topic, starred=bool(item.starred)),
        "run": showing.run_context(run, item),
        "answer": version.answer,
        "criteria": showing.criteria(version),
        "grades": showing.grades(learner, card=card, point=item.point_id, now=now),
    }
    return _page_or_part(request, "reveal", context)


@require_POST
def skip(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Pass over the question without an answer."""
    sessions.skip(_run(request, pk), _posted_number(request, "item"), now=timezone.now())
    return _next(request, pk)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take back an answer or a skip of this run, and ask the question again."""
    try:
        sessions.take_back(_run(request, pk), _posted_number(request, "item"), now=timezone.now())
    except LaterAnswerStands as error:
        return refuse(request, str(error), back=reverse("practice:question", args=[pk]))
    return _next(request, pk)


@require_POST
def star(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Star the point of an item, or take the star away."""
    run = _run(request, pk)
    item = run.item(_posted_number(request, "item"))
    if item is not None:
        marks.star(run.session.learner, point=item.point, starred=request.POST.get("starred") == "on")
    return _next(request, pk)


@never_cache
@require_safe
def summary(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What the run came to."""
    run = _run(request, pk)
    if run.current is not None:
        return redirect("practice:question", pk)
    context = showing.summary_context(run, learner=run.session.learner, now=timezone.now())
    return render(request, "practice/summary.html", {"run": showing.run_context(run, None), "summary": context})


def _next(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Go on with the run: htmx gets the question itself, a browser without script is sent there."""
    if request.htmx:  # type: ignore[attr-defined]
        return question(request, pk)
    return redirect("practice:question", pk)


def _go(request: HttpRequest, url: str) -> HttpResponseBase:
    """Send the browser to another page; for htmx the whole page changes."""
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)  # type: ignore[attr-defined]


def _run(request: HttpRequest, pk: int) -> Run:
    try:
        return sessions.load(pk, learner=learner_id(request))
    except sessions.NoSuchSession:
        raise NotYours from None


def _presentation(request: HttpRequest, learner: Learner, now: datetime) -> Presentation:
    """The presentation posted with an answer, if it was made for this learner."""
    presentation = presentations.read(request.POST.get("presentation", ""), now=now)
    if presentation.learner != learner.pk:
        raise PresentationRefused("This question was shown to somebody else.")
    return presentation


def _posted_number(request: HttpRequest, name: str) -> int:
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() else 0


def _page_or_part(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    """The whole page, or for htmx the part of it that changes."""
    template = f"practice/_{name}.html" if request.htmx else f"practice/{name}.html"  # type: ignore[attr-defined]
    return render(request, template, context)
