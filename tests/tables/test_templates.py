"""URI templates: the compiled forms give what RFC 6570 and RFC 3986 say."""

from __future__ import annotations

import pytest
import uritemplate
from hypothesis import example, given
from hypothesis import strategies as st

from intlgraph.tables.addresses import normalised, resolve
from intlgraph.tables.templates import Template

TABLE = "https://example.org/vaxjo/data/tables/x.csv"


@pytest.mark.parametrize(
    ("text", "values", "address"),
    [
        ("../../id/{x}", {"x": "a b"}, "https://example.org/vaxjo/id/a%20b"),
        ("../../id/{+x}", {"x": "network/ubc"}, "https://example.org/vaxjo/id/network/ubc"),
        ("../../id/{x}", {"x": "network/ubc"}, "https://example.org/vaxjo/id/network%2Fubc"),
        ("../../id/{+x}", {"x": "../secret"}, "https://example.org/vaxjo/secret"),
        ("../../id/{x}", {"x": ".."}, "https://example.org/vaxjo/"),
        ("../../id/{x}/{y}", {"x": "a", "y": "."}, "https://example.org/vaxjo/id/a/"),
        ("{+x}", {"x": "http://other.example/å"}, "http://other.example/%C3%A5"),
        ("{+x}", {"x": "/root"}, "https://example.org/root"),
        ("#{x}", {"x": "å"}, TABLE + "#%C3%A5"),
        ("{#x}", {"x": "a/b"}, TABLE + "#a/b"),
        ("{?x,y}", {"x": "1", "y": "2"}, TABLE + "?x=1&y=2"),
        ("schema:{x}", {"x": "name"}, "http://schema.org/name"),
        ("rdf:type", {}, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
        ("urn:isbn:{x}", {"x": "123"}, "urn:isbn:123"),
        ("#{x}", {}, TABLE + "#"),
        ("", {}, TABLE),
        ("#{x}", {"x": ["a", "b"]}, TABLE + "#a,b"),
        ("https://example.org/ö/{x}", {"x": "1"}, "https://example.org/ö/1"),
        ("#{+x}", {"x": "100%"}, TABLE + "#100%25"),
        ("#{+x}", {"x": '%41%"'}, TABLE + "#%41%25%22"),
        ("#{x}", {"x": "%41"}, TABLE + "#%2541"),
    ],
)
def test_an_address(text: str, values: dict[str, str], address: str) -> None:
    assert Template(text, TABLE).expand(values) == address


@pytest.mark.parametrize(
    ("reference", "address"),
    [
        ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"),
        ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"),
        ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("..", "http://a/b/"), ("../..", "http://a/"),
        ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("/../g", "http://a/g"), ("g..", "http://a/b/c/g.."),
        ("./../g", "http://a/b/g"), ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"), ("g:h", "g:h"),
        ("g?y/../x", "http://a/b/c/g?y/../x"), ("g;x=1/../y", "http://a/b/c/y"), ("http:g", "http:g"),
    ],
)  # fmt: skip
def test_the_examples_of_rfc_3986(reference: str, address: str) -> None:
    assert resolve("http://a/b/c/d;p?q", reference) == address


def test_two_spellings_of_an_address_are_one() -> None:
    assert normalised("HTTP://Example.ORG:80/%7Ea/../b%c3%a5") == normalised("http://example.org/b%C3%A5")
    assert normalised("https://example.org") == "https://example.org/"


TEMPLATES = [
    "../../id/{x}",
    "../../id/{+x}",
    "#{x}",
    "{+x}",
    "a{x}b",
    "http://example.org/{x}/end",
    "?q={+x}",
    "../{x}",
]


@pytest.mark.parametrize("text", TEMPLATES)
@given(value=st.text(st.characters(codec="utf-8"), min_size=1))
@example(value="..")
@example(value="./a")
@example(value="a/../b")
@example(value="%41%")
def test_the_fast_paths_agree_with_the_slow_one(text: str, value: str) -> None:
    template = Template(text, TABLE)
    fast, general = template.of_one("x")(value), template.expand({"x": value})
    assert fast == general
    # uritemplate takes any percent sign to mean that the value is encoded already; the table above has those.
    if "%" not in value:
        assert general == resolve(TABLE, uritemplate.expand(text, {"x": value}))


def test_which_variables_a_template_has() -> None:
    assert Template("{a}{+b}{?c,d*}{e:3}", TABLE).variables == {"a", "b", "c", "d", "e"}
    assert Template("x", TABLE).constant == "https://example.org/vaxjo/data/tables/x"
