from django.apps import AppConfig


class FrontendConfig(AppConfig):
    name = "frontend"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the floor below which strings a person must have signed off, and which are read aloud."""
        from frontend.young_person.words import safety, spoken  # noqa: PLC0415 - models are loaded only after the app is
        from voice.questions import languages, sounds  # noqa: PLC0415 - the same

        languages.register(safety.strings)
        sounds.register(spoken.sentences)
