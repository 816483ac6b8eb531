"""Sign-in by django-allauth, for people an admin has added: nobody signs up by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignupAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts of the team are made by admins."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
