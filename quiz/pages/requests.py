"""How requests come in and go out: what a form posted, a whole page or its part."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render, resolve_url
from django.views.decorators.http import require_http_methods

from quiz.accounts import guests

View = Callable[..., HttpResponseBase]


def posted(*, otherwise: str) -> Callable[[View], View]:
    """A view for POST only. A GET of its address, as after reopening a tab, goes to the page named instead.

    So does a form that was under way while its guest joined an account: the page shows how things stand since.
    """

    def decorate(view: View) -> View:
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST":
                try:
                    return view(request, *args, **kwargs)
                except IntegrityError:
                    guest = guests.guest_id(request.session)
                    if guest is None or not guests.has_joined(guest):
                        raise
            return HttpResponseRedirect(resolve_url(otherwise, *args, **kwargs))

        return guarded

    return decorate


def posted_number(request: HttpRequest, name: str) -> int:
    """A whole number from a form; 0, which is no row's id, where there is none."""
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 19 else 0


def page_or_part(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    """A page of the practice run, or for htmx the part of it that changes."""
    template = f"practice/_{name}.html" if request.htmx else f"practice/{name}.html"  # type: ignore[attr-defined]
    return render(request, template, context)
