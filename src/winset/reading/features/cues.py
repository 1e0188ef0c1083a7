"""What the first tagger sees: for every token, whether it may be part of a cue."""

from __future__ import annotations

from winset.reading.features.view import QUOTES, ParseView

_CLAUSAL = ("ccomp", "xcomp", "acl", "relcl", "advcl", "parataxis")


def cue_features(view: ParseView, sentence: tuple[int, int]) -> list[list[str]]:
    """Describe the tokens of a sentence, given by its first token and the one after its last."""
    first, last = sentence
    marks = [number for number in range(first, last) if view.lower[number] in QUOTES]
    plain = [_plain(view, number) for number in range(first, last)]
    rows = []
    for number in range(first, last):
        row = [*plain[number - first], *_structure(view, number, first, last)]
        row += _around_quotes(view, number, first, last, marks)
        for offset in (-2, -1, 1, 2):
            near = number + offset
            if first <= near < last:
                row += [f"{offset}w={view.lower[near]}", f"{offset}p={view.tag[near]}", f"{offset}d={view.dep[near]}"]
                row.append(f"{offset}r={view.rule_cue[near]}")
            else:
                row.append(f"{offset}edge")
        row += _pairs(view, number, first, last)
        rows.append(row)
    return rows


def _plain(view: ParseView, number: int) -> list[str]:
    lemma, dep, tag = view.lemma[number], view.dep[number], view.tag[number]
    return [
        f"w={view.lower[number]}",
        f"l={lemma}",
        f"t={tag}",
        f"d={dep}",
        f"l={lemma} t={tag}",
        f"l={lemma} d={dep}",
        f"s={view.shape[number]}",
        f"e={view.lower[number][-3:]}",
        f"x={view.lexicon[number]}",
        f"x={view.lexicon[number]} t={tag}",
    ]


def _structure(view: ParseView, number: int, first: int, last: int) -> list[str]:
    """What the token governs, and what governs it."""
    head = view.head[number]
    lemma = view.lemma[number]
    row = [f"hl={view.lemma[head]}", f"hp={view.pos[head]}", f"hd={view.dep[head]}"]
    row += [f"d={view.dep[number]} hl={view.lemma[head]}", f"d={view.dep[number]} hr={view.rule_cue[head]}"]
    row.append(f"hx={view.lexicon[head]} d={view.dep[number]} {head - number if abs(head - number) < 4 else 'far'}")
    below = sorted({view.dep[child] for child in view.children[number]})
    row += [f"c={dep}" for dep in below]
    kinds = [dep for dep in below if dep in _CLAUSAL or dep.startswith("nsubj") or dep in {"dobj", "prep", "auxpass"}]
    row += [f"c={'+'.join(kinds)}", f"c={'+'.join(kinds)} x={view.lexicon[number]}", f"c={'+'.join(kinds)} l={lemma}"]
    for child in view.children[number]:
        dep = view.dep[child]
        if dep in {"nsubj", "nsubjpass", "poss", "agent"}:
            row += [f"subj={view.lemma[child]}", f"subj={view.tag[child]}", f"subj={view.pos[child]} l={lemma}"]
        elif dep in {"prep", "mark", "prt"}:
            row += [f"{dep}={view.lower[child]}", f"{dep}={view.lower[child]} l={lemma}"]
        elif dep == "ccomp":
            inner = [grand for grand in view.children[child] if view.dep[grand] == "mark"]
            row.append(f"ccomp {'right' if child > number else 'left'} {view.lower[inner[0]] if inner else 'bare'}")
    rule = view.rule_at.get(number)
    row.append(f"r={view.rule_cue[number]}")
    if rule is not None:
        row += [f"r={view.rule_cue[number]} l={lemma}", f"r {bool(rule.source)}", f"rl={rule.lemma}"]
    if number in view.rule_content:
        row.append(f"in content x={view.lexicon[number]}")
    if number in view.rule_source:
        row.append("in source")
    return row


def _around_quotes(view: ParseView, number: int, first: int, last: int, marks: list[int]) -> list[str]:
    inside = "in" if view.quoted[number] >= 0 else "out"
    lexicon = view.lexicon[number]
    row = [
        f"q={inside}",
        f"q={inside} x={lexicon}",
        f"q={inside} d={view.dep[number]}",
        f"q={inside} p={view.pos[number]}",
    ]
    before = [mark for mark in marks if mark < number]
    after = [mark for mark in marks if mark > number]
    if before:
        row.append(f"quote before {min(number - before[-1], 6)} {view.pos[number]}")
    if after:
        row.append(f"quote after {min(after[0] - number, 6)} {view.pos[number]}")
    if not marks:
        row.append(f"no quotes x={lexicon}")
    if number - first < 5:
        row.append(f"begin {number - first}")
    if last - number < 5:
        row.append(f"end {last - number}")
    return row


def _pairs(view: ParseView, number: int, first: int, last: int) -> list[str]:
    row = []
    if number > first:
        row += [
            f"-1w={view.lower[number - 1]} w={view.lower[number]}",
            f"-1p={view.tag[number - 1]} p={view.tag[number]}",
        ]
    if number + 1 < last:
        row += [
            f"w={view.lower[number]} 1w={view.lower[number + 1]}",
            f"p={view.tag[number]} 1p={view.tag[number + 1]}",
        ]
    return row
