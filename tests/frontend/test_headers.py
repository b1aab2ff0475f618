"""Every answer carries every header, and no page runs anything but files of ours or what its own hash allows."""

import base64
import re
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.people.models import Worker, YoungPerson
from tests.matrix_scene import make_scene
from tests.test_matrix import KINDS, TABLE, ask, client_of

ALWAYS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}
# One of each face, and who may have most of its pages.
VISITORS = ("asha", "rhona", "sam", "lena", "adam", "priya", "tom", "maya", "dylan", "anonymous")
HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE)
ELSEWHERE = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//(?!localhost|testserver)([^"'/]+)""")
# Where Exit goes, a helpline's own page: left by a link somebody taps, never loaded.
LINKS_OUT = re.compile(r"<a [^>]*>")


def wrong_with(response: Any) -> list[str]:
    """What is wrong with one answer, in words."""
    found = [name for name, value in ALWAYS.items() if response.get(name) != value]
    policy = response.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy or "*" in policy:
        found.append(f"CSP: {policy}")
    if "Permissions-Policy" not in response:
        found.append("Permissions-Policy")
    if response.get("Content-Type", "").startswith("text/html"):
        found += wrong_in(response.content.decode(), policy)
    return found


def wrong_in(html: str, policy: str) -> list[str]:
    found = ["a handler in the page"] if HANDLER.search(html) else []
    found += ["a style attribute"] if re.search(r"<[^>]*\sstyle=", html) else []
    for tag, inside in re.findall(r"<(script|style)(?![^>]*\ssrc=)[^>]*>(.*?)</\1>", html, re.DOTALL):
        hashed = base64.b64encode(sha256(inside.encode()).digest()).decode()
        found += [] if f"'sha256-{hashed}'" in policy else [f"a {tag} without its hash"]
    loaded = LINKS_OUT.sub("", html)
    found += [f"loads from {place}" for place in ELSEWHERE.findall(loaded)]
    return found


@pytest.mark.slow
@pytest.mark.django_db
def test_every_page_of_every_face_carries_them_and_loads_nothing_foreign() -> None:
    scene = make_scene(KINDS)
    seen: dict[int, int] = {}
    for name, row in TABLE.items():
        for kind in [kind for kind in VISITORS if kind in row.who][:1] or ["anonymous"]:
            response = ask(scene, kind, name)
            seen[response.status_code] = seen.get(response.status_code, 0) + 1
            assert wrong_with(response) == [], (name, kind, response.status_code)
    assert seen[200] > 60 and {200, 302, 404} <= seen.keys(), "the control: there was something to look at"
    assert isinstance(scene.people["maya"], YoungPerson) and isinstance(scene.people["adam"], Worker)
    assert client_of(scene, "adam").get("/set-up/").status_code == 200


@pytest.mark.django_db
def test_so_does_what_goes_wrong(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.raise_request_exception = False
    strict = Client(enforce_csrf_checks=True)
    wrong = {
        404: client.get("/set-up/nowhere"),
        405: client.get(reverse("sign_out")),
        403: strict.post(reverse("sign_in"), {"email": "a@example.org"}),
        413: client.post(reverse("sign_in"), {"email": "x" * 3_000_000}),
        302: client.get("/me"),
    }

    def breaks(*args: object, **kwargs: object) -> None:
        raise RuntimeError("it broke")

    monkeypatch.setattr("frontend.young_person.entry.queries.poster_service", breaks)
    wrong[500] = client.get(reverse("poster", args=["x"]))
    for status, response in wrong.items():
        assert response.status_code == status
        assert wrong_with(response) == [], status


def test_the_look_finds_what_it_looks_for() -> None:
    policy = "default-src 'none'; style-src 'self'"
    for html in (
        "<p onclick='x()'>", '<p style="color:red">', "<script>x()</script>", "<style>p{}</style>",
        '<img src="https://elsewhere.example/x.png">', '<form action="//elsewhere.example">',
    ):  # fmt: skip
        assert len(wrong_in(html, policy)) == 1, html
    assert (
        wrong_in(
            '<script src="/static/desk.js"></script><a href="https://www.childline.org.uk">x</a>', policy
        )
        == []
    )
