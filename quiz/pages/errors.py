"""Pages for requests that cannot be served; each says what the learner can do."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from .forms import AnswerForm


class NotYours(Http404):
    """There is no such row among the learner's own."""


def refuse(request: HttpRequest, reason: str, *, back: str) -> HttpResponse:
    """A request that was made wrongly or too late, and changed nothing: 400 with the reason and a way on."""
    return render(request, "400.html", {"reason": reason, "back": back}, status=400)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's own refusals, such as an unknown host name."""
    return render(request, "400.html", {"reason": "The request could not be understood.", "back": "/"}, status=400)


ANSWERS = {"practice:answer", "practice:first"}
ANSWER_FIELDS = {"presentation", "time_zone", *AnswerForm.base_fields, *AnswerForm.LISTS}


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a token that counts. An answer from a page that had grown old is shown again, ready to send.

    Only answers are: they carry a presentation of ours, and sending one on does nothing that its owner did not mean.
    """
    is_ours = not reason.startswith(("Origin checking", "Referer checking"))
    match = request.resolver_match
    again = []
    if is_ours and match is not None and match.view_name in ANSWERS:
        again = [(name, value) for name, values in request.POST.lists() if name in ANSWER_FIELDS for value in values]
    return render(request, "403_csrf.html", {"again": again, "path": request.get_full_path()}, status=403)
