"""Follower figures over time."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import models

from inbox.models import Identity


class AudienceQuerySet(models.QuerySet["Audience"]):
    def record(self, figures: Mapping[int, int], now: datetime) -> None:
        """Keep the newest figure (followers) of each identity, by id. Unknown figures are not recorded."""
        rows = [Audience(identity_id=key, followers=figures[key], observed_at=now) for key in sorted(figures)]
        self.bulk_create(
            rows, update_conflicts=True, unique_fields=["identity"], update_fields=["followers", "observed_at"]
        )


class Audience(models.Model):
    """The follower figure of an identity, as last seen."""

    identity = models.OneToOneField(Identity, models.CASCADE, primary_key=True, related_name="+")
    followers = models.BigIntegerField()
    observed_at = models.DateTimeField()

    objects = AudienceQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="audience_not_negative", condition=models.Q(followers__gte=0))]

    def __str__(self) -> str:
        return f"{self.followers} followers"


BANDS: tuple[tuple[str, str, int | None, int | None], ...] = (
    ("unknown", "unknown", None, None),
    ("under-100", "under 100", 0, 100),
    ("100-999", "100 – 999", 100, 1_000),
    ("1k-9k", "1,000 – 9,999", 1_000, 10_000),
    ("10k-99k", "10,000 – 99,999", 10_000, 100_000),
    ("100k", "100,000 and more", 100_000, None),
)


def band_of(followers: int | None) -> str:
    """The slug of the audience band a figure falls in."""
    if followers is None:
        return "unknown"
    for slug, _label, low, high in BANDS[1:]:
        if low is not None and followers >= low and (high is None or followers < high):
            return slug
    raise ValueError(f"no band for {followers}")


def labels() -> Iterable[tuple[str, str]]:
    return ((slug, label) for slug, label, _low, _high in BANDS)
