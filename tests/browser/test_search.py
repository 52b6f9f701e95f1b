"""Search as you type, in a browser: with a keyboard, on a slow net, without scripts."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Route, expect


def hits(page: Page) -> list[str]:
    return page.locator(".found > li > a").all_inner_texts()


def test_water_in_two_languages_finds_the_goal_and_the_project(page: Page) -> None:
    for word, language in (("vatten", "sv"), ("water", "sv"), ("vatten", "en"), ("water", "en")):
        page.goto(f"{language}/search/?q={word}")
        status = page.locator("[data-hits] [role=status]")
        expect(status).to_have_text(re.compile(r"^\d+ (träffar|hits)$"))
        found = page.locator(".found > li")
        assert status.inner_text().split()[0] == str(found.count())
        leads = [each.get_attribute("href") or "" for each in found.locator("a").all()]
        assert all(f"/{language}/" in each for each in leads)
        assert any(each.endswith("/about/sdg/6/") for each in leads)
        assert any(each.endswith("/project/blue-vietnam/") for each in leads)


def test_letters_fold_and_the_other_name_is_told(page: Page) -> None:
    page.goto("sv/search/")
    field = page.get_by_role("searchbox", name="Namn, del av namn eller kod")
    field.press_sequentially("VAXJO kommun")
    expect(page.locator(".found > li").first).to_contain_text("Växjö kommun")
    expect(page).to_have_url(re.compile(r"/sv/search/\?q=VAXJO\+kommun$"))
    field.fill("0780")
    expect(page.locator(".found > li")).to_have_count(1)
    expect(page.locator(".found > li")).to_contain_text("kallas också 0780")
    field.fill("zzzz")
    expect(page.locator("[data-hits] [role=status]")).to_contain_text("Inga träffar")
    expect(page.locator("[data-unsearched]")).to_be_hidden()
    field.fill("")
    expect(page.locator("[data-unsearched]")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/sv/search/$"))


def test_a_hit_is_gone_to_and_come_back_from(page: Page) -> None:
    page.goto("en/search/")
    page.locator("#seek").fill("baltic")
    page.locator(".found > li > a", has_text="Union of the Baltic Cities").first.click()
    expect(page.locator("h1")).to_have_text("Union of the Baltic Cities")
    page.go_back()
    expect(page.locator("#seek")).to_have_value("baltic")
    expect(page.locator(".found > li > a", has_text="Union of the Baltic Cities").first).to_be_visible()


def test_the_field_of_every_page_works_with_the_keyboard(page: Page) -> None:
    page.goto("sv/network/")
    field = page.locator("#find")
    field.focus()
    page.keyboard.type("vaxj")
    box = page.locator(".find .hits")
    expect(box).to_be_visible()
    expect(box.get_by_role("status")).to_have_text(re.compile(r"\d+ träffar"))
    page.keyboard.press("ArrowDown")
    expect(box.locator("a").nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(box.locator("a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(field).to_have_value("vaxj")
    page.keyboard.type("o")
    expect(box).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Växjö kommun")


def test_enter_leads_to_all_hits(page: Page) -> None:
    page.goto("sv/network/")
    page.locator("#find").fill("kommun")
    expect(page.locator(".find .rest a")).to_have_text("Visa alla träffar")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/sv/search/\?q=kommun$"))
    expect(page.locator("[data-hits] .found > li").nth(10)).to_be_visible()


def test_the_box_closes_when_the_reader_goes_elsewhere(page: Page) -> None:
    page.goto("sv/")
    page.locator("#find").fill("kommun")
    expect(page.locator(".find .hits")).to_be_visible()
    page.locator(".menu summary").focus()
    expect(page.locator(".find .hits")).to_be_hidden()


def test_what_is_late_does_not_stand_in_for_what_was_asked(page: Page) -> None:
    """The answer to the first letters comes after that to the last ones, and is given up."""
    page.goto("sv/search/")
    late: list[Route] = []

    def hold(route: Route) -> None:
        late.append(route)

    page.route("**/w-u.json", hold)
    page.locator("#seek").fill("ubc")
    for _ in range(50):  # as long as a busy machine needs
        if late:
            break
        page.wait_for_timeout(100)
    assert late
    page.locator("#seek").fill("iclei")
    expect(page.locator(".found > li").first).to_contain_text("ICLEI")
    page.unroute("**/w-u.json")
    page.locator("#seek").fill("ubc")
    expect(page.locator(".found > li").first).to_contain_text("Union of the Baltic Cities")


def test_when_the_index_cannot_be_fetched_that_is_said(page: Page) -> None:
    page.goto("sv/search/")
    page.route("**/w-*.json", lambda route: route.fulfill(status=200, body="<html>"))
    page.locator("#seek").fill("ubc")
    expect(page.locator("[data-hits] [role=status]")).to_contain_text("Sökningen kunde inte hämtas")
    page.unroute("**/w-*.json")
    page.locator("#seek").fill("ubc ")
    page.locator("#seek").press("Enter")
    expect(page.locator(".found > li").first).to_contain_text("Union of the Baltic Cities")


def test_on_a_phone_nothing_is_wider_than_the_page(phone: Page) -> None:
    phone.goto("sv/search/?q=kommun")
    expect(phone.locator("[data-hits] .found > li").nth(3)).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.goto("sv/network/")
    phone.locator("#find").fill("kommun")
    expect(phone.locator(".find .hits")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_the_lists_are_led_to(unscripted: Page) -> None:
    unscripted.goto("sv/search/?q=vatten")
    expect(unscripted.locator(".unscripted")).to_contain_text("behöver skript")
    assert unscripted.locator("[data-unsearched] a").count() > 10
    unscripted.locator("[data-unsearched] a", has_text="Projekt").click()
    expect(unscripted.locator("h1")).to_have_text("Projekt")
