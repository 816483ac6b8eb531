"""What every signed-in page shows around its content: the views with their counts, and the pages a role may open."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from inbox.models import Membership, Role
from inbox.queries.lists import VIEWS, count_samples, count_views


def context(request: HttpRequest) -> dict[str, Any]:
    """Lazy: pages without the navigation count nothing."""
    member: Membership | None = getattr(request, "member", None)
    if member is None:
        return {"is_demo": bool(settings.SANDBOX_URL)}
    return {
        "member": member,
        "views": VIEWS.values(),
        "view_counts": lambda: count_views(member),
        "may_lead": member.may(Role.LEAD),
        "samples_pending": lambda: count_samples(member),
        "may_administer": member.may(Role.ADMIN),
        "sandbox_url": settings.SANDBOX_URL,
    }
