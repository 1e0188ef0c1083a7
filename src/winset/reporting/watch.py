"""What to watch: dates, questions with their rules, first steps, signs that tell conditions apart."""

from __future__ import annotations

from collections.abc import Iterator

from winset.engines.stability.why import Step
from winset.present.documents.unilateral import deadline_lines
from winset.present.words import words
from winset.present.words.likelihood import of_something
from winset.present.words.prose import day_words, sentence
from winset.reporting.results import Results

QUESTIONS = 3


def watch_lines(r: Results) -> Iterator[str]:
    """Give the signs to watch, the dated ones first."""
    if r.case.talks.deadline:
        yield f"{day_words(r.case.talks.deadline)}: the deadline of the talks."
    yield from deadline_lines(r.case)
    yield from _questions(r)
    yield from _first_steps(r)


def _questions(r: Results) -> Iterator[str]:
    if r.forecast is None:
        return
    found = [
        (key, question, r.forecast.questions[key].probability)
        for key, question in r.case.questions.items()
        if key in r.forecast.questions and key not in r.forecast.not_forecast.questions
    ]
    most_open = sorted(found, key=lambda item: abs(item[2] - 0.5))[:QUESTIONS]
    for _, question, chance in sorted(most_open, key=lambda item: item[1].by):
        likely = sentence(of_something("yes", chance, r.scale))
        yield f"{day_words(question.by)}: {question.text} {likely}; decided by: {question.rule}."


def _first_steps(r: Results) -> Iterator[str]:
    """Name the first step of every route that all would take: what would be seen if it were taken."""
    seen: dict[tuple[tuple[str, ...], int], tuple[Step, list[str]]] = {}
    for held in r.brief.held:
        route = held.route
        if held.scenario is not None and route is not None and route.steps and not (route.unwilling or route.missing):
            step = route.steps[0]
            _, names = seen.setdefault((step.units, step.to), (step, []))
            if held.scenario not in names:
                names.append(held.scenario)
    for step, names in list(seen.values())[:QUESTIONS]:
        who = f", by {words.the_parties(r.case, step.units)}{words.together(step)}"
        by = "" if words.says_who(r.case, step) else who
        yield f"First step towards {words.some_scenarios(r.case, names)}{by}: {words.step_changes(r.case, step)}."
