"""Who can do what to whom: parties and their homes, what each can move, and whom that leaves better or worse off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset.case.model import Case
from winset.case.short_names import short_name
from winset.engines.outcomes.levers import Lever, LeversRecord
from winset.engines.talks.homes import homes_of
from winset.frozen import Frozen
from winset.present.pictures.drawing import Shape, shape
from winset.present.pictures.frame import LINE, SIZE, SMALL, Picture, cut, lines_of, room, stacked, text, titled
from winset.present.pictures.palette import party_colours
from winset.present.pictures.party_marks import party_dash, party_mark
from winset.present.words import amounts, prose, words
from winset.present.words.articles import is_several

TITLE = "Who can do what to whom"
HOMES, PARTIES, CARDS, WHOM = 0.0, 150.0, 372.0, 668.0
HOME_WIDE, PARTY_WIDE, CARD_WIDE, WHOM_WIDE = 118.0, 150.0, 250.0, 262.0
WIDTH = WHOM + WHOM_WIDE
HEAD, GAP, CHIP = 34.0, 14.0, 19.0
HOME_TALL = 24.0
LINED, MARKED = 2, 12
BETTER, WORSE, EITHER, SAME = "better off", "worse off", "better or worse off", "no different"
NOT_ALONE = "has a stake"


class _Card(Frozen):
    """A lever and where it stands."""

    lever: Lever
    y: float
    height: float


def parties_picture(case: Case, record: LeversRecord) -> Picture:
    """Draw who can do what to whom."""
    case = case.whole
    order = _order(case)
    cards, boxes, height = _places(case, record, order)
    shapes = [
        *_heads(any(homes_of(case, key) for key in order)),
        *_table(case, order, boxes),
        *(link for card in cards for link in _links(case, card, boxes)),
        *(one for key in order for one in _party(case, key, *boxes[key])),
        *(_card(case, card) for card in cards),
    ]
    told = " ".join(_told(case, lever) for lever in record.levers)
    notes = (
        "Better or worse off: than today, by the party's own reported order, if this one thing changed and everything "
        "else stayed as it is. Only parties whose reported interests speak of it are named. A dashed outline: not at "
        "the table.",
    )
    return Picture("parties", TITLE, case.title, told, notes, tuple(shapes), WIDTH, height)


def _order(case: Case) -> list[str]:
    """Give the parties with a part, those at the table first."""
    known = [key for key in case.parties if case.has_part(key) or case.parties[key].at_table]
    return sorted(known, key=lambda key: not case.parties[key].at_table)


def _places(
    case: Case, record: LeversRecord, order: Sequence[str]
) -> tuple[list[_Card], dict[str, tuple[float, float]], float]:
    """Stack the cards: each party's own beside it, joint ones after the first of their controllers."""
    cards: list[_Card] = []
    boxes: dict[str, tuple[float, float]] = {}
    y = HEAD
    for key in order:
        top = y = y + (30.0 if boxes and not case.parties[key].at_table and _last_at_table(case, order, key) else 0.0)
        for lever in record.levers:
            if lever.parties == (key,):
                cards.append(_Card(lever, y, _tall(case, lever)))
                y += cards[-1].height + GAP
        name = len(lines_of(case.party_name(key), PARTY_WIDE - 40, SIZE, 3))
        homes = sum(HOME_TALL + _taller(home) for home in homes_of(case, key))
        least = max(46.0, 12 + SIZE * LINE * name, homes + 4) + GAP
        y = max(y, top + least)
        boxes[key] = (top, y - top - GAP)
        for lever in record.levers:
            if len(lever.parties) > 1 and _below(lever, order) == key:
                cards.append(_Card(lever, y, _tall(case, lever)))
                y += cards[-1].height + GAP
    for lever in record.levers:
        if not lever.parties:
            cards.append(_Card(lever, y, _tall(case, lever)))
            y += cards[-1].height + GAP
    return cards, boxes, y


def _below(lever: Lever, order: Sequence[str]) -> str:
    """Below whose box a joint lever stands: that of the first of two, of the last of many."""
    seated = sorted((key for key in lever.parties if key in order), key=order.index)
    return seated[-1 if len(lever.parties) > LINED else 0] if seated else order[0]


def _last_at_table(case: Case, order: Sequence[str], key: str) -> bool:
    place = order.index(key)
    return place > 0 and case.parties[order[place - 1]].at_table


def _tall(case: Case, lever: Lever) -> float:
    words_tall = 14 + SIZE * LINE * len(_name(case, lever)) + SMALL * LINE * len(_moves(case, lever))
    return max(words_tall, 10 + CHIP * len(_whom(case, lever)))


