"""Every address, plugged in: the API, accounts, and the pages.

Of the account library only what works without sending mail is reachable; nobody makes an account from outside.
"""

from __future__ import annotations

from allauth.account import views
from django.urls import include, path

from firsthand.api.routes import api
from firsthand.server import accounts  # noqa: F401  (it listens for sign-ins)

urlpatterns = [
    path("api/v1/", api.urls),
    path("accounts/login/", views.login, name="account_login"),
    path("accounts/logout/", views.logout, name="account_logout"),
    path("accounts/inactive/", views.account_inactive, name="account_inactive"),
    path("accounts/reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/change/", views.password_change, name="account_change_password"),
    path("accounts/password/set/", views.password_set, name="account_set_password"),
    path("", include("firsthand.web.urls")),
]
handler400 = "firsthand.web.refusals.bad_request"
handler403 = "firsthand.web.refusals.not_allowed"
handler404 = "firsthand.web.refusals.not_found"
handler500 = "firsthand.web.refusals.failure"
