"""`manage.py make_audio`: a computer's voice for every sentence that has none. Needs espeak-ng (Debian)."""

import json
import shutil
import subprocess
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from voice.questions import sounds
from voice.questions.encoding import mp3_of

VOICES = {"en": "en-gb"}
WORDS_A_MINUTE = "145"


class Command(BaseCommand):
    help = "Make a computer's voice for every sentence that has none, and drop what nobody says any more."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="only list what is missing; fails if anything is"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        missing = sounds.missing()
        if options["check"]:
            for text in missing:
                self.stdout.write(text)
            if missing:
                raise CommandError(f"{len(missing)} sentences have no sound: run manage.py make_audio")
            return
        program = shutil.which("espeak-ng")
        if missing and program is None:
            raise CommandError("espeak-ng is not here: apt-get install espeak-ng")
        made, dropped = bring_up_to_date(program or "")
        self.stdout.write(f"{made} sentences spoken, {dropped} dropped")


def bring_up_to_date(program: str) -> tuple[int, int]:
    """How many were made, and how many were dropped because nobody says them any more."""
    wanted, there = sounds.wanted(), sounds.shipped()
    sounds.SHIPPED.mkdir(exist_ok=True)
    new = {key: row for key, row in wanted.items() if key not in there}
    for key, (language, text) in new.items():
        (sounds.SHIPPED / f"{key}.mp3").write_bytes(mp3_of(spoken(program, language, text))[0])
    old = [file for file in sounds.SHIPPED.glob("*.mp3") if file.stem not in wanted]
    for file in old:
        file.unlink()
    listed = {key: text for key, (_, text) in sorted(wanted.items())}
    sounds.LIST.write_text(json.dumps(listed, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    sounds.shipped.cache_clear()
    return len(new), len(old)


def spoken(program: str, language: str, text: str) -> bytes:
    """The sentence as espeak-ng says it: a WAV file."""
    command = [program, "-v", VOICES[language], "-s", WORDS_A_MINUTE, "--stdout", "--stdin"]
    return subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout  # noqa: S603 - ours
