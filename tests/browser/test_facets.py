"""Lists that are chosen from, in a browser: what is chosen stands in the address, and counts follow."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

from playwright.sync_api import Page, Route, expect


def tick(page: Page, facet: str, value: str) -> None:
    page.locator(f'[data-facet="{facet}"] [data-value="{value}"] input').click()


def count(page: Page, facet: str, value: str) -> str:
    return page.locator(f'[data-facet="{facet}"] [data-value="{value}"] .count').inner_text()


def chosen(page: Page) -> list[str]:
    return page.locator(".chosen .entries .name").all_inner_texts()


def listed(public: Path, kind: str, language: str = "sv") -> list[dict[str, dict[str, list[str]]]]:
    found = json.loads((public / language / kind / "list.json").read_text("utf-8"))
    assert isinstance(found, list)
    return found


def having(public: Path, kind: str, **wanted: str) -> int:
    """Count the things of a list that have all these values, each the end of an IRI."""
    return sum(all(has(each["facets"], key, end) for key, end in wanted.items()) for each in listed(public, kind))


def has(facets: dict[str, list[str]], key: str, end: str) -> bool:
    return any(value.endswith(f"/{end}") for iri, those in facets.items() if iri.endswith(f"/{key}") for value in those)


def test_values_are_or_facets_are_and(page: Page, public: Path) -> None:
    page.goto("sv/municipality/")
    tick(page, "country", "frankrike")
    france, austria = (
        having(public, "municipality", country="frankrike"),
        having(public, "municipality", country="osterrike"),
    )
    total = len(listed(public, "municipality"))
    status = page.locator(".chosen [role=status]")
    expect(status).to_have_text(f"{france} av {total} i listan")
    assert count(page, "country", "osterrike") == str(austria)
    tick(page, "country", "osterrike")
    expect(status).to_have_text(f"{france + austria} av {total} i listan")
    tick(page, "network", "organic-cities-network-europe")
    expect(page).to_have_url(
        re.compile(r"\?country=frankrike&country=osterrike&network=organic-cities-network-europe$")
    )
    both = [
        having(public, "municipality", country=each, network="organic-cities-network-europe")
        for each in ("frankrike", "osterrike")
    ]
    expect(status).to_have_text(f"{sum(both)} av {total} i listan")
    assert count(page, "country", "frankrike") == str(both[0])
    assert len(chosen(page)) == sum(both) > 0
    expect(page.locator("[data-whole]")).to_be_hidden()


def test_the_address_can_be_sent_and_gone_back_from(page: Page, public: Path) -> None:
    page.goto("sv/project/?goal=7")
    expect(page.locator(".chosen .entries > li")).to_have_count(having(public, "project", goal="7"))
    expect(page.locator('[data-facet="goal"] [data-value="7"] input')).to_be_checked()
    first = chosen(page)
    tick(page, "goal", "17")
    expect(page.locator(".chosen .entries > li")).to_have_count(
        having(public, "project", goal="7") + having(public, "project", goal="17")
    )
    page.go_back()
    expect(page.locator(".chosen .entries > li")).to_have_count(len(first))
    expect(page.locator('[data-facet="goal"] [data-value="17"] input')).not_to_be_checked()
    page.locator(".chosen .entries a").first.click()
    expect(page.locator("h1")).to_have_text(first[0])
    page.go_back()
    expect(page.locator(".chosen .entries > li")).to_have_count(len(first))


def test_clearing_brings_the_whole_list_back(page: Page) -> None:
    page.goto("sv/project/")
    before = page.locator("[data-facet] .count").all_inner_texts()
    tick(page, "period", "2010")
    expect(page.locator(".tools")).to_be_visible()
    expect(page.locator("[data-facet] .none").first).to_be_attached()
    page.get_by_role("button", name="Rensa filtret").click()
    expect(page.locator("[data-whole]")).to_be_visible()
    expect(page.locator(".tools")).to_be_hidden()
    assert page.locator("[data-facet] .count").all_inner_texts() == before
    assert page.locator("[data-facet] input:checked, [data-facet] .none").count() == 0
    expect(page).to_have_url(re.compile(r"/sv/project/$"))


def test_what_is_chosen_downloads_as_the_whole_list_does(page: Page, public: Path, tmp_path: Path) -> None:
    page.goto("en/project/?party-country=sydafrika")
    expected = having(public, "project", **{"party-country": "sydafrika"})
    expect(page.locator(".chosen .entries > li")).to_have_count(expected)
    for name in ("csv", "json"):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"Download these as {name.upper()}").click()
        download.value.save_as(tmp_path / f"list.{name}")
    rows = list(csv.reader((tmp_path / "list.csv").read_text("utf-8-sig").splitlines()))
    whole = list(csv.reader((public / "en" / "project" / "list.csv").read_text("utf-8-sig").splitlines()))
    assert rows[0] == whole[0]
    assert len(rows) == 1 + expected
    assert all(row in whole for row in rows)
    things = json.loads((tmp_path / "list.json").read_text("utf-8"))
    assert [each["iri"] for each in things] == [row[0] for row in rows[1:]]
    assert all(each in listed(public, "project", "en") for each in things)


def test_many_hits_are_paged(page: Page) -> None:
    """A list of 250 things, all under one value, as the file of a larger publication would have them."""
    facets = [{"iri": "x", "key": "goal", "values": [["7", "Mål"]]}]
    things = [[f"{n}", f"{n}/", f"Sak {n}", "", [[0]]] for n in range(250)]
    body = json.dumps({"base": "https://example.org/", "columns": [], "facets": facets, "things": things})
    page.route("**/list.facets.json", lambda route: route.fulfill(body=body, content_type="application/json"))
    page.goto("sv/project/?goal=7&page=2")
    assert chosen(page)[0] == "Sak 100"
    expect(page.locator(".chosen .pages")).to_contain_text("Sida 2 av 3")
    page.get_by_role("link", name="Nästa").click()
    expect(page.locator(".chosen .entries > li")).to_have_count(50)
    expect(page).to_have_url(re.compile(r"\?goal=7&page=3$"))
    assert page.get_by_role("link", name="Nästa").count() == 0
    page.go_back()
    expect(page.locator(".chosen .entries > li")).to_have_count(100)


def test_when_the_file_cannot_be_fetched_the_list_stays(page: Page) -> None:
    def broken(route: Route) -> None:
        route.fulfill(status=200, body="<html>")

    page.goto("sv/project/")
    page.route("**/list.facets.json", broken)
    tick(page, "goal", "7")
    expect(page.locator(".chosen [role=status]")).to_contain_text("kunde inte hämtas")
    expect(page.locator("[data-whole]")).to_be_visible()
    page.unroute("**/list.facets.json", broken)
    tick(page, "goal", "17")
    expect(page.locator(".tools")).to_be_visible()


def test_facets_have_names_and_work_with_the_keyboard(page: Page) -> None:
    page.goto("sv/project/")
    group = page.get_by_role("group", name=re.compile("globalt mål", re.IGNORECASE))
    box = group.get_by_role("checkbox").first
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    expect(page.locator(".chosen [role=status]")).to_have_text(re.compile(r"\d+ av \d+ i listan"))
    expect(box).to_be_focused()


def test_without_scripts_every_value_is_a_way_on(unscripted: Page) -> None:
    unscripted.goto("sv/project/")
    assert unscripted.locator("[data-facet] input").count() == 0
    unscripted.locator('[data-facet="goal"] [data-value="7"] a').click()
    expect(unscripted.locator("h1")).to_contain_text("Hållbar energi")


def test_on_a_phone_the_facets_and_the_list_lead_to_each_other(phone: Page) -> None:
    phone.goto("sv/project/")
    phone.locator(".to-facets a").click()
    expect(phone.locator("#facets h2")).to_be_in_viewport()
    tick(phone, "goal", "7")
    back = phone.locator(".to-list a")
    expect(back).to_contain_text("1 av 14 i listan")
    expect(back).to_be_in_viewport()
    back.click()
    expect(phone.locator(".chosen [role=status]")).to_be_in_viewport()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
