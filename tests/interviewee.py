"""A person with a known ranking, written apart from the engine: random cases, answers, and what is still wrong."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from winset.case.editing import edited
from winset.case.reading import from_data
from winset.case.writing import dump
from winset.engines.interview.answering import decided
from winset.engines.interview.asking import next_question
from winset.engines.interview.questions import Question

Levels = dict[str, str]
Meets = Callable[[Levels], bool]
PARTIES = ("A", "B", "C")


@dataclass
class Truth:
    """A conflict of three parties and five issues, with every party's statements in their true order."""

    issues: dict[str, list[str]]
    control: dict[str, list[str]]
    statements: dict[str, list[str]]
    scenarios: dict[str, str]
    means: dict[str, Meets] = field(default_factory=dict)

    def data(self, statements: dict[str, list[str]]) -> dict[str, Any]:
        """Give the case in which the statements are written in some order."""
        return {
            "winset": "1",
            "title": "random",
            "parties": {party: {"name": f"Party {party}"} for party in PARTIES},
            "issues": {key: {"levels": levels, "control": self.control[key]} for key, levels in self.issues.items()},
            "preferences": {party: [{"prefer": one} for one in listed] for party, listed in statements.items()},
            "scenarios": {key: {"when": when} for key, when in self.scenarios.items()},
        }

    def text(self, statements: dict[str, list[str]]) -> str:
        """Give the case file."""
        return dump(self.data(statements))

    def outcomes(self) -> Iterator[Levels]:
        """Give every outcome."""
        for chosen in product(*self.issues.values()):
            yield dict(zip(self.issues, chosen, strict=True))

    def worth(self, statements: dict[str, list[str]], party: str, outcome: Levels) -> tuple[bool, ...]:
        """Give what a party ranks outcomes by: which of its statements hold, the most important first."""
        return tuple(self.means[one](outcome) for one in statements[party])

    def answer(self, question: Question) -> str:
        """Answer a question as a person does who knows the ranking."""
        listed = self.statements[question.party]
        if question.kind == "outcomes":
            one, two = (self.worth(self.statements, question.party, dict(each.levels)) for each in question.outcomes)
            return "first" if one > two else "second"
        assert question.kind == "order"
        return "first" if listed.index(question.first[0]) < listed.index(question.second[0]) else "second"

    def moves(self, party: str, outcome: Levels) -> Iterator[Levels]:
        """Give where a party can take an outcome alone."""
        own = [key for key, who in self.control.items() if who == [party]]
        for chosen in product(*(self.issues[key] for key in own)):
            changed = outcome | dict(zip(own, chosen, strict=True))
            if changed != outcome:
                yield changed

    def wrong(self, statements: dict[str, list[str]]) -> tuple[int, int, int, int]:
        """Count the pairs of outcomes that the stability of a scenario hangs on, and those ordered wrongly.

        A pair is an outcome of a scenario and a move of one party from it. The scenario's stability hangs on it when,
        everything else as it truly is, its order decides whether that outcome of the scenario holds. Gives how many of
        these are ordered wrongly, how many there are, and the same for all pairs.
        """
        wrong = total = every_wrong = every = 0
        for outcome in self.outcomes():
            if not any(self.means[when](outcome) for when in self.scenarios.values()):
                continue
            pairs = []
            for party in PARTIES:
                here, here_now = (self.worth(one, party, outcome) for one in (self.statements, statements))
                for end in self.moves(party, outcome):
                    there, there_now = (self.worth(one, party, end) for one in (self.statements, statements))
                    if here != there:
                        pairs.append((there > here, there_now > here_now))
            improving = sum(better for better, _ in pairs)
            for better, now in pairs:
                every, every_wrong = every + 1, every_wrong + (better != now)
                if improving == better:
                    total, wrong = total + 1, wrong + (better != now)
        return wrong, total, every_wrong, every


def random_truth(rng: random.Random) -> Truth:
    """Draw a conflict of three parties and five issues, with five to seven statements each."""
    issues = {f"i{place}": ["a", "b", "c"][: rng.choice([2, 2, 3])] for place in range(5)}
    owners = [*PARTIES, rng.choice(PARTIES), rng.choice(PARTIES)]
    rng.shuffle(owners)
    control = {key: [owner] for key, owner in zip(issues, owners, strict=True)}
    if rng.random() < 0.5:
        joint = rng.choice([key for key in issues if owners.count(control[key][0]) > 1])
        control[joint] = sorted({*control[joint], rng.choice(PARTIES)})
    truth = Truth(issues, control, {}, {})

    def atom(key: str) -> str:
        level, equal = rng.choice(issues[key]), rng.random() < 0.7
        text = f"{key} {'=' if equal else '!='} {level}"
        truth.means[text] = lambda outcome: (outcome[key] == level) == equal
        return text

    def compound() -> str:
        one, two = (atom(key) for key in rng.sample(list(issues), 2))
        first, second = truth.means[one], truth.means[two]
        word = rng.choice(["iff", "and", "or", "then"])
        text = f"if {one} then {two}" if word == "then" else f"{one} {word} {two}"
        truth.means[text] = {
            "iff": lambda outcome: first(outcome) == second(outcome),
            "and": lambda outcome: first(outcome) and second(outcome),
            "or": lambda outcome: first(outcome) or second(outcome),
            "then": lambda outcome: not first(outcome) or second(outcome),
        }[word]
        return text

    for party in PARTIES:
        own = [key for key, who in control.items() if party in who]
        listed: list[str] = []
        size = rng.randint(5, 7)
        while len(listed) < size:
            one = compound() if rng.random() < 0.4 else atom(rng.choice(own if rng.random() < 0.5 else list(issues)))
            if one not in listed:
                listed.append(one)
        truth.statements[party] = listed
    for number in range(rng.randint(2, 3)):
        one, two = (atom(key) for key in rng.sample(list(issues), 2))
        text, first, second = f"{one} and {two}", truth.means[one], truth.means[two]
        truth.means[text] = lambda outcome, first=first, second=second: first(outcome) and second(outcome)
        truth.scenarios[f"s{number}"] = text
    return truth


def misplaced(rng: random.Random, truth: Truth) -> dict[str, list[str]]:
    """Put a third of all statements somewhere else in their lists."""
    statements = {party: list(listed) for party, listed in truth.statements.items()}
    every = [(party, one) for party, listed in statements.items() for one in listed]
    for party, one in rng.sample(every, round(len(every) / 3)):
        at = statements[party].index(one)
        statements[party].remove(one)
        statements[party].insert(rng.choice([place for place in range(len(statements[party]) + 1) if place != at]), one)
    return statements


def interviewed(truth: Truth, start: dict[str, list[str]], most: int = 15) -> list[dict[str, list[str]]]:
    """Put the engine's questions to the person, and give the statements as they stand before and after each answer."""
    case, answers = from_data(truth.data(start)), []
    stages = [start]
    while (question := next_question(case, answers, most)) is not None:
        answer, edits, _ = decided(case, question, truth.answer(question), answers)
        case, answers = edited(case, edits), [*answers, answer]
        stages.append({party: [one.prefer for one in listed] for party, listed in case.preferences.items()})
    return stages
