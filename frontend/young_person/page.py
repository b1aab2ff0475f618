"""Shows a young person's page: its words, its own style and script, and the headers that go with them."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from frontend.components import inline
from frontend.young_person.sitting import Sitting, words_of
from frontend.young_person.words import Words
from safeguarding.people.queries import product_name
from voice.questions.sounds import computer_says

ALWAYS = ("stack",)


def neutral_origin() -> str:
    """Where Exit ends: browsers hold a form's redirects to ``form-action`` too."""
    parts = urlsplit(settings.EXIT_TO)
    return f"{parts.scheme}://{parts.netloc}"


# A number to ring, in what is read (not in an attribute): it never breaks over two lines.
NUMBER = re.compile(r'0800 1111(?=[^<>"]*<)')


def show(here: Sitting, template: str, *parts: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page of a sitting. ``parts`` names the components whose style it needs."""
    bigger = here.session.get("reading_help") == "bigger"
    context |= {
        "product_name": product_name(here.young_person.service, settings.PRODUCT_NAME),
        "token": here.token(),
        "help_promise": _help_promise(here),
        "help_url": reverse("not_safe"),
        "my_worker_url": reverse("my_worker"),
        # Without it a form posts to the address with its "#it", and the next page opens scrolled to nowhere.
        "here_path": here.request.path,
    }
    return _respond(here.request, here.words, template, parts + ("bigger",) * bigger, status, context)


def _help_promise(here: Sitting) -> str:
    minutes = here.session.get("looks_in", 0)
    return here.words.say("help_promise", n=minutes) if minutes else here.words["help_promise_soon"]


def show_outside(
    request: HttpRequest,
    template: str,
    *parts: str,
    status: int = 200,
    words: Words | None = None,
    form: bool = False,
    **context: Any,
) -> HttpResponse:
    """A page for somebody without a sitting.

    With ``words`` given and no ``form`` of its own it asks the database for nothing, and leaves no cookie.
    """
    context |= {"product_name": settings.PRODUCT_NAME, "outside": True}
    return _respond(request if form else None, words or words_of(request), template, parts, status, context)


def _respond(
    request: HttpRequest | None,  # None: no form token, so no session
    words: Words,
    template: str,
    parts: tuple[str, ...],
    status: int,
    context: dict[str, Any],
) -> HttpResponse:
    parts = tuple(dict.fromkeys(ALWAYS + parts))
    spoken = context.get("computer_voice", computer_says(str(context.get("title", "")), words.language))
    context |= {"parts": parts, "w": words, "computer_voice": words["computer_voice"] if spoken else ""}
    with translation.override(words.language):
        body = render_to_string(f"young_person/{template}.html", context, request=request)
    response = HttpResponse(NUMBER.sub(r'<span class="nb">\g<0></span>', body), status=status)
    response["Content-Security-Policy"] = inline.content_security_policy(parts, leave_to=neutral_origin())
    return response


def message(
    here: Sitting, picture: str, title: str, lines: tuple[str, ...], *ways: dict[str, Any], **more: Any
) -> HttpResponse:
    """A kind page: a picture, a heading, a few sentences, and ways on (see ``way``)."""
    return show(here, "message", picture=picture, title=title, lines=lines, ways=ways, **more)


def message_outside(
    request: HttpRequest, picture: str, title: str, lines: tuple[str, ...], *ways: dict[str, Any], **more: Any
) -> HttpResponse:
    """As ``message``, for somebody without a sitting."""
    return show_outside(request, "message", picture=picture, title=title, lines=lines, ways=ways, **more)


def way(
    label: str, href: str = "", *, go: bool = False, value: str = "", icon_end: str = ""
) -> dict[str, Any]:
    """A button on a ``message``: a link, or a post of ``go=value``."""
    return {
        "label": label,
        "href": href,
        "go": go,
        "name": "go" if value else "",
        "value": value,
        "icon_end": icon_end,
    }
