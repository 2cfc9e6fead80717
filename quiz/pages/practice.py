"""Choosing what to practise, starting a run, and what it came to."""

import random
import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quiz.models import Learner, PracticeSession
from quiz.models.session import Mode
from quiz.practice import runs, sessions
from quiz.practice.runs import Run
from quiz.practice.sessions import NothingToAsk
from quiz.progress.due import Scope

from . import menu as menu_page
from . import showing
from . import summary as summary_page
from .errors import NotYours
from .forms import StartForm
from .learners import (
    current_learner,
    follow_browser_zone,
    guide_of,
    learner_id,
    make_learner,
    remember,
)
from .requests import posted


@require_safe
def menu(request: HttpRequest) -> HttpResponse:
    """Choose what to practise."""
    learner = current_learner(request)
    guide = guide_of(learner)
    if guide is None:
        return render(request, "home/empty.html")
    return render(request, "practice/menu.html", menu_page.context(learner, guide, now=timezone.now()))


@posted(otherwise="practice:menu")
def start(request: HttpRequest) -> HttpResponseBase:
    """Start a run; a stranger becomes a guest by it."""
    now = timezone.now()
    learner = current_learner(request)
    guide = guide_of(learner)
    form = StartForm(request.POST)
    if guide is None or not form.is_valid():
        return redirect("practice:menu")
    if learner is not None:
        follow_browser_zone(request, learner)
    chosen = form.chosen(guide)
    try:
        session = _begin(request, learner, chosen, now=now)
    except NothingToAsk:
        return _nothing_to_ask(request, learner, chosen["scope"], chosen["mode"], now)
    remember(request, session.learner)
    return redirect("practice:question", session.pk)


def _begin(request: HttpRequest, learner: Learner | None, chosen: dict[str, Any], *, now: datetime) -> PracticeSession:
    """Start the chosen run; a stranger's learner is made with it, or not at all. Raises NothingToAsk."""
    rng = random.SystemRandom()
    if learner is not None:
        return sessions.start(learner, **chosen, rng=rng, now=now)
    with transaction.atomic():
        return sessions.start(make_learner(request, uuid.uuid4(), now=now), **chosen, rng=rng, now=now)


@posted(otherwise="practice:summary")
def again(request: HttpRequest, pk: int) -> HttpResponseBase:
    """After a run: what was missed once more, or as much again of the same."""
    now = timezone.now()
    run = load_run(request, pk)
    begin = {"missed": sessions.go_over, "more": sessions.more}.get(request.POST.get("what", ""))
    if begin is None:
        return redirect("practice:summary", pk)
    try:
        session = begin(run, rng=random.SystemRandom(), now=now)
    except NothingToAsk:
        scope, mode = Scope.of(run.session), Mode(run.session.mode)
        return _nothing_to_ask(request, run.session.learner, scope, mode, now)
    return redirect("practice:question", session.pk)


def _nothing_to_ask(
    request: HttpRequest, learner: Learner | None, scope: Scope, mode: Mode, now: datetime
) -> HttpResponse:
    why = menu_page.why_nothing(learner, scope, mode=mode, now=now)
    context = menu_page.context(learner, scope.guide, now=now)
    return render(request, "practice/menu.html", context | {"nothing": why})


@require_safe
def summary(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What the run came to."""
    run = load_run(request, pk)
    if run.current is not None:
        return redirect("practice:question", pk)
    learner = run.session.learner
    context = {
        "run": showing.run_context(run, None),
        "learner": learner,
        "summary": summary_page.summary_context(run, learner=learner, now=timezone.now()),
    }
    return render(request, "practice/summary.html", context)


def load_run(request: HttpRequest, pk: int) -> Run:
    """One of this browser's learner's runs. Raises NotYours for any other."""
    try:
        run = runs.load(pk, learner=learner_id(request), now=timezone.now())
    except runs.NoSuchSession:
        raise NotYours from None
    if run.session.learner.user_id is not None and not request.user.is_authenticated:
        # Another browser held the guest, who belongs to an account by now.
        raise NotYours
    return run
