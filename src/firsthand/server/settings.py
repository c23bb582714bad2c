"""Django's settings, all made from the configuration; importing this changes nothing on disk."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from firsthand.server.configuration import configuration

FIRSTHAND = configuration()
FIRSTHAND_MEDIA = FIRSTHAND.media_place
FIRSTHAND_UPLOADS = FIRSTHAND.uploads_place
FIRSTHAND_MAIL = FIRSTHAND.mail
FIRSTHAND_NEW_WORKSPACES = FIRSTHAND.new_workspaces == "owners"
WEB = Path(__file__).resolve().parent.parent / "web"

SECRET_KEY = FIRSTHAND.key
DEBUG = False
ALLOWED_HOSTS = FIRSTHAND.hosts
DATABASES = {"default": FIRSTHAND.database}
AUTH_USER_MODEL = "firsthand.UserRecord"
ROOT_URLCONF = "firsthand.server.urls"
WSGI_APPLICATION = "firsthand.server.asgi.pages"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "template_partials",
    "csp",
    "firsthand.storage",
    "firsthand.server.apps.ServerConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # CSRF tokens are masked anew for every page, so that lengths tell nothing
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "firsthand.server.middleware.LivingSignIn",
    "firsthand.server.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "firsthand.web.refusals.RefusalPages",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "firsthand.web.chrome.frame",
            ]
        },
    }
]

# People who sign in
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "firsthand.server.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_FORMS = {
    "login": "firsthand.server.account_forms.SignIn",
    "reauthenticate": "firsthand.server.account_forms.Again",
    "change_password": "firsthand.server.account_forms.ChangePassword",
    "set_password": "firsthand.server.account_forms.FirstPassword",
    "reset_password_from_key": "firsthand.server.account_forms.LetterPassword",
}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True  # as letters of our outbox; see server/accounts.py
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # nothing leaves but through the outbox
PASSWORD_RESET_TIMEOUT = int(timedelta(hours=1).total_seconds())
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_METHODS = {"password", "mfa"}
ACCOUNT_RATE_LIMITS = dict.fromkeys(("login", "login_failed", "reset_password"), "")  # services/limiting.py is kinder
MFA_ADAPTER = "firsthand.server.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "firsthand.server.factors.CodeForm",
    "reauthenticate": "firsthand.server.factors.CodeAgainForm",
    "add_webauthn": "firsthand.server.factors.PasskeyAddForm",
    "login_webauthn": "firsthand.server.factors.PasskeySignInForm",
    "authenticate_webauthn": "firsthand.server.factors.PasskeyStepForm",
    "reauthenticate_webauthn": "firsthand.server.factors.PasskeyAgainForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses come from owners, who vouch for them
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds that a phone's clock may be off
SOCIALACCOUNT_ADAPTER = "firsthand.server.sign_on.SignOnAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False

# What the account library must remember for a few minutes, in the database: all processes must know it
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "brief_values",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

# Cookies: named after the data folder, since a cookie does not tell the ports of one machine apart
_folder_mark = hashlib.sha256(str(FIRSTHAND.data.path).encode()).hexdigest()[:8]
SESSION_COOKIE_NAME = f"firsthand_session_{_folder_mark}"
CSRF_COOKIE_NAME = f"firsthand_csrf_{_folder_mark}"
SESSION_COOKIE_AGE = int(timedelta(hours=FIRSTHAND.sign_in_hours).total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = FIRSTHAND.is_https
CSRF_TRUSTED_ORIGINS = [FIRSTHAND.base_url.rstrip("/")] if FIRSTHAND.base_url else []
CSRF_FAILURE_VIEW = "firsthand.web.refusals.csrf_failed"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if FIRSTHAND.is_https else None
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if FIRSTHAND.is_https else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Files: the address of a static file changes with its content, so browsers may keep it for ever
STATICFILES_DIRS = [WEB / "static"]


def _static_mark(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


STATIC_URL = f"/static/{_static_mark(WEB / 'static')}/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = int(timedelta(days=365).total_seconds())
WHITENOISE_IMMUTABLE_FILE_TEST = r"."
WHITENOISE_ALLOW_ALL_ORIGINS = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # bytes of form fields; files are streamed to disk
DATA_UPLOAD_MAX_NUMBER_FILES = 50

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # anybody may knock by a wrong name, and often
        "firsthand": {"level": "INFO"},
    },
}
