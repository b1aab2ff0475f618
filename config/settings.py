"""Settings, by environment and secure by default. ``CORNER_DEMO=1`` is the fictional service of ``make run``."""

import os
from pathlib import Path
from typing import Any

from config import demo, env, languages

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("CORNER_DATA", BASE_DIR / "var")).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEMO = env.flag("CORNER_DEMO")
DEBUG = env.flag("CORNER_DEBUG")
if DEMO:
    demo.fill_environment(DATA_DIR)

SECRET_KEY = env.secret("CORNER_SECRET_KEY") or "not-set"  # check corner.E001 refuses "not-set"
MASTER_KEYS = env.master_keys()  # the first seals new data keys; the rest can still open
MASTER_KEYS_FILE = os.environ.get("CORNER_MASTER_KEYS_FILE", "")  # read again when it changes: no restart
DIGEST_KEY = env.key("CORNER_DIGEST_KEY")
# Written newest first, as the master keys are; here the first that ever was comes first.
DIGEST_KEYS_BEFORE = env.keys("CORNER_DIGEST_KEYS_BEFORE")[::-1]
RELEASE_KEY = env.key("CORNER_RELEASE_KEY")
ALLOWED_HOSTS = env.words("CORNER_HOSTS")
BASE_URL = os.environ.get("CORNER_URL", "http://localhost:8000")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
PRODUCT_NAME = os.environ.get("CORNER_NAME", "Corner")
EXIT_TO = os.environ.get("CORNER_EXIT_TO", "https://www.bbc.co.uk/weather")  # a neutral page
TIME_ZONE = os.environ.get("CORNER_TIME_ZONE", "Europe/London")
READER_ROLE = os.environ.get("CORNER_READER_ROLE", "")  # PostgreSQL: managers' queries run under it
ANCHORS = os.environ.get("CORNER_ANCHORS", "")  # a file or address elsewhere, for the head of the trail
ERASURES = os.environ.get("CORNER_ERASURES", "")  # the ledger of erasures: a file that no backup holds
# How long the law wants a concern kept after it was closed: nobody is erased sooner.
KEEP_CONCERNS_YEARS = int(os.environ.get("CORNER_KEEP_CONCERNS_YEARS", "75"))
CHECK_ONE_IN = 20  # of so many unflagged contributions one is marked: did the rules miss anything?
PERIODS = os.environ.get("CORNER_PERIODS", "quarters")  # reporting periods: quarters, or months

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "channels",
    "rest_framework",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "config.apps.ConfigConfig",
    "safeguarding",
    "voice",
    "frontend",
]
MIDDLEWARE = [
    "frontend.security.headers",
    "django.middleware.security.SecurityMiddleware",
    "frontend.static_files.WholeFiles",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "frontend.form_tokens.FormTokens",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "frontend.errors.nothing_lost",
]
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "frontend" / "components", BASE_DIR / "frontend" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "libraries": {"look": "frontend.templatetags.look"},
            "builtins": ["frontend.templatetags.look"],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader"],
                )
            ],
        },
    }
]
# Every face keeps its templates beside its views, as frontend/<face>/templates/<face>/.
TEMPLATES[0]["DIRS"] += sorted((BASE_DIR / "frontend").glob("*/templates"))

DATABASES = {"default": env.database(os.environ.get("DATABASE_URL", ""), DATA_DIR)}
REDIS_URL = os.environ.get("REDIS_URL", "")
CHANNEL_LAYERS: dict[str, Any] = {
    "default": (
        {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [REDIS_URL]}}
        if REDIS_URL
        else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
    )
}

AUTH_USER_MODEL = "safeguarding.Worker"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign_in"
# allauth keeps second steps and speaks OpenID Connect. Pages, addresses, slowing and sessions are ours: none of its
# addresses is mounted, and its templates are not where templates are looked for.
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "safeguarding.sign_in.secrets.SealedSecrets"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
SOCIALACCOUNT_ADAPTER = "frontend.staff.provider.OnlyKnownWorkers"
SOCIALACCOUNT_AUTO_SIGNUP = SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = (
    True  # a form would be stopped by `form-action 'self'` on its way to the provider
)
SOCIALACCOUNT_PROVIDERS = env.provider()

SESSION_ENGINE = "frontend.sessions"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_NAME = "s"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_USE_SESSIONS = True  # one cookie on the phone, not two
CSRF_FAILURE_VIEW = "frontend.errors.csrf_failure"
SESSION_COOKIE_SECURE = SECURE_SSL_REDIRECT = not (DEMO or DEBUG)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("CORNER_BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 0 if DEMO or DEBUG else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "no-referrer"
X_FRAME_OPTIONS = "DENY"
# Looked for by the names of Django's own middleware: ours set the header (frontend.security) and check the form tokens
# (frontend.form_tokens, which is Django's but for one header).
SILENCED_SYSTEM_CHECKS = ["security.W002", "security.W003"]
# 100,000 characters of four bytes each, URL-encoded three to one, and room for the rest of the form.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
# A sound or a photograph of a drawing stays in memory on its way in, and is never put down in plain on a disk.
FILE_UPLOAD_MAX_MEMORY_SIZE = 10_500_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_BACKEND = os.environ.get("CORNER_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = os.environ.get("CORNER_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("CORNER_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("CORNER_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.secret("CORNER_SMTP_PASSWORD")
EMAIL_USE_TLS = env.flag("CORNER_SMTP_TLS")
EMAIL_TIMEOUT = 10
EMAIL_FILE_PATH = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("CORNER_FROM", "corner@localhost")
# GOV.UK Notify for texts, and for emails if their templates are named: "now=ID,today=ID,waiting=ID,practice=ID".
NOTIFY_KEY = env.secret("CORNER_NOTIFY_KEY")
NOTIFY_URL = os.environ.get("CORNER_NOTIFY_URL", "https://api.notifications.service.gov.uk")
NOTIFY_TEXTS = env.pairs("CORNER_NOTIFY_TEXTS")
NOTIFY_EMAILS = env.pairs("CORNER_NOTIFY_EMAILS")
HEARTBEAT_URL = os.environ.get("CORNER_HEARTBEAT_URL", "")  # asked for while clocks run: silence alarms

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["frontend.api.permissions.Closed"],  # a view says who may, or nobody may
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {"TITLE": "Corner release data", "VERSION": "1", "SERVE_INCLUDE_SCHEMA": False}

USE_TZ = True
USE_I18N = True
LANGUAGE_CODE = "en-gb"
LOCALE_PATHS = [BASE_DIR / "frontend" / "locale"]
languages.add_to_django()
LANGUAGES_BIDI = languages.RIGHT_TO_LEFT
CLOCKS_INSIDE = env.flag("CORNER_CLOCKS_INSIDE", default=DEMO)  # the ASGI process runs tick and send itself

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "config.quiet_log.QuietFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # All of it comes here: Django's own handlers would write addresses and texts, and mail them to admins.
        "django": {"handlers": [], "propagate": True},
        # Below an error it is somebody's wrong address.
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        # The server's own: what it says of failures as quietly, and of addresses nothing.
        "uvicorn": {"handlers": ["console"], "propagate": False},
        "uvicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
