"""Operative clauses of resolutions, communiqués and press releases: their subject stands once, above them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from winset.frozen import Frozen
from winset.reading.layout.lines import Line
from winset.reading.spans import Span

_BASES = """
demand call decide urge request reaffirm reiterate condemn welcome recommend encourage invite express note affirm
emphasize emphasise stress declare authorize authorise endorse agree commit pledge reject support underline underscore
acknowledge recognize recognise resolve appeal insist propose offer promise undertake announce confirm warn oppose
refuse deplore denounce commend approve adopt accept repeat regret undertake direct instruct suspend extend withdraw
postpone defer cancel lift impose freeze establish appoint fix ask thank praise voice table open close end launch
withhold stand remain ban sign ratify submit raise lower release order remind hope uphold vote grant deny concede
threaten cede hold set begin give take
""".split()  # noqa: SIM905 - a page of words reads better than a list of strings
_BASE_OF = {
    form: base
    for base in _BASES
    for form in {
        base,
        f"{base}s",
        f"{base}es",
        f"{base}d",
        f"{base}ed",
        f"{base[:-1]}ies" if base.endswith("y") else base,
        f"{base[:-1]}ied" if base.endswith("y") else base,
        f"{base}{base[-1]}ed",
    }
} | {
    "undertook": "undertake",
    "withdrew": "withdraw",
    "withheld": "withhold",
    "froze": "freeze",
    "held": "hold",
    "began": "begin",
    "gave": "give",
    "took": "take",
    "upheld": "uphold",
    "referred": "refer",
    "banned": "ban",
    "submitted": "submit",
    "permitted": "permit",
}
_NOT = r"(?:could|did|do|does|can|will|shall|would)(?:n['’]t| ?not)|has not|have not|never"
_ADVERB = rf"(?:(?:also|further|again|once more|hereby|therefore|{_NOT}|will|shall|jointly|[a-z]+ly)[ ,]+)*"
_CLAUSE = re.compile(
    rf"(?P<cue>(?:{_ADVERB})(?P<verb>[A-Za-z]+)(?: (?P<particle>upon|on|for|to reject)\b)?)\s+(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_TAKES = {"call": {"upon", "on", "for"}, "insist": {"on", "upon"}, "decide": {"on", "upon"}, "agree": {"on", "upon"}}
_TOP = re.compile(
    r"(?P<who>(?:[Tt]he |We,? (?:the )?)?[A-ZÀ-Þ][\w'’&-]*"
    r"(?: (?:[A-ZÀ-Þ][\w'’&-]*|\d[\w-]*|of|on|in|at|[a-z]{3,})){0,9})"
    r"(?:,[^.!?]*)?(?P<mark>[,:]|:\s*|,\s*)$"
)
_RESOLVED = re.compile(
    r"(?:(?:now,? )?therefore,? )?(?:(?:let it |be it )?(?:further |hereby )?)?resolved,? (?:that|by) ", re.IGNORECASE
)
_VERBAL = re.compile(
    r" (?:today |also |hereby |jointly |has |have |then )*"
    r"(?:said|says|agreed|agrees|decided|announced|declared|"
    r"stated|will|is|are|was|were|has|have|adopted|resolved|demanded|demands|calls|called|reaffirmed|do|does|did)\b.*",
    re.DOTALL,
)
_LATER = re.compile(r"(?:,? (?:today|yesterday|also|hereby|jointly|therefore|on [A-Z]\w+day))+$")
_PREAMBLE = re.compile(
    r"[A-Z][a-z]+(?:ing|ed|ly|ful|ous)\b|(?:Aware|Alarmed|Determined|Convinced|Bearing|Having|In view)\b"
)
_LAST_VERB = re.compile(
    r"(?P<cue>(?P<verb>[a-z]+)(?: (?:on|upon|for))?)(?: (?:to|that|the following|as follows))*\s*:$"
)
_END = re.compile(r"[;,.]?(?:\s+(?:and|or))?[;,.]?\s*$")


_TAIL = re.compile(r"(?:^|[.!?]['\"”’)]* +)(?P<who>(?:They|We|It|(?:The |Both |All )[^.!?:;,]{2,60}))$")
_ONLY_OPENS = re.compile(r"(?:that|to|the following|as follows|:)*\s*:?")


class OperativeClause(Frozen):
    """An operative clause: whose it is, the verb that says what is done, and what is demanded, decided, offered."""

    subject: Span
    cue: Span
    content: Span
    lemma: str


def clauses(text: str, lines: Sequence[Line]) -> tuple[OperativeClause, ...]:
    """Find the operative clauses below a subject.

    The subject is a line of its own that ends with a comma or a colon and begins with a name. The clauses are lines
    that begin with a verb of deciding, demanding or declaring, numbered or not, or, where such a verb ends the line of
    the subject (*The two sides agreed:*), the items below it. Other lines between them are passed over; a line that
    ends with a full stop and is none of them ends what the subject governs.
    """
    found: list[OperativeClause] = []
    subject: Span | None = None
    verb: tuple[Span, str] | None = None
    misses = 0
    for number, line in enumerate(lines):
        later = lines[number + 1] if number + 1 < len(lines) else None
        words = text[line.begins : line.end]
        above = None if line.mark else (_subject(words, line) or _unfinished(text, line, later))
        if above is not None:
            subject, verb, misses = above, _verb_of(words, line, above), 0
            continue
        clause = _clause(words, line, subject) if subject is not None else None
        if clause is not None and (opens := _opens(text, clause)):
            verb, misses = opens, 0  # its own items follow: *Decides that: (a) …*
            continue
        if clause is None and subject is not None and verb is not None and line.mark:
            end = line.begins + len(_END.sub("", words))
            clause = OperativeClause(subject, verb[0], (line.begins, end), verb[1]) if end > line.begins else None
        if clause is not None:
            found.append(clause)
            misses = 0
        elif subject is not None:
            misses += words.endswith((".", "!", "?")) and not line.mark
            subject = None if misses > 1 else subject
    return tuple(found)


def _unfinished(text: str, line: Line, later: Line | None) -> Span | None:
    """The subject that a paragraph ends with, right above items that begin with its verb: *They | • agreed*."""
    if later is None or not later.mark or text[line.end - 1] in ".!?;:,":
        return None
    tail = _TAIL.search(text, line.begins, line.end)
    if tail is None or _clause(text[later.begins : later.end], later, (0, 1)) is None:
        return None
    return tail.span("who")


def _opens(text: str, clause: OperativeClause) -> tuple[Span, str] | None:
    """The verb of a clause that only opens a list of its own: *Further decides that:*."""
    return (clause.cue, clause.lemma) if _ONLY_OPENS.fullmatch(text[slice(*clause.content)]) else None


def _subject(words: str, line: Line) -> Span | None:
    resolved = _RESOLVED.match(words)
    at = resolved.end() if resolved else 0
    match = _TOP.fullmatch(words, at)
    if match is None or _clause(words, line, (0, 1)) is not None:
        return None
    who = _LATER.sub("", _VERBAL.sub("", match["who"])).rstrip(" ,:")
    if _PREAMBLE.match(who) or not who or re.search(r"\b(?:If|When|After|While|Because)\b", who):
        return None
    return (line.begins + at, line.begins + at + len(who))


def _verb_of(words: str, line: Line, subject: Span) -> tuple[Span, str] | None:
    """The verb that ends the line of a subject: *agreed:*, *called for:*."""
    match = _LAST_VERB.search(words, subject[1] - subject[0])
    base = _BASE_OF.get(match["verb"].lower()) if match else None
    if match is None or base is None:
        return None
    return (line.begins + match.start("cue"), line.begins + match.end("cue")), base


def _clause(words: str, line: Line, subject: Span) -> OperativeClause | None:
    match = _CLAUSE.fullmatch(words)
    if match is None:
        return None
    base = _BASE_OF.get(match["verb"].lower())
    if base is None or (
        match["verb"].lower() == base and not match["cue"].lower().startswith(("will", "shall")) and not line.mark
    ):
        return None
    last = match.end("verb")
    if match["particle"] and match["particle"].lower() in _TAKES.get(base, set()):
        last = match.end("particle")
    begins = last + len(words[last:]) - len(words[last:].lstrip())
    end = begins + len(_END.sub("", words[begins:]))
    if end <= begins:
        return None
    at = line.begins
    return OperativeClause(subject, (at + match.start("cue"), at + last), (at + begins, at + end), base)
