from django.apps import AppConfig


class FrontendConfig(AppConfig):
    name = "frontend"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the floor below which strings of pages a person must have signed off."""
        from frontend.young_person.words import safety  # noqa: PLC0415 - models are loaded only after the app is
        from voice.questions import languages  # noqa: PLC0415 - the same

        languages.register(safety.strings)
