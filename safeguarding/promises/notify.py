"""GOV.UK Notify: texts and emails from fixed templates, if the settings name them.

The templates stand in Notify and say one of three fixed things; nothing about anybody is filled in. The only value
we send with them is the address of sign-in.
"""

import logging
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from notifications_python_client.notifications import NotificationsAPIClient

from safeguarding.promises.models import Notice
from safeguarding.promises.texts import link, urgency_of

TIMEOUT = 10  # seconds: one slow answer must not hold up the next person's message
# What their server answers may repeat a number or an address, and their client logs it.
logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL)


def sends_texts() -> bool:
    """Texts can be sent: there is a key, and a template for each urgency."""
    return bool(settings.NOTIFY_KEY) and _complete(settings.NOTIFY_TEXTS)


def sends_email() -> bool:
    """Emails go by Notify too: there is a key, and a template for each urgency."""
    return bool(settings.NOTIFY_KEY) and _complete(settings.NOTIFY_EMAILS)


def _complete(templates: dict[str, str]) -> bool:
    return all(templates.get(urgency) for urgency in ("now", "today", "waiting", "practice"))


def text(notices: Sequence[Notice]) -> None:
    """One text message that stands for these notices to one person. Raises when it was not taken."""
    first = notices[0]
    _client().send_sms_notification(
        phone_number=first.person.phone,
        template_id=settings.NOTIFY_TEXTS[urgency_of(first.promise)],
        personalisation={"link": link()},
        # The notice's own id: sending twice after a lost lease shows as the same message.
        reference=str(first.pk),
    )


def email(notices: Sequence[Notice]) -> None:
    """The same by email."""
    first = notices[0]
    _client().send_email_notification(
        email_address=first.person.email,
        template_id=settings.NOTIFY_EMAILS[urgency_of(first.promise)],
        personalisation={"link": link()},
        reference=str(first.pk),
    )


def _client() -> Any:
    make: Any = NotificationsAPIClient  # it has no types
    # Not thread-safe, and cheap: one for each message.
    return make(settings.NOTIFY_KEY, base_url=settings.NOTIFY_URL, timeout=TIMEOUT)
