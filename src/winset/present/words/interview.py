"""Questions of an interview, their answers and what these change, in words; the same words whoever the party is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset.case.model import Case
from winset.case.short_names import short_name
from winset.engines.interview.questions import UNKNOWN, Answered, Choice, Contradiction, Question
from winset.frozen import Frozen
from winset.present.words import words
from winset.present.words.articles import is_several
from winset.present.words.prose import counted, joined, possessive, sentence
from winset.present.words.subjects import subject

DONT_KNOW = "I don't know"
_CHANCE = {"yes": "0.1 to 0.45", "no": "0.8 to 1", UNKNOWN: "0.2 to 0.8"}
_NEW = {
    "wish": "A statement is added below the others of the party: {}.",
    "linked": "A statement about this is added below the others of the party.",
    "consent": "An issue is added for the answer; without what was offered it cannot be given.",
    "steps": "Points now follow the order of statements, with wide ranges; deals and forecast can be reckoned.",
    "table": "The case says so now.",
}


class QuestionWords(Frozen):
    """A question in words.

    Attributes
    ----------
    text : str
        The question.
    choices : tuple of (str, str)
        Name and words of every answer.
    besides : str
        What is the same whichever answer is given; empty where nothing has to be said.
    why : str
        What hangs on the answer.
    """

    text: str
    choices: tuple[tuple[str, str], ...]
    besides: str = ""
    why: str = ""


def asked(case: Case, question: Question) -> QuestionWords:
    """Word a question."""
    text, besides = _text(case, question)
    return QuestionWords(
        text,
        tuple((one.key, _choice(case, question, one)) for one in question.choices),
        besides,
        _why(case, question),
    )


def _text(case: Case, question: Question) -> tuple[str, str]:
    """Give the question and what is the same whatever the answer."""
    party = words.the_party(case, question.party) if question.party else ""
    if question.kind == "outcomes":
        return f"All else the same, which would {party} reportedly rather have?", _same(case, question)
    if question.kind == "order":
        return f"Which reportedly matters more to {party}?", ""
    if question.kind == "statement":
        return f"Is it so that {party} reportedly prefers that {words.condition(case, question.first[0])}?", ""
    if question.kind == "table":
        return f"Does {party} take part in the talks?", ""
    if question.kind == "control":
        issue = question.about.removeprefix("issues.")
        levels = joined((words.level(case, issue, level) for level in case.levels[issue]), "or")
        return f"Who can decide on {_issue(case, issue)} ({levels})?", ""
    if question.kind in {"condition", "linked", "enough"}:
        return _about_condition(case, question, party), ""
    if question.kind == "wish":
        return f"What would {party} reportedly rather have of {_issue(case, question.issue)}, all else as today?", ""
    if question.kind == "home":
        whose = possessive(party)
        what = f"refuse what is agreed on {_issue(case, question.issue)}, unless it stays as it is today"
        return f"Could {whose} {question.home} {what}?", ""
    if question.kind == "same":
        return _same_issue(case, question)
    if question.kind == "without":
        return "What happens if the talks bring no deal?", ""
    if question.kind == "consent":
        return f"Does {_issue(case, question.issue)} come about only if {party} accepts it?", ""
    return (
        "Deals and forecasts take points, and nobody has given any. May they be reckoned from the order of statements "
        "alone, with equal steps and wide ranges? That is an assumption; better figures can be given at any time."
    ), ""


def _issue(case: Case, key: str) -> str:
    """Name an issue in a sentence: without the remark that its name may have in brackets."""
    return subject(case, short_name(case, key))


def _same_issue(case: Case, question: Question) -> tuple[str, str]:
    keys = question.about.removeprefix("issues."), question.issue
    one, two = (case.issue_name(key) for key in keys)
    levels = (joined((words.level(case, key, level) for level in case.levels[key]), "or") for key in keys)
    first, second = levels
    return f'Are "{one}" and "{two}" one and the same issue?', f'"{one}": {first}. "{two}": {second}.'


def _about_condition(case: Case, question: Question, party: str) -> str:
    condition = case.conditions[question.about.removeprefix("conditions.")]
    withheld, unless = words.condition(case, condition.withholds), words.condition(case, condition.unless)
    if question.kind == "linked":
        return f"If {unless}: would {party} then reportedly rather have it that {withheld}, and otherwise not?"
    refuses = f"{party} {'do' if is_several(case.party_name(question.party)) else 'does'} not accept that {withheld}"
    if question.kind == "condition":
        return f"Is this a real condition and no opening position: whatever else is offered, {refuses} unless {unless}?"
    offer = words.condition(case, question.first[0])
    verb = "by itself" if question.first[0] in condition.unless else "too"
    told = sentence(refuses.replace(" not accept", " reportedly not accept", 1))
    return f"{told} unless {unless}. Would this be enough, {verb}: {offer}?"


def _same(case: Case, question: Question) -> str:
    """Say what both outcomes share that is not as today."""
    one, two = (outcome.levels for outcome in question.outcomes)
    shared = words.differing(case, {key: level for key, level in one.items() if two[key] == level})
    return f"In both: {words.levels(case, shared)}." if shared else "Everything else stays as it is today."


def _choice(case: Case, question: Question, choice: Choice) -> str:
    if choice.key == UNKNOWN:
        return DONT_KNOW
    if question.kind == "outcomes":
        one, two = (outcome.levels for outcome in question.outcomes)
        own = one if choice.key == "first" else two
        apart = [key for key in own if one[key] != two[key] and words.exists(case, key, own)]
        return words.levels(case, {key: own[key] for key in apart})
    if question.kind == "order":
        chosen = question.first if choice.key == "first" else question.second
        return joined(words.condition(case, text) for text in chosen)
    if question.kind == "wish" and choice.key in {"first", "second"}:
        return words.condition(case, (question.first if choice.key == "first" else question.second)[0])
    if question.kind == "without":
        return _ending(case, choice.key)
    if question.kind == "control":
        keys = choice.key.split("+")
        return sentence(words.the_parties(case, keys)) + (" together" if len(keys) > 1 else " alone")
    other = {"opposite": "No, the other way round", "neither": "No, it is of no concern"}
    if question.kind == "wish":
        other["neither"] = "Neither: it is of no concern"
    elif question.kind == "linked":
        other["no"] = "No, rather not in any case"
    elif question.kind == "same":
        other = {"yes": "Yes, one issue", "no": "No, two issues"}
    elif question.kind == "home":
        other = {"yes": "Yes, it likely would", "no": "No, it would likely accept"}
    return {"yes": "Yes", "no": "No", **other}[choice.key]


def _ending(case: Case, key: str) -> str:
    """Say what happens without a deal, by the name of the answer."""
    if key in case.scenarios:
        return sentence(words.scenario_name(case, key))
    issue, _, level = key.partition("=")
    return sentence(words.levels(case, {issue: level})) if issue in case.issues else "Today goes on"


def _why(case: Case, question: Question) -> str:
    if not question.scenarios:
        return ""
    named = words.some_scenarios(case, question.scenarios)
    return f"Whether {named} can hold may hang on the answer."


def answer_words(case: Case, question: Question, choice: str) -> str:
    """Say in one sentence what was asked and answered, for the record."""
    told = asked(case, question)
    return f"Asked: {told.text} Answer: {dict(told.choices)[choice]}."


def effects(before: Case, question: Question, found: Answered) -> Iterator[str]:
    """Say what an answer changed, and what it stands against."""
    for one in found.contradictions:
        yield _contradiction(before, question, one)
    for move in found.moved:
        told = words.condition(before, move.statement)
        yield f'{words.party(before, move.party)}: "{told}" goes from place {move.start} to place {move.end}.'
    if question.kind not in {"outcomes", "order"}:
        yield from _entry_effects(before, question, found)
    for turn in found.turns:
        name = sentence(words.scenario(before, turn.scenario))
        if turn.held != turn.holds:
            yield f"{name} {'can now hold' if turn.holds else 'can no longer hold'}."
        else:
            yield f"{name} {'can now be reached' if turn.reachable else 'can no longer be reached'} from today."
    was, now = found.holding
    if was != now:
        yield f"{counted(now, 'outcome')} can hold; before it was {was:,}."
    elif (found.moved or found.edits) and not found.turns:
        yield "What can hold stays the same."
    elif not found.edits:
        yield "Nothing changes."


def _entry_effects(case: Case, question: Question, found: Answered) -> Iterator[str]:
    choice = found.answer.choice
    if question.kind == "statement":
        told = words.condition(case, question.first[0])
        verb = {
            "opposite": "is turned round",
            "neither": "is taken out",
            UNKNOWN: "is marked unknown, and analysed both ways",
            "yes": "is confirmed",
        }[choice]
        yield f'{words.party(case, question.party)}: "{told}" {verb}.'
    elif question.kind == "condition":
        verb = {"yes": "counts as likely (0.9)", "no": "is taken out", UNKNOWN: "stays as uncertain as it was"}[choice]
        yield f"The condition {verb}."
    elif question.kind == "enough" and choice == UNKNOWN:
        yield "Both are kept: the condition as it stood, as rather unlikely (0.3), and the wider one, as likely (0.9)."
    elif question.kind == "home":
        yield f"The chance that it accepts is put at {_CHANCE[choice]}; put better figures under 'ratification'."
    elif question.kind == "enough" and choice == "no" and found.edits:
        yield "It is taken out of what would be enough."
    elif question.kind == "enough" and choice == "yes" and found.edits:
        held = case.conditions[question.about.removeprefix("conditions.")]
        what, before, now = (words.condition(case, text) for text in (held.withholds, held.unless, question.first[0]))
        whose = sentence(words.the_party(case, question.party))
        yield f"{whose} now reportedly accepts that {what} if {now}, too, and not only if {before}."
    elif question.kind == "same" and choice == "yes":
        one, two = (case.issue_name(key) for key in (question.about.removeprefix("issues."), question.issue))
        yield f'What was said of "{two}" is now said of "{one}"; what a party then says twice stands once.'
    elif question.kind == "without" and found.edits:
        told = _choice(case, question, question.choice(choice))
        yield f"This now happens when the talks end without a deal: {told} (0.9); put better figures under 'deadlines'."
    elif choice != UNKNOWN and found.edits:
        yield _NEW.get(question.kind, "The case now says: {}.").format(_choice(case, question, question.choice(choice)))


def _contradiction(case: Case, question: Question, one: Contradiction) -> str:
    said = joined(f'"{words.condition(case, text)}"' for text in one.answered)
    other = joined(f'"{words.condition(case, text)}"' for text in one.against)
    behind = f"{said} ({_behind(one.answered_basis)}) over {other} ({_behind(one.against_basis)})"
    if one.earlier:
        return f"This cannot be right together with an earlier answer, which no longer counts: {behind}."
    return f"Against the order so far: the answer puts {behind}."


def _behind(basis: Sequence[str]) -> str:
    return ", ".join(basis) if basis else "no basis given"
