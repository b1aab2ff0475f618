"""Languages that Django knows nothing of: what they are called and which way they run."""

from django.conf import global_settings
from django.conf.locale import LANG_INFO

ADDED = {
    "ps": {"bidi": True, "code": "ps", "name": "Pashto", "name_local": "پښتو"},
    "prs": {"bidi": True, "code": "prs", "name": "Dari", "name_local": "دری"},
    "ti": {"bidi": False, "code": "ti", "name": "Tigrinya", "name_local": "ትግርኛ"},
}
RIGHT_TO_LEFT = [*global_settings.LANGUAGES_BIDI, *(code for code, row in ADDED.items() if row["bidi"])]


def add_to_django() -> None:
    """Before anything asks for their names or their direction."""
    for code, row in ADDED.items():
        LANG_INFO.setdefault(code, row)
