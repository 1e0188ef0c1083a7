"""What the second tagger sees: for every token near a cue, whether it belongs to that cue's source or content."""

from __future__ import annotations

from dataclasses import dataclass

from winset.reading.model.view import QUOTES, View
from winset.reading.rules.phrases import speaker
from winset.reading.spans import Attribution

REACH = 4  # sentences before and after the cue's own that a content may go on in
_VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True)
class Cue:
    """A cue's tokens and the one among them that governs the others."""

    tokens: tuple[int, ...]
    head: int


def cue_of(view: View, tokens: list[int]) -> Cue:
    """Find the head of a cue: the token nearest to the root, the last one of several that are no auxiliaries."""
    inside = set(tokens)
    tops = [number for number in tokens if view.head[number] not in inside or view.head[number] == number]
    words = [number for number in tops if view.pos[number] in {"VERB", "NOUN", "ADJ"}] or tops or tokens
    return Cue(tuple(tokens), words[0])


def window(view: View, cue: Cue) -> range:
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


def _goes_on(view: View, sentence: int, towards: int, paragraph: int, colon: bool = False) -> bool:
    """Whether a sentence is of the paragraph and has a part in a quotation."""
    first, last = view.sentences[sentence]
    words = [number for number in range(first, last) if not view.space[number]]
    if not words or any(view.paragraph[number] != paragraph for number in (words[0], words[-1])):
        return False
    if colon:
        return True
    edge = words[-1] if sentence < towards else words[0]
    return view.quoted[edge] >= 0 or any(view.lower[number] in QUOTES for number in (words[0], words[-1]))


def role_features(view: View, cue: Cue) -> list[list[str]]:
    """Describe the tokens of a cue's window as seen from the cue."""
    tokens = window(view, cue)
    branches = _branches(view, cue, tokens)
    rule = next((view.rule_at[number] for number in cue.tokens if number in view.rule_at), None)
    ruled = _ruled(view, rule)
    kind = _kind(view, cue)
    lemma = view.lemma[cue.head]
    marks = _marks(view, tokens)
    at_cue = marks[cue.head - tokens[0]]
    speaks = {one.i for one in speaker(view.doc[cue.head])}
    rows = []
    for place, number in enumerate(tokens):
        branch, inner, root, deep, chain, cut = branches[number]
        side = "Q" if number in cue.tokens else "L" if number < cue.head else "R"
        apart = view.sentence[number] - view.sentence[cue.head]
        far = number - (cue.tokens[0] if side == "L" else cue.tokens[-1])
        distance = f"{far}" if abs(far) < 5 else f"{side}{min(abs(far).bit_length(), 7)}"
        dep, tag = view.dep[number], view.tag[number]
        said = ruled.get(number, "O")
        quotation = view.quoted[number]
        same = "in" if quotation >= 0 else "out"
        if quotation >= 0 and quotation == view.quoted[cue.head]:
            same = "with"
        between = min(abs(marks[place] - at_cue), 4)
        row = [
            f"w={view.lower[number]}",
            f"l={view.lemma[number]} {side}",
            f"t={tag} {side}",
            f"d={dep} {side}",
            f"side={side} s={max(-3, min(apart, 3))}",
            f"dist={distance}",
            f"dist={distance} t={tag}",
            f"b={branch}",
            f"b={branch} i={inner}",
            f"b={branch} i={inner} d={deep} {side}",
            f"b={branch} k={kind}",
            f"b={branch} l={lemma}",
            f"b={branch} root={root}",
            f"b={branch} {side} t={tag}",
            f"b={branch} {side} w={view.lower[number]}",
            f"r={said}",
            f"r={said} b={branch} {side}",
            f"r={said} q={same}",
            f"r={said} k={kind}",
            f"q={same} {side} s={apart}",
            f"q={same} b={branch}",
            f"q={same} m={between} {side}",
            f"q={same} m={between} k={kind} {side}",
            f"l={lemma} {side} q={same}",
            f"k={kind} {side} t={tag}",
            f"b={branch} {chain}",
            f"cut={cut} {side}",
            f"cut={cut} b={branch}",
            f"cut={cut} q={same} m={between}",
            f"sp={number in speaks} r={said} {side}",
            f"sp={number in speaks} k={kind}",
            f"sp={number in speaks} d={dep}",
            f"s={view.shape[number]} {side} {distance}",
        ]
        for offset in (-2, -1, 1, 2):
            near = number + offset
            if tokens[0] <= near <= tokens[-1]:
                around = branches[near][0]
                row.append(f"{offset}w={view.lower[near]}")
                row.append(f"{offset}t={view.tag[near]} {side}")
                if abs(offset) == 1:
                    changed = around != branch
                    row += [f"{offset}b={around} b={branch}", f"{offset}r={ruled.get(near, 'O')} r={said}"]
                    row.append(f"{offset}cut={branches[near][5]} cut={cut}")
                    row.append(f"{offset}sp={near in speaks} sp={number in speaks}")
                    row.append(f"{offset}x={changed} w={view.lower[near]} {side}")
                    row.append(f"{offset}q={view.quoted[near] >= 0} q={same} {side}")
                    row.append(f"{offset}cue={near in cue.tokens} {view.rule_cue[near]}")
            else:
                row.append(f"{offset}edge")
        if number in view.rule_source:
            row.append(f"a source {side} r={said}")
        if view.rule_cue[number] != "O":
            row.append(f"a cue {side} b={branch}")
        rows.append(row)
    return rows


