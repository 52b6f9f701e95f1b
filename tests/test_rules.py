from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from intlgraph import graphs
from intlgraph.errors import DataError
from intlgraph.namespaces import XSD
from intlgraph.rules import Rule, derive, read, write
from intlgraph.store import oxigraph

E = "http://example.org/"
DERIVED = f"{E}graph/derived"
WITHIN = Rule("within", f"CONSTRUCT {{ ?a <{E}within> ?c }} WHERE {{ ?a <{E}within> ?b . ?b <{E}within> ?c }}")
TWIN = Rule("twin", f"CONSTRUCT {{ ?b <{E}twin> ?a }} WHERE {{ ?a <{E}twin> ?b }}")


def quad(subject: str, predicate: str, value: str | Literal | BlankNode, graph: str = "tables") -> Quad:
    object_ = NamedNode(E + value) if isinstance(value, str) else value
    return Quad(NamedNode(E + subject), NamedNode(E + predicate), object_, NamedNode(f"{E}graph/{graph}"))


def chain(length: int) -> list[Quad]:
    return [quad(f"p{number}", "within", f"p{number + 1}") for number in range(length)]


def pairs(store: oxigraph.WritableStore, predicate: str = "within", graph: str = DERIVED) -> set[tuple[str, str]]:
    rows = store.select(f"SELECT ?a ?b {{ GRAPH <{graph}> {{ ?a <{E}{predicate}> ?b }} }}").rows
    return {(str(a)[len(E) + 1 : -1], str(b)[len(E) + 1 : -1]) for a, b in rows}


@pytest.mark.parametrize("length", [1, 2, 3, 9])
def test_containment_is_made_transitive(length: int) -> None:
    store = oxigraph.in_memory(chain(length))
    expected = {(f"p{low}", f"p{high}") for low in range(length) for high in range(low + 2, length + 1)}
    assert derive(store, [WITHIN], DERIVED) == len(expected)
    assert pairs(store) == expected


def test_a_circle_ends() -> None:
    store = oxigraph.in_memory([quad("a", "within", "b"), quad("b", "within", "a")])
    assert derive(store, [WITHIN], DERIVED) == 2
    assert pairs(store) == {("a", "a"), ("b", "b")}


def test_what_any_graph_says_already_is_not_said_again() -> None:
    store = oxigraph.in_memory([quad("a", "twin", "b"), quad("b", "twin", "a", "other"), quad("a", "twin", "c")])
    assert derive(store, [TWIN], DERIVED) == 1
    assert pairs(store, "twin") == {("c", "a")}


def test_a_second_run_finds_nothing_new() -> None:
    store = oxigraph.in_memory(chain(4))
    assert derive(store, [WITHIN, TWIN], DERIVED) > 0
    assert derive(store, [WITHIN, TWIN], DERIVED) == 0


def test_no_rules_derive_nothing() -> None:
    assert derive(oxigraph.in_memory(chain(2)), [], DERIVED) == 0


def test_rules_see_what_other_rules_say() -> None:
    near = Rule("a", f"CONSTRUCT {{ ?a <{E}near> ?b }} WHERE {{ ?a <{E}twin> ?b . ?b <{E}twin> ?a }}")
    store = oxigraph.in_memory([quad("x", "twin", "y")])
    derive(store, [near, TWIN], DERIVED)
    assert pairs(store, "near") == {("x", "y"), ("y", "x")}


def test_the_order_in_which_rules_are_given_does_not_matter(tmp_path: Path) -> None:
    lone = Rule(
        "lone", f"CONSTRUCT {{ ?a <{E}lone> ?a }} WHERE {{ ?a <{E}within> ?b FILTER NOT EXISTS {{ ?c <{E}twin> ?a }} }}"
    )
    texts = []
    for rules in ([lone, TWIN, WITHIN], [WITHIN, TWIN, lone], [TWIN, lone, WITHIN]):
        store = oxigraph.in_memory([*chain(4), quad("p0", "twin", "p1")])
        derive(store, rules, DERIVED)
        write(store, DERIVED, tmp_path / "derived.nq")
        texts.append((tmp_path / "derived.nq").read_bytes())
    assert texts[0] == texts[1] == texts[2]


def test_rules_see_what_is_loaded_and_say_nothing_twice(tmp_path: Path) -> None:
    store = oxigraph.in_memory([quad("a", "twin", "b")])
    assert derive(store, [TWIN], DERIVED) == 1
    later = tmp_path / "people.nq"
    later.write_text("".join(graphs.lines([quad("b", "twin", "a", "people"), quad("x", "twin", "y", "people")])))
    store.load([later])
    assert derive(store, [TWIN], f"{E}graph/derived-people") == 1
    assert pairs(store, "twin", f"{E}graph/derived-people") == {("y", "x")}


def test_derived_literals_have_the_form_of_the_store() -> None:
    five = Literal("05", datatype=NamedNode(f"{XSD}integer"))
    store = oxigraph.in_memory([quad("a", "count", five)])
    rule = Rule("copy", f"CONSTRUCT {{ ?a <{E}copy> ?n ; <{E}const> '07'^^xsd:integer }} WHERE {{ ?a <{E}count> ?n }}")
    assert derive(store, [rule], DERIVED) == 2
    assert sorted(line.split('"')[1] for line in store.dump(DERIVED)) == ["5", "7"]


