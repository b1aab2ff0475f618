from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SafeguardingConfig(AppConfig):
    name = "safeguarding"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The trail's triggers are put on after every migrate; the clocks get this floor's chores."""
        from safeguarding import checks  # noqa: F401, PLC0415 - they look at models
        from safeguarding.concerns.actions import end_old_advice  # noqa: PLC0415 - likewise
        from safeguarding.promises import chores  # noqa: PLC0415 - models are loaded only after the app is
        from safeguarding.promises.actions.drills import end_old_drills  # noqa: PLC0415 - likewise
        from safeguarding.responsibility.actions import hand_on_for_leaves  # noqa: PLC0415 - likewise
        from safeguarding.responsibility.imports import looking, taking_in  # noqa: PLC0415 - likewise
        from safeguarding.trail.anchors import anchor_if_set  # noqa: PLC0415 - likewise

        post_migrate.connect(_install_triggers, sender=self)
        chores.register("leaves", 60, hand_on_for_leaves)
        chores.register("looking_at_files", 2, looking.look_on_with_files)
        chores.register("imports", 2, taking_in.go_on_with_files)
        chores.register("forget_imports", 3_600, taking_in.forget_old_files)
        chores.register("drills", 30, end_old_drills)
        chores.register("advice", 60, end_old_advice)
        chores.register("anchor", 60 * 60, anchor_if_set)


def _install_triggers(using: str, **kwargs: Any) -> None:
    from safeguarding.trail import triggers  # noqa: PLC0415 - models are loaded only after the app is

    triggers.install(using)
