"""One agent in a process of their own, for `test_answer_next`: presses next until nobody is left, and prints whom they got.

python -m tests.inbox.agents MAIL
"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.utils import timezone  # noqa: E402

from inbox.models import Conversation, Membership, Outcome  # noqa: E402
from inbox.services import claims, lifecycle  # noqa: E402


def main(mail: str) -> None:
    member = Membership.objects.select_related("workspace", "user").get(user__email=mail)
    while found := claims.take_next(member, now=timezone.now()):
        print(found.pk, flush=True)
        conversation = Conversation.objects.get(pk=found.pk)
        lifecycle.close(conversation, outcome=Outcome.ACKNOWLEDGED, reason="", user=member.user, now=timezone.now())


if __name__ == "__main__":
    main(sys.argv[1])
