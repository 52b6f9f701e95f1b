"""The drawings: well-formed whatever the names, the same each time, and saying what is known, no more."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intlgraph.rendering.description import Interval, Link, Place
from intlgraph.rendering.drawings import goals, labels, land, map, network, projection, timeline
from intlgraph.rendering.drawings.axis import axis, day, end_of
from intlgraph.rendering.drawings.forces import layout
from intlgraph.rendering.drawings.svg import Caption, Reader
from intlgraph.rendering.drawings.wrapping import wrapped
from intlgraph.rendering.pages import Goal

CAPTION = Caption("drawing", 'A "title" & <more>', "What it shows.")
READER = Reader("sv", lambda iri: f"../{iri.rsplit('/', 1)[-1]}/")
NOWHERE = Reader("sv", lambda iri: "")
BAD = ["", "</script><svg onload=x>", "مشروع المياه", "å" * 10_000, "a\x00\x0b\ud800b", "東京", "\u202eevil", "\"&'<"]


def link(name: str, slug: str = "a", kind: str = "thing") -> Link:
    return Link(f"https://example.org/id/{kind}/{slug}", {"sv": name} if name else {}, kind)


def place(slug: str, latitude: float, longitude: float) -> Place:
    return Place(link(slug.title(), slug), latitude, longitude)


VAXJO, LOHJA, NAKURU, SYDNEY = (
    place("vaxjo", 56.88, 14.81),
    place("lohja", 60.25, 24.07),
    place("nakuru", -0.3, 36.07),
    place("sydney", -33.87, 151.2),
)


def parsed(drawing: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<div>{drawing}</div>")


def found(drawing: str, name: str, classes: str = "") -> list[ElementTree.Element]:
    return [
        one
        for one in parsed(drawing).iter()
        if one.tag.rpartition("}")[2] == name and (not classes or classes in one.get("class", "").split())
    ]


def everything(name: str, reader: Reader = READER) -> list[str]:
    one, other = link(name), link("other", "b")
    return [
        map.draw([Place(one, 56.9, 14.8), VAXJO], CAPTION, reader, [(Place(one, 56.9, 14.8), VAXJO)]),
        timeline.draw([Interval(one, {}, "2001", ""), Interval(one, {"en": name}, "2003", "2004")], CAPTION, reader),
        goals.draw([Goal(one, name, "#FCC30B", (one,))], reader, counts=True),
        network.draw([one, other], [(one.iri, other.iri)], CAPTION, reader, {"thing": name}, own=one.iri),
    ]


@pytest.mark.parametrize("name", BAD)
def test_any_name_gives_well_formed_markup_that_is_short(name: str) -> None:
    for drawing in everything(name):
        root = parsed(drawing)
        assert not [one for one in root.iter() if one.tag.lower().endswith("script") or one.get("onload")]
        assert len(drawing) < 30_000


def test_the_same_values_give_the_same_text() -> None:
    assert everything("Växjö") == everything("Växjö")


def test_a_drawing_says_what_it_is() -> None:
    for drawing, role in ((everything("Växjö")[0], "group"), (everything("Växjö", NOWHERE)[0], "img")):
        (svg,) = found(drawing, "svg")
        assert svg.get("role") == role, "links inside an img are hidden from screen readers"
        texts = {one.get("id"): one.text for one in parsed(drawing).iter() if one.get("id")}
        assert texts[svg.get("aria-labelledby")] == CAPTION.title
        assert texts[svg.get("aria-describedby")] == CAPTION.description


def test_every_mark_is_named_and_leads_to_its_page() -> None:
    drawing = map.draw([VAXJO, LOHJA], CAPTION, READER, own=VAXJO.link.iri)
    marks = found(drawing, "a")
    assert [mark.get("href") for mark in marks] == ["../vaxjo/", "../lohja/"]
    assert [mark[0].text for mark in marks] == ["Vaxjo", "Lohja"]
    assert [mark.get("class") for mark in marks] == ["own", None]
    assert not found(map.draw([VAXJO], CAPTION, NOWHERE), "a")


@pytest.mark.parametrize(
    "places",
    [
        [VAXJO],
        [VAXJO, LOHJA],
        [VAXJO, NAKURU],
        [VAXJO, LOHJA, NAKURU, SYDNEY],
        [place("fiji", -18, 178), place("honolulu", 21.3, -157.8)],
        [place("north", 90, 0)],
        [place("south", -90, 0), VAXJO],
        [place("west", 0, -180), place("east", 0, 180)],
    ],
)
def test_every_place_is_inside_the_map(places: list[Place]) -> None:
    points = found(map.draw(places, CAPTION, READER), "circle", "point")
    assert len(points) == len(places)
    for point in points:
        assert 0 <= float(point.get("cx", "")) <= projection.WIDTH
        assert 0 <= float(point.get("cy", "")) <= projection.HEIGHT


def test_a_place_without_true_coordinates_is_left_out() -> None:
    wrong = [place("a", math.nan, 0), place("b", 91, 0), place("c", 0, 181), place("d", math.inf, math.inf)]
    assert map.draw(wrong, CAPTION, READER) == ""
    assert len(found(map.draw([*wrong, VAXJO], CAPTION, READER), "circle", "point")) == 1


def is_land(longitude: float, latitude: float, window: projection.Window) -> bool:
    """Tell whether a point is on land, as a browser would: even or odd crossings of the path."""
    x, y = window.projection()(longitude, latitude)
    drawn = ElementTree.fromstring(f"<g>{land.paths(window)}</g>")[0].get("d", "")
    crossings = 0
    for ring in re.findall(r"M([^z]*)z", drawn):
        numbers = [float(one) for one in re.findall(r"-?[\d.]+", ring)]
        points, at = [(numbers[0], numbers[1])], (numbers[0], numbers[1])
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            at = (at[0] + dx, at[1] + dy)
            points.append(at)
        for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize(
    ("places", "dry", "wet"),
    [
        ([(14.8, 56.9)], [(14.8, 57.2), (21.0, 52.2)], [(18.9, 56.5), (3.0, 56.0)]),
        # the point opposite to the middle lies in Africa, so that Africa and Asia are projected inside out
        ([(178.0, -18.0), (174.7, -36.8), (-157.8, 21.3)], [(146.0, -24.0)], [(-170.0, -10.0), (170.0, 10.0)]),
        ([(14.8, 56.9), (151.2, -33.9), (-74.0, 40.7)], [(25.0, 0.0), (100.0, 60.0)], [(-30.0, 30.0), (80.0, -30.0)]),
    ],
)
def test_land_is_where_land_is(
    places: list[tuple[float, float]], dry: list[tuple[float, float]], wet: list[tuple[float, float]]
) -> None:
    window = projection.around(places)
    assert [is_land(*point, window) for point in (*dry, *wet)] == [True] * len(dry) + [False] * len(wet)


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_a_window_holds_its_points(points: list[tuple[float, float]]) -> None:
    project = projection.around(points).projection()
    for x, y in (project(*point) for point in points):
        assert -0.01 <= x <= projection.WIDTH + 0.01
        assert -0.01 <= y <= projection.HEIGHT + 0.01


@given(st.lists(st.tuples(st.floats(0, 700), st.floats(0, 400), st.text("ab ", max_size=20)), max_size=25))
@settings(max_examples=60, deadline=None)
def test_names_do_not_cover_each_other(spots: list[tuple[float, float, str]]) -> None:
    given_spots = [labels.Spot(x, y, 6, text) for x, y, text in spots]
    placed = labels.place(given_spots, 720, 480)
    for size, shown in ((30.0, [one for one in placed.values() if not one.small]), (14.0, list(placed.values()))):
        boxes = [labels._box(one, size) for one in shown]
        assert not [(a, b) for i, a in enumerate(boxes) for b in boxes[:i] if labels._meet(a, b)]


def bars(interval: Interval) -> list[str]:
    drawing = timeline.draw([interval], CAPTION, READER)
    return [one.get("class", "") for one in parsed(drawing).iter() if one.get("height") == "10"]


def test_a_bar_shows_what_is_known_of_its_ends() -> None:
    one = link("x")
    assert bars(Interval(one, {}, "2001-01-01", "2009-12-31")) == ["bar"]
    assert bars(Interval(one, {}, "2001-01-01", "")) == ["open after"]
    assert bars(Interval(one, {}, "", "2009-12-31")) == ["open before"]
    both = Interval(one, {}, "2001-01-01", "2009-12-31", started="2001-12-31", ending="2009-01-01")
    assert bars(both) == ["hatched", "bar", "hatched"]
    assert bars(Interval(one, {}, "2001-01-01", "2001-12-31", started="2001-12-31", ending="2001-01-01")) == ["hatched"]
    assert bars(Interval(one, {}, "2001-01-01", "", started="2001-12-31")) == ["open after", "hatched"]
    assert found(timeline.draw([Interval(one, {}, "2001-05-01", "2001-05-01")], CAPTION, READER), "circle", "bar")
    assert timeline.draw([Interval(one, {}, "", "")], CAPTION, READER) == ""
    assert timeline.draw([Interval(one, {}, "soon", "2001-13-01")], CAPTION, READER) == ""


def test_an_open_end_has_room_to_fade_in_whatever_else_is_drawn() -> None:
    several = [
        Interval(link("x"), {}, "", "2017"),
        Interval(link("y"), {}, "2018", ""),
        Interval(link("z"), {}, "2018", "2020"),
    ]
    fades = [one for one in found(timeline.draw(several, CAPTION, READER), "rect") if "open" in one.get("class", "")]
    assert len(fades) == 2
    assert all(float(one.get("width", "").rstrip("%")) > 5 for one in fades)


def test_a_bar_says_how_sure_it_is_in_words() -> None:
    interval = Interval(link("x"), {"sv": "medlem"}, "2001-01-01", "", "implied")
    (mark,) = found(timeline.draw([interval], CAPTION, READER, {"implied": "följer av"}), "a")
    assert mark.get("class") == "interval implied"
    assert mark[0].text == "medlem (2001-01-01–) [följer av]"


def test_a_long_timeline_scrolls_and_a_short_one_does_not() -> None:
    several = [Interval(link("x", f"n{number}"), {}, "2001", "2002") for number in range(30)]
    assert found(timeline.draw(several, CAPTION, READER), "div", "drawing-scroll")[0].get("tabindex") == "0"
    assert not found(timeline.draw(several[:5], CAPTION, READER), "div", "drawing-scroll")


@pytest.mark.parametrize(("first", "last"), [("0950", "2020"), ("1342-02-19", "1342-02-19"), ("-0044", "0014")])
def test_years_before_1900_are_drawn(first: str, last: str) -> None:
    drawing = timeline.draw([Interval(link("x"), {}, first, last)], CAPTION, READER)
    assert 2 <= len(found(drawing, "text", "year")) <= 16


@given(st.floats(-3000, 9000), st.floats(0, 9000))
def test_an_axis_holds_its_times_and_few_years(start: float, length: float) -> None:
    line = axis([start, start + length], 0.08)
    assert 0 <= line.at(start) <= line.at(start + length) <= 100
    assert 1 <= len(line.years) <= 8
    assert all(0 <= line.at(year) <= 100 for year in line.years)


def test_days_follow_each_other_without_a_gap() -> None:
    assert end_of("2008-02-29") == day("2008-03-01")
    assert end_of("2007-02") == day("2007-03-01")
    assert end_of("1999-12-31") == day("2000")
    assert day("2007-02-29") is None


@pytest.mark.parametrize("colour", ["#FCC30B", "#E5243B", "#777777", "#4C9F38", "#000000"])
def test_the_text_of_a_goal_can_be_read(colour: str) -> None:
    ink = {"#000": "#000000", "#fff": "#FFFFFF"}[goals.ink(colour)]
    assert goals.contrast(colour, ink) >= 4.5
    assert goals.ink('red" onclick="x') == "inherit"


@given(st.text(max_size=200))
def test_the_lines_of_a_goal_fit_its_tile(name: str) -> None:
    lines = list(goals._broken(name))
    assert len(lines) <= 4
    assert all(labels.width(line) <= 8.5 for line in lines)


def test_goals_without_things_are_said_to_have_none() -> None:
    drawing = goals.draw([Goal(link("a"), "1", "#E5243B", (link("x"),)), Goal(link("b"), "2", "")], READER, counts=True)
    one, other = found(drawing, "a")
    assert (one[0].text, other[0].text) == ("1 a (1)", "2 b")
    assert "unused" in other.get("class", "")
    assert goals.draw([], READER) == ""


def test_a_network_draws_what_is_linked_and_no_more_than_its_limit() -> None:
    nodes = [link(f"n{number}", f"n{number}") for number in range(120)]
    star = [(nodes[0].iri, node.iri) for node in nodes[1:]]
    drawing = network.draw(nodes, [*star, ("https://elsewhere.example/", nodes[0].iri)], CAPTION, READER)
    assert len(found(drawing, "circle", "point")) == network.LIMIT
    assert len(found(drawing, "path", "line")) == network.LIMIT - 1
    assert network.draw(nodes, [(nodes[0].iri, nodes[0].iri)], CAPTION, READER) == ""
    assert network.draw(nodes, star, CAPTION, READER) == network.draw(nodes[::-1], star[::-1], CAPTION, READER)


def test_what_is_linked_stands_nearer_than_what_is_not() -> None:
    ends = [(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3)]
    points = layout(6, ends)
    linked = max(math.dist(points[a], points[b]) for a, b in ends)
    apart = min(math.dist(points[a], points[b]) for a in range(3) for b in range(3, 6))
    assert linked < 2
    assert linked < apart


@given(st.text(max_size=300))
def test_no_line_is_longer_than_allowed(text: str) -> None:
    lines = wrapped(text, 20, 3)
    assert 1 <= len(lines) <= 3
    assert all(len(line) <= 20 for line in lines)
