"""What a learner does in a browser: open a page, choose an option, send it; scripts are off."""

import re
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from content.drafts import QuestionKind
from content.models import QuestionVersion
from quiz.models import Learner
from quiz.practice import presentations
from quiz.practice.presentations import Presentation, shown_order


def client_of(learner: Learner) -> Client:
    """A browser that this learner practises in: signed in, where they have an account."""
    client = Client()
    if learner.user is not None:
        client.force_login(learner.user)
        return client
    session = client.session
    session["learner"] = str(learner.pk)
    session.save()
    return client


def text_of(response: Any) -> str:
    """What a page says, without its markup and with single spaces."""
    html = re.sub(r"<(script|style|title).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def field(response: Any, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    assert found is not None, f"The page has no field {name}."
    return unescape(found[1])


def token_of(response: Any) -> str:
    return field(response, "presentation")


def shown_by(response: Any) -> tuple[Presentation, QuestionVersion]:
    """The presentation on a page and the question version that it shows."""
    presentation = presentations.read(token_of(response), now=timezone.now())
    return presentation, QuestionVersion.objects.select_related("question__point").get(pk=presentation.version)


def option(response: Any, *, right: bool) -> int:
    """The number under which the page shows the right option, or a wrong one."""
    presentation, version = shown_by(response)
    order = shown_order(version, presentation.nonce)
    return next(n for n, index in enumerate(order, start=1) if version.options[index]["is_key"] is right)


def filled_in(response: Any, *, right: bool = True, certainty: str = "sure", **others: Any) -> dict[str, Any]:
    """The form of a page that asks for options, filled in."""
    presentation, version = shown_by(response)
    reply: dict[str, Any] = {"option": option(response, right=right)}
    if version.question.kind == QuestionKind.MULTIPLE_CHOICE:
        order = shown_order(version, presentation.nonce)
        reply = {"choice": [n for n, index in enumerate(order, start=1) if version.options[index]["is_key"] is right]}
    if version.flaw_line is not None:
        reply["line"] = version.flaw_line if right else 1
    return {"presentation": token_of(response), **reply, "certainty": certainty, **others}


def start(client: Client, mode: str = "choice", *, length: int = 10, scope: str = "", **others: Any) -> int:
    """Start a run from the menu; its number."""
    response = client.post(
        reverse("practice:start"), {"mode": mode, "length": length, "scope": scope, "time_zone": "", **others}
    )
    assert response.status_code == 302, text_of(response)
    return int(response.url.strip("/").split("/")[-1])


def page(name: str, *args: Any) -> str:
    return reverse(f"practice:{name}", args=args)


def answer(client: Client, run: int, clock: Any, **how: Any) -> Any:
    """Open the run's question, think for ten seconds and answer it; the feedback page."""
    question = client.get(page("question", run))
    assert question.status_code == 200
    clock.shift(10)
    return client.post(page("answer", run), filled_in(question, **how))
