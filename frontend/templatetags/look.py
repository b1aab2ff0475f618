"""Tags that draw: icons, pictures, faces, portraits, dials and clocks, for every face of the product."""

from datetime import datetime

from django import template
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from frontend.components.dials import clock_markup, dial_markup
from frontend.components.drawings import drawing
from voice.questions.sounds import computer_says

register = template.Library()

# Turned round when the page reads from right to left; clocks, phones and ticks are not.
MIRRORED = {
    "next",
    "back",
    "skip",
    "speaker",
    "undo",
    "send",
    "sign_out",
    "list",
    "chart",
    "reply",
    "must_tell",
    "corner",
}


def svg(css: str, grid: int, markup: str, label: str = "") -> SafeString:
    """One inline `<svg>`. `markup` must come from our files or numbers; a label is read aloud."""
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    inside = mark_safe(markup)  # noqa: S308 - every caller passes a drawing of ours or figures worked out by us
    return format_html('<svg class="{}" viewBox="0 0 {} {}" {}>{}</svg>', css, grid, grid, said, inside)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A small line icon on a 24 grid, sized by the text around it: `{% icon "hand" %}`."""
    return svg("i m" if name in MIRRORED else "i", 24, drawing("icon", name), label)


@register.simple_tag
def spoken(text: object) -> str:
    """Where a computer says this sentence in the page's language; empty when it has none."""
    key = computer_says(str(text), translation.get_language() or "en")
    return reverse("spoken", args=[key]) if key else ""


@register.simple_tag
def picture(name: str, label: str = "") -> SafeString:
    """A line picture with its slipped patch, on a 64 grid: `{% picture "meeting" %}`."""
    return svg("pic", 64, drawing("picture", name), label)


@register.simple_tag
def face(level: int | str, label: str = "") -> SafeString:
    """One of five faces, 5 (best) to 1, in the young person's shape: `{% face 4 %}`."""
    return svg("face m", 40, drawing("face", str(level)), label)


@register.simple_tag
def portrait(variant: str = "someone", photo: str = "", out: bool = False) -> SafeString:
    """An adult: their photo (an address) or a drawn stand-in, in the adult's shape. `out` greys it: left out.

    It is never read aloud: the name and role always stand beside it.
    """
    css = "who out" if out else "who"
    if photo:
        return format_html('<img class="{}" src="{}" alt="">', css, photo)
    return svg(css, 64, drawing("portrait", variant or "someone"))


@register.simple_tag
def dial(left: float | None = None, kept: bool = False, late: bool = False) -> SafeString:
    """A promise's dial: part of its time left (1 to 0), tick when kept, "!" when late, empty for next."""
    return svg("dial", 32, dial_markup(left or 0.0, kept=bool(kept), late=bool(late)))


@register.simple_tag
def clock(start: datetime, end: datetime) -> SafeString:
    """A clock with a sector from `start` to `end`, hands at `end`, current time zone. Say it in words too."""
    local = (timezone.localtime(time) if timezone.is_aware(time) else time for time in (start, end))
    return svg("clock", 120, clock_markup(*local))
