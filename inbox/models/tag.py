"""Tags: a team's own words for what conversations are about."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from inbox.models.conversation import Conversation
from inbox.models.workspace import Workspace


class Tag(models.Model):
    """One word of the team's."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="tags")
    name = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint("workspace", Lower("name"), name="tag_once_in_workspace")]

    def __str__(self) -> str:
        return self.name


class ConversationTag(models.Model):
    """That a conversation bears a tag, and who put it there: a person, or one of the team's rules."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")
    tagged_at = models.DateTimeField()
    rule = models.ForeignKey("inbox.Rule", models.SET_NULL, null=True, blank=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "tag"], name="conversation_tagged_once")]

    def __str__(self) -> str:
        return str(self.tag)
