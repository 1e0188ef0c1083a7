"""Vector drawings as trees: sent to the browser as plain data, or written as an SVG file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from winset.frozen import Frozen, field

Attribute = str | int | float


class Shape(Frozen):
    """An SVG element.

    Attributes
    ----------
    tag : str
        Its name.
    attributes : mapping of str to str or number
        Its attributes.
    children : tuple of Shape
        What stands inside it.
    text : str
        Its text.
    """

    tag: str
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    children: tuple[Shape, ...] = ()
    text: str = ""


def shape(tag: str, *children: Shape, text: str = "", **attributes: Attribute) -> Shape:
    """Make an element; underscores in names of attributes stand for hyphens, ``class_`` for ``class``.

    Examples
    --------
    >>> print("".join(as_svg(shape("text", text="a < b", font_size=12, class_="name"))))
    <text font-size="12" class="name">a &lt; b</text>
    """
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    return Shape(tag, named, children, text)


def as_svg(one: Shape) -> Iterator[str]:
    """Write an element and all within it."""
    told = "".join(f' {name}="{escape(_number(value))}"' for name, value in one.attributes.items())
    if not one.children and not one.text:
        yield f"<{one.tag}{told}/>"
        return
    yield f"<{one.tag}{told}>{escape(one.text, quote=False)}"
    for child in one.children:
        yield from as_svg(child)
    yield f"</{one.tag}>"


def _number(value: Attribute) -> str:
    """Write a number with at most one decimal, so that files stay small and equal everywhere."""
    return f"{round(value, 1):g}" if isinstance(value, float) else str(value)
