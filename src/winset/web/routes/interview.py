"""What the view Interview asks for: the next question with its sentences, and what an answer changes."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from winset.case.model import Case
from winset.case.yaml_tree import MAX_BYTES
from winset.engines.interview.asking import next_question
from winset.engines.interview.questions import MOST, Question
from winset.engines.interview.questions import Answer as Given
from winset.errors import UsageError
from winset.frozen import Frozen
from winset.record.dates import now
from winset.web.errors import CONFLICT
from winset.web.records import reading, writing
from winset.web.requests import RESPONSES, BaseCase, CaseDesk, Here, View
from winset.web.workspace import Desk, Opened

router = APIRouter(prefix="/cases/{name}/interview", tags=["interview"], responses=RESPONSES)


class SentenceView(View):
    """A sentence in view."""

    name: str = Field(description="as a basis cites it: S8")
    text: str


class ChoiceView(View):
    """A possible answer."""

    key: str
    words: str


class QuestionView(View):
    """A question."""

    key: str
    text: str
    besides: str = Field(description="what is the same whichever answer is given; or empty")
    why: str = Field(description="what hangs on the answer; or empty")
    about: str = Field(description="the address of the entry")
    choices: list[ChoiceView]
    sentences: list[SentenceView]


class InterviewView(View):
    """Where an interview stands."""

    editable: bool
    revision: str
    answered: int
    most: int
    question: QuestionView | None = Field(description="none when it is over")
    earlier: list[str] = Field(description="what was asked and answered, the latest first")


class AnsweredView(View):
    """What an answer has changed."""

    revision: str = Field(description="the case's afterwards")
    note: str = Field(description="the answer's name in the record")
    before: str = Field(description="the text of the case before, for taking the answer back")
    effects: list[str]
    against: list[SentenceView] = Field(description="the sentences on both sides, where it stands against others")


class AnswerWanted(BaseModel):
    """An answer."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(max_length=500, description="the question's key")
    choice: str = Field(max_length=200)
    revision: str = Field(max_length=80, description="the revision of the case that the page shows")
    who: str = Field(default="", max_length=200)
    why: str = Field(default="", max_length=2_000)


class Mistaken(BaseModel):
    """The last answer, to be taken back."""

    model_config = ConfigDict(extra="forbid")

    note: str = Field(max_length=80, description="the answer's name in the record")
    before: str = Field(max_length=MAX_BYTES, description="the text of the case before that answer")
    revision: str = Field(max_length=80, description="the revision of the case after it")
    who: str = Field(default="", max_length=200)


class Anew(BaseModel):
    """Another interview."""

    model_config = ConfigDict(extra="forbid")

    who: str = Field(default="", max_length=200)


class _Standing(Frozen):
    """What was answered so far, what is asked next, and the sentences behind it."""

    answers: list[Given]
    earlier: list[str]
    question: Question | None
    sentences: list[tuple[str, str]]


@router.get("")
def interview(case: BaseCase, here: Here, desk: CaseDesk) -> InterviewView:
    """Give the next question: the one whose answer is expected to move most."""
    return _view(case, here, _standing(desk, case, here))


def _standing(desk: Desk, case: Case, here: Opened) -> _Standing:
    from winset.record.behind import sentences_behind
    from winset.record.interviews import kept, told_of

    with reading(here, case) as store:
        notes: dict[str, Any] = dict(store.rows("notes")) if store is not None else {}
        documents = store.documents() if store is not None else {}
    answers = kept(notes)
    question = desk.keep(("interview", case.hash, tuple(answers)), lambda: next_question(case, answers))
    sentences = sentences_behind(case, documents, question.basis) if question else []
    return _Standing(answers, told_of(notes)[::-1][:MOST], question, sentences)


def _view(case: Case, here: Opened, standing: _Standing) -> InterviewView:
    return InterviewView(
        editable=here.editable,
        revision=here.revision,
        answered=len(standing.answers),
        most=MOST,
        question=_question(case, standing),
        earlier=standing.earlier,
    )


def _question(case: Case, standing: _Standing) -> QuestionView | None:
    from winset.present.words.interview import asked

    if standing.question is None:
        return None
    told = asked(case, standing.question)
    return QuestionView(
        key=standing.question.key,
        text=told.text,
        besides=told.besides,
        why=told.why,
        about=standing.question.about,
        choices=[ChoiceView(key=key, words=words) for key, words in told.choices],
        sentences=[SentenceView(name=name, text=text) for name, text in standing.sentences],
    )


@router.post("/answers", responses=CONFLICT)
def answer(case: BaseCase, here: Here, desk: CaseDesk, given: AnswerWanted) -> AnsweredView:
    """Put an answer into the case and its record; tells what it changed. The next question takes a while longer."""
    from winset.engines.interview.answering import answered
    from winset.present.words.interview import answer_words, effects
    from winset.record.behind import sentences_behind
    from winset.record.interviews import keep

    standing = _standing(desk, case, here)
    question = standing.question
    if question is None or question.key != given.question:
        raise UsageError("another question is asked now", "Perhaps another window has answered; look at it again.")
    found = answered(here.text, question, given.choice, standing.answers, given.who, given.why, here.name)
    both = [item for one in found.contradictions for item in (*one.answered_basis, *one.against_basis)]
    with writing(here) as store:
        against = sentences_behind(case, store.documents(), both)
        with store.together():
            saved = desk.save(here.name, found.text, given.revision)
            note = keep(store, found.answer, answer_words(case, question, given.choice), now())
    return AnsweredView(
        revision=saved.revision,
        note=note,
        before=here.text,
        effects=list(effects(case, question, found)),
        against=[SentenceView(name=name, text=text) for name, text in against],
    )


@router.post("/taken-back", responses=CONFLICT)
def taken_back(here: Here, desk: CaseDesk, wanted: Mistaken) -> InterviewView:
    """Take the last answer back: the case is as it was before it, and the record says so."""
    from winset.record.interviews import take_back

    with writing(here) as store, store.together():
        take_back(store, wanted.note, now(), wanted.who)
        saved = desk.save(here.name, wanted.before, wanted.revision)
    before = desk.read(saved)
    return _view(before, saved, _standing(desk, before, saved))


@router.post("/anew")
def anew(case: BaseCase, here: Here, desk: CaseDesk, wanted: Anew) -> InterviewView:
    """Begin another interview; earlier answers stay in the record."""
    from winset.record.interviews import begin_anew

    with writing(here) as store:
        begin_anew(store, now(), wanted.who)
    return _view(case, here, _standing(desk, case, here))
