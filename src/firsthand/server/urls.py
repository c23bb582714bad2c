"""Every address, plugged in: the API, accounts, and the pages."""

from __future__ import annotations

from django.urls import include, path

from firsthand.api.routes import api
from firsthand.server import accounts  # noqa: F401  (it listens for sign-ins)

urlpatterns = [
    path("api/v1/", api.urls),
    path("accounts/", include("allauth.account.urls")),
    path("", include("firsthand.web.urls")),
]
handler400 = "firsthand.web.refusals.bad_request"
handler403 = "firsthand.web.refusals.not_allowed"
handler404 = "firsthand.web.refusals.not_found"
handler500 = "firsthand.web.refusals.failure"
