"""The architecture, as tests: who may import whom, what no module may spell, what must load quickly."""

from __future__ import annotations

import ast
import importlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "intlgraph"

FLOORS: Mapping[str, int] = {
    "intlgraph": 0,
    "__main__": 8,
    "errors": 0,
    "namespaces": 0,
    "formats": 0,
    "settings": 0,
    "project": 0,
    "portal": 0,
    "iris": 0,
    "tables": 1,
    "dates": 1,
    "graphs": 1,
    "lines": 1,
    "positions": 1,
    "store": 2,
    "rules": 3,
    "privacy": 3,
    "query": 4,
    "evidence": 3,
    "validation": 3,
    "rendering": 5,
    "quality": 6,
    "ontology": 3,
    "publishing": 6,
    "catalogue": 6,
    "changes": 6,
    "pipeline": 7,
    "server": 7,
    "cli": 8,
}
"""Each room and its floor; a room that is not here fails the test, so that nobody builds outside the drawing."""


def modules(source: Path) -> dict[str, Path]:
    """Return every module of a package folder: its dotted name below the package, and its file."""
    found = {}
    for path in sorted(source.rglob("*.py")):
        parts = path.relative_to(source).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name or "intlgraph"] = path
    return found


def imports(path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    """Yield the modules of the package that a module imports, anywhere in it: inside functions too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "intlgraph":
            base = node.module.removeprefix("intlgraph").lstrip(".")
            for alias in node.names:
                inside = f"{base}.{alias.name}".lstrip(".")
                yield inside if inside in known else base or "intlgraph"
        elif isinstance(node, ast.ImportFrom) and node.level:
            raise AssertionError(f"{path}:{node.lineno} imports relatively")
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "intlgraph":
                    yield alias.name.removeprefix("intlgraph").lstrip(".") or "intlgraph"
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "import_module":
            yield from (
                str(arg.value).removeprefix("intlgraph.")
                for arg in node.args
                if isinstance(arg, ast.Constant) and str(arg.value).startswith("intlgraph.")
            )


def graph(source: Path) -> dict[str, set[str]]:
    known = modules(source)
    return {name: set(imports(path, known)) - {name} for name, path in known.items()}


def room(module: str) -> str:
    return module.split(".")[0]


def upward(edges: Mapping[str, set[str]], floors: Mapping[str, int]) -> list[str]:
    return [
        f"{here} imports {there}"
        for here, there in ((here, there) for here, all_there in edges.items() for there in all_there)
        if floors[room(there)] > floors[room(here)]
    ]


def circles(edges: Mapping[str, set[str]]) -> list[tuple[str, ...]]:
    """Return circles of imports, of modules and of rooms."""
    rooms: dict[str, set[str]] = {}
    for here, all_there in edges.items():
        rooms.setdefault(room(here), set()).update(room(there) for there in all_there if room(there) != room(here))
    return [circle for level in (edges, rooms) for circle in _circles(level)]


def _circles(edges: Mapping[str, set[str]]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    done: set[str] = set()

    def walk(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            found.append((*path[path.index(name) :], name))
        elif name not in done:
            for other in sorted(edges.get(name, ())):
                walk(other, (*path, name))
            done.add(name)

    for start in sorted(edges):
        walk(start, ())
    return found


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the string constants of a module with their lines, docstrings left out."""
    tree = ast.parse(path.read_text("utf-8"))
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value


def test_every_room_has_a_floor() -> None:
    assert {room(name) for name in modules(SOURCE)} <= set(FLOORS)


def test_imports_go_down_only() -> None:
    assert upward(graph(SOURCE), FLOORS) == []


def test_no_circles_of_modules_or_rooms() -> None:
    assert circles(graph(SOURCE)) == []


def test_pipeline_and_server_never_meet() -> None:
    edges = graph(SOURCE)
    for here, there in (("pipeline", "server"), ("server", "pipeline")):
        met = {name for name, used in edges.items() if room(name) == here and there in {room(used_) for used_ in used}}
        assert not met


def test_the_tests_see_an_upward_import_a_circle_and_one_inside_a_function(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "__init__.py").write_text("def f():\n    from intlgraph.cli import main\n")
    (tmp_path / "cli.py").write_text("import intlgraph.store\n")
    edges = graph(tmp_path)
    assert upward(edges, FLOORS) == ["store imports cli"]
    assert ("cli", "store", "cli") in circles(edges)


def local_names() -> set[str]:
    text = "".join(path.read_text("utf-8") for path in (ROOT / "ontology").rglob("*.ttl"))
    return set(re.findall(r"\bintl:([A-Za-z][A-Za-z0-9]*)", text))


def is_a_word(name: str) -> bool:
    """Whether a name is also a plain word (`reason`, `project`), which code may use as a word.

    What such a word means in the graph cannot be said without the namespace, and that is looked for on its own.
    """
    return name.islower() or name.istitle()


def spelt_terms(path: Path, names: set[str]) -> list[str]:
    unmistakable = {name for name in names if not is_a_word(name)}
    return [
        f"{path.name}:{line} {text}"
        for line, text in strings(path)
        if text in unmistakable or re.search(r"\bintl:[A-Za-z]|intlgraph/ns#", text)
    ]


def test_no_term_of_ours_is_spelt_outside_namespaces(tmp_path: Path) -> None:
    names = local_names()
    assert {"passage", "certainty", "earliestStart"} <= names
    spelt = [
        found for name, path in modules(SOURCE).items() if name != "namespaces" for found in spelt_terms(path, names)
    ]
    assert spelt == []
    (tmp_path / "bad.py").write_text("x = 'earliestStart'\n")
    assert spelt_terms(tmp_path / "bad.py", names) == ["bad.py:1 earliestStart"]


def test_the_base_iri_stands_in_the_settings_only() -> None:
    base = re.search(r'^base = "(.*)"', (ROOT / "intlgraph.toml").read_text("utf-8"), re.M)
    assert base
    spelt = [path for path in modules(SOURCE).values() if base[1] in path.read_text("utf-8")]
    spelt += [path for path in (ROOT / "ontology").rglob("*") if path.is_file() and base[1] in path.read_text("utf-8")]
    assert spelt == []


@pytest.mark.parametrize("name", sorted(modules(SOURCE)))
def test_every_module_says_what_it_gives(name: str) -> None:
    dotted = "intlgraph" if name == "intlgraph" else f"intlgraph.{name}"
    module = importlib.import_module(dotted)
    exported = module.__all__
    assert exported == sorted(exported, key=_constants_first), "__all__ is sorted"
    assert not [public for public in exported if not hasattr(module, public)]
    tree = ast.parse(modules(SOURCE)[name].read_text("utf-8"))
    defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    assert {public for public in defined if not public.startswith("_")} <= {*exported, "command"}
    undocumented = [public for public in exported if public in defined and not getattr(module, public).__doc__]
    assert undocumented == []


def _constants_first(name: str) -> tuple[int, str]:
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


def test_help_starts_without_the_heavy_libraries() -> None:
    code = (
        "import sys, json\ntry:\n    from intlgraph.cli import main; main(['--help'])\nexcept SystemExit:\n    pass\n"
    )
    code += "print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(json.loads(run.stdout.splitlines()[-1]))
    assert "click" in loaded
    assert loaded.isdisjoint({"rdflib", "pyoxigraph", "openpyxl", "SPARQLWrapper", "pyshacl", "tabulate"})


def problem_codes(source: Path) -> set[str]:
    """Return every code that the package puts into a problem, an error or a catalogue call."""
    codes = set()
    for path in source.rglob("*.py"):
        codes |= {text for _, text in strings(path) if re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)+", text)}
    for path in source.rglob("templates/*.html"):
        codes |= set(re.findall(r'\bt\("([a-z0-9-]+)"', path.read_text("utf-8")))
    return codes


def catalogue(language: str) -> dict[str, dict[str, str]]:
    import tomllib

    merged: dict[str, dict[str, str]] = {}
    for path in sorted((SOURCE / "messages").glob(f"*.{language}.toml")):
        for code, parts in tomllib.loads(path.read_text("utf-8")).items():
            assert code not in merged, f"{path.name} says {code} twice"
            merged[code] = parts
    return merged


def test_messages_stand_in_both_languages_with_the_same_places() -> None:
    swedish, english = catalogue("sv"), catalogue("en")
    assert swedish.keys() == english.keys()
    for code, parts in english.items():
        assert parts.keys() == swedish[code].keys(), code
        for part, text in parts.items():
            assert _placeholders(text) == _placeholders(swedish[code][part]), (code, part)
            assert text.strip(), (code, part)


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"(?<!\{)\{(\w+)\}(?!\})", text))


def test_every_message_is_used() -> None:
    used = problem_codes(SOURCE)
    named = {
        code
        for code in catalogue("en")
        if not re.match(r"(command|option|help)(-|$)|(error|warning|interrupted|fault|machine)$", code)
    }
    assert sorted(named - used) == []
