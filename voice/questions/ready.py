"""What a service needs of its languages before it may open: nothing that must not be misunderstood is unread."""

from datetime import datetime

from safeguarding.people.models import Service
from safeguarding.responsibility.readiness import Finding
from voice.questions.languages import lapsed
from voice.questions.models_languages import LanguageChoice

SAFETY_STRINGS = "safety_strings"


def safety_strings_signed(service: Service, now: datetime) -> list[Finding]:
    """Each language that was switched on, here or below, has every safety string signed off as it stands today.

    One that has not is off for young people already; a service that means to use it must not open without.
    """
    chose = LanguageChoice.objects.filter(is_on=True, service__path__startswith=service.path)
    below = Service.objects.filter(pk__in=chose.values("service_id"), closed_at__isnull=True)
    waiting = {code for place in (service, *below) for code in lapsed(place)}
    return [Finding(SAFETY_STRINGS, ok=not waiting, count=len(waiting))]
