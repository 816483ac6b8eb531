"""The people who write to the company. What reach they have is kept elsewhere, out of sight (inbox/audience/)."""

from django.db import models

from inbox.models.workspace import Workspace


class Contact(models.Model):
    """One person, across platforms."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name or f"person {self.pk}"


class Identity(models.Model):
    """A person's profile on one platform."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="identities")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="identities")
    platform = models.CharField(max_length=20)
    external_id = models.CharField(max_length=300)
    handle = models.CharField(max_length=300, blank=True)
    name = models.CharField(max_length=300, blank=True)
    # The platform did not say who wrote: the item is kept all the same, under a stand-in for its unknown author.
    is_unknown = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "identities"
        constraints = [
            models.UniqueConstraint(fields=["workspace", "platform", "external_id"], name="identity_once_in_workspace")
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        if self.is_unknown:
            return "Someone"
        return self.name or self.handle or "Someone"
