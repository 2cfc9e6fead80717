from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.http import require_http_methods

from quiz.models import Learner

from .errors import refuse
from .forms import SettingsForm
from .learners import current_learner, guide_of

JOINED = "Your progress has joined an account meanwhile, whose own settings hold. Look at them before you change any."


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """The learner's guide, time zone, daily limits and what else they may choose."""
    learner = current_learner(request)
    if learner is None:
        return render(request, "settings/stranger.html")
    posted = request.POST if request.method == "POST" else None
    form = SettingsForm(posted, instance=learner, initial={"guide": guide_of(learner)})
    if not form.is_valid():
        return render(request, "settings/settings.html", {"form": form})
    try:
        form.save()
    except Learner.DoesNotExist:
        return refuse(request, JOINED, back=resolve_url("settings"))
    messages.success(request, "Saved.")
    return redirect("settings")
