"""Writes the desk's one style and one script out of the components: `python -m frontend.components.build`.

The files are kept in the repository so that nobody needs a build step; a test says when they are out of date.
"""

from pathlib import Path

HERE = Path(__file__).parent
STATIC = HERE.parent / "static" / "desk"
FIRST = (
    "tokens/tokens.css",
    "tokens/desk.css",
    "icon/style.css",
    "picture/style.css",
    "face/style.css",
    "portrait/style.css",
    "dial/style.css",
    "button/style.css",
    "card/style.css",
    "chip/style.css",
    "desk_page/style.css",
)
PARTS = (
    "thread_list",
    "thread_line",
    "reach_cards",
    "pace_row",
    "marked_words",
    "recordings",
    "picked",
    "reasons",
    "callout",
    "field",
    "looked",
    "queue",
    "actions",
    "goes_out_as",
    "redaction",
    "ladder",
    "table",
    "tabs",
    "empty",
    "notice",
    "figure",
    "sign_in_page",
    "work",
)
SCRIPTS = ("desk_page/script.js",)


def gather(paths: tuple[str, ...]) -> str:
    return "\n".join(f"/* {path} */\n{(HERE / path).read_text(encoding='utf-8')}" for path in paths)


def built() -> dict[str, str]:
    """What each generated file must hold, by its name."""
    return {
        "desk.css": gather((*FIRST, *(f"{part}/style.css" for part in PARTS))),
        "desk.js": gather(SCRIPTS),
    }


def main() -> None:
    STATIC.mkdir(parents=True, exist_ok=True)
    for name, text in built().items():
        (STATIC / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
