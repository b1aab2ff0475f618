"""Settings of the test suite: the real ones with throw-away keys, on the database that DATABASE_URL names."""

import base64
import os
import secrets
import tempfile
from pathlib import Path

for _name in ("CORNER_DIGEST_KEY", "CORNER_RELEASE_KEY"):
    os.environ.setdefault(_name, base64.b64encode(secrets.token_bytes(32)).decode())
os.environ.setdefault("CORNER_MASTER_KEYS", f"test:{base64.b64encode(secrets.token_bytes(32)).decode()}")
os.environ.setdefault("CORNER_SECRET_KEY", secrets.token_urlsafe(50))
os.environ.setdefault("CORNER_DATA", tempfile.mkdtemp(prefix="corner-test-"))
os.environ.setdefault("CORNER_HOSTS", "testserver,localhost,127.0.0.1")

from config.settings import *  # noqa: E402,F403 - the environment above must stand first
from config.settings import DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

_suffix = os.environ.get("TEST_DB_SUFFIX", "")
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file: threads on an in-memory SQLite get "table is locked".
    DATABASES["default"]["TEST"] = {"NAME": str(Path(os.environ["CORNER_DATA"]) / f"test{_suffix}.sqlite3")}
else:
    DATABASES["default"]["TEST"] = {"NAME": f"corner_test{_suffix}"}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True  # files as they are in the tree: nothing is gathered for a test
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns about a folder that is not there
CHECK_ONE_IN = 10**40  # which one is chance: tests of it say so
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 0
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
# Argon2 as in production, with the least work it allows: tests make many workers.
PASSWORD_HASHERS = ["tests.hashers.QuickArgon2"]
