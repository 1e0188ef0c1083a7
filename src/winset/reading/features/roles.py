"""What the second tagger sees: for every token near a cue, whether it belongs to that cue's source or content."""

from __future__ import annotations

from collections.abc import Sequence

from winset.frozen import Frozen
from winset.reading.features.branches import DependencyBranch, branches
from winset.reading.features.view import QUOTES, ParseView
from winset.reading.rules.phrases import speaker
from winset.reading.spans import Attribution

REACH = 4  # sentences before and after the cue's own that a content may go on in


class Cue(Frozen):
    """A cue's tokens and the one among them that governs the others."""

    tokens: tuple[int, ...]
    head: int


def cue_of(view: ParseView, tokens: list[int]) -> Cue:
    """Find the head of a cue: the token nearest to the root, the last one of several that are no auxiliaries."""
    inside = set(tokens)
    tops = [number for number in tokens if view.head[number] not in inside or view.head[number] == number]
    words = [number for number in tops if view.pos[number] in {"VERB", "NOUN", "ADJ"}] or tops or tokens
    return Cue(tuple(tokens), words[0])


def window(view: ParseView, cue: Cue) -> range:
    """Find the tokens that can be a cue's source or content: its sentence, and those that quotations join to it."""
    own = view.sentence[cue.head]
    after = cue.tokens[-1] + 1
    colon = view.lower[cue.tokens[-1]].endswith(":") or (after < len(view.lower) and view.lower[after] == ":")
    paragraph = view.paragraph[cue.head]
    low = high = own
    while own - low < REACH and low > 0 and _goes_on(view, low - 1, low, paragraph):
        low -= 1
    while high - own < REACH and high + 1 < len(view.sentences) and _goes_on(view, high + 1, high, paragraph, colon):
        high += 1
    first, last = view.sentences[low][0], view.sentences[high][1]
    return range(first, last)


def _goes_on(view: ParseView, sentence: int, towards: int, paragraph: int, colon: bool = False) -> bool:
    """Whether a sentence is of the paragraph and has a part in a quotation."""
    first, last = view.sentences[sentence]
    words = [number for number in range(first, last) if not view.space[number]]
    if not words or any(view.paragraph[number] != paragraph for number in (words[0], words[-1])):
        return False
    if colon:
        return True
    edge = words[-1] if sentence < towards else words[0]
    return view.quoted[edge] >= 0 or any(view.lower[number] in QUOTES for number in (words[0], words[-1]))


class CueToken(Frozen):
    """A token as seen from a cue."""

    number: int
    tag: str
    dep: str
    side: str  # L or R of the cue, or Q: part of it
    said: str  # what the rules take it for
    quoted: str  # in a quotation, out of any, or with the cue in one
    marks: int  # quotation marks between it and the cue
    branch: DependencyBranch
    speaks: bool  # whether the rules would take it for the cue's source if they took the cue for one


def seen(view: ParseView, cue: Cue) -> list[CueToken]:
    """Look at the tokens of a cue's window from the cue."""
    near = window(view, cue)
    hanging = branches(view, cue.head, near)
    rule = next((view.rule_at[number] for number in cue.tokens if number in view.rule_at), None)
    ruled = _ruled(view, rule)
    marks = _marks(view, near)
    at_cue = marks[cue.head - near[0]]
    speaks = {one.i for one in speaker(view.doc[cue.head])}
    tokens = []
    for place, number in enumerate(near):
        quotation = view.quoted[number]
        together = quotation >= 0 and quotation == view.quoted[cue.head]
        tokens.append(
            CueToken(
                number=number,
                tag=view.tag[number],
                dep=view.dep[number],
                side="Q" if number in cue.tokens else "L" if number < cue.head else "R",
                said=ruled.get(number, "O"),
                quoted="with" if together else "in" if quotation >= 0 else "out",
                marks=min(abs(marks[place] - at_cue), 4),
                branch=hanging[number],
                speaks=number in speaks,
            )
        )
    return tokens


def role_features(view: ParseView, cue: Cue, tokens: Sequence[CueToken]) -> list[list[str]]:
    """Describe the tokens of a cue's window as seen from the cue."""
    kind = _kind(view, cue)
    rows = []
    for place, token in enumerate(tokens):
        row = [*_in_place(view, cue, token), *_in_tree(view, cue, token, kind), *_in_quotation(view, cue, token, kind)]
        for offset in (-2, -1, 1, 2):
            if 0 <= place + offset < len(tokens):
                row += _beside(view, cue, token, tokens[place + offset], offset)
            else:
                row.append(f"{offset}edge")
        rows.append(row)
    return rows


