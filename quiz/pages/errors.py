"""Pages for requests that cannot be served; each says what the learner can do."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render


class NotYours(Http404):
    """There is no such row among the learner's own."""


def refuse(request: HttpRequest, reason: str, *, back: str) -> HttpResponse:
    """A request that was made wrongly or too late: 400 with the reason and a way on."""
    return render(request, "400.html", {"reason": reason, "back": back}, status=400)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's own refusals, such as an unknown host name."""
    return render(request, "400.html", {"reason": "The request could not be understood.", "back": "/"}, status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from a page that had grown old: shown again, ready to send."""
    again = [
        (name, value) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken" for value in values
    ]
    return render(request, "403_csrf.html", {"again": again, "path": request.get_full_path()}, status=403)
