"""Who may open what: every address of the site, by everybody there is, in every method.

An address that is not declared here fails, and so does a model that comes into the desk without being declared.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from content.models import Guide, Topic
from quiz.models import Learner, PracticeSession, SessionItem
from tests import factories
from tests.quiz.banks import SLUG
from tests.quiz.pages.browser import answer, client_of, start, text_of

GUESTS, LEARNERS, STAFF = {"stranger", "guest"}, {"learner", "other"}, {"editor", "admin"}
SIGNED_IN = LEARNERS | STAFF
EVERYBODY = GUESTS | SIGNED_IN
SHOWN, SENT_ON, CLOSED, HIDDEN, WRONG, NO_METHOD = {200}, {302}, {403}, {404}, {400, 422}, {405}

PAGE = "a page for everybody, that only shows"
HOME = "a page for everybody that takes a form of its own"
OWN = "a page of one learner's run"
OWN_FORM = "a form of one learner's run"
FORM = "a form for everybody"
DOOR = "a page to come in by, for those who are out"
ACCOUNT = "a page of one's own account"
LINK = "a page that a mail leads to"
HEALTH = "for the proxy"
DESK = "the desk itself"
DESK_ACCOUNT = "the desk's pages for one's own sign-in"
PREVIEW = "a question as learners see it, for those who may see the bank"

DECLARED = {
    "home": PAGE,
    "progress": PAGE,
    "settings": HOME,
    "healthz": HEALTH,
    "preview": PREVIEW,
    "practice:menu": PAGE,
    "practice:start": FORM,
    "practice:first": FORM,
    **{f"practice:{name}": OWN for name in ("question", "reveal", "answered", "summary")},
    **{f"practice:{name}": OWN_FORM for name in ("answer", "skip", "star", "undo", "again")},
    **{f"guide:{name}": PAGE for name in ("index", "outline", "topic")},
    "guide:choose": FORM,
    **{f"account_{name}": DOOR for name in ("login", "signup")},
    **{f"account_{name}": ACCOUNT for name in ("email", "change_password", "set_password", "logout")},
    **{
        f"account_{name}": LINK
        for name in (
            "inactive",
            "email_verification_sent",
            "confirm_email",
            "reset_password",
            "reset_password_done",
            "reset_password_from_key",
            "reset_password_from_key_done",
        )
    },
    **{f"admin:{name}": DESK for name in ("index", "app_list", "autocomplete", "jsi18n", "view_on_site")},
    **{f"admin:{name}": DESK_ACCOUNT for name in ("login", "logout", "password_change", "password_change_done")},
    "admin:auth_user_password_change": "quiz_user",
}
BANK = ("guide", "section", "topic", "point", "question")
MODELS = {
    # Who may do what: see and change, add, delete.
    **{f"content_{name}": (STAFF, STAFF, set()) for name in BANK},
    "content_bankimport": (STAFF, STAFF, STAFF),
    **{f"quiz_{name}": ({"admin"}, set(), set()) for name in ("learner", "card", "review", "practicesession")},
    **{name: ({"admin"}, {"admin"}, {"admin"}) for name in ("quiz_user", "auth_group", "account_emailaddress")},
}
OPERATIONS = ("changelist", "add", "change", "history", "delete", "decide")


def addresses(resolver: Any = None, space: tuple[str, ...] = ()) -> Iterator[str]:
    """The name of every address there is; Django's own catch-alls in the desk have none."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, (*space, entry.namespace) if entry.namespace else space)
        elif isinstance(entry, URLPattern) and entry.name:
            yield ":".join([*space, entry.name])


def model_of(name: str) -> tuple[str, str] | None:
    """The declared model and the operation of an address of the desk."""
    model, _, operation = name.removeprefix("admin:").rpartition("_")
    return (model, operation) if model in MODELS and operation in OPERATIONS else None


NAMES = sorted(set(addresses()))


def test_every_address_is_declared() -> None:
    assert [name for name in NAMES if name not in DECLARED and model_of(name) is None] == []


def test_everything_declared_is_there() -> None:
    assert set(DECLARED) - set(NAMES) == set()
    assert {model for model in MODELS if f"admin:{model}_changelist" not in NAMES} == set()


