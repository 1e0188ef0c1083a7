"""What an answer changes in a case, and in what holds."""

from __future__ import annotations

from collections.abc import Sequence

from winset.case.confirmation import confirmed_note
from winset.case.model import Case
from winset.case.reading import read_case
from winset.case.rewriting import rewrite
from winset.case.splicing import Edit
from winset.engines.interview.doubts import doubtful_statements
from winset.engines.interview.preferences import Preferences
from winset.engines.interview.questions import (
    UNKNOWN,
    Answer,
    Answered,
    Contradiction,
    Question,
    StatementMoved,
)
from winset.engines.interview.reordering import reordering, steps_after
from winset.engines.interview.statements import as_they_read_now, basis_of, possible, statements_of
from winset.engines.interview.statements import comparisons as kept_comparisons
from winset.engines.interview.verdicts import turns, verdict
from winset.frozen import replace


def answered(
    text: str,
    question: Question,
    choice: str,
    answers: Sequence[Answer] = (),
    who: str = "",
    why: str = "",
    file: str = "case",
) -> Answered:
    """Say what an answer changes.

    Parameters
    ----------
    text : str
        The text of the case file as it stands.
    question : Question
        The question.
    choice : str
        The name of the choice.
    answers : sequence of Answer
        What was answered before, the earliest first.
    who, why : str
        Who answers, and for what reason.
    file : str
        The file's name, for messages.

    Raises
    ------
    UsageError
        If there is no such choice, or the change cannot be made in the text.
    CaseFileError
        If the text is no valid case.
    """
    case = read_case(text.encode("utf-8", "surrogatepass"), file)
    answer, edits, moved = decided(case, question, choice, answers, who, why)
    changed = rewrite(text, edits) if edits else text
    after = read_case(changed.encode("utf-8", "surrogatepass"), file) if edits else case
    before_it, after_it = verdict(case), verdict(after)
    return Answered(
        text=changed,
        answer=answer,
        edits=edits,
        moved=moved,
        contradictions=tuple(_contradictions(case, answer, answers)),
        turns=turns(before_it, after_it),
        holding=(len(before_it.outcomes), len(after_it.outcomes)),
    )


def decided(
    case: Case, question: Question, choice: str, answers: Sequence[Answer] = (), who: str = "", why: str = ""
) -> tuple[Answer, tuple[Edit, ...], tuple[StatementMoved, ...]]:
    """Give an answer as it is kept, the edits of the case file that it makes, and the statements that it moves.

    Raises
    ------
    UsageError
        If there is no such choice.
    """
    chosen = question.choice(choice)
    order = tuple(statements_of(case, question.party))
    over, under = (question.first, question.second) if question.kind in {"outcomes", "order"} else ((), ())
    if choice == "second":
        over, under = under, over
    answer = Answer(
        question=question.key,
        kind=question.kind,
        party=question.party,
        about=question.about,
        choice=choice,
        over=over,
        under=under,
        order=order,
        who=who,
        why=why,
    )
    if answer.comparison is None:
        edits = tuple(_signed(edit, who) for edit in chosen.edits)
        was, became = _reworded(case, edits) if question.kind != "statement" else ((), ())
        return replace(answer, was=was, became=became), (*edits, *steps_after(case, edits)), ()
    best = Preferences(case, [*answers, answer], doubtful_statements(case)).best_order(question.party)
    edits, moved = reordering(case, question.party, best)
    return answer, edits, moved


def _reworded(case: Case, edits: Sequence[Edit]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the statements that edits word otherwise, as they were and as they become."""
    places = [
        edit
        for edit in edits
        if edit.action == "set" and edit.path[0] == "preferences" and edit.path[3:] == ("prefer",)
    ]
    was = tuple(case.preferences[str(edit.path[1])][int(edit.path[2])].prefer for edit in places)
    return was, tuple(str(edit.value) for edit in places)


def _signed(edit: Edit, who: str) -> Edit:
    """Write the name of who answers into the note that an answer confirms."""
    if edit.action == "set" and edit.path[-1] == "note":
        return Edit("set", edit.path, confirmed_note(str(edit.value), who))
    return edit


def _contradictions(case: Case, answer: Answer, answers: Sequence[Answer]) -> list[Contradiction]:
    """Say what an answer stands against: the order in the case, and earlier answers that no longer count."""
    if answer.comparison is None or answer.choice == UNKNOWN:
        return []
    texts, answers = list(answer.order), as_they_read_now(answers)

    def basis(listed: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item for text in listed for item in basis_of(case, answer.party, text)))

    found = []
    above = next((text for text in texts if text in answer.over or text in answer.under), None)
    if above in answer.under:
        against = tuple(text for text in texts if text in answer.under and _all_below(texts, text, answer.over))
        found.append(Contradiction(answer.over, against, basis(answer.over), basis(against)))
    before = kept_comparisons(answers, answer.party, texts)
    if possible([*before, answer.comparison], texts) is None:
        dropped = _dropped(answer, answers, texts)
        found += [
            Contradiction(answer.over, one.over, basis(answer.over), basis(one.over), one.question) for one in dropped
        ]
    return found


def _all_below(texts: Sequence[str], text: str, others: Sequence[str]) -> bool:
    """Whether all others stand below a statement."""
    return all(texts.index(other) > texts.index(text) for other in others if other in texts)


def _dropped(answer: Answer, answers: Sequence[Answer], texts: Sequence[str]) -> list[Answer]:
    """Find the earlier answers that cannot be right along with the new one and those after them."""
    dropped = []
    kept = [answer]
    for one in reversed(answers):
        if one.party != answer.party or one.comparison is None:
            continue
        listed = kept_comparisons([one, *reversed(kept)], answer.party, texts)
        if len(listed) > len(kept):
            kept.append(one)
        elif one.comparison is not None:
            dropped.append(one)
    return dropped
