"""Every address of Heard."""

from allauth.account import views as account_views
from django.urls import include, path

urlpatterns = [
    # Only what a team needs of allauth; it has no open sign-up.
    path("sign-in/", account_views.login, name="account_login"),
    path("sign-in/inactive/", account_views.account_inactive, name="account_inactive"),
    path("sign-out/", account_views.logout, name="account_logout"),
    path("coverage/", include("reports.urls")),
    path("", include("triage.urls")),
    path("", include("inbox.urls")),
]
handler403 = "inbox.views.errors.forbidden"
handler404 = "inbox.views.errors.not_found"
handler500 = "inbox.views.errors.failed"
