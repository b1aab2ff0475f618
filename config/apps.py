from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        """Register the system checks, which need the settings to be loaded."""
        from config import checks  # noqa: F401, PLC0415 - checks import models, which exist only from here on
