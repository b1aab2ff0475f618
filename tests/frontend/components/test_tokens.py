"""The colours are those of the design, in light and in dark, and everything read stands out enough."""

import re
from pathlib import Path

import pytest

import frontend.components

HOME = Path(frontend.components.__file__).parent
CSS = (HOME / "tokens" / "tokens.css").read_text(encoding="utf-8")
LIGHT_CSS, DARK_CSS = CSS.split("@media (prefers-color-scheme: dark)")
# Colours of the look, light and dark. What dark does not name, it takes over from light.
LOOK = {
    "mist": ("#e2ece8", "#0b1f20"),
    "paper": ("#fff", "#163331"),
    "ink": ("#0f2e2e", "#f2f7f4"),
    "moss": ("#2c4746", "#c3d6d0"),
    "line": ("#5a7874", "#7fa19b"),
    "frame": ("#0f2e2e", "#051213"),
    "marigold": ("#ffc93c", "#ffc93c"),
    "said": ("#fff1c9", "#163331"),
    "plum": ("#7a1450", "#ffb3d3"),
    "kept": ("#084f48", "#93e2d1"),
    "tint": ("#d0eae3", "#12423c"),
    "patch": ("#ffbd96", "#a84a20"),
}


def tokens(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})", css))


LIGHT = tokens(LIGHT_CSS)
DARK = {**LIGHT, **tokens(DARK_CSS)}


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * one for one in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", LOOK)
def test_each_colour_of_the_look_stands_in_the_tokens(name: str) -> None:
    assert (LIGHT[name], DARK[name]) == LOOK[name]


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((text, ground) for text in ("ink", "moss", "plum") for ground in ("mist", "paper", "said")),
        *(("kept", ground) for ground in ("mist", "paper", "tint")),
        ("ink", "tint"),
        ("dark", "marigold"),
        ("on-ink", "ink"),
        ("on-plum", "plum"),
        ("on-kept", "kept"),
    ],
)
def test_everything_read_has_a_contrast_of_seven(scheme: dict[str, str], text: str, ground: str) -> None:
    assert contrast(scheme[text], scheme[ground]) >= 7


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_borders_and_pictures_have_a_contrast_of_three(scheme: dict[str, str]) -> None:
    assert all(contrast(scheme["line"], scheme[ground]) >= 3 for ground in ("mist", "paper", "said"))
    assert contrast(scheme["ink"], scheme["patch"]) >= 4.5


def test_no_colour_is_named_outside_the_tokens_but_light_fills_and_charts() -> None:
    allowed = {
        "#fff", "#fff1c9", "#7a1450",  # light fills that stay in the dark: faces, clocks, dials
        "#9ab5b0",  # the ring of the button on the dark frame
        "#b1d6cc",  # third rung of the hour grid
        "#12436d", "#801650", "#28a197", "#f46a25", "#cfdae3",  # charts
    }  # fmt: skip
    for sheet in HOME.glob("*/style.css"):
        used = set(re.findall(r"#[0-9a-f]{3,6}\b", sheet.read_text(encoding="utf-8")))
        assert used <= allowed, f"{sheet.parent.name} names {used - allowed}"
