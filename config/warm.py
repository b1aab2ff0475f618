"""Reads at the start what the first request would read: nobody's first Send waits for the rulebook."""

from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils import timezone

from safeguarding.promises.times import public_holidays
from safeguarding.rulebook.loader import BrokenRule, shipped
from safeguarding.screening.lexicon import lexicon

PAGES = ("young_person/message.html", "young_person/who.html", "young_person/sent.html")


def warm() -> None:
    """Addresses, templates, words, rules and holidays into memory. A broken one is for the checks to tell of."""
    get_resolver().url_patterns  # noqa: B018 - asking is what reads every face's views
    lexicon()
    public_holidays("GB-SCT", timezone.now().year)
    try:
        shipped()
        for page in PAGES:
            get_template(page)
    except (BrokenRule, TemplateDoesNotExist):
        return
