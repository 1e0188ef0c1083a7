"""Documents drafted into a first case, as Python meets them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from winset.case.model import Case
from winset.case.reading import read_case
from winset.drafting.assembling import claims_case, drafted
from winset.drafting.copies import sifted
from winset.drafting.entries.writing import case_text
from winset.drafting.proposal import Draft, one_line
from winset.drafting.source import ParsedSource, source_of
from winset.engines.records import CaseReference, Record, Rows
from winset.errors import CaseFileError, UsageError
from winset.frozen import replace
from winset.reading.dates import publication
from winset.reading.documents import ReadDocument, read_document
from winset.reading.model.shipped import shipped
from winset.reading.proposals import Proposal
from winset.reading.rows import claim_rows
from winset.record.dates import read_date

if TYPE_CHECKING:
    from winset.reading.llm import Endpoint

LETTERS = "SABCDEFGHIJKLMNOPQRTUVWXYZ"


class DraftRecord(Record):
    """A case drafted from documents; nobody has confirmed it.

    Attributes
    ----------
    draft : Draft
        Parties, issues, statements, conditions and scenarios, each with its sentences and claims.
    documents : tuple of ReadDocument
        What was read, in the order of the letters that references begin with.
    claims : tuple of tuple of Proposal
        The claims of each document.
    passed_over : tuple of str
        What of a very long or odd text was not read.
    repeats : tuple of str
        Which document repeats or corrects which.
    """

    draft: Draft
    documents: tuple[ReadDocument, ...]
    claims: tuple[tuple[Proposal, ...], ...]
    passed_over: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    not_shown: ClassVar[frozenset[str]] = frozenset({"documents", "claims"})

    def text(self, names: Mapping[str, str] | None = None) -> str:
        """Give the case file. ``names`` are those of the claims in a record, by *document:number*."""
        return case_text(self.draft, names)

    def claims_as_rows(self) -> list[dict[str, dict[str, str]]]:
        """Give the claims of each document as rows of a record, by their number."""
        return [claim_rows(one.text, claims, one.date) for one, claims in zip(self.documents, self.claims, strict=True)]

    def to_case(self) -> Case:
        """Give the case."""
        return read_case(self.text().encode(), "draft")

    def rows(self) -> Rows:
        """Give one row per entry: what it is, in words, and its sentences."""
        one = self.draft
        body = [("party", party.name, ", ".join(party.basis)) for party in one.parties]
        body += [("issue", f"{issue.name}: {', '.join(issue.levels)}", ", ".join(issue.basis)) for issue in one.issues]
        body += [("statement", f"{said.party}: {said.prefer}", ", ".join(said.basis)) for said in one.statements]
        body += [
            ("condition", f"{held.party} withholds {held.withholds} unless {held.unless}", ", ".join(held.basis))
            for held in one.conditions
        ]
        body += [("ending", f"{ending.name}: {ending.when}", ", ".join(ending.basis)) for ending in one.scenarios]
        return ("entry", "what", "sentences"), body


def draft(
    *files: str | Path,
    rules_only: bool = False,
    language: str = "",
    date: str = "",
    letters: Sequence[str] = LETTERS,
    known: Sequence[ReadDocument] = (),
    endpoint: Endpoint | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> DraftRecord:
    """Draft a first case from documents: parties, issues, statements, conditions, scenarios, each with its sentences.

    Nothing is written, and nothing leaves this computer unless an endpoint is given. The same documents give the same
    draft, whatever a language model answers apart.

    Parameters
    ----------
    *files : str or Path
        English text (UTF-8), web pages (.html), .pdf or .docx.
    rules_only : bool
        Rules alone, without the model winset comes with.
    language : str
        ``en`` insists that the text is English; one that is not is refused.
    date : str
        When the documents were published; by default what a web page says of itself.
    letters : sequence of str
        What the references of each document begin with: ``S8``, of the second ``A8``.
    known : sequence of ReadDocument
        Documents drafted from before: what one of these says already, counts no more.
    endpoint : Endpoint, optional
        A language model that proposes entries beside those of the rules; the documents are sent there.
    tell : callable
        Told what is sent to it, as it is sent, and what becomes of its answers.

    Returns
    -------
    DraftRecord
        The draft; :meth:`DraftRecord.text` gives the case file, :meth:`DraftRecord.to_case` the case.

    Raises
    ------
    UsageError
        If the extra ``reading`` is not installed, a file cannot be read, or the text names no two parties that want
        something of each other.
    """
    if not files:
        raise UsageError("there is no document to draft from", "winset draft FILE -o CASE")
    given = read_date(date).text if date else ""
    documents = []
    for file in files:
        one = read_document(Path(file))
        documents.append(replace(one, name=Path(one.name).name, date=given or one.date))
    return draft_of(
        documents, rules_only=rules_only, language=language, letters=letters, known=known, endpoint=endpoint, tell=tell
    )


def draft_of(
    documents: Sequence[ReadDocument],
    *,
    rules_only: bool = False,
    language: str = "",
    letters: Sequence[str] = LETTERS,
    known: Sequence[ReadDocument] = (),
    endpoint: Endpoint | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> DraftRecord:
    """Draft a first case from documents that are read already; see :func:`draft`."""
    if len(documents) > len(letters):
        raise UsageError(
            f"at most {len(letters)} documents are drafted together. Got {len(documents)}", "Draft from fewer."
        )
    model = None if rules_only else shipped()
    sources, own, repeats = [], [], []
    read = sifted(documents, known)
    for one, letter in zip(read, letters, strict=False):
        about = {"date": one.document.date, "title": one.document.title}
        name, day = one.document.name, publication(one.document.date)
        source = source_of(one.document.text, name, letter, model, day, language, **about)
        sources.append(source)
        repeats += [one.told] if one.told else []
        if one.own == one.document.text:
            own.append(source)
        elif one.own.strip():
            own.append(source_of(one.own, name, letter, model, day, "en", numbered=one.document.text, **about))
    try:
        found = checked(drafted(tuple(own)) if endpoint is None else _both(tuple(own), endpoint, tell))
    except UsageError as error:
        if not repeats:
            raise
        raise UsageError(f"{'; '.join(repeats)}. What else there is, is too little to draft from") from error
    told = tuple((one.letter, _title([one]), one.date) for one in sources)
    found = replace(found, documents=told, repeats=tuple(repeats))
    return DraftRecord(
        case=CaseReference("no case", ""),
        method=f"draft from {', '.join(one.name for one in documents)}",
        settings={
            "model": "rules" if model is None else "rules and model",
            **({"language model": endpoint.model} if endpoint is not None else {}),
        },
        draft=found,
        documents=tuple(one.document for one in read),
        claims=tuple(_named(one, found) for one in sources),
        passed_over=tuple(told for one in sources for told in one.told),
        repeats=tuple(repeats),
    )


def _both(sources: tuple[ParsedSource, ...], endpoint: Endpoint, tell: Callable[[str], None]) -> Draft:
    """Rules and model together; where the rules find no case, the model's entries may still make one."""
    from winset.drafting.by_model.asking import with_model

    try:
        found = drafted(sources)
    except UsageError as error:
        bare = Draft(
            title=_title(sources),
            as_of="",
            deadline="",
            documents=tuple((one.letter, _title([one]), one.date) for one in sources),
            parties=(),
            issues=(),
            statements=(),
            conditions=(),
            scenarios=(),
            open=(),
            questions=(),
        )
        found = with_model(bare, sources, endpoint, tell)
        if len(found.parties) < 2 or not found.issues:
            raise error from None
        return found
    return with_model(found, sources, endpoint, tell)


def _title(sources: Sequence[ParsedSource]) -> str:
    return one_line(sources[0].title or sources[0].name)[:120] or "Draft"


def _named(source: ParsedSource, found: Draft) -> tuple[Proposal, ...]:
    return tuple(source.claims(claims_case(found)))


def checked(found: Draft) -> Draft:
    """Leave out what would make the case invalid; a draft that is no case even then is refused.

    Raises
    ------
    UsageError
        If no valid case comes of it.
    """
    lesser: tuple[dict[str, Any], ...] = ({}, {"conditions": ()}, {"scenarios": ()}, {"open": (), "title": "Draft"})
    problem = ""
    for without in lesser:
        found = replace(found, **without)
        try:
            read_case(case_text(found).encode(), "draft")
        except CaseFileError as error:
            problem = str(error).splitlines()[0]
            continue
        return found
    raise UsageError(
        f"no valid case can be drafted from this text: {problem}", "Write the case by hand: winset new CASE."
    )
