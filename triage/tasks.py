"""Celery's side of triage."""

from celery import shared_task
from django.utils import timezone

from triage import services


@shared_task
def triage_pending() -> int:
    return services.drain(now=timezone.now())
