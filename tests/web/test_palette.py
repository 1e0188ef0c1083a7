"""Colours tell parties apart on light and dark paper, and are the same in the browser and in files."""

import re
from pathlib import Path

import pytest

from winset.case.opening import load
from winset.present.pictures.palette import CATEGORIES, COLOURS, SHAPES, party_shapes

STATIC = Path(__file__).resolve().parents[2] / "src" / "winset" / "web" / "static"
PAIR = r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);"
COLOURS_OF = {name: pair for name, *pair in re.findall(PAIR, (STATIC / "style.css").read_text("utf-8"))}
PAPERS = COLOURS_OF["paper"]


def luminance(colour):
    """Relative luminance by WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", COLOURS + CATEGORIES)
def test_every_colour_stands_out_from_both_papers(colour):
    assert len(set(PAPERS)) == 2
    assert all(contrast(colour, paper) > 3 for paper in PAPERS)


@pytest.mark.parametrize("theme", [0, 1])
@pytest.mark.parametrize("name", ["ink", "soft", "faint", "accent", "good", "warn", "bad"])
def test_every_text_colour_can_be_read_on_every_ground(theme, name):
    for ground in ("paper", "raise"):
        assert contrast(COLOURS_OF[name][theme], COLOURS_OF[ground][theme]) >= 4.5


def test_every_colour_has_a_light_and_a_dark_side_and_stands_once():
    style = (STATIC / "style.css").read_text("utf-8")
    assert len(re.findall(r"--[\w-]+: [^;]*#\w{3,8}", style)) == len(COLOURS_OF) == 14


def test_browser_and_files_use_the_same_colours():
    assert tuple(re.findall(r'"(#\w{6})"', (STATIC / "party.js").read_text("utf-8"))) == COLOURS
    assert tuple(re.findall(r'"(#\w{6})"', (STATIC / "plot.js").read_text("utf-8"))) == CATEGORIES


def test_parties_differ_in_shape_as_well():
    shapes = party_shapes(load("airport"))
    assert len(set(shapes.values())) == len(shapes) == 6
    assert set(shapes.values()) <= set(SHAPES)
