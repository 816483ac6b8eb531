"""The audience figures as a Django app of their own, so that no other model module brings them along."""

from django.apps import AppConfig


class AudienceConfig(AppConfig):
    name = "inbox.audience"
    label = "audience"
