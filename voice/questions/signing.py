"""Signing off a language's safety strings, and switching languages and question sets on where they may be."""

from collections.abc import Mapping
from datetime import datetime

from safeguarding.people.actions.permission import By, actor_of, must_set_up
from safeguarding.people.models import Service, Worker
from safeguarding.people.types import NotNow
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType
from voice.questions.languages import language, safety_strings, unsigned
from voice.questions.models_languages import LanguageChoice, SafetySigned


def sign_off(
    service: Service, code: str, seen: Mapping[str, str], name: str, now: datetime, by: Worker
) -> int:
    """``name`` has read these safety strings beside the English and stands by them; how many were signed.

    ``seen`` is key to digest as the page showed them. What has changed since, or has no translation, is not
    signed. Raises NotAllowed, and NotNow for nobody's name.
    """
    with change(now):
        must_set_up(by, service, now)
        if not name.strip():
            raise NotNow("name")
        current = [
            string for string in safety_strings(code) if string.text and seen.get(string.key) == string.digest
        ]
        for string in current:
            SafetySigned.objects.update_or_create(
                service=service,
                language=code,
                key=string.key,
                defaults={"digest": string.digest, "name": name.strip(), "by": by, "at": now},
            )
        if current:
            _record(service, by, "language_signed", code)
    return len(current)


def switch_language(service: Service, code: str, now: datetime, by: By, *, is_on: bool) -> None:
    """Offer a language to the young people of a service and below, or no longer.

    Raises NotAllowed; NotNow "unsigned" while a safety string is not signed off, and "always" for English.
    """
    with change(now):
        must_set_up(by, service, now)
        if language(code).is_on:
            raise NotNow("always")
        if is_on and (missing := unsigned(service, code)):
            raise NotNow("unsigned", str(len(missing)))
        LanguageChoice.objects.update_or_create(
            service=service, language=code, defaults={"is_on": is_on, "changed_at": now}
        )
        _record(service, by, "language_on" if is_on else "language_off", code)


def _record(service: Service, by: By, what: str, code: str) -> None:
    record(TrailType.SERVICE_CHANGED, actor_of(by), about=("service", service.pk), what=what, language=code)
