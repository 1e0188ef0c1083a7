"""What no sentence of winset may do: mix a likelihood with confidence, mix scales of words, advise, or repeat itself.

The rules on likelihood are those of US Intelligence Community Directive 203, Analytic Standards.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from winset.present.words.likelihood import DEFAULT, SCALES, Scale

_CONFIDENCE = re.compile(r"\b(high|moderate|medium|low)\s+(\w+\s+)?confidence\b|\bconfiden(t|ce)\b", re.IGNORECASE)
_SECOND_ROW = Scale(
    "the second row of ICD 203",
    "",
    (
        (0.05, "remote"),
        (0.20, "highly improbable"),
        (0.45, "improbable"),
        (0.55, "roughly even odds"),
        (0.80, "probable"),
        (0.80, "probably"),
        (0.95, "highly probable"),
        (0.99, "nearly certain"),
    ),
)
_ADVICE = re.compile(
    r"\b(recommend\w*|advi[sc]e\w*|advisable|should|ought to|had better|we suggest|urge[sd]?|preferable|best option)\b",
    re.IGNORECASE,
)


def _pattern(one: Scale) -> re.Pattern[str]:
    words = sorted((re.escape(told) for _, told in one.bands), key=len, reverse=True)
    return re.compile(rf"(?<!most )(?<!more )(?<!less )\b({'|'.join(words)})\b", re.IGNORECASE)


_WORDS = {one.name: _pattern(one) for one in (*SCALES.values(), _SECOND_ROW) if one.bands}


_WEB_ADDRESS = re.compile(r"https?://\S+")


def lint(text: str, name: str = DEFAULT) -> list[str]:
    """Find sentences that mix likelihood with confidence, use words of another scale, or advise.

    Parameters
    ----------
    text : str
        What to look through.
    name : str
        The scale of words it uses.

    Examples
    --------
    >>> lint("We judge with high confidence that a deal is likely.")
    ['likelihood and confidence in one sentence: We judge with high confidence that a deal is likely.']
    >>> lint("A deal is likely (70%).")
    []
    >>> lint("Kyiv should sign.")
    ['advice (should): Kyiv should sign.']
    """
    plain = _WEB_ADDRESS.sub("", text)
    return [problem for sentence in re.split(r"(?<=[.!?;])\s+", plain) for problem in _problems(sentence, name)]


def _problems(sentence: str, name: str) -> Iterator[str]:
    own = {told for _, told in SCALES[name].bands}
    found = [one.group().lower() for pattern in _WORDS.values() for one in pattern.finditer(sentence)]
    if found and _CONFIDENCE.search(sentence):
        yield f"likelihood and confidence in one sentence: {sentence}"
    for word in dict.fromkeys(found):
        inside = any(word != other and word in other for other in own | set(found) if other in sentence.lower())
        if word not in own and not inside:
            yield f"a word of another scale ({word}): {sentence}"
    if advice := _ADVICE.search(sentence):
        yield f"advice ({advice.group()}): {sentence}"


LONGEST = 32
"""Words that a sentence has at most."""
_ADDRESS = re.compile(r"\b[a-z_]+\.[A-Za-z][\w-]*\.[\w-]+")
_KEY = re.compile(r"(?<!\w)'[^' ]+'(?!\w)")
_DRAWS = re.compile(r"\bdraws?\b", re.IGNORECASE)


def lint_page(texts: Sequence[str], addresses: Collection[str] = ()) -> list[str]:
    """Find what page one may not say: an address, a key in quotes, a sentence too long, the same package twice.

    Parameters
    ----------
    texts : sequence of str
        Its paragraphs, items and cells; without the line at its foot.
    addresses : collection of str
        The addresses of the case, none of which may be written.

    Examples
    --------
    >>> lint_page(["Condition 'strict' (conditions.strict.probability) decides."])
    ["a key in quotes: 'strict'", 'an address: conditions.strict.probability']
    >>> lint_page(["In 69% of draws it suits all."])
    ['draws: In 69% of draws it suits all.']
    """
    found = [problem for text in texts for problem in _page_problems(text, addresses)]
    seen: set[str] = set()
    for text in texts:
        for one in sentences(text):
            if one in seen and len(one.split()) > REPEATED:
                found.append(f"told twice: {one}")
            seen.add(one)
    return found


REPEATED = 8
"""A sentence of more words than these may stand once on a page."""


def _page_problems(text: str, addresses: Collection[str]) -> Iterator[str]:
    yield from (f"a key in quotes: {one.group()}" for one in _KEY.finditer(text))
    yield from (f"an address: {one.group()}" for one in _ADDRESS.finditer(text))
    yield from (f"an address: {one}" for one in addresses if "." in one and one in text and not _ADDRESS.search(one))
    if _DRAWS.search(text):
        yield f"draws: {text}"
    yield from too_long(text)


def too_long(text: str) -> list[str]:
    """Find sentences of more words than one takes in at once.

    Examples
    --------
    >>> too_long("A truce is offered."), [one[:16] for one in too_long("So it goes. " + "And on it goes " * 9)]
    ([], ['36 words: And on'])
    """
    return [f"{len(one.split())} words: {one}" for one in sentences(text) if len(one.split()) > LONGEST]


def sentences(text: str) -> list[str]:
    """Take a text apart into sentences.

    Examples
    --------
    >>> sentences("A truce is offered. At 3.5 percent it holds! A: As B.")
    ['A truce is offered.', 'At 3.5 percent it holds!', 'A: As B.']
    """
    return [one for one in re.split(r"(?<=[.!?])\s+(?=[\"A-Z0-9])", text.strip()) if one]


_MOVED = re.compile(r"\b(?:rises|falls|goes) from (?:under |over )?\d+%")
_TOLD_AGAIN = 20
"""Words in a row that are told twice are a package, or an outcome, recited again."""


def lint_lines(texts: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """Find what no list may say: a name without its article, a price that is likely, the same terms over and over.

    Parameters
    ----------
    texts : sequence of str
        Sentences and items, as they are printed.
    names : mapping
        Names with the words that stand for each in a sentence: ``{"NHL": "the NHL"}``.

    Examples
    --------
    >>> lint_lines(["A settlement falls from 38% to 11%."], {})
    ['no chance moves: A settlement falls from 38% to 11%.']
    >>> lint_lines(["It is a real condition of NHL that the pool is half."], {"NHL": "the NHL"})
    ['NHL without an article: It is a real condition of NHL that the pool is half.']
    """
    found: list[str] = []
    seen: set[str] = set()
    bare = {name: re.compile(rf"\b(?:of|by|for|to|with|and|that|if) {re.escape(name)}\b") for name in names}
    for text in texts:
        if _MOVED.search(text) and "chance" not in text:
            found.append(f"no chance moves: {text}")
        found += [f"{name} without an article: {text}" for name, one in bare.items() if one.search(text)]
        words = text.split()
        runs = {" ".join(words[start : start + _TOLD_AGAIN]) for start in range(len(words) - _TOLD_AGAIN + 1)}
        found += [f"told again: {text}"] if runs & seen else []
        seen |= runs
    return found