GUIDE = Path(__file__).parents[2] / "data" / "banks" / "plain-guide.md"


@pytest.fixture
def everybody(bank: Guide, clock: Any, settings: Any, editors: Group) -> dict[str, Client]:
    """A browser of each: a stranger, a guest, two learners with accounts, an editor, an admin.

    A guest and a learner have a run each, and the editor's upload waits to be imported.
    """
    settings.ACCOUNT_RATE_LIMITS = False
    editor = factories.UserFactory(email="editor@example.org", is_staff=True)
    editor.groups.add(editors)
    admin = factories.UserFactory(email="admin@example.org", is_staff=True, is_superuser=True)
    browsers = {
        "stranger": Client(),
        "guest": client_of(factories.LearnerFactory()),
        "learner": client_of(factories.LearnerFactory(user=factories.UserFactory(email="ada@example.org"))),
        "other": client_of(factories.LearnerFactory(user=factories.UserFactory(email="grace@example.org"))),
        "editor": client_of(factories.LearnerFactory(user=editor)),
        "admin": client_of(factories.LearnerFactory(user=admin)),
    }
    for name in ("guest", "learner"):
        run = start(browsers[name], length=2)
        answer(browsers[name], run, clock)
    upload = SimpleUploadedFile("guide.md", GUIDE.read_bytes())
    browsers["editor"].post(reverse("admin:content_bankimport_add"), {"upload": [upload], "into": ""})
    return browsers


def session_of(who: str) -> PracticeSession:
    learners = Learner.objects.filter(user__email="ada@example.org" if who == "learner" else None)
    return PracticeSession.objects.filter(learner__in=learners).earliest("pk")


def url_of(name: str, owner: str) -> str:
    """An address that leads to something: to the owner's, where it is a learner's own."""
    session = session_of(owner)
    topic = Topic.objects.get(guide__slug=SLUG, slug="http")
    point = topic.points.first()
    question = point.questions.first()
    if found := model_of(name):
        model, operation = found
        return reverse(name) if operation in {"changelist", "add"} else reverse(name, args=[row_of(model)])
    arguments: dict[str, list[Any]] = {
        "guide:outline": [SLUG],
        "guide:choose": [SLUG],
        "guide:topic": [SLUG, "http"],
        "preview": [question.pk],
        "practice:answered": [session.pk, SessionItem.objects.get(session=session, position=1).pk],
        "account_confirm_email": ["no-key"],
        "account_reset_password_from_key": ["1", "no-key"],
        "admin:app_list": ["content"],
        "admin:view_on_site": [1, 1],
        "admin:auth_user_password_change": [Learner.objects.get(user__email="grace@example.org").user_id],
    }
    if DECLARED[name] in {OWN, OWN_FORM} and name not in arguments:
        return reverse(name, args=[session.pk])
    return reverse(name, args=arguments.get(name, []))


def row_of(label: str) -> Any:
    """The key of a row of a model: the learner's, where it is somebody's."""
    app, _, name = label.partition("_")
    model = apps.get_model(app, name)
    if name == "emailaddress":
        user = Learner.objects.get(user__email="ada@example.org").user
        return model.objects.get_or_create(user=user, email=user.email)[0].pk
    return model.objects.order_by("pk").last().pk


def expected(name: str, who: str, method: str, owner: str) -> set[int]:
    """The statuses with which somebody is answered."""
    if found := model_of(name):
        return _in_the_desk(*found, who, method)
    kind = DECLARED[name]
    is_form = method == "post"
    outside = {
        PAGE: NO_METHOD if is_form else SHOWN | SENT_ON,
        HOME: SHOWN | SENT_ON,
        HEALTH: NO_METHOD if is_form else SHOWN,
        OWN: NO_METHOD if is_form else (SHOWN | SENT_ON if who == owner else HIDDEN),
        OWN_FORM: (SHOWN | SENT_ON | WRONG | HIDDEN if who == owner else HIDDEN) if is_form else SENT_ON,
        FORM: SENT_ON | WRONG if is_form else SENT_ON,
        DOOR: SENT_ON if who in SIGNED_IN else SHOWN,
        ACCOUNT: SHOWN | SENT_ON if who in SIGNED_IN else SENT_ON,
        LINK: SHOWN | SENT_ON | HIDDEN | NO_METHOD,
    }
    return outside[kind] if kind in outside else _beside_the_desk(kind, who, is_form=is_form)


