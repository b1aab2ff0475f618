"""A young person's page carries its style and script, small, and the header allows just those."""

import base64
import gzip
import hashlib
import re

import pytest

from frontend.components import inline
from tests.frontend.components import gallery


def weight(text: str) -> int:
    return len(gzip.compress(text.encode(), 9))


def test_the_shared_style_stays_under_two_kilobytes() -> None:
    assert weight(inline.page_style()[0]) <= 2000


@pytest.mark.parametrize("name", gallery.PHONE)
def test_a_page_stays_under_fourteen_kilobytes(name: str) -> None:
    assert weight(gallery.render(name)) <= 14_000


@pytest.mark.parametrize("name", gallery.PHONE)
def test_the_header_allows_the_pages_own_style_and_script_and_nothing_else(name: str) -> None:
    html = gallery.render(name)
    policy = inline.content_security_policy(gallery.PHONE[name])
    for tag in ("style", "script"):
        inside = re.findall(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert len(inside) == 1
        digest = base64.b64encode(hashlib.sha256(inside[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_the_header_lets_exit_end_elsewhere_only_when_told_where() -> None:
    assert "form-action 'self';" in inline.content_security_policy()
    assert "form-action 'self' https://a.example;" in inline.content_security_policy((), "https://a.example")


def test_a_part_adds_its_style_once() -> None:
    plain, with_words = inline.page_style()[0], inline.page_style("words", "words", "button")[0]
    assert len(with_words) > len(plain)
    assert with_words.count(".words{") == inline.page_style("words")[0].count(".words{")


def test_a_part_without_a_style_is_refused_by_name() -> None:
    with pytest.raises(inline.UnknownComponentError, match="no_such_part"):
        inline.page_style("no_such_part")


def test_minifying_keeps_the_space_that_means_inside() -> None:
    css = "/* why */\n.choice :checked + label,\n.a > .b { color: red; inline-size: calc(1px + 2px); }\n"
    assert (
        inline.minify_style(css) == ".choice :checked + label,.a > .b{color:red;inline-size:calc(1px + 2px)}"
    )


def test_minifying_a_script_drops_only_whole_lines_of_comment() -> None:
    script = '// why\nconst a = "http://b"; /** @type {X} */\n\n  go(a);\n'
    assert inline.minify_script(script) == 'const a = "http://b";\ngo(a);'


def test_nothing_in_a_page_asks_for_a_file_from_elsewhere() -> None:
    for name in gallery.PHONE:
        assert not re.search(r"""(src|href)=["']?(https?:)?//|@import|url\(""", gallery.render(name))
