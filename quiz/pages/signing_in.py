"""Sign-up and sign-in by django-allauth; at both, this browser's guest joins the account."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.views import SignupView
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from quiz.accounts import guests, joining
from quiz.models import Learner, User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Every way into an account ends here: sign-up, sign-in, and a new password after a forgotten one."""

    @transaction.atomic
    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        pk = guests.guest_id(request.session)
        super().login(request, user)
        if isinstance(user, User):
            guest = Learner.objects.filter(pk=pk).first() if pk else None
            joining.join(guest, user=user, zone=guests.zone_of(request), now=timezone.now())
        guests.forget(request.session)


class SignUp(SignupView):  # type: ignore[misc]
    """Sign-up: account, learner and sign-in come about in one transaction, or none of them does."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().form_valid(form)  # type: ignore[no-any-return]
        except IntegrityError:
            form.add_error("email", "Somebody has just signed up with this address. If that was you, sign in.")
            return self.form_invalid(form)  # type: ignore[no-any-return]


def account_context(request: HttpRequest) -> dict[str, Any]:
    """For templates: whether this site sends mail rather than keep it in a folder; whether a guest is here to join."""
    return {
        "sends_mail": settings.MAIL_SERVER is not None,
        # Asked for by few templates, and a page that failed early may have no session.
        "has_guest": lambda: guests.guest_id(request.session) is not None,
    }