def _beside_the_desk(kind: str, who: str, *, is_form: bool) -> set[int]:
    """The preview, and those pages of the desk that belong to no model."""
    if who not in STAFF:
        return SENT_ON | (CLOSED if who in LEARNERS else set()) | (NO_METHOD if kind == PREVIEW and is_form else set())
    return {
        PREVIEW: NO_METHOD if is_form else SHOWN,
        DESK: SHOWN | SENT_ON | HIDDEN | NO_METHOD | CLOSED,
        DESK_ACCOUNT: SHOWN | SENT_ON | NO_METHOD,
    }.get(kind, SHOWN | SENT_ON if who == "admin" else CLOSED)


def _in_the_desk(model: str, operation: str, who: str, method: str) -> set[int]:
    if who not in STAFF:
        return SENT_ON
    sees, adds, deletes = MODELS[model]
    allowed = {"add": adds, "delete": deletes}.get(operation, sees)
    if who not in allowed:
        return CLOSED
    if method == "post" and allowed is sees and model.startswith("quiz_") and model != "quiz_user":
        return SHOWN | CLOSED  # They can be looked at, and that is all.
    return NO_METHOD | WRONG | HIDDEN if operation == "decide" else SHOWN | SENT_ON


def rows() -> dict[str, int]:
    return {
        model._meta.label: model._default_manager.count()
        for app in ("content", "quiz", "auth")
        for model in apps.get_app_config(app).get_models()
    }


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_everybody_sees_what_is_theirs_and_nothing_else_is_answered_or_changed(
    everybody: dict[str, Client], who: str
) -> None:
    browser = everybody[who]
    before = rows()
    wrong = []
    for owner in ("learner", "guest"):
        for name in NAMES:
            if name in {"admin:logout", "account_logout"}:
                continue  # Ends the visit; tested by itself.
            url = url_of(name, owner)
            for method in ("get", "put", "patch", "delete") if owner == "learner" else ("get",):
                response = getattr(browser, method)(url)
                allowed = expected(name, who, "get", owner) | (NO_METHOD if method != "get" else set())
                if response.status_code not in allowed:
                    wrong.append((name, method, owner, response.status_code))
                if who not in {"learner", "admin"} and "ada@example.org" in text_of(response):
                    wrong.append((name, method, owner, "names ada@example.org"))
    assert wrong == []
    assert rows() == before


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_a_form_without_its_fields_is_answered_to_those_who_may_send_it_and_changes_nothing_of_others(
    everybody: dict[str, Client], who: str
) -> None:
    browser = everybody[who]
    theirs = session_of("learner")
    wrong = []
    for owner in ("learner", "guest"):
        for name in NAMES:
            if name in {"admin:logout", "account_logout"} or name.endswith("_delete"):
                continue
            status = browser.post(url_of(name, owner)).status_code
            if status not in expected(name, who, "post", owner):
                wrong.append((name, owner, status))
    assert wrong == []
    answered = SessionItem.objects.filter(session=theirs, reviews__isnull=False, reviews__undone_at__isnull=True)
    assert answered.count() == 1 and not theirs.items.filter(skipped_at__isnull=False).exists()


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_only_those_who_may_delete_a_row_can(everybody: dict[str, Client], who: str) -> None:
    for model, (_, _, deletes) in MODELS.items():
        if model == "quiz_user" and who == "admin":
            continue  # Would end the visit.
        key = row_of(model)
        response = everybody[who].post(reverse(f"admin:{model}_delete", args=[key]), {"post": "yes"})
        gone = not apps.get_model(*model.split("_", 1)).objects.filter(pk=key).exists()
        assert gone == (who in deletes), (model, response.status_code)


@pytest.mark.parametrize("name", ["admin:logout", "account_logout"])
def test_either_way_out_leaves_nothing_behind(everybody: dict[str, Client], name: str) -> None:
    browser = everybody["editor"]
    assert browser.post(reverse(name)).status_code in {200, 302}
    assert browser.get(reverse("admin:index")).status_code == 302
    assert "editor@example.org" not in text_of(browser.get("/settings/"))
