"""Choosing what to practise, starting a run, and what it came to."""

import random
import uuid
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quiz.models import Learner
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
from .requests import posted, posted_number


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
    if request.POST.get("mode") in {"missed", "same"}:
        return _start_again(request, now)
    learner = current_learner(request)
    guide = guide_of(learner)
    form = StartForm(request.POST)
    if guide is None or not form.is_valid():
        return redirect("practice:menu")
    if learner is None:
        learner = make_learner(request, uuid.uuid4(), now=now)
    remember(request, learner)
    follow_browser_zone(request, learner)
    chosen = form.chosen(guide)
    try:
        session = sessions.start(learner, **chosen, rng=random.SystemRandom(), now=now)
    except NothingToAsk:
        return _nothing_to_ask(request, learner, chosen["scope"], chosen["mode"], now)
    return redirect("practice:question", session.pk)


def _start_again(request: HttpRequest, now: datetime) -> HttpResponseBase:
    """From a summary: what was missed once more, or as much again of the same."""
    run = load_run(request, posted_number(request, "session"))
    begin = sessions.go_over if request.POST["mode"] == "missed" else sessions.more
    try:
        session = begin(run, rng=random.SystemRandom(), now=now)
    except NothingToAsk:
        scope, mode = Scope.of(run.session), Mode(run.session.mode)
        return _nothing_to_ask(request, run.session.learner, scope, mode, now)
    return redirect("practice:question", session.pk)


def _nothing_to_ask(request: HttpRequest, learner: Learner, scope: Scope, mode: Mode, now: datetime) -> HttpResponse:
    why = menu_page.why_nothing(learner, scope, mode=mode, now=now)
    context = menu_page.context(learner, scope.guide, now=now)
    return render(request, "practice/menu.html", context | {"nothing": why})


@require_safe
def summary(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What the run came to."""
    run = load_run(request, pk)
    if run.current is not None:
        return redirect("practice:question", pk)
    context = summary_page.summary_context(run, learner=run.session.learner, now=timezone.now())
    return render(request, "practice/summary.html", {"run": showing.run_context(run, None), "summary": context})


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