def test_a_rule_that_never_ends_is_stopped_and_named() -> None:
    rule = Rule(
        "grow",
        f"CONSTRUCT {{ ?new <{E}p> ?a }} WHERE {{ ?a <{E}p> ?b BIND(IRI(CONCAT(STR(?a), 'x')) AS ?new) }}",
        "grow.rq",
    )
    store = oxigraph.in_memory([quad("a", "p", "b")])
    with pytest.raises(DataError) as caught:
        derive(store, [rule, TWIN], DERIVED, rounds=7)
    (problem,) = caught.value.problems
    assert problem.code == "rules-endless"
    assert (problem.values["rules"], problem.place.file) == ("grow", "grow.rq")
    assert problem.hint("sv")


def test_a_rule_may_need_every_round_it_is_allowed() -> None:
    store = oxigraph.in_memory(chain(4))
    assert derive(store, [WITHIN], DERIVED, rounds=3) == 6
    with pytest.raises(DataError):
        derive(oxigraph.in_memory(chain(4)), [WITHIN], DERIVED, rounds=2)


BAD = [
    ("CONSTRUCT { ?s ?p ?o }\nWHERE { ?s ?p }", "query-syntax", 2),
    ("CONSTRUCT { ?s foo:p ?o } WHERE { ?s ?p ?o }", "query-prefix", 1),
    ("CONSTRUCT { ?s ?p ?o }", "query-syntax", 1),
    ("CONSTRUCT {\n ?s ?p ?o", "query-ends", 2),
    ("SELECT * { ?s ?p ?o }", "rule-not-construct", None),
    ("ASK { ?s ?p ?o }", "rule-not-construct", None),
    ("DESCRIBE <a:b>", "rule-not-construct", None),
    ("INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }", "query-update", None),
    ("CONSTRUCT { ?s ?p [ ?q ?o ] }\nWHERE { ?s ?p ?o ; ?q ?o }", "rule-blank-node", 1),
    ("# header\nCONSTRUCT {\n ?s ?p _:new } WHERE { ?s ?p ?o }", "rule-blank-node", 3),
    ("CONSTRUCT { ?s ?p ?o } WHERE {\n SERVICE <http://e/> { ?s ?p ?o } }", "query-service", 2),
    ("", "query-empty", None),
]


@pytest.mark.parametrize(("text", "code", "line"), BAD)
def test_a_rule_that_cannot_be_used_is_an_error_with_its_file(
    tmp_path: Path, text: str, code: str, line: int | None
) -> None:
    path = tmp_path / "bad.rq"
    path.write_text(text)
    with pytest.raises(DataError) as caught:
        read([path])
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file, problem.place.line) == (code, str(path), line)
    assert problem.text("sv")
    assert problem.hint("sv")
    with pytest.raises(DataError):
        derive(oxigraph.in_memory(), [Rule("bad", text)], DERIVED)


def test_all_bad_rules_are_told_at_once(tmp_path: Path) -> None:
    for number, (text, _, _) in enumerate(BAD):
        (tmp_path / f"{number}.rq").write_text(text)
    (tmp_path / "latin.rq").write_bytes("# å".encode("latin-1"))
    with pytest.raises(DataError) as caught:
        read(sorted(tmp_path.iterdir()))
    assert len(caught.value.problems) == len(BAD) + 1


def test_nothing_is_written_when_a_rule_is_bad() -> None:
    store = oxigraph.in_memory([quad("a", "twin", "b")])
    with pytest.raises(DataError):
        derive(store, [TWIN, Rule("zzz", "CONSTRUCT")], DERIVED)
    assert list(store.dump(DERIVED)) == []


@pytest.mark.parametrize("where", ["{ ?b ?p ?o }", "{ ?s ?p ?o BIND(BNODE() AS ?b) }"])
def test_a_blank_node_that_a_rule_copies_is_refused(where: str) -> None:
    blank = Quad(BlankNode("x"), NamedNode("a:p"), NamedNode("a:o"), NamedNode("a:g"))
    rule = Rule("copy", f"CONSTRUCT {{ ?b a <a:T> }} WHERE {where}", "copy.rq")
    with pytest.raises(DataError) as caught:
        derive(oxigraph.in_memory([blank]), [rule], DERIVED)
    assert (caught.value.problems[0].code, caught.value.problems[0].place.file) == ("blank-node", "copy.rq")


def test_rules_are_read_by_name(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.rq").write_text("\ufeff" + TWIN.text, "utf-8")
    rules = read([tmp_path / "b.rq", tmp_path / "a.rq"])
    assert [rule.name for rule in rules] == ["a", "b"]
    assert rules[0].text == TWIN.text


def test_the_derived_graph_is_written_sorted(tmp_path: Path) -> None:
    with oxigraph.writing(tmp_path / "store") as store:
        (tmp_path / "in.nq").write_text("".join(f"{each} .\n" for each in chain(5)))
        store.load([tmp_path / "in.nq"])
        assert derive(store, [WITHIN], DERIVED) == write(store, DERIVED, tmp_path / "derived.nq") == 10
    lines = (tmp_path / "derived.nq").read_text().splitlines()
    assert lines == sorted(lines)
    assert all(line.endswith(f"<{DERIVED}> .") for line in lines)
    assert len(list(oxigraph.open_read_only(tmp_path / "store").dump())) == 15
