"""The command that walks through proposed claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from winset.claims import Claim, Row, SourceDocument
from winset.cli import output
from winset.cli.record.common import assignment, now, record, writing

if TYPE_CHECKING:
    from winset.case.model import Case
    from winset.engines.evidence.mentions import Touch
    from winset.record.store import Store

KEYS = {
    "a": "accept",
    "p": "promote the author's own words, and accept",
    "r": "reject",
    "c": "correct a field",
    "g": "grade",
    "s": "skip",
    "u": "undo the last decision",
    "q": "quit; everything decided is kept",
}
_STANDS = {"f": "for", "a": "against", "n": ""}
_STYLES = {"source": "cyan", "cue": "yellow", "content": "green"}


@record.command()
@click.argument("case")
@click.option("--who", default="", help="Who reviews; kept in the history.")
def review(case: str, who: str) -> None:
    """Walk through the proposed claims: accept, correct, grade, promote, reject or skip each."""
    from winset.present.words.prose import counted

    loaded, store = writing(case)
    walk = Walk(loaded, store, who)
    if not walk.waiting:
        click.echo("No claim waits for review.")
        return
    click.echo(f"{counted(len(walk.waiting), 'proposed claim')}. Keys:")
    for key, does in KEYS.items():
        click.echo(f"  {key}  {does}")
    try:
        walk.run()
    except click.Abort:
        click.echo()
    left = sum(one.status == "proposed" for one in store.claims().values())
    click.echo(f"\n{len(walk.done)} decided, {left} still proposed.")


class Walk:
    """A walk through proposed claims; every decision is on disk before the next is asked.

    Parameters
    ----------
    case : Case
        The case: its conditions and statements with a prior are what accepted claims may bear on.
    store : Store
        Its record.
    who : str
        Who reviews.
    """

    def __init__(self, case: Case, store: Store, who: str) -> None:
        self.case, self.store, self.who = case, store, who
        self.waiting = [key for key, claim in store.claims().items() if claim.status == "proposed"]
        self.done: list[tuple[int, Row, list[str]]] = []  # place in the walk, what was changed as before, links added
        self.before: Row = {}

    def run(self) -> None:
        """Ask about one claim after another."""
        place = 0
        while place < len(self.waiting):
            key = self.waiting[place]
            self.before = self.store.row(key)
            self._show(place, key)
            while (answer := self._ask()) in {"c", "g"}:
                (self._correct if answer == "c" else self._grade)(key)
                self._show(place, key)
            if answer == "q":
                return
            if answer == "u":
                place = self._undo(place)
                continue
            if answer != "s":
                self._decide(place, key, answer)
            place += 1

    def _ask(self) -> str:
        keys = [key for key in KEYS if (key != "u" or self.done) and (key != "p" or self.before["narrator"] == "yes")]
        return str(click.prompt("/".join(keys), type=click.Choice(keys), show_choices=False))

    def _show(self, place: int, key: str) -> None:
        claim = self.store.claim(key)
        document = self.store.document(claim.document) if claim.document else SourceDocument()
        click.echo(f"\n{output.styled(key, bold=True)}  {place + 1} of {len(self.waiting)}, {document.title}")
        if told := marked(claim, document.text):
            click.echo(f"  {told}")
        parts = {"source": claim.source, "cue": claim.cue, "content": claim.content, "via": claim.via}
        for part, words in parts.items():
            if words or part != "via":
                click.echo(f"  {output.styled(f'{part:8}', fg=_STYLES.get(part))} {' '.join(words.split()) or '-'}")
        parties = " to ".join(filter(None, (claim.actor, claim.target)))
        inside = f"inside {claim.parent}" if claim.parent else ""
        anonymous = "anonymous" if claim.anonymous else ""
        own = "the author's own words" if claim.narrator else ""
        acts = (claim.speech_act, claim.polarity, claim.hedge_level, claim.source_kind)
        facts = [*acts, parties, claim.date, inside, anonymous, own]
        click.echo(f"  {', '.join(filter(None, facts))}; grade {claim.grade}")

    def _correct(self, key: str) -> None:
        from winset.errors import UsageError
        from winset.record.opened import OpenRecord

        click.echo("  Words of source, cue and content are those of the text; pieces apart are joined by ' … '.")
        try:
            fields = dict([assignment(click.prompt("  FIELD=VALUE"))])
            OpenRecord(self.case, self.store).change(key, fields, who=self.who, why="corrected in review")
        except UsageError as error:
            click.echo(f"  {error}")

    def _grade(self, key: str) -> None:
        from winset.errors import UsageError

        try:
            from winset.record.kinds import graded

            grades = graded(click.prompt("  Grade, such as B3"))
        except UsageError as error:
            click.echo(f"  {error}")
            return
        self.store.set(key, grades, now(), self.who, "graded in review")
        warn_of_diagonal(self.store.claim(key))

    def _decide(self, place: int, key: str, answer: str) -> None:
        fields = {"status": "rejected" if answer == "r" else "accepted"} | (
            {"promoted": "yes"} if answer == "p" else {}
        )
        self.store.set(key, fields, now(), self.who, "review")
        links: list[str] = []
        after = self.store.row(key)
        changed = {name: words for name, words in self.before.items() if after[name] != words}
        self.done.append((place, changed, links))
        claim = self.store.claim(key)
        if answer == "r":
            return
        if claim.narrator and not claim.promoted:
            click.echo("  The author's own words count for nothing until promoted.")
            return
        if not claim.graded:
            click.echo("  Not graded: it weighs little.")
        for touch in self._bearing(key, claim):
            stands = _STANDS[self._stands(touch)]
            if stands:
                fields = {"claim": key, "about": touch.about, "stands": stands}
                links.append(self.store.add("links", fields, now(), self.who, "review"))

    def _stands(self, touch: Touch) -> str:
        told = f"  {touch.about} ({', '.join(touch.words)}): f for, a against, n neither"
        return str(click.prompt(told, type=click.Choice(list(_STANDS)), show_choices=False, default="n"))

    def _bearing(self, key: str, claim: Claim) -> list[Touch]:
        """Give the conditions and statements with a prior that a claim touches and is not linked to yet."""
        from winset.engines.evidence.likelihood_ratios import supports
        from winset.engines.evidence.mentions import touches

        weighed = {one.about for one in supports(self.case, {})}
        links = list(self.store.links().values())
        linked = {link.about for link in links if link.claim == key}
        found = touches(self.case, {key: claim}, self.store.claims(), links)
        return [one for one in found if one.about in weighed and one.about not in linked]

    def _undo(self, place: int) -> int:
        """Take the last decision back; the history keeps both."""
        place, before, links = self.done.pop()
        for link in links:
            self.store.remove(link, now(), self.who, "undone in review")
        self.store.set(self.waiting[place], before, now(), self.who, "undone in review")
        return place


def warn_of_diagonal(claim: Claim) -> None:
    """Warn when both grades have the same rank, for then they are seldom judged apart."""
    from winset.engines.evidence.likelihood_ratios import on_diagonal

    if on_diagonal(claim):
        click.echo("Both grades have the same rank; make sure they were judged apart.", err=True)


def marked(claim: Claim, text: str) -> str:
    """Quote the sentences of a claim with its source, cue and content marked by colour."""
    from winset.record.sentences import passage

    spans = claim.spans
    found = passage(text, spans) if text else None
    if found is None:
        return ""
    start, end = found
    colour = [""] * (end - start)
    for part in ("content", "cue", "source"):
        for first, last in spans.get(part, ()):
            colour[first - start : last - start] = [part] * (last - first)
    told, run = "", start
    for place in range(start + 1, end + 1):
        if place == end or colour[place - start] != colour[run - start]:
            piece = text[run:place]
            part = colour[run - start]
            told += output.styled(piece, fg=_STYLES[part], underline=part == "content") if part else piece
            run = place
    return " ".join(told.split())
