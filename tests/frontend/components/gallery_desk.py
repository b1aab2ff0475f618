"""Stand-in data of the gallery's desk pages."""

from typing import Any

from django import forms

from frontend.components.drawings import drawings
from frontend.components.pieces import pieces

WORDS = (
    "Someone I met on a game keeps asking me to come out at night. He got me a new phone and he says "
    "dont tell my carer about it. He is nice to me tho. I dont want anyone to get in trouble."
)
READ = (
    "I like it here now. Rhys and me cook on Fridays. Carol is finding out about guitar for me. Meetings are "
    "ok but nobody asks me before they set the day, it is always when I have football at Elm Park."
)


def span(words: str, part: str) -> tuple[int, int]:
    start = words.index(part)
    return start, start + len(part)


class Plan(forms.Form):
    what = forms.CharField(label="Who will do what", widget=forms.Textarea(attrs={"rows": 2}))
    by = forms.CharField(label="By")
    who = forms.CharField(label="Who")
    how = forms.ChoiceField(label="How will you speak with Maya?", choices=[("", "School office, in person")])


class SignIn(forms.Form):
    email = forms.EmailField(label="Your work email", error_messages={"required": "Type your work email."})
    password = forms.CharField(
        label="Your password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


def inbox() -> dict[str, Any]:
    def row(when: str, time_left: str, left: float, title: str, chips: str, **more: Any) -> dict[str, Any]:
        cut = [chip.split("|") for chip in chips.split(", ")]
        made = [dict(zip(("text", "icon", "kind"), chip, strict=False)) for chip in cut]
        return {
            "when": when,
            "time_left": time_left,
            "left": left,
            "title": title,
            "chips": made,
            "href": "#",
            "if_not": "Joy",
            "if_not_when": f"at {when}",
            **more,
        }

    first = [
        row(
            "10:40",
            "24 min left",
            0.19,
            "Look · Maya",
            "Talk with me first|pace|theirs, Today|clock|clock, School by 12|phone",
            urgent=True,
            first=True,
        ),
        row(
            "11:30",
            "in 1 h 14",
            0.55,
            "Act on your plan · Kai",
            "Please do something|pace|theirs, See him after class|people",
            urgent=True,
        ),
    ]
    later = [
        row("15:00", "in 4 h 44", 0.6, "Answer · Noor", "Just tell|pace|theirs, Told in person|people"),
        row("16:00", "in 5 h 44", 0.8, "Listen · Dylan", "Voice, 1 min 40|voice".replace(", ", " · ")),
    ]
    kept = [
        {
            "when": "09:05",
            "title": "Read · Noor",
            "kept": True,
            "if_not": "Noor was told",
            "if_not_when": "at 09:05",
        }
    ]
    late = [row("Tue", "2 h late", 0, "Read advice · Maya", "Advice came back|check|kept", late=True)]
    return {
        "groups": [
            {"title": "", "rows": first},
            {"title": "Later today", "rows": later},
            {"title": "Tomorrow and after", "rows": late},
            {"title": "Kept today", "rows": kept},
        ]
    }


def concern() -> dict[str, Any]:
    marks = [
        (*span(WORDS, part), number)
        for number, part in enumerate(
            ("on a game keeps asking me to come out", "got me a new phone", "dont tell my carer"), start=1
        )
    ]
    return {
        "line": [
            {"state": "kept", "strong": "She sent it", "when": "08:40"},
            {"state": "kept", "strong": "You have got this", "when": "10:18"},
            {
                "state": "now",
                "left": 0.7,
                "strong": "Write the plan",
                "text": "by 10:33",
                "when": "pages stay quiet until then",
            },
            {"state": "next", "lead": "If not:", "strong": "Joy", "when": "10:40"},
            {"state": "next", "lead": "If not:", "strong": "team on call", "when": "10:55"},
        ],
        "reach": ["School office, before 12.", "No texts, no letters."],
        "must_not_know": ["Her carer, for now.", "The person she met."],
        "all_paces": [
            {"value": "tell", "label": "Just tell"},
            {"value": "talk_first", "label": "Talk with me first"},
            {"value": "wait", "label": "Not yet"},
            {"value": "act", "label": "Please do something"},
        ],
        "pieces": pieces(WORDS, reasons=marks),
        "reasons": [
            {"number": 1, "title": "Online", "text": "Asked to meet someone she only knows from a game."},
            {"number": 2, "title": "Gifts", "text": "A gift from someone new can come with strings."},
            {
                "number": 3,
                "title": "Told to keep quiet",
                "text": "“dont tell my carer”. One spelling was guessed.",
            },
        ],
        "looks": [
            {"name": "Rhona", "role": "reader", "when": "09:30", "portrait": "bun"},
            {"name": "You", "when": "10:18", "portrait": "long_hair"},
        ],
        "plan": Plan(
            initial={
                "what": "I will meet Maya at school and listen. No calls home before that.",
                "by": "Today 11:45",
                "who": "Me",
            }
        ),
    }


def moderator() -> dict[str, Any]:
    rows = [
        ("10:55", "write", "Words · 41"),
        ("11:20", "voice", "Voice · 1:40"),
        ("12:05", "draw", "Drawing"),
    ]
    return {
        "queue": [
            {"href": "#", "when": when, "icon": sign, "text": text, "current": when == "10:55"}
            for when, sign, text in rows
        ]
        + [
            {
                "href": "#",
                "when": "12:10",
                "icon": "write",
                "text": "Words · 88",
                "note": "Polish: not screened",
            }
        ],
        "redacted": pieces(
            READ,
            redactions=[
                (*span(READ, "Rhys"), "a boy who lives here"),
                (*span(READ, "Carol"), "a carer"),
                (*span(READ, "Elm Park"), "a place"),
            ],
            quotes=[span(READ, "nobody asks me before they set the day")],
        ),
        "quotes": ["…nobody asks me before they set the day…"],
        "acts": [
            {"value": "fine", "label": "Fine to pass on", "icon": "check", "checked": True},
            {"value": "look", "label": "Worker should look", "icon": "look"},
            {"value": "today", "label": "Needs someone today", "icon": "clock"},
            {"value": "now", "label": "Needs someone now", "icon": "warning", "urgent": True},
        ],
    }


def hour(day: int, time: int) -> dict[str, Any]:
    if day == 7 and time in (3, 4):
        return {"kind": 0, "sign": "!"}
    if day == 12 and 1 <= time <= 5:
        return {"kind": 4, "sign": 4}
    rung = 3 if day % 7 in (0, 1) or not 9 <= time <= 18 else 2 if time > 16 or day == 10 else 1
    return {"kind": rung, "sign": rung}


def ladder() -> dict[str, Any]:
    names = (
        "Sat 21,Sun 22,Mon 23,Tue 24,Wed 25,Thu 26,Fri 27,Sat 28,Sun 29,Mon 30,Tue 1,Wed 2,Thu 3,Fri 4".split(
            ","
        )
    )
    return {
        "rungs": [
            {"name": "Named worker", "line": "in working hours", "portrait": "long_hair", "wait": "2 hours"},
            {"name": "Deputy", "line": "if away or silent", "portrait": "curls", "wait": "15 min"},
            {"name": "Team on call", "line": "nights, weekends", "portrait": "bun", "wait": "15 min"},
            {"name": "Safeguarding lead", "line": "until answered", "portrait": "glasses", "wait": "15 min"},
        ],
        "hours": [f"{n:02}" for n in range(24)],
        "days": [
            {"label": name, "cells": [hour(day, time) for time in range(24)]}
            for day, name in enumerate(names)
        ],
        "key": [
            {"kind": 1, "sign": 1, "label": "named worker"},
            {"kind": 2, "sign": 2, "label": "deputy"},
            {"kind": 3, "sign": 3, "label": "on call"},
            {"kind": 4, "sign": 4, "label": "lead only"},
            {"kind": 0, "sign": "!", "label": "nobody"},
        ],
        "findings": [
            {
                "strong": "Sat 28, 03:00 to 05:00.",
                "text": "The on-call rota has a gap, and you are on leave.",
                "worst": True,
            },
            {"strong": "Thu 3, 01:00 to 06:00.", "text": "Only you. One person is thin."},
            {"strong": "Tue 1.", "text": "Asha is on leave. Joy has said yes."},
        ],
    }


def report() -> dict[str, Any]:
    return {
        "picture_or_table": [
            {"href": "#", "label": "Picture", "icon": "chart", "current": True},
            {"href": "#", "label": "Table", "icon": "list"},
        ],
        "chart_key": [
            {"sign": "band", "label": "where the true figure likely is"},
            {"sign": "hollow", "label": "part of the change"},
            {"sign": "diamond", "label": "their workers"},
            {"sign": "flag", "label": "what we changed"},
            {"sign": "limit", "label": "usual limit"},
        ],
        "heads": ["Quarter", "Heard, in 10", "Likely between"],
        "figures": [["Apr to Jun 2026", "6½", "5½ and 7"], ["Jan to Mar 2026", "6", "5½ and 7"]],
    }


def parts() -> dict[str, Any]:
    return {
        "lefts": [1, 0.75, 0.5, 0.2, 0],
        "portraits": list(drawings("portrait")),
        "pictures": list(drawings("picture")),
        "icons": list(drawings("icon")),
    }


def sign_in() -> dict[str, Any]:
    return {"sign_in": SignIn({"email": ""})}
