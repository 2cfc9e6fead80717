"""Sign-up, sign-in and a change of address by django-allauth; at the first two, this browser's guest joins."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import AddEmailForm
from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.models import EmailAddress
from allauth.account.views import SignupView
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from quiz.accounts import guests, joining
from quiz.models import Learner, User

from .learners import zone_of

LONGEST_ADDRESS = 254


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Every way into an account ends here: sign-up, sign-in, and a new password after a forgotten one."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_taken": "There is an account with this address already: sign in.",
    }

    @transaction.atomic
    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        pk = guests.guest_id(request.session)
        super().login(request, user)
        if isinstance(user, User):
            guest = Learner.objects.filter(pk=pk).first() if pk else None
            joining.join(guest, user=user, zone=zone_of(request), now=timezone.now())
        guests.forget(request.session)

    def clean_email(self, email: str) -> str:
        if len(email) > LONGEST_ADDRESS:
            raise ValidationError(f"This address is too long: {LONGEST_ADDRESS} characters are the most.")
        return str(super().clean_email(email))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a message once everything is stored; a mail server that does not answer undoes and tells nothing."""
        send = super().send_mail
        # The log names the function of a callback that fails, which a partial has no name for.
        transaction.on_commit(lambda: send(template_prefix, email, context), robust=True)


class SignUp(SignupView):  # type: ignore[misc]
    """Sign-up: account, learner and sign-in come about in one transaction, or none of them does."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().form_valid(form)  # type: ignore[no-any-return]
        except IntegrityError:
            if not User.objects.filter(email__iexact=form.cleaned_data["email"]).exists():
                raise
            form.add_error("email", "Somebody has just signed up with this address. If that was you, sign in.")
            return self.form_invalid(form)  # type: ignore[no-any-return]


class ChangeEmail(AddEmailForm):  # type: ignore[misc]
    """The account keeps its address until the new one is confirmed, even if it was never confirmed itself."""

    def save(self, request: HttpRequest) -> EmailAddress:
        mine = EmailAddress.objects.filter(user=self.user)
        with transaction.atomic():
            mine.filter(verified=False).exclude(email__iexact=self.user.email).delete()
            mine.filter(email__iexact=self.user.email).update(primary=True)
            address = mine.create(user=request.user, email=self.cleaned_data["email"].lower())
        send_verification_email_to_address(request, address)
        return address


def account_context(request: HttpRequest) -> dict[str, Any]:
    """For templates: whether this site sends mail rather than keep it in a folder; whether a guest is here to join."""
    return {
        "sends_mail": settings.MAIL_SERVER is not None,
        # Asked for by few templates, and a page that failed early may have no session.
        "has_guest": lambda: guests.guest_id(request.session) is not None,
    }
