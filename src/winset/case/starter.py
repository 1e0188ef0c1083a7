"""What ``winset new`` writes: a commented starter case, a template of another kind, or the text of another case."""

from __future__ import annotations

import json
from pathlib import Path

from winset.case import catalogue
from winset.case.formats.registry import readable_as
from winset.case.opening import load
from winset.errors import UsageError, nearest

STARTER = Path(__file__).with_name("starter.yaml")
# A template is a commented catalogue case of its kind: what it shows has been tested.
TEMPLATES = {"starter": "", "agreement": "ferry-contract"}


def template_text(name: str) -> str:
    """Give the text of a template.

    Raises
    ------
    UsageError
        If there is none of that name.

    Examples
    --------
    >>> template_text("agreement").startswith("# An agreement with terms")
    True
    """
    if name not in TEMPLATES:
        raise UsageError(f"there is no template '{name}'", nearest(name, list(TEMPLATES), "Templates"))
    return starter_text(TEMPLATES[name] or None)


def empty_text(title: str) -> str:
    r"""Give the text of a case that has nothing but a title yet.

    Examples
    --------
    >>> empty_text("Talks: the first round")
    'winset: 1\ntitle: "Talks: the first round"\n'
    """
    return f"winset: 1\ntitle: {json.dumps(title, ensure_ascii=False)}\n"


def starter_text(source: str | None = None) -> str:
    """Give the text of a new case file.

    Parameters
    ----------
    source : str, optional
        A catalogue case or case file to copy; the commented starter case by default.

    Raises
    ------
    UsageError
        If there is no such case, or it is not a text that can be copied.
    """
    if source is None:
        return STARTER.read_text(encoding="utf-8")
    path = Path(source)
    if not path.is_file():
        found = catalogue.find(source)
        if found is None:
            raise UsageError(f"there is no catalogue case '{source}'", nearest(source, catalogue.names(), "Catalogue"))
        path = found
    kind = readable_as(path)
    if not kind.editable:
        raise UsageError(f"{source} is {kind.name}", "Use 'winset convert' to turn it into a case file.")
    load(path)
    return path.read_text(encoding="utf-8")
