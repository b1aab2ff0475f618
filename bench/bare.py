"""The floor: plain Django that shows a form and stores one row durably, on the same server and database.

It does what Django's tutorial would: a session, a CSRF token, a template, a model. Nothing of ours runs in it.
"""

import os
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config import env

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["*"],
        SECRET_KEY="bench-only",
        ROOT_URLCONF=__name__,
        CSRF_USE_SESSIONS=True,
        SESSION_COOKIE_NAME="s",
        USE_TZ=True,
        DATABASES={
            "default": env.database(os.environ.get("DATABASE_URL", ""), Path(os.environ["CORNER_DATA"]))
        },
        INSTALLED_APPS=["django.contrib.sessions"],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {"form.html": ""})]},
            }
        ],
    )
    django.setup()

from django.db import connection, models, transaction
from django.template import RequestContext, Template
from django.utils import timezone

PAGE = (
    "<!doctype html><title>f</title><form method=post>{% csrf_token %}"
    "<textarea name=text></textarea><button>Send</button></form>"
)


class Said(models.Model):
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        app_label = "bare"

    def __str__(self) -> str:
        return str(self.pk)


_template: list[Template] = []


def form(request: HttpRequest) -> HttpResponse:
    """GET shows the form; POST stores a row and answers when it is durable."""
    if request.method == "POST":
        with transaction.atomic():
            Said(text=request.POST["text"], at=timezone.now()).save(force_insert=True)
        return HttpResponse("stored")
    if not _template:
        _template.append(Template(PAGE))
    return HttpResponse(_template[0].render(RequestContext(request)))


def make_table() -> None:
    """The one table, made anew."""
    there = Said._meta.db_table in connection.introspection.table_names()
    with connection.schema_editor() as editor:
        if there:
            editor.delete_model(Said)
        editor.create_model(Said)


urlpatterns = [path("form", form)]


def get_wsgi() -> Any:
    """The WSGI application."""
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 - after settings

    return get_wsgi_application()


def get_asgi() -> Any:
    """The ASGI application."""
    from django.core.asgi import get_asgi_application  # noqa: PLC0415 - after settings

    return get_asgi_application()
