"""Settings. The environment decides; every variable is listed in docs/reference/settings.md."""

import gc
import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from longbien.site.environment import provider_apps, read_environment
from longbien.site.hub import read_hub

# New objects before Python looks for cycles among them: rows come and go by the ten thousand, and hold none; nor does
# what rooms load at start-up, which took a sixth longer.
gc.set_threshold(50_000, 20, 20)

ROOT = Path(__file__).resolve().parents[2]
ENV = read_environment(os.environ, root=ROOT)
VAR = ENV.var
HUB = read_hub(ENV.hub)
DOCUMENTS = ENV.documents
LAKE = ENV.lake
TSA_URL, TSA_CERTIFICATE = ENV.tsa

SECRET_KEY = ENV.secret_key
DEBUG = False
DEVELOPMENT = ENV.development
ALLOWED_HOSTS = ENV.hosts
CSRF_TRUSTED_ORIGINS = ENV.origins
ROOT_URLCONF = "longbien.site.urls"
WSGI_APPLICATION = "longbien.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Person"

ROOMS = [
    "ui", "record", "people", "ledger", "credentials", "procedures", "data", "places", "ai", "problems", "trials",
    "capital", "ventures", "city", "academy", "reports", "site",
]  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    *(f"longbien.{room}" for room in ROOMS),  # before allauth, so that our templates and words win
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "longbien.site.middleware.AccessLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "longbien.site.middleware.PrivateMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "longbien.site.middleware.SizeMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "longbien.people.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "longbien.people.middleware.SecondFactorMiddleware",
    "longbien.site.middleware.WriteLimitMiddleware",
    "longbien.site.once.OnceMiddleware",
    "longbien.ui.middleware.RefusalMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "longbien.ui.context.page",
            ],
        },
    }
]

DATABASES = {"default": dj_database_url.parse(ENV.database_url, conn_max_age=600)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 30,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-32000; "
            "PRAGMA recursive_triggers=ON;"  # or REPLACE would delete rows past the append-only triggers
        ),
    }
elif not DATABASES["default"].get("DISABLE_SERVER_SIDE_CURSORS"):  # a pooler that keeps no statement either
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("prepare_threshold", 5)
ATOMIC_REQUESTS = False

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "longbien.people.accounts.passwords.HubWordsValidator"},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "people:me"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "longbien.people.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "longbien.people.accounts.forms.SignupForm",
    "login": "longbien.people.accounts.forms.LoginForm",
    "add_email": "longbien.people.accounts.forms.AddEmailForm",
    "change_password": "longbien.people.accounts.forms.ChangePasswordForm",
    "set_password": "longbien.people.accounts.forms.SetPasswordForm",
    "reset_password": "longbien.people.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "longbien.people.accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "longbien.people.accounts.forms.ReauthenticateForm",
    "request_login_code": "longbien.people.accounts.forms.RequestCodeForm",
    "confirm_login_code": "longbien.people.accounts.forms.ConfirmCodeForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = {"signup": "10/m/ip", "login": "30/m/ip", "reset_password": "10/m/ip,3/m/key"}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before password, address or second step change; see the adapter
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # this session stays, every other one ends

# The second step: passkeys that check their holder (so they may stand alone), codes of an app, recovery codes.
MFA_ADAPTER = "longbien.people.accounts.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
MFA_TOTP_ISSUER = "Long Biên"
MFA_TOTP_TOLERANCE = 1  # a clock half a minute off
MFA_RECOVERY_CODE_DIGITS = 10
MFA_FORMS = {
    "activate_totp": "longbien.people.accounts.factor_forms.ActivateTotpForm",
    "authenticate": "longbien.people.accounts.factor_forms.AuthenticateForm",
    "reauthenticate": "longbien.people.accounts.factor_forms.ReauthenticateForm",
    "add_webauthn": "longbien.people.accounts.factor_forms.AddPasskeyForm",
    "edit_webauthn": "longbien.people.accounts.factor_forms.EditPasskeyForm",
}

# The longest time between two sign-ins: of everyone, and of those who must show a second factor.
LONGEST_SESSION = {"everyone": 30 * 24 * 3600, "office": 12 * 3600}
SESSION_COOKIE_AGE = 14 * 24 * 3600

# The slot for an OpenID Connect provider (LONGBIEN_OIDC_…).
SOCIALACCOUNT_ADAPTER = "longbien.people.accounts.oidc.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": provider_apps(ENV.oidc, HUB.data)}}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # an address alone opens nobody's account
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_FORMS = {"signup": "longbien.people.accounts.forms.ProviderSignupForm"}

# Mail goes out by LONGBIEN_MAIL_URL; without it, letters stay in LONGBIEN_VAR/mail.
vars().update(ENV.mail)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.mail_from

# Sealed letters and credentials (docs/how-to/seal-letters-and-issue-credentials.md).
SEAL, SEAL_PASSWORD, VC_API = ENV.seal, ENV.seal_password, ENV.vc_api

LANGUAGE_CODE = HUB.languages[0]
LANGUAGES = [(code, {"vi": "Tiếng Việt", "en": "English"}.get(code, code)) for code in HUB.languages]
TIME_ZONE = HUB.timezone
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STATICFILES_DIRS = [VAR / "assets"]
for folder in (STATIC_ROOT, *STATICFILES_DIRS):
    folder.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "longbien.site.static.Assets"},
}

# Safety. The pages use no inline script or style, MapLibre's worker is a file of ours, no other host is asked.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY = "camera=(), microphone=(), geolocation=(self), payment=(), usb=()"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "longbien.ui.errors.csrf_failure"
PUBLIC = bool(ENV.origins)  # reached under a name of its own, so by https
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC
SECURE_HSTS_SECONDS = 31_536_000 if PUBLIC else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.proxies else None
ALLAUTH_TRUSTED_PROXY_COUNT = ENV.proxies

# Sizes and rates: a form or an API body, everything one request may send, writes a minute from one place.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
MAX_REQUEST_BYTES = 64_000_000
WRITES_PER_MINUTE = {"person": 120, "address": 6_000 if VC_API else 60, "key": 1_200}

# Shared by every process of this machine, and by nothing that must not be lost.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    },
    # Small parts of tables, read along for whoever turns the page; each of half a megabyte at most.
    "rows": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR / "cache" / "rows",
        "OPTIONS": {"MAX_ENTRIES": 300},
    },
}

# One JSON object a line on standard error; no address, name or text of a person ever stands in it.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "longbien.site.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "longbien": {"level": "INFO"},
        "django": {"handlers": [], "level": "ERROR", "propagate": True},
        "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
    },
}
