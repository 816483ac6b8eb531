"""Celery's side of triage."""

from celery import shared_task
from django.utils import timezone

from inbox.services import reviews
from triage import clocks, services


@shared_task
def triage_pending() -> int:
    return services.drain(now=timezone.now())


@shared_task
def sound_alarms() -> int:
    return clocks.sound_alarms(now=timezone.now())


@shared_task
def bring_back_samples() -> int:
    return reviews.bring_back_samples(now=timezone.now())
