"""Forms of the set-up pages. Their choices are only what the administrator looks after."""

from typing import Any

from django import forms

from frontend.staff.faces import ROLE_NAMES
from safeguarding.people.models import Service, Worker
from safeguarding.people.types import BELOW, Role, ServiceKind

# Nations and authorities are made when the product is set up, by whoever runs it.
KINDS = [(kind, kind.label) for kind in (ServiceKind.SERVICE, ServiceKind.TEAM, ServiceKind.HOME)]
DEPUTIES = ("deputy", "deputy_2", "deputy_3")
ROLES = [(role, ROLE_NAMES[role].capitalize()) for role in Role]


class AddService(forms.Form):
    kind = forms.ChoiceField(label="What it is", choices=KINDS)
    name = forms.CharField(label="Name", max_length=120)

    def __init__(self, *args: Any, inside: ServiceKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(kind, label) for kind, label in KINDS if kind in BELOW[inside]]


class ChangeService(forms.Form):
    """A service's name and what it is inside."""

    name = forms.CharField(label="Name", max_length=120)
    inside = forms.ChoiceField(label="Inside", required=False)
    product_name = forms.CharField(
        label="What this is called on young people’s phones",
        max_length=30,
        required=False,
        help_text="A name that tells a watcher nothing. Empty: as above it.",
    )

    def __init__(self, *args: Any, service: Service, services: list[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = ServiceKind(service.kind)
        fitting = [
            row
            for row in services
            if kind in BELOW[ServiceKind(row.kind)]
            and row.closed_at is None
            and not row.path.startswith(service.path)
        ]
        self.services = {str(row.pk): row for row in fitting}
        field = self.fields["inside"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(key, row.name) for key, row in self.services.items()]
        if str(service.parent_id) not in self.services:
            del self.fields["inside"]  # where it is belongs to somebody else, or it is a root

    def parent(self) -> Service | None:
        """Where it was put."""
        return self.services.get(self.cleaned_data.get("inside", ""))


class _At(forms.Form):
    """A form about somebody in one of the administrator's services."""

    def __init__(self, *args: Any, services: list[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.services = {str(service.pk): service for service in services}

    def choose(self, name: str, kinds: set[str] | None = None, empty: str = "") -> None:
        """Fill a choice with the services, indented as the tree is."""
        shown = [row for row in self.services.values() if kinds is None or row.kind in kinds]
        rows = [(str(row.pk), f"{row.name} ({ServiceKind(row.kind).label})") for row in shown]
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = ([("", empty)] if empty else []) + rows

    def service(self, name: str) -> Service | None:
        """The service that was chosen."""
        return self.services.get(self.cleaned_data[name])


class GivePost(_At):
    role = forms.ChoiceField(label="What they do", choices=ROLES)
    at = forms.ChoiceField(label="Where (and everything below it)")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("at")


class AddWorker(GivePost):
    name = forms.CharField(label="Name", max_length=120)
    known_as = forms.CharField(label="What young people call them", max_length=40)
    email = forms.EmailField(
        label="Work email", max_length=254, help_text="Their link to sign in goes there."
    )
    field_order = ("name", "known_as", "email", "role", "at")

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if Worker.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError("Somebody has this email already.")
        return email


class Names(forms.Form):
    """What a worker is called."""

    name = forms.CharField(label="Name", max_length=120)
    known_as = forms.CharField(label="What young people call them", max_length=40)
    other_names = forms.CharField(
        label="Nicknames and short forms",
        max_length=400,
        required=False,
        help_text="With commas between. What is written about them under one of these is kept from them too.",
    )

    def clean_other_names(self) -> list[str]:
        """Each of two letters at least: one alone would stand in every sentence."""
        names = [" ".join(part.split()) for part in self.cleaned_data["other_names"].split(",")]
        if any(0 < len(name) < 2 or len(name) > 40 for name in names):
            raise forms.ValidationError("Each needs two letters at least, and forty at most.")
        return [name for name in names if name]


class People(_At):
    """A team, a home, a named worker and a deputy."""

    team = forms.ChoiceField(label="Team")
    home = forms.ChoiceField(label="Home", required=False)
    named = forms.ChoiceField(label="Named worker")
    deputy = forms.ChoiceField(label="Deputy", required=False)
    deputy_2 = forms.ChoiceField(label="Second deputy", required=False)
    deputy_3 = forms.ChoiceField(label="Third deputy", required=False)

    def __init__(self, *args: Any, workers: list[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workers = {str(worker.pk): worker for worker in workers}
        self.choose("team", {ServiceKind.TEAM, ServiceKind.SERVICE})
        self.choose("home", {ServiceKind.HOME}, empty="No home of ours")
        names = [(key, worker.name) for key, worker in self.workers.items()]
        for name, empty in (("named", "Choose"), *((deputy, "Nobody yet") for deputy in DEPUTIES)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", empty), *names]

    def people(self) -> list[Worker]:
        """The named worker, then the deputies."""
        keys = [self.cleaned_data[name] for name in ("named", *DEPUTIES)]
        return list(dict.fromkeys(self.workers[key] for key in keys if key))


class WhoTheyAre(forms.Form):
    """A young person's name and year of birth, and their number elsewhere, which is never shown again."""

    name = forms.CharField(label="Name", max_length=200)
    born_year = forms.IntegerField(label="Born in the year", min_value=1990, max_value=2100, required=False)
    reference = forms.CharField(
        label="Their number in your case system",
        max_length=60,
        required=False,
        help_text="Kept so that nobody can read it. Empty leaves it as it is.",
    )


class AddYoungPerson(People):
    name = forms.CharField(label="Name", max_length=200)
    born_year = forms.IntegerField(label="Born in the year", min_value=1990, max_value=2100, required=False)
    field_order = ("name", "born_year", "team", "home", "named", *DEPUTIES)
