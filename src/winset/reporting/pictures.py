"""The pictures of a case by their names, each as an SVG that stands on its own, or as a PNG."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from winset.case.model import Case
from winset.errors import UsageError, nearest
from winset.frozen import Frozen
from winset.present.pictures import renderer
from winset.present.pictures.frame import Picture, picture_svg


class Drawn(Frozen):
    """A picture of a case, ready to be shown or saved.

    Attributes
    ----------
    name, title : str
        What it is called in commands, and its heading.
    told : str
        What is seen, for whoever does not see it; empty where the picture has it inside alone.
    svg : str
        The picture.
    """

    name: str
    title: str
    told: str
    svg: str

    def __repr__(self) -> str:
        return f"{type(self).__name__}(name={self.name!r}, title={self.title!r}, told={self.told!r})"

    def png(self) -> bytes:
        """Give it as a PNG at twice its size; needs the extra ``plots``."""
        return renderer.raster(self.svg)

    def save(self, file: str | Path) -> None:
        """Write it as .svg or .png, by the ending of the file.

        Raises
        ------
        UsageError
            If the ending is neither.
        """
        from winset.case.writing import write_atomically

        path = Path(file)
        ending = path.suffix.lower()
        if ending not in {".svg", ".png"}:
            raise UsageError(f"cannot write a picture as '{path.suffix or path.name}'", "Use .svg or .png.")
        write_atomically(path, self.svg if ending == ".svg" else self.png())

    def _repr_svg_(self) -> str:
        return self.svg


def picture(case: Case, name: str, dark: bool = False) -> Drawn:
    """Draw a picture of a case.

    Parameters
    ----------
    case : Case
        The case.
    name : str
        ``positions`` (who could accept what), ``parties`` (who can do what to whom), ``flow`` (from the table to the
        endings), ``stability`` (who would stay, and who would leave), ``tornado`` (what would change the answer),
        ``timeline`` (what was said and done, and when, as far as the public may see it) or ``map`` (outcomes in
        groups, and who would move where).
    dark : bool
        On dark paper.

    Returns
    -------
    Drawn
        ``svg``, ``png()``, ``save(file)``; a notebook shows it.

    Raises
    ------
    UsageError
        If there is no such picture, or the case does not have what it needs: ``flow`` and ``tornado`` need values.

    Examples
    --------
    >>> import winset
    >>> drawn = winset.picture(winset.load("elmira"), "positions")
    >>> drawn.title, drawn.svg[:4]
    ('Who could accept what', '<svg')
    """
    return drawer(case, name)(dark)


def drawer(case: Case, name: str) -> Callable[[bool], Drawn]:
    """Work out a picture once; what is given draws it, dark or light.

    Raises
    ------
    UsageError
        As :func:`picture`.
    """
    if name not in PICTURES:
        raise UsageError(f"there is no picture '{name}'", nearest(name, list(PICTURES), "Pictures"))
    return PICTURES[name](case)


def _own(make: Callable[[Case], Picture]) -> Callable[[Case], Callable[[bool], Drawn]]:
    def worked_out(case: Case) -> Callable[[bool], Drawn]:
        made = make(case)
        return lambda dark: Drawn(made.name, made.title, made.told, picture_svg(made, dark))

    return worked_out


def _positions(case: Case) -> Picture:
    from winset.engines.deals.positions import positions
    from winset.present.pictures.positions import positions_picture

    return positions_picture(case, positions(case))


def narrow_positions(case: Case) -> Callable[[bool], Drawn]:
    """Work out the picture of positions as a narrow window has room for; what is given draws it."""
    from winset.engines.deals.positions import positions
    from winset.present.pictures.positions_short import positions_narrow

    return _own(lambda one: positions_narrow(one, positions(one)))(case)


def _parties(case: Case) -> Picture:
    from winset.engines.outcomes.levers import levers
    from winset.present.pictures.parties import parties_picture

    return parties_picture(case, levers(case))


def _flow(case: Case) -> Picture:
    from winset.engines.forecast.endings import endings
    from winset.present.pictures.flow import flow_picture

    return flow_picture(case, endings(case))


def _stability(case: Case) -> Picture:
    from winset.engines.brief.at_a_glance import at_a_glance
    from winset.engines.brief.brief import brief
    from winset.present.pictures.stability_table import stability_picture

    return stability_picture(case, at_a_glance(case, brief(case)))


def _tornado(case: Case) -> Picture:
    from winset.engines.forecast.flips import flips
    from winset.present.pictures.tornado import tornado_picture

    return tornado_picture(case, flips(case))


def _timeline(case: Case) -> Picture:
    from winset.present.pictures.timeline import timeline_picture
    from winset.record.exchange import record_of, tables_of
    from winset.record.handling import redacted

    return timeline_picture(case, redacted(tables_of(record_of(case)), "public"))


def _map(case: Case) -> Picture:
    from winset.engines.outcomes.groups import outcome_groups
    from winset.present.pictures.group_map import group_map

    return group_map(case, outcome_groups(case))


PICTURES: Mapping[str, Callable[[Case], Callable[[bool], Drawn]]] = {
    "positions": _own(_positions),
    "parties": _own(_parties),
    "flow": _own(_flow),
    "stability": _own(_stability),
    "tornado": _own(_tornado),
    "timeline": _own(_timeline),
    "map": _own(_map),
}
