"""The inbox as a Django app."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "inbox"