def _name(case: Case, lever: Lever) -> list[str]:
    return lines_of(short_name(case, lever.issue), CARD_WIDE - 18, SIZE, 2)


def _moves(case: Case, lever: Lever) -> list[str]:
    return lines_of(_from_to(case, lever), CARD_WIDE - 18, SMALL, 3)


def _from_to(case: Case, lever: Lever) -> str:
    now = case.status_quo_level(lever.issue)
    if amounts.many(case, lever.issue) or case.issues[lever.issue].numeric:
        every = [str(level) for level in case.whole.levels[lever.issue]]
        others = amounts.between(case, lever.issue, every[0], every[-1])
    else:
        levels = lever.levels if words.exists(case, lever.issue, {}) else case.levels[lever.issue]
        others = prose.joined((words.level(case, lever.issue, level) for level in levels), "or")
    if not words.exists(case, lever.issue, {}):
        return f"not there today; could be: {others}"
    alone = "" if any(lever.effects.values()) else ", along with something else"
    return f"today {words.level(case, lever.issue, now)}; could be: {others}{alone}"


def _whom(case: Case, lever: Lever) -> list[tuple[str, str]]:
    """Say of every party that the lever concerns what moving it from today does to it."""
    found = []
    for key in lever.concerns:
        signs = lever.signs(key)
        if not signs:
            found.append((key, NOT_ALONE))
        elif 1 in signs and -1 in signs:
            found.append((key, EITHER))
        else:
            found.append((key, BETTER if 1 in signs else WORSE if -1 in signs else SAME))
    return found


def _heads(homes: bool) -> Iterator[Shape]:
    for x, head in (
        (HOMES, "At home" if homes else ""),
        (PARTIES, "Who"),
        (CARDS, "can move what"),
        (WHOM + 26, "and whom it leaves"),
    ):
        yield text(head, x, 14, "small soft")


def _table(case: Case, order: Sequence[str], boxes: dict[str, tuple[float, float]]) -> Iterator[Shape]:
    seated = [boxes[key] for key in order if case.parties[key].at_table]
    if seated:
        top, bottom = seated[0][0] - 8, seated[-1][0] + seated[-1][1] + 8
        yield shape("rect", x=PARTIES - 10, y=top, width=PARTY_WIDE + 20, height=bottom - top, rx=12, class_="fill")
    outside = [boxes[key] for key in order if not case.parties[key].at_table]
    if outside:
        yield text("not at the table", PARTIES + PARTY_WIDE / 2, outside[0][0] - 6, "small soft", "middle")


def _party(case: Case, key: str, top: float, height: float) -> Iterator[Shape]:
    colour = party_colours(case)[key]
    homes = homes_of(case, key)
    middle = top + height / 2
    at = middle - sum(HOME_TALL + _taller(home) for home in homes) / 2
    for home in homes:
        more = _taller(home)
        y, at = at + (HOME_TALL + more) / 2, at + HOME_TALL + more
        yield shape(
            "path", d=f"M{HOMES + HOME_WIDE:.1f} {y:.1f}C{PARTIES - 14:.1f} {y:.1f} {PARTIES - 18:.1f} {middle:.1f} "
            f"{PARTIES:.1f} {middle:.1f}", fill="none", stroke=colour, stroke_width=1.2,
        )  # fmt: skip
        tall = 19 + more
        yield shape(
            "rect", x=HOMES, y=y - tall / 2, width=HOME_WIDE, height=tall, rx=9.5, stroke=colour, class_="badge"
        )
        yield from stacked(_home(home), HOMES + HOME_WIDE / 2, y + 4 - more / 2, "small", "middle", SMALL)
    seated = case.parties[key].at_table
    yield shape(
        "rect", x=PARTIES, y=top, width=PARTY_WIDE, height=height, rx=8, stroke=colour, class_="badge",
        stroke_width=3 if seated else 2, stroke_dasharray="none" if seated else "6 4",
    )  # fmt: skip
    name = lines_of(case.party_name(key), PARTY_WIDE - 40, SIZE, 3)
    yield party_mark(case, key, PARTIES + 18, middle, 7)
    yield from stacked(name, PARTIES + 34, middle + 4.5 - SIZE * LINE * (len(name) - 1) / 2, "name")


def _home(home: str) -> list[str]:
    return lines_of(home, HOME_WIDE - 10, SMALL, 2)


def _taller(home: str) -> float:
    """How much taller than a line a home is that takes two."""
    return SMALL * LINE * (len(_home(home)) - 1)


