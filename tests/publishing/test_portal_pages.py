"""What portals lead people to: the pages of datasets and of releases, and what stands where something was."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import rdflib
from rdflib.namespace import DCAT
from tests.conftest import ROOT, Command
from tests.publishing.test_site import read, target

from intlgraph import pipeline
from intlgraph.project import Project, load

FORMS = ("jsonld", "nq.gz", "nt.gz", "rdf", "trig", "ttl")
ALMHAGA = ROOT / "tests" / "publications" / "almhaga"
OWN = ["build", "data", "intlgraph.toml", "public", "releases"]
FIRST, SECOND = (datetime(2026, month, 1, 12, tzinfo=UTC) for month in (3, 9))


SHOWING = {
    *(f"catalog.{form}" for form in ("jsonld", "rdf", "ttl")),  # sizes and checksums
    *(f"data/{name}.{form}" for name in ("all", "commitments") for form in FORMS),
    *(f"data/municipality/almhaga.{form}" for form in ("jsonld", "nt", "rdf", "ttl")),
    "data/tables/commitments.csv",
    *(f"{tag}/dataset/{name}/index.html" for tag in ("sv", "en") for name in ("all", "commitments")),
    *(f"sv/{name}/index.html" for name in ("agreement/vanortsavtalet", "municipality/almhaga")),
    *(f"sv/{name}/index.html" for name in ("class/Commitment", "property/event", "property/party", "property/pledge")),
    *(f"sv/query/commitments/{name}" for name in ("answer.csv", "answer.json", "index.html")),
}
"""Every file that shows the Swedish words of one commitment, and no other."""


def copied(folder: Path) -> Project:
    shutil.copytree(ALMHAGA / "data", folder / "data")
    shutil.copy(ALMHAGA / "intlgraph.toml", folder)
    return load(folder)


def edit(project: Project, table: str, old: str, new: str) -> None:
    path = project.tables / f"{table}.csv"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def rename_and_withdraw(project: Project) -> None:
    """Call the network something else, and take the project away with all that is said of it."""
    edit(project, "networks", "id,name_sv,name_en,mentions", "id,formerly,name_sv,name_en,mentions")
    edit(project, "networks", "grona-vagar,", "grona-stigar,grona-vagar,")
    edit(project, "memberships", "network/grona-vagar", "network/grona-stigar")
    for table in ("projects", "participations", "periods", "goal-alignments"):
        path = project.tables / f"{table}.csv"
        path.write_text(path.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    row = "project/tagluff,2026-08-15,Resan blev inte av.,The journey was called off."
    (project.tables / "withdrawn.csv").write_text(f"thing,date,reason_sv,reason_en\n{row}\n", "utf-8")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Path]:
    folder = tmp_path_factory.mktemp("plain")
    project = copied(folder)
    pipeline.publish(project, folder / "public")
    return project, folder / "public"


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Path]:
    folder = tmp_path_factory.mktemp("released")
    project = copied(folder)
    assert pipeline.release(project, "1.0", FIRST)
    rename_and_withdraw(project)
    assert pipeline.release(project, "2.0", SECOND)
    pipeline.publish(project, folder / "public")
    return project, folder / "public"


def dead(public: Path) -> list[tuple[str, str]]:
    """Return every link of every page that leads to no file, or to no such place in it."""
    found = set()
    for path in sorted(public.rglob("*.html")):
        if path.parent == public and path.stem in ("404", "410"):
            continue  # these stand wherever they are asked for, and know only addresses from the top
        for link in read(path).links:
            if re.match(r"[a-z][a-z0-9+.-]*:", link):
                continue
            there, anchor = target(public, path, link)
            if anchor.startswith(("named=", "query=")):
                continue  # the query page reads it
            if not there.is_file() or (anchor and not {anchor, unquote(anchor)} & set(read(there).ids)):
                found.add((path.relative_to(public).as_posix(), link))
    return sorted(found)


def test_no_link_leads_nowhere_with_releases_and_without(
    plain: tuple[Project, Path], released: tuple[Project, Path]
) -> None:
    assert dead(plain[1]) == []
    assert dead(released[1]) == []


def test_without_releases_nothing_speaks_of_them(plain: tuple[Project, Path]) -> None:
    _, public = plain
    assert not [path for path in public.rglob("*") if path.name in ("releases", "feed")]
    assert "/releases/" not in (public / "sitemap-1.xml").read_text("utf-8")
    assert not [path for path in public.rglob("*.html") if any("releases/" in link for link in read(path).links)]


def test_releases_stand_on_a_page_in_the_frame_of_all(released: tuple[Project, Path]) -> None:
    project, public = released
    for language, start in (("sv", "Utgåvor och ändringar"), ("en", "Releases and changes")):
        page = read(public / language / "releases" / "index.html")
        assert {"release-1.0", "release-2.0"} <= set(page.ids)
        assert start in page.text
        assert "../network/grona-stigar/" in page.links
        assert "../project/tagluff/" not in page.links
        assert {"../../feed/things/index.trig", "../../feed/datasets/index.trig"} <= set(page.links)
        assert "../../releases/2.0/data.nq.gz" in page.links
        for other in ("index.html", "network/grona-stigar/index.html", "query/index.html"):
            menu = [link for link in read(public / language / other).links if link.endswith("releases/")]
            assert len(menu) == 2, other  # in the menu and in the foot
        assert f"{project.base}/{language}/releases/" in (public / "sitemap-1.xml").read_text("utf-8")
    assert read(public / "releases" / "index.html").links.count("../sv/releases/") >= 1
    assert "Resan blev inte av." in read(public / "sv" / "releases" / "index.html").text


def test_what_was_renamed_leads_on_at_its_permanent_address_and_where_its_page_was(
    released: tuple[Project, Path],
) -> None:
    _, public = released
    text = (public / "id" / "network" / "grona-vagar" / "index.html").read_text("utf-8")
    assert 'http-equiv="refresh" content="0; url=../../../sv/network/grona-stigar/"' in text
    for language, said in (("sv", "finns nu på en annan adress"), ("en", "has another address now")):
        page = read(public / language / "network" / "grona-vagar" / "index.html")
        assert said in page.text
        assert "../grona-stigar/" in page.links
        assert "noindex" in (public / language / "network" / "grona-vagar" / "index.html").read_text("utf-8")


def test_what_was_withdrawn_says_since_when_and_why(released: tuple[Project, Path]) -> None:
    project, public = released
    text = (public / "id" / "project" / "tagluff" / "index.html").read_text("utf-8")
    assert 'http-equiv="refresh" content="0; url=../../../sv/project/tagluff/"' in text
    for language, said, why, name in (
        ("sv", "har tagits bort", "Resan blev inte av.", "Tågluff"),
        ("en", "has been withdrawn", "The journey was called off.", "Interrail"),
    ):
        page = read(public / language / "project" / "tagluff" / "index.html")
        assert said in page.text
        assert why in page.text
        assert "2026-08-15" in page.text
        assert name in page.text
    assert not (public / "data" / "project" / "tagluff.ttl").exists()
    assert f"{project.base}/sv/project/tagluff/" not in (public / "sitemap-1.xml").read_text("utf-8")


def test_servers_are_told_of_both(released: tuple[Project, Path]) -> None:
    _, public = released
    for name in (".htaccess", "server/nginx-maps.conf", "server/Caddyfile"):
        text = (public / name).read_text("utf-8").replace("\\", "")
        assert "project/tagluff" in text, name
        assert "network/grona-vagar" in text, name


def test_every_dataset_has_a_page_that_shows_every_file_of_it(plain: tuple[Project, Path]) -> None:
    project, public = plain
    graph = rdflib.Graph().parse(public / "catalog.rdf", format="xml")
    spdx = "http://spdx.org/rdf/terms#"
    for dataset in project.datasets:
        for language in project.languages:
            page = read(public / language / "dataset" / dataset.name / "index.html")
            assert dataset.title[language] in page.text
            assert project.iris.dataset(dataset.name) in page.text
            assert project.publisher.name[language] in page.text
            node = rdflib.URIRef(project.iris.dataset(dataset.name))
            files = list(graph.objects(node, DCAT.distribution))
            assert files
            for file in files:
                there = str(graph.value(file, DCAT.downloadURL)).removeprefix(project.base)
                assert f"../../..{there}" in page.links
                checksum = graph.value(file, rdflib.URIRef(f"{spdx}checksum"))
                assert str(graph.value(checksum, rdflib.URIRef(f"{spdx}checksumValue"))) in page.text
            assert f"dataset/{dataset.name}/" in read(public / language / "index.html").links
        assert f"../../sv/dataset/{dataset.name}/" in read(public / "dataset" / dataset.name / "index.html").links
        assert f"{project.base}/sv/dataset/{dataset.name}/" in (public / "sitemap-1.xml").read_text("utf-8")


def test_the_page_of_a_dataset_tells_its_classes_columns_version_and_how_to_cite_it(
    plain: tuple[Project, Path], released: tuple[Project, Path]
) -> None:
    _, public = plain
    text = re.sub(r"\s+", " ", read(public / "sv" / "dataset" / "networks" / "index.html").text)
    data = rdflib.Graph().parse(public / "data" / "networks.ttl", format="turtle")
    memberships = {*data.subjects(rdflib.RDF.type, rdflib.ORG.Membership)}
    assert f"medlemskap eller uppdrag {len(memberships)} " in text
    assert f"{len(data)} utsagor" in text
    assert "role_as_written" in text
    assert "Älmhaga kommun (2026). Älmhagas internationella arbete: Nätverk och medlemskap. https://" in text
    text = read(released[1] / "en" / "dataset" / "networks" / "index.html").text
    assert "Networks and memberships. Release 2.0. https://" in text
    assert "2026-09-01" in text


def test_each_dataset_lands_on_its_page_and_only_the_download_is_the_file(plain: tuple[Project, Path]) -> None:
    project, public = plain
    graph = rdflib.Graph().parse(public / "catalog.rdf", format="xml")
    for node in graph.subjects(rdflib.RDF.type, DCAT.Dataset):
        [landing] = graph.objects(node, DCAT.landingPage)
        for file in graph.objects(node, DCAT.distribution):
            assert graph.value(file, DCAT.accessURL) == landing
            assert graph.value(file, DCAT.downloadURL) != landing
        path = urlsplit(str(landing)).path.removeprefix(urlsplit(project.base).path).lstrip("/")
        assert (public / path / "index.html").is_file()


def digests(public: Path) -> dict[str, bytes]:
    return {path.relative_to(public).as_posix(): path.read_bytes() for path in public.rglob("*") if path.is_file()}


def test_two_publishes_are_the_same_and_one_changed_row_changes_only_what_shows_it(tmp_path: Path) -> None:
    project = copied(tmp_path / "one")
    pipeline.publish(project, tmp_path / "first")
    other = copied(tmp_path / "two")
    arguments = ("publish", "--project", str(other.root), "--out", str(tmp_path / "again"))
    environment = {**os.environ, "PYTHONHASHSEED": "7"}  # sets come in another order in each process
    subprocess.run([sys.executable, "-m", "intlgraph", *arguments], check=True, capture_output=True, env=environment)
    before = digests(tmp_path / "first")
    assert digests(tmp_path / "again") == before
    edit(project, "commitments", "att ta emot en skolklass varje år", "att ta emot två skolklasser varje år")
    pipeline.publish(project, tmp_path / "second")
    after = digests(tmp_path / "second")
    assert after.keys() == before.keys()
    assert {name for name in after if after[name] != before[name]} == SHOWING
    assert len(after) > 20 * len(SHOWING)


def test_a_release_that_was_tampered_with_stops_the_publishing_and_leaves_what_is_there(
    released: tuple[Project, Path], command: Command
) -> None:
    project, public = released
    file = project.root / "releases" / "2.0" / "changes.sv.txt"
    honest, before = file.read_bytes(), digests(public)
    file.write_bytes(honest.replace("Tågluff".encode(), "Tågresa".encode()))
    try:
        ran = command("publish", "--project", project.root, "--out", public, "--lang", "en")
    finally:
        file.write_bytes(honest)
    assert ran.code == 1
    assert "releases/2.0/changes.sv.txt" in ran.err
    assert digests(public) == before
    assert sorted(path.name for path in public.parent.iterdir()) == OWN
