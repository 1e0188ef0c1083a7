"""The command that puts questions about a case to a person."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from winset.cli import output

if TYPE_CHECKING:
    from winset.case.model import Case
    from winset.engines.interview.questions import Answer, Question
    from winset.present.words.interview import QuestionWords
    from winset.record.store import Store

_STOP = {"q", "quit", "stop"}


@click.command()
@click.argument("case")
@click.option("--by", "who", default="", help="Who answers; kept in the history, and with what is confirmed.")
@click.option("--why", default="", help="On what grounds; kept in the history.")
@click.option("--anew", is_flag=True, help="Begin another interview; earlier answers stay in the record.")
@click.option("--questions", "most", default=15, show_default=True, type=click.IntRange(1, 15), help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="Print the next question as JSON and change nothing.")
def interview(case: str, who: str, why: str, anew: bool, most: int, as_json: bool) -> None:
    """Ask what would move the case most, and put the answers into it.

    Answer with a number, or with its words; 'q' stops. What is answered is saved at once, in the case and in its
    record; the next time the interview goes on from there. Answers can be piped, one a line; after the number may
    follow a reason: '1 as the minister said on Friday'.
    """
    from winset.case.opening import load
    from winset.engines.interview.asking import next_question
    from winset.engines.records import plain

    loaded = load(case)
    if as_json:
        question = next_question(loaded, [] if anew else _answers(loaded), most)
        output.show_json({"question": plain(question) if question else None})
        return
    _Interview(case, who, why).run(anew, most)


def _answers(case: Case) -> list[Answer]:
    from winset.record.exchange import record_of
    from winset.record.interviews import kept

    store = record_of(case)
    return kept(store.rows("notes")) if store is not None else []


class _Interview:
    """A sitting: the case's file, its record, and who answers."""

    def __init__(self, case: str, who: str, why: str) -> None:
        from winset.cli.record.common import writing
        from winset.record.interviews import kept

        loaded, self.store = writing(case)
        self.path = Path(loaded.file)
        self.who, self.why = who, why
        self.answers = kept(self.store.rows("notes"))

    def run(self, anew: bool, most: int) -> None:
        from winset.cli.record.common import now
        from winset.engines.interview.asking import next_question
        from winset.present.words.prose import counted
        from winset.record.interviews import begin_anew

        if anew and self.answers:
            begin_anew(self.store, now(), self.who, self.why)
            self.answers = []
        if self.answers:
            click.echo(f"Going on after {len(self.answers)} answers; --anew begins another interview.\n")
        while True:
            case, text = self._case()
            question = next_question(case, self.answers, most)
            if question is None:
                self._ended(most)
                return
            if not self._ask(case, text, question):
                click.echo(f"Stopped after {counted(len(self.answers), 'answer')}; what was answered is saved.")
                return

    def _case(self) -> tuple[Case, str]:
        from winset.case.opening import load

        return load(str(self.path)), self.path.read_text("utf-8-sig")

    def _ended(self, most: int) -> None:
        if len(self.answers) >= most:
            told = f"{len(self.answers)} questions are answered; --anew asks others."
        else:
            told = f"No {'other ' if self.answers else ''}question would move what can hold, or the forecast."
        click.echo(f"{told} Now: winset brief {self.path}")

    def _ask(self, case: Case, text: str, question: Question) -> bool:
        """Ask until there is an answer, and save it; False where the person stops."""
        from winset.present.words.interview import asked

        told = asked(case, question)
        _show(case, self.store, question, told, len(self.answers) + 1)
        while True:
            line = _line()
            if line is None or line.strip().lower() in _STOP:
                return False
            choice, reason = _chosen(line, told)
            if choice:
                break
            click.echo(f"That is none of the answers. Write a number from 1 to {len(told.choices)}, or q to stop.")
        self._save(case, text, question, choice, reason)
        return True

    def _save(self, case: Case, text: str, question: Question, choice: str, reason: str) -> None:
        from winset.case.writing import write_atomically
        from winset.cli.record.common import now
        from winset.engines.interview.answering import answered
        from winset.present.words.interview import answer_words, effects
        from winset.record.interviews import keep

        found = answered(text, question, choice, self.answers, self.who, reason or self.why, str(self.path))
        with self.store.together():
            keep(self.store, found.answer, answer_words(case, question, choice), now())
            if found.text != text:
                write_atomically(self.path, found.text)
        self.answers.append(found.answer)
        for effect in effects(case, question, found):
            _say(f"-> {effect}", "   ")
        click.echo()


def _show(case: Case, store: Store, question: Question, told: QuestionWords, number: int) -> None:
    from winset.record.behind import sentences_behind

    _say(output.styled(f"{number}. {told.text}", bold=True))
    if told.besides:
        _say(f"   {told.besides}", "   ")
    for place, (_, words) in enumerate(told.choices, 1):
        _say(f"   {place}) {words}", "      ")
    for name, sentence in sentences_behind(case, store.documents(), question.basis)[:6]:
        _say(f"   [{name}] {sentence}", "        ")
    if told.why:
        _say(f"   {told.why}", "   ")


def _say(text: str, indent: str = "") -> None:
    click.echo(textwrap.fill(text, output.MAX_WIDTH, subsequent_indent=indent, drop_whitespace=True))


def _line() -> str | None:
    """Read one line of an answer; None where there are no more."""
    try:
        return str(click.prompt("Answer", prompt_suffix="> ", default="", show_default=False))
    except click.Abort:
        click.echo()
        return None


def _chosen(line: str, told: QuestionWords) -> tuple[str, str]:
    """Find which answer a line gives, and the reason after it; no answer where it gives none."""
    first, _, reason = line.strip().partition(" ")
    if first.rstrip(".)").isdecimal() and 1 <= int(first.rstrip(".)")) <= len(told.choices):
        return told.choices[int(first.rstrip(".)")) - 1][0], reason.strip()
    for key, words in told.choices:
        if line.strip().lower() in {key, words.lower()}:
            return key, ""
    if line.strip() == "?":
        return told.choices[-1][0], ""
    return "", ""


COMMANDS = (interview,)