def _ruled(view: View, rule: Attribution | None) -> dict[int, str]:
    """What the rules say of each token for this cue."""
    if rule is None:
        return {}
    contents = dict.fromkeys(view.tokens(rule.content), "C")
    return {**contents, **dict.fromkeys(view.tokens(rule.source), "S"), -1: "rule"}


def _kind(view: View, cue: Cue) -> str:
    """What kind of cue this is: part of speech, place in the tree, voice, and the clauses below it."""
    below = {view.dep[child] for child in view.children[cue.head]}
    voice = "passive" if {"auxpass", "nsubjpass"} & below else "active"
    clause = next((dep for dep in ("ccomp", "xcomp", "dobj", "acl", "prep") if dep in below), "bare")
    return f"{view.pos[cue.head]} {view.dep[cue.head]} {voice} {clause} {'subj' if 'nsubj' in below else ''}"


def _branches(view: View, cue: Cue, tokens: range) -> dict[int, tuple[str, ...]]:
    """How each token hangs on the cue: by which of its branches, or by which branch of which ancestor.

    Gives the branch, the relation one step further down, the first word of the branch, and how deep the token lies.
    """
    above: dict[int, int] = {}
    climbed, steps = cue.head, 0
    while climbed not in above:
        above[climbed] = steps
        climbed, steps = view.head[climbed], steps + 1
    found: dict[int, tuple[str, ...]] = {}
    for number in tokens:
        path = [number]
        while path[-1] not in above and view.head[path[-1]] != path[-1] and len(path) < 60:
            path.append(view.head[path[-1]])
        top = path[-1]
        if top not in above:
            found[number] = ("other", "", "", "", "", "")
            continue
        up = above[top]
        way = f"{min(up, 4)}{view.dep[cue.head] if up else ''}{view.pos[top] if up else ''}"
        if len(path) == 1:
            found[number] = (f"{way}:self", "", "", "0", "", "")
            continue
        branch = path[-2]
        label = view.dep[branch]
        if label == "prep":
            label = f"prep:{view.lower[branch]}"
        inner = view.dep[path[-3]] if len(path) > 2 else "root"
        side = "<" if branch < cue.head else ">"
        down = path[-2::-1]
        chain = " ".join(view.dep[one] for one in down[:4])
        cut = next(
            (f"{step} {view.dep[one]} {mark}" for step, one in enumerate(down[:5]) if (mark := _cut(view, one))), ""
        )
        found[number] = (f"{way}{side}{label}", inner, view.lower[branch], str(min(len(down), 5)), chain, cut)
    return found


def _cut(view: View, number: int) -> str:
    """The punctuation mark that sets a token's phrase off from what stands before it."""
    before = view.left[number] - 1
    return view.lower[before] if before >= 0 and view.pos[before] == "PUNCT" else ""


def _marks(view: View, tokens: range) -> list[int]:
    """Count the quotation marks before each token of the window."""
    count, counts = 0, []
    for number in tokens:
        count += view.lower[number] in QUOTES
        counts.append(count)
    return counts
