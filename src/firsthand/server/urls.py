"""Every address, plugged in: the API, accounts, and the pages.

Of the account library only what is used here is reachable; nobody makes an account from outside.
"""

from __future__ import annotations

from allauth.account import views
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as apps
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from firsthand.api.routes import api
from firsthand.server import oidc, saml
from firsthand.web import account

FROM_KEY = "account_reset_password_from_key"  # the library's name for the page that a letter leads to
to_login = login_not_required(RedirectView.as_view(pattern_name="account_login"))
to_account = RedirectView.as_view(pattern_name="account")

urlpatterns = [
    path("api/v1/", api.urls),
    path("accounts/login/", views.login, name="account_login"),
    path("accounts/logout/", views.logout, name="account_logout"),
    path("accounts/inactive/", views.account_inactive, name="account_inactive"),
    path("accounts/reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/change/", views.password_change, name="account_change_password"),
    path("accounts/password/set/", account.with_address(views.password_set), name="account_set_password"),
    path("accounts/password/reset/<str:uidb36>/<str:key>/", views.password_reset_from_key, name=FROM_KEY),
    path("accounts/password/reset/done/", to_login, name=f"{FROM_KEY}_done"),
    path("accounts/2fa/", to_account, name="mfa_index"),
    path("accounts/2fa/authenticate/", factors.authenticate, name="mfa_authenticate"),
    path("accounts/2fa/reauthenticate/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("accounts/2fa/app/", apps.activate_totp, name="mfa_activate_totp"),
    path("accounts/2fa/app/remove/", apps.deactivate_totp, name="mfa_deactivate_totp"),
    path("accounts/2fa/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("accounts/2fa/codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("accounts/2fa/codes/codes.txt", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("accounts/2fa/passkeys/", to_account, name="mfa_list_webauthn"),
    path("accounts/2fa/passkeys/new/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("accounts/2fa/passkeys/login/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("accounts/2fa/passkeys/reauthenticate/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("accounts/2fa/passkeys/<int:pk>/edit/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("accounts/2fa/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("accounts/oidc/", oidc.login, name="oidc_login"),
    path("accounts/oidc/callback/", oidc.callback, name="oidc_callback"),
    path("accounts/saml/", saml.login, name="saml_sign_in"),
    re_path(r"^accounts/(?P<organization_slug>saml)/acs/$", saml.answer, name="saml_acs"),
    re_path(r"^accounts/(?P<organization_slug>saml)/acs/finish/$", saml.finish, name="saml_finish_acs"),
    re_path(r"^accounts/(?P<organization_slug>saml)/sls/$", saml.no_sign_out, name="saml_sls"),
    re_path(r"^accounts/(?P<organization_slug>saml)/metadata/$", saml.metadata, name="saml_metadata"),
    path("", include("firsthand.web.urls")),
]
handler400 = "firsthand.web.refusals.bad_request"
handler403 = "firsthand.web.refusals.not_allowed"
handler404 = "firsthand.web.refusals.not_found"
handler429 = "firsthand.web.refusals.too_often"
handler500 = "firsthand.web.refusals.failure"
