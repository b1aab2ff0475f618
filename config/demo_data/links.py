"""The sign-in link of each kind of person of the fictional service."""

from django.conf import settings
from django.urls import reverse

from config.demo_data.names import WORKERS
from config.demo_data.people import LOCK, token_for
from frontend.staff.links import demo_link
from safeguarding.people.models import Worker

WORKER_LINKS = {
    "worker": "Asha",
    "moderator": "Rhona",
    "safeguarding_lead": "Sam",
    "second_safeguarding_lead": "Grace",
    "independent_rota": "Ines",
    "manager": "Lena",
    "administrator": "Adam",
    "specialist_adviser": "Priya",
    "advocate": "Tom",
}
PICTURES = (
    f"The young person is Maya, who has said nothing yet. Noor has: {{url}} (her pictures: {', '.join(LOCK)})"
)


def links() -> dict[str, str]:
    """Whole addresses by kind of person: a card's, a poster's, and signed links for workers."""
    emails = {who[0]: f"{who[0]}.{who[1]}@northshire.example".lower() for who in WORKERS}
    there = {worker.email: worker for worker in Worker.objects.filter(email__in=emails.values())}
    found = {
        "young_person": reverse("card", args=[token_for("Maya")]),
        "drop_in_poster": reverse("poster", args=[token_for("poster")]),
    }
    # A demo made by an older version may lack somebody: it still serves.
    found |= {
        kind: demo_link(there[emails[name]]) for kind, name in WORKER_LINKS.items() if emails[name] in there
    }
    return {kind: f"{settings.BASE_URL}{path}" for kind, path in found.items()}


def about_noor() -> str:
    """A young person with a past, for whoever wants to see answers and who has looked."""
    return PICTURES.format(url=f"{settings.BASE_URL}{reverse('card', args=[token_for('Noor')])}")
