"""Words of estimative probability: a number, its word, and the scale they come from.

A likelihood and the confidence in it are never told in one sentence; :mod:`winset.present.words.linter` finds those.
"""

from __future__ import annotations

from winset.errors import UsageError, nearest
from winset.frozen import Frozen


class Scale(Frozen):
    """A scale of words.

    Attributes
    ----------
    name, source : str
        What it is called, and where it is from.
    bands : tuple of (float, str)
        Upper ends of the bands in ascending order, with their words.
    """

    name: str
    source: str
    bands: tuple[tuple[float, str], ...]


SCALES = {
    "icd203": Scale(
        "ICD 203",
        "US Intelligence Community Directive 203, Analytic Standards",
        (
            (0.05, "almost no chance"),
            (0.20, "very unlikely"),
            (0.45, "unlikely"),
            (0.55, "roughly even chance"),
            (0.80, "likely"),
            (0.95, "very likely"),
            (1.00, "almost certain"),
        ),
    ),
    "phia": Scale(
        "PHIA",
        "UK Professional Head of Intelligence Assessment, probability yardstick; its gaps are split in the middle",
        (
            (0.075, "remote chance"),
            (0.225, "highly unlikely"),
            (0.375, "unlikely"),
            (0.525, "realistic possibility"),
            (0.775, "likely"),
            (0.925, "highly likely"),
            (1.00, "almost certain"),
        ),
    ),
    "none": Scale("numbers only", "", ()),
}
DEFAULT = "icd203"


def scale(name: str) -> Scale:
    """Find a scale.

    Raises
    ------
    UsageError
        If there is none of that name.
    """
    if name not in SCALES:
        raise UsageError(f"there is no scale of words '{name}'", nearest(name, list(SCALES), "Scales"))
    return SCALES[name]


def word(probability: float, name: str = DEFAULT) -> str:
    """Give the word for a probability.

    Examples
    --------
    >>> word(0.7), word(0.03), word(0.5, "phia")
    ('likely', 'almost no chance', 'realistic possibility')
    """
    return next(told for upper, told in scale(name).bands if probability <= upper + 1e-12)


def percent(probability: float) -> str:
    """Write a probability as a whole percentage that is never 0 or 100 unless it is exactly that.

    Examples
    --------
    >>> percent(0.704), percent(0.001), percent(0.0)
    ('70%', 'under 1%', '0%')
    """
    if 0 < probability < 0.01:
        return "under 1%"
    if 0.99 < probability < 1:
        return "over 99%"
    return f"{round(100 * probability)}%"


def told(probability: float, name: str = DEFAULT) -> str:
    """Give word and number together; the number alone where the scale has no words.

    Examples
    --------
    >>> told(0.7), told(0.7, "none")
    ('likely (70%)', '70%')
    """
    if not scale(name).bands:
        return percent(probability)
    return f"{word(probability, name)} ({percent(probability)})"


def of_something(what: str, probability: float, name: str = DEFAULT) -> str:
    """Say in a clause how likely something is, whatever kind of word the scale has for it.

    Examples
    --------
    >>> of_something("some agreement", 0.7), of_something("some agreement", 0.5)
    ('some agreement is likely (70%)', 'there is a roughly even chance of some agreement (50%)')
    >>> of_something("some agreement", 0.02), of_something("some agreement", 0.7, "none")
    ('there is almost no chance of some agreement (2%)', 'some agreement has 70%')
    """
    if not scale(name).bands:
        return f"{what} has {percent(probability)}"
    told_word = word(probability, name)
    if comes_first(probability, name):
        return f"{what} is {told_word} ({percent(probability)})"
    article = "" if told_word.startswith("almost no") else "a "
    return f"there is {article}{told_word} of {what} ({percent(probability)})"


def comes_first(probability: float, name: str = DEFAULT) -> bool:
    """Tell whether :func:`of_something` begins with the something: it is likely, not: there is a chance of it.

    Examples
    --------
    >>> comes_first(0.7), comes_first(0.5), comes_first(0.5, "none")
    (True, False, True)
    """
    return not scale(name).bands or not word(probability, name).endswith(("chance", "possibility"))


def explained(name: str = DEFAULT) -> str:
    """Say what the words of a scale mean, for an annex."""
    if not scale(name).bands:
        return "Probabilities are told as numbers, without words."
    lower, parts = 0.0, []
    for upper, word_ in scale(name).bands:
        parts.append(f"{word_} {100 * lower:g} to {100 * upper:g}%")
        lower = upper
    return f"Scale of words ({scale(name).name}): {'; '.join(parts)}."