def _links(case: Case, card: _Card, boxes: dict[str, tuple[float, float]]) -> Iterator[Shape]:
    """Lead a line from everyone who moves it to the card."""
    count = len(card.lever.parties)
    if count > LINED:
        yield from _together(case, card)
        return
    for place, key in enumerate(card.lever.parties):
        if key not in boxes:
            continue
        top, height = boxes[key]
        y = card.y + card.height / 2 + 8 * (place - (count - 1) / 2)
        own = top <= y <= top + height
        start = y if own else min(max(y, top + 10), top + height - 10)
        x, end = PARTIES + PARTY_WIDE, CARDS
        middle = (x + end) / 2
        yield shape(
            "path", d=f"M{x:.1f} {start:.1f}C{middle:.1f} {start:.1f} {middle:.1f} {y:.1f} {end:.1f} {y:.1f}",
            fill="none", stroke=party_colours(case)[key], stroke_width=2, stroke_dasharray=party_dash(case, key),
        )  # fmt: skip


def _together(case: Case, card: _Card) -> Iterator[Shape]:
    """Show the marks of many who move it together beside the card; their lines would hide each other."""
    y = card.y + card.height / 2
    start = CARDS - 22 - 15 * min(len(card.lever.parties), MARKED)
    yield text("only together:", start - 12, y + 4, "small soft", "end")
    for place, key in enumerate(card.lever.parties[:MARKED]):
        yield party_mark(case, key, start + 15 * place, y, 5)
    yield shape("path", d=f"M{CARDS - 18:.1f} {y:.1f}H{CARDS:.1f}", class_="stroke")


def _card(case: Case, card: _Card) -> Shape:
    lever, y = card.lever, card.y
    name = _name(case, lever)
    shapes: list[Shape] = [
        shape("rect", x=CARDS, y=y, width=CARD_WIDE, height=card.height, rx=6, class_="box"),
        *stacked(name, CARDS + 10, y + 18, "name"),
        *stacked(_moves(case, lever), CARDS + 10, y + 18 + SIZE * LINE * len(name), "small soft", size=SMALL),
    ]
    whom = _whom(case, lever)
    for place, (key, what) in enumerate(whom):
        at = y + card.height / 2 + CHIP * (place - (len(whom) - 1) / 2)
        x = CARDS + CARD_WIDE
        shapes += [
            shape("path", d=f"M{x:.1f} {y + card.height / 2:.1f}C{x + 24:.1f} {y + card.height / 2:.1f} {x + 22:.1f} "
                  f"{at:.1f} {WHOM + 8:.1f} {at:.1f}", class_="line"),
            shape("path", d=f"M{WHOM + 14:.1f} {at:.1f}l-7 -3.6v7.2Z", class_="dot"),
            party_mark(case, key, WHOM + 26, at, 5),
            _sign(what, WHOM + 42, at),
        ]  # fmt: skip
        does = _does(case, key, what)
        name_room = WHOM_WIDE - 54 - room(does, SMALL) - 6
        told = f"{cut(case.party_name(key), max(name_room, 60), SMALL)} {does}"
        shapes.append(text(told, WHOM + 52, at + 4, "small"))
    return titled(_told(case, lever), *shapes)


def _does(case: Case, key: str, what: str) -> str:
    """Give the words for what a move does to a party, with the verb in its number."""
    return "have a stake" if what == NOT_ALONE and is_several(case.party_name(key)) else what


def _sign(what: str, x: float, y: float) -> Shape:
    """An arrow up for better, down for worse, both for either way, a bar for no different."""
    up, down = f"M{x:.1f} {y - 5:.1f}l4.5 6h-9Z", f"M{x:.1f} {y + 5:.1f}l4.5 -6h-9Z"
    paths = {
        BETTER: up,
        WORSE: down,
        EITHER: f"M{x:.1f} {y - 7:.1f}l4.5 6h-9ZM{x:.1f} {y + 7:.1f}l4.5 -6h-9Z",
        SAME: f"M{x - 4:.1f} {y - 1.2:.1f}h8v2.4h-8Z",
        NOT_ALONE: f"M{x - 1.2:.1f} {y - 1.2:.1f}h2.4v2.4h-2.4Z",
    }
    return shape("path", d=paths[what], class_="dot")


def _told(case: Case, lever: Lever) -> str:
    who = words.controllers(case, lever.issue)
    together = " together" if len(lever.parties) > 1 else ""
    effects = "; ".join(f"{case.party_name(key)} {_does(case, key, what)}" for key, what in _whom(case, lever))
    return f"{short_name(case, lever.issue)} ({_from_to(case, lever)}), moved by {who}{together}" + (
        f": {effects}." if effects else "."
    )
