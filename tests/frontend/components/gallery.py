"""Every part on a page of its own, with stand-in data: what the pictures of the look are held against."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from frontend.components import build
from tests.frontend.components.gallery_desk import concern, inbox, ladder, moderator, parts, report, sign_in

FIVE = ["Yes, a lot", "Yes, a bit", "In the middle", "No, not much", "No, not at all"]
FIVE_ARABIC = ["نعم، كثيرًا", "نعم، قليلًا", "في الوسط", "لا، ليس كثيرًا", "لا، أبدًا"]
KEYS = "boat tree cup ball key umbrella bike house apple book hat shoe guitar sun lamp kite".split()
RAIL = [
    {"href": "#", "label": "Inbox", "icon": "inbox", "count": 6, "current": True},
    {"href": "#", "label": "My young people", "icon": "people", "short": "People"},
    {"href": "#", "label": "Decisions", "icon": "flag", "count": 3},
    {"href": "#", "label": "Places", "icon": "place"},
    {"href": "#", "label": "Cover and leave", "icon": "calendar", "short": "Cover"},
]


def faces(labels: list[str], chosen: int) -> list[dict[str, Any]]:
    levels = [5, 4, 3, 2, 1] if len(labels) == 5 else [5, 3, 1]
    return [
        {"value": level, "label": label, "level": level, "checked": level == chosen, "audio": "#"}
        for level, label in zip(levels, labels, strict=True)
    ]


def young_person() -> dict[str, Any]:
    return {
        "help_url": "/help",
        "help_promise": "A person looks in 15 minutes. Day or night.",
        "languages": [
            {"value": "en", "label": "English", "checked": True, "audio": "#", "lang": "en"},
            {"value": "cy", "label": "Cymraeg", "audio": "#", "lang": "cy"},
            {"value": "gd", "label": "Gàidhlig", "audio": "#", "lang": "gd"},
            {"value": "ar", "label": "العربية", "audio": "#", "lang": "ar", "dir": "rtl"},
        ],
        "helps": [
            {"value": "read", "label": "Read it", "picture": "book", "checked": True, "audio": "#"},
            {"value": "hear", "label": "Hear it", "picture": "ear", "audio": "#"},
            {"value": "easy", "label": "Easy", "picture": "easy", "audio": "#"},
        ],
        "five": faces(FIVE, 4),
        "five_arabic": faces(FIVE_ARABIC, 4),
        "three": faces(["Yes", "A bit", "No"], 3),
        "ratings": faces(["Yes", "A bit", "No"], 0),
        "ways": [
            {"value": "write", "label": "Write", "icon": "write", "current": True},
            {"value": "talk", "label": "Talk", "icon": "voice"},
            {"value": "draw", "label": "Draw", "icon": "draw"},
        ],
        "people": [
            {"id": 1, "name": "Asha", "role": "your worker", "portrait": "long_hair", "can_leave_out": True},
            {"id": 2, "name": "Joy", "role": "helps Asha", "portrait": "curls", "can_leave_out": True},
            {"id": 3, "name": "Sam", "portrait": "glasses", "state": "out", "ask_about": True},
            {
                "id": 4,
                "name": "Lena sees it now",
                "role": "not one of Sam’s team",
                "portrait": "grey_bob",
                "state": "instead",
            },
        ],
        "start": datetime(2026, 11, 20, 9, 10, tzinfo=UTC),
        "end": datetime(2026, 11, 20, 16, 0, tzinfo=UTC),
        "thread": [
            {"state": "kept", "strong": "You sent it.", "text": "10 past 9"},
            {"state": "now", "left": 1, "strong": "Asha reads it", "text": "by 4"},
            {"state": "next", "lead": "If not,", "strong": "Joy", "text": "reads it by 5"},
            {
                "state": "next",
                "lead": "If not,",
                "strong": "their boss",
                "text": "is told, and you can see that.",
            },
        ],
        "steps": [
            {"picture": "talk", "text": "Asha asked the people in charge."},
            {"picture": "calendar", "text": "They said yes.", "strong": "You go each Sunday."},
        ],
        "keys": [{"value": key, "label": key, "picture": key} for key in KEYS],
        "paces": [
            {"value": "tell", "label": "Just tell", "hint": "Only listen.", "icon": "reply", "audio": "#"},
            {"value": "talk", "label": "Talk with me first", "icon": "pace", "checked": True, "audio": "#"},
            {"value": "wait", "label": "Not yet", "icon": "pause", "audio": "#"},
            {"value": "act", "label": "Please do something", "icon": "hand", "audio": "#"},
        ],
        "ways_to_reach": [
            {"value": "school", "label": "At school", "picture": "school", "audio": "#", "checked": True},
            {"value": "phone", "label": "On my phone", "picture": "phone", "audio": "#"},
        ],
    }


PHONE: dict[str, tuple[str, ...]] = {
    "language": ("choice", "choices", "tiles"),
    "question": ("face", "choice", "choices"),
    "question_arabic": ("face", "choice", "choices"),
    "easy": ("face", "choice", "choices", "tiles"),
    "words": ("adult_says", "ways", "words", "saved"),
    "who": ("person",),
    "sent": ("sent", "dial", "promise_thread"),
    "happened": ("said", "story", "reply", "face", "choice", "choices", "tiles"),
    "lock": ("picture_lock",),
    "pace": ("notice", "choice", "choices"),
}
DESK: dict[str, Callable[[], dict[str, Any]]] = {
    "inbox": inbox,
    "concern": concern,
    "moderator": moderator,
    "ladder": ladder,
    "report": report,
    "parts": parts,
    "sign_in": sign_in,
}


def render(name: str) -> str:
    """One gallery page as a browser gets it, its static files beside it (see `write`)."""
    if name in PHONE:
        return render_to_string(f"gallery/{name}.html", {**young_person(), "parts": PHONE[name]})
    me = {"name": "Asha", "line": "on until 17:00", "portrait": "long_hair"}
    html = render_to_string(f"gallery/{name}.html", {"rail": RAIL, "me": me, **DESK[name]()})
    return re.sub(r'"[^"]*(desk/desk\.(?:css|js))"', r'"\1"', html)


def write(folder: Path) -> None:
    """Every gallery page as a file that a browser can open."""
    (folder / "desk").mkdir(exist_ok=True, parents=True)
    for name, text in build.built().items():
        (folder / "desk" / name).write_text(text, encoding="utf-8")
    for name in (*PHONE, *DESK):
        (folder / f"{name}.html").write_text(render(name), encoding="utf-8")
