"""Pictures that stand on their own: title, drawing, how to read it, and what is seen, on light or dark paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from unicodedata import east_asian_width

from winset.characters import harmless
from winset.frozen import Frozen, replace
from winset.present.pictures.drawing import Shape, as_svg, shape
from winset.present.pictures.palette import DARK, LIGHT

MARGIN = 20.0
SIZE, SMALL = 13.0, 11.5
LINE = 1.3
_LETTER = 0.66
_WIDTHS = {
    letter: width
    for letters, width in (
        (" ijlI.,:;'|", 0.32), ("frt-()/", 0.41), ("sz", 0.54), ("ckvxyJ", 0.6), ("abdeghnopqu", 0.64), ("wM%W", 0.9),
        ("m", 1.0),
    )
    for letter in letters
}  # fmt: skip
"""How wide letters are in a wide face, a part of their size; capitals and what else is there have ``_LETTER``."""


class Picture(Frozen):
    """A drawing of a case.

    Attributes
    ----------
    name : str
        What it is called in commands and addresses.
    title, about : str
        Its heading, and the case it shows.
    told : str
        What is seen, for whoever does not see it.
    notes : tuple of str
        How it is to be read.
    shapes : tuple of Shape
        The drawing, from the upper left corner of its own space.
    width, height : float
        The size of that space.
    cuts : tuple of float
        The heights, from the top, at which nothing is cut through.
    """

    name: str
    title: str
    about: str
    told: str
    notes: tuple[str, ...]
    shapes: tuple[Shape, ...]
    width: float
    height: float
    cuts: tuple[float, ...] = ()


def picture_svg(picture: Picture, dark: bool = False) -> str:
    """Write a picture as an SVG file that stands on its own."""
    width = picture.width + 2 * MARGIN
    title = lines_of(picture.title, picture.width, 19)
    about = lines_of(picture.about, picture.width, SIZE)
    y = MARGIN + 16
    head: list[Shape] = []
    for line in title:
        head.append(text(line, MARGIN, y, "title"))
        y += 24
    for line in about:
        head.append(text(line, MARGIN, y, "soft"))
        y += SIZE * LINE
    top = y + 8
    foot, y = _foot(picture, MARGIN, top + picture.height + 22)
    height = y + MARGIN - 8
    whole = shape(
        "svg",
        shape("title", text=f"{picture.title}: {picture.about}"),
        shape("desc", text=picture.told),
        shape("style", text=style(DARK if dark else LIGHT)),
        shape("rect", width=width, height=height, class_="paper"),
        *head,
        shape("g", *picture.shapes, transform=f"translate({MARGIN:g} {top:.1f})"),
        *foot,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:g} {height:.1f}",
        width=width,
        height=height,
        role="img",
    )
    return harmless("".join(as_svg(whole))) + "\n"


def figure_svg(picture: Picture, theme: Mapping[str, str], font: str) -> str:
    """Write a picture as part of a page that says its title: the drawing, and how it is read."""
    width = picture.width + 4
    foot, y = _foot(picture, 2, picture.height + (28 if picture.notes else 8))
    whole = shape(
        "svg",
        shape("style", text=style(theme, font, "svg.winset ")),
        shape("g", *picture.shapes, transform="translate(2 10)"),
        *foot,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:g} {y:.1f}",
        width=width,
        height=round(y, 1),
        class_="winset",
    )
    return harmless("".join(as_svg(whole)))


def _foot(picture: Picture, x: float, y: float) -> tuple[list[Shape], float]:
    """Write how a picture is read, from the line ``y`` on; and give the line below."""
    lines = [line for note in picture.notes for line in lines_of(note, picture.width, SMALL)]
    step = SMALL * 1.4
    return [text(line, x, y + place * step, "small soft") for place, line in enumerate(lines)], y + len(lines) * step


def rewritten(picture: Picture, change: Callable[[str], str]) -> Picture:
    """Apply a change to every text of a picture."""

    def within(one: Shape) -> Shape:
        return replace(one, text=change(one.text), children=tuple(map(within, one.children)))

    return replace(
        picture,
        title=change(picture.title),
        about=change(picture.about),
        told=change(picture.told),
        notes=tuple(map(change, picture.notes)),
        shapes=tuple(map(within, picture.shapes)),
    )


def words_of(picture: Picture) -> str:
    """Give all words of a picture, in the order in which they are written: what is broken over lines is whole again."""

    def within(one: Shape) -> Iterator[str]:
        if one.text:
            yield one.text
        for child in one.children:
            yield from within(child)

    told = (word for one in picture.shapes for word in within(one))
    return " ".join((picture.title, picture.about, picture.told, *picture.notes, *told))


def style(theme: Mapping[str, str], font: str = "sans-serif", within: str = "") -> str:
    """Write the style of a picture for a paper; where others share the page, ``within`` this drawing alone."""
    rules = {
        "text": f"font-family:{font};font-size:{SIZE:g}px;fill:{theme['ink']}",
        ".title": "font-size:19px;font-weight:bold",
        ".name": "font-weight:bold",
        ".small": f"font-size:{SMALL:g}px",
        ".soft": f"fill:{theme['soft']}",
        ".paper": f"fill:{theme['paper']}",
        ".fill": f"fill:{theme['fill']}",
        ".shade": f"fill:{theme['shade']}",
        ".line": f"fill:none;stroke:{theme['line']};stroke-width:1",
        ".box": f"fill:{theme['paper']};stroke:{theme['line']};stroke-width:1.2",
        ".heavy": f"fill:{theme['paper']};stroke:{theme['ink']};stroke-width:2.2",
        ".frame": f"fill:none;stroke:{theme['ink']};stroke-width:1.6;stroke-dasharray:4 3",
        ".dot": f"fill:{theme['ink']}",
        ".stroke": f"fill:none;stroke:{theme['ink']};stroke-width:1.6",
        ".badge": f"fill:{theme['paper']}",
        ".on": f"stroke:{theme['paper']};stroke-width:1",
    }
    return "".join(f"{within}{name}{{{told}}}" for name, told in rules.items())


def text(words: str, x: float, y: float, class_: str = "", anchor: str = "start") -> Shape:
    """Write one line of text."""
    return shape("text", text=words, x=x, y=y, class_=class_ or "plain", text_anchor=anchor)


def room(words: str, size: float = SIZE) -> float:
    """Estimate how wide a text is: fonts differ, so generously."""
    wide = (1.05 if east_asian_width(letter) in "WF" else _WIDTHS.get(letter, _LETTER) for letter in words)
    return sum(wide) * size


def lines_of(words: str, width: float, size: float = SIZE, most: int = 0) -> list[str]:
    """Break a text into lines; a word too long for one is cut, and so is what is beyond ``most`` lines.

    Examples
    --------
    >>> lines_of("a truce for the Black Sea", 100, 13)
    ['a truce for the', 'Black Sea']
    """
    found: list[str] = []
    for word in words.split():
        joined = f"{found[-1]} {word}" if found else word
        if found and room(joined, size) <= width:
            found[-1] = joined
        else:
            found.append(cut(word, width, size))
    if most and len(found) > most:
        found = [*found[: most - 1], cut(" ".join(found[most - 1 :]), width, size)]
    return found


def cut(words: str, width: float, size: float = SIZE) -> str:
    """Cut a text to a width."""
    if room(words, size) <= width:
        return words
    while words and room(f"{words}…", size) > width:
        words = words[:-1]
    return f"{words.rstrip()}…"


def stacked(
    lines: Sequence[str], x: float, y: float, class_: str = "", anchor: str = "start", size: float = SIZE
) -> Iterator[Shape]:
    """Write lines below each other, the first on the line ``y``."""
    for place, line in enumerate(lines):
        yield text(line, x, y + place * size * LINE, class_, anchor)


def titled(told: str, *shapes: Shape) -> Shape:
    """Put shapes together under what they say when pointed at."""
    return shape("g", shape("title", text=told), *shapes)


def runs(places: Iterable[int]) -> list[tuple[int, int]]:
    """Join neighbouring places into runs, each told by its first and last.

    Examples
    --------
    >>> runs([0, 1, 2, 5])
    [(0, 2), (5, 5)]
    """
    found: list[tuple[int, int]] = []
    for place in sorted(places):
        if found and place == found[-1][1] + 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found