def _in_place(view: ParseView, cue: Cue, token: CueToken) -> list[str]:
    """The word, and how far it is from the cue."""
    number, side, tag = token.number, token.side, view.tag[token.number]
    far = number - (cue.tokens[0] if side == "L" else cue.tokens[-1])
    distance = f"{far}" if abs(far) < 5 else f"{side}{min(abs(far).bit_length(), 7)}"
    apart = view.sentence[number] - view.sentence[cue.head]
    row = [
        f"w={view.lower[number]}",
        f"l={view.lemma[number]} {side}",
        f"t={tag} {side}",
        f"d={view.dep[number]} {side}",
        f"side={side} s={max(-3, min(apart, 3))}",
        f"dist={distance}",
        f"dist={distance} t={tag}",
        f"s={view.shape[number]} {side} {distance}",
        f"q={token.quoted} {side} s={apart}",
    ]
    if number in view.rule_source:
        row.append(f"a source {side} r={token.said}")
    if view.rule_cue[number] != "O":
        row.append(f"a cue {side} b={token.branch.label}")
    return row


def _in_tree(view: ParseView, cue: Cue, token: CueToken, kind: str) -> list[str]:
    """How the token hangs on the cue."""
    branch, side, tag = token.branch, token.side, view.tag[token.number]
    label = f"b={branch.label}"
    return [
        label,
        f"{label} i={branch.inner}",
        f"{label} i={branch.inner} d={branch.deep} {side}",
        f"{label} k={kind}",
        f"{label} l={view.lemma[cue.head]}",
        f"{label} root={branch.word}",
        f"{label} {side} t={tag}",
        f"{label} {side} w={view.lower[token.number]}",
        f"{label} {branch.chain}",
        f"k={kind} {side} t={tag}",
        f"cut={branch.cut} {side}",
        f"cut={branch.cut} {label}",
        f"cut={branch.cut} q={token.quoted} m={token.marks}",
        f"sp={token.speaks} r={token.said} {side}",
        f"sp={token.speaks} k={kind}",
        f"sp={token.speaks} d={view.dep[token.number]}",
    ]


def _in_quotation(view: ParseView, cue: Cue, token: CueToken, kind: str) -> list[str]:
    """What the rules say, and the quotation marks."""
    said, quoted, side = f"r={token.said}", f"q={token.quoted}", token.side
    return [
        said,
        f"{said} b={token.branch.label} {side}",
        f"{said} {quoted}",
        f"{said} k={kind}",
        f"{quoted} b={token.branch.label}",
        f"{quoted} m={token.marks} {side}",
        f"{quoted} m={token.marks} k={kind} {side}",
        f"l={view.lemma[cue.head]} {side} {quoted}",
    ]


def _beside(view: ParseView, cue: Cue, token: CueToken, other: CueToken, offset: int) -> list[str]:
    """A neighbour of the token."""
    number, side = other.number, token.side
    row = [f"{offset}w={view.lower[number]}", f"{offset}t={view.tag[number]} {side}"]
    if abs(offset) == 1:
        changed = other.branch.label != token.branch.label
        row += [
            f"{offset}b={other.branch.label} b={token.branch.label}",
            f"{offset}r={other.said} r={token.said}",
            f"{offset}cut={other.branch.cut} cut={token.branch.cut}",
            f"{offset}sp={other.speaks} sp={token.speaks}",
            f"{offset}x={changed} w={view.lower[number]} {side}",
            f"{offset}q={view.quoted[number] >= 0} q={token.quoted} {side}",
            f"{offset}cue={number in cue.tokens} {view.rule_cue[number]}",
        ]
    return row


def _ruled(view: ParseView, rule: Attribution | None) -> dict[int, str]:
    """What the rules say of each token for this cue."""
    if rule is None:
        return {}
    contents = dict.fromkeys(view.tokens(rule.content), "C")
    return {**contents, **dict.fromkeys(view.tokens(rule.source), "S")}


def _kind(view: ParseView, cue: Cue) -> str:
    """What kind of cue this is: part of speech, place in the tree, voice, and the clauses below it."""
    below = {view.dep[child] for child in view.children[cue.head]}
    voice = "passive" if {"auxpass", "nsubjpass"} & below else "active"
    clause = next((dep for dep in ("ccomp", "xcomp", "dobj", "acl", "prep") if dep in below), "bare")
    return f"{view.pos[cue.head]} {view.dep[cue.head]} {voice} {clause} {'subj' if 'nsubj' in below else ''}"


def _marks(view: ParseView, tokens: range) -> list[int]:
    """Count the quotation marks before each token of the window."""
    count, counts = 0, []
    for number in tokens:
        count += view.lower[number] in QUOTES
        counts.append(count)
    return counts
