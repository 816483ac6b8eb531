"""Makes the management commands of this package known to Django."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
