"""A young person's page carries its own style and script: gathered here, with the hashes that CSP asks for.

One request a page is a rule we hold: nothing here may ask for a file from elsewhere.
"""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
# On every young person's page, in this order. The rest is asked for by name, page by page.
SHARED_STYLES = (
    "tokens/tokens.css",
    "icon/style.css",
    "picture/style.css",
    "portrait/style.css",
    "button/style.css",
    "young_person_page/style.css",
    "speaker/style.css",
    "question/style.css",
)
SHARED_SCRIPTS = ("young_person_page/script.js", "speaker/script.js")


class UnknownComponentError(LookupError):
    """A page asked for a component that has no style or script of its own."""


def minify_style(css: str) -> str:
    """The same style with fewer bytes: no comments, no spare space. Keeps the space that means "inside"."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    return css.replace(": ", ":").replace(";}", "}").strip()


def minify_script(script: str) -> str:
    """The same script without comments and indents. Comments must stand on lines of their own."""
    script = re.sub(r"/\*.*?\*/", "", script, flags=re.DOTALL)
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def sha256(text: str) -> str:
    """The CSP source for an inline text, without quotes: "sha256-..."."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def read(path: str) -> str:
    try:
        return (HERE / path).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise UnknownComponentError(f"there is no {path} among the components") from None


@cache
def page_style(*names: str) -> tuple[str, str]:
    """Style of a young person's page with these components on it, and its CSP source."""
    paths = (*SHARED_STYLES, *(f"{name}/style.css" for name in names))
    css = "".join(minify_style(read(path)) for path in dict.fromkeys(paths))
    return css, sha256(css)


@cache
def page_script(*names: str) -> tuple[str, str]:
    """Script of a young person's page, and its CSP source. A name without a script of its own is an error."""
    paths = (*SHARED_SCRIPTS, *(f"{name}/script.js" for name in names))
    script = "\n".join(f"{{\n{minify_script(read(path))}\n}}" for path in dict.fromkeys(paths))
    return script, sha256(script)


def scripted(names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the components that bring a script."""
    return tuple(name for name in names if (HERE / name / "script.js").exists())


def content_security_policy(names: tuple[str, ...] = (), leave_to: str = "") -> str:
    """The whole CSP of a young person's page made of these components.

    `leave_to` is the origin Exit ends at: browsers hold a form's redirects to `form-action` too.
    """
    style, script = page_style(*names)[1], page_script(*scripted(names))[1]
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{style}'",
            f"script-src '{script}'",
            "img-src 'self' data:",
            "media-src 'self' blob:",
            "connect-src 'self'",
            f"form-action 'self' {leave_to}".strip(),
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )
