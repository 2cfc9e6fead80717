from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from .forms import SettingsForm
from .learners import current_learner, guide_of


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """The learner's guide, time zone and daily limits."""
    learner = current_learner(request)
    if learner is None:
        return render(request, "settings/stranger.html")
    if request.method != "POST":
        initial = {"guide": guide_of(learner)}
        return render(request, "settings/settings.html", {"form": SettingsForm(instance=learner, initial=initial)})
    form = SettingsForm(request.POST, instance=learner)
    if not form.is_valid():
        return render(request, "settings/settings.html", {"form": form})
    form.save()
    messages.success(request, "Saved.")
    return redirect("settings")
