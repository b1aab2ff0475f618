from collections.abc import Callable, Collection, Mapping
from typing import Any
from uuid import UUID

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate, pre_migrate

# What promises and trail entries may be about on this floor: kind and model.
ABOUT = {"contribution": "Contribution", "decision": "Decision", "reply": "Reply"}
PERIODS_OVER = 60 * 60  # seconds between two looks for reporting periods that are over
HIDDEN = 60  # seconds between two looks for promises about words that nobody may open any more
SHUT_LOCKS = 60  # seconds between two looks for answers left behind a picture lock that does not open them
LEFT_DRAFTS = 60  # seconds between two looks for drafts whose owner has gone


class VoiceConfig(AppConfig):
    name = "voice"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the ground floor what it may find here, and which regular work to run beside its clocks."""
        from safeguarding.erasure import forgetting  # noqa: PLC0415 - the same
        from safeguarding.promises import about, chores  # noqa: PLC0415 - models are loaded only after the app is
        from safeguarding.responsibility import readiness  # noqa: PLC0415 - the same
        from safeguarding.rulebook import past  # noqa: PLC0415 - the same
        from safeguarding.vault import digests  # noqa: PLC0415 - the same
        from voice.contributions import erasing  # noqa: PLC0415 - the same
        from voice.contributions.actions import send_left_drafts  # noqa: PLC0415 - the same
        from voice.contributions.past import said_under  # noqa: PLC0415 - the same
        from voice.contributions.taking_back import end_what_is_hidden  # noqa: PLC0415 - the same
        from voice.participation.actions import close_due  # noqa: PLC0415 - the same
        from voice.questions.ready import safety_strings_signed  # noqa: PLC0415 - the same
        from voice.replies.in_person import ask_for_shut_locks  # noqa: PLC0415 - the same

        for kind, model in ABOUT.items():
            about.register(kind, _finder(model))
        past.register(said_under)
        readiness.register("languages", safety_strings_signed)
        digests.register(apps.get_model("voice", "ReleaseKey"), "digest")
        forgetting.register("what was said", erasing.forget)
        chores.register("left drafts", LEFT_DRAFTS, send_left_drafts)
        chores.register("hidden words", HIDDEN, end_what_is_hidden)
        chores.register("answers behind shut locks", SHUT_LOCKS, ask_for_shut_locks)
        chores.register("periods over", PERIODS_OVER, close_due)
        # The triggers that keep closed blocks closed are put on after every migrate.
        post_migrate.connect(_install_triggers, sender=self)
        pre_migrate.connect(_remove_views)


def _finder(model: str) -> Callable[[Collection[UUID]], Mapping[UUID, object]]:
    def find(ids: Collection[UUID]) -> Mapping[UUID, object]:
        return {row.pk: row for row in apps.get_model("voice", model)._default_manager.filter(pk__in=ids)}

    return find


def _install_triggers(using: str, **kwargs: Any) -> None:
    from voice.participation import live, triggers  # noqa: PLC0415 - models are loaded only after the app is

    triggers.install(using)
    live.install(using)


def _remove_views(using: str, **kwargs: Any) -> None:
    from voice.participation import live  # noqa: PLC0415 - models are loaded only after the app is

    live.remove(using)
