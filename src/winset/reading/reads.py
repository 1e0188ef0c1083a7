"""Documents read into proposed claims, and what a new one would move, as Python meets them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from winset.case.model import Case
from winset.claims import claims_of
from winset.engines.evidence.preview import PreviewRecord
from winset.engines.records import CaseReference, Record, Rows
from winset.engines.talks.run import DRAWS
from winset.frozen import field_names, replace
from winset.reading.documents import ReadDocument, read_document
from winset.reading.model.shipped import shipped
from winset.reading.proposals import Proposal, told
from winset.reading.rows import add_document, claim_rows, same_text
from winset.record.dates import now, read_date
from winset.record.exchange import record_of
from winset.record.kinds import KINDS, checked
from winset.record.opened import OpenRecord

if TYPE_CHECKING:
    from winset.reading.model.model import Model


class Reading(Record, kw_only=True):
    """A document as read, and the claims it proposes.

    Attributes
    ----------
    document : ReadDocument
        The text, and what is known of where it is from.
    claims : tuple of Proposal
        Who says what, as places in the text.
    passed_over : tuple of str
        What of a very long or odd text was not read.
    """

    document: ReadDocument
    claims: tuple[Proposal, ...]
    passed_over: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Give document and claims as plain values, claims as ``winset read --json`` has them."""
        return super().to_dict() | {"claims": [one.to_dict() for one in self.claims]}

    def rows(self) -> Rows:
        """Give one row per proposed claim."""
        text = self.document.text
        body = [
            (one.id, told(text, one.source), told(text, one.cue), told(text, one.content), one.speech_act, one.hedge)
            for one in self.claims
        ]
        return ("id", "source", "cue", "content", "speech act", "hedge"), body

    def new_rows(self) -> dict[str, dict[str, str]]:
        """Give the claims as rows of a record, by the number of the proposal."""
        return claim_rows(self.document.text, self.claims, self.document.date)

    def add_to(self, record: OpenRecord, who: str = "") -> tuple[str, dict[str, str]]:
        """Add the document and its claims, as proposed; gives its name and theirs by proposal.

        Proposed claims count for nothing until :meth:`~winset.record.opened.OpenRecord.accept`.
        """
        one = self.document
        about = {"title": one.title or one.name, "publisher": one.publisher, "date": one.date, "url": one.url}
        return add_document(record.store, one.text, about, self.new_rows(), now(), who)


class UpdateRecord(PreviewRecord, kw_only=True):
    """What a new document would move if its claims were accepted; nothing is changed until :meth:`add_to`.

    Attributes
    ----------
    reading : Reading
        The document and its claims.
    """

    reading: Reading
    not_shown: ClassVar[frozenset[str]] = frozenset({"reading"})

    def add_to(self, record: OpenRecord, who: str = "") -> tuple[str, dict[str, str]]:
        """Add the document and its claims to a record, as proposed; see :meth:`Reading.add_to`."""
        return self.reading.add_to(record, who)


def read(
    file: str | Path,
    case: Case | None = None,
    model: Model | None = None,
    *,
    rules_only: bool = False,
    language: str = "",
    title: str = "",
    publisher: str = "",
    date: str = "",
    url: str = "",
) -> Reading:
    """Read a document and propose its claims: who says what, with the place in the text.

    Nothing is added to a record, and nothing leaves this computer.

    Parameters
    ----------
    file : str or Path
        English text (UTF-8), a web page (.html), a .pdf or a .docx.
    case : Case, optional
        Its parties become actors and targets.
    model : Model, optional
        A model trained by ``winset reading train``, on top of the rules; by default the one winset comes with.
    rules_only : bool
        Rules alone, without any model.
    language : str
        ``en`` insists that the text is English; one that is not is refused.
    title, publisher, date, url : str
        Where it is from; by default what a web page says of itself.

    Returns
    -------
    Reading
        The document and its proposed claims.

    Raises
    ------
    UsageError
        If the extra ``reading`` is not installed, or the file cannot be read.
    """
    about = {"title": title, "publisher": publisher, "date": date, "url": url}
    used = None if rules_only else model or shipped()
    return _reading(read_document(Path(file)), case, used, language, **about)


def _reading(found: ReadDocument, case: Case | None, model: Model | None, language: str = "", **about: str) -> Reading:
    from winset.reading.dates import publication
    from winset.reading.reader import read_text

    given = {name: value for name, value in about.items() if value}
    if "date" in given:
        given["date"] = read_date(given["date"]).text
    document = replace(found, name=Path(found.name).name, **given)
    passed_over: list[str] = []
    claims = read_text(document.text, case, model, publication(document.date), passed_over.append, language)
    return Reading(
        case=CaseReference.of(case) if case is not None else CaseReference("no case", ""),
        method=f"reading {document.name}",
        settings={"model": "rules" if model is None else "rules and model"},
        document=document,
        claims=tuple(claims),
        passed_over=tuple(passed_over),
    )


def update(
    case: Case,
    file: str | Path,
    draws: int = DRAWS,
    seed: int = 1,
    *,
    title: str = "",
    publisher: str = "",
    date: str = "",
    url: str = "",
) -> UpdateRecord:
    """Read a new document and see what it says, what that touches, and what it would move.

    Parameters
    ----------
    case : Case
        The case; its record is read and not changed.
    file : str or Path
        As in :func:`winset.read`.
    draws, seed
        As in :func:`winset.forecast`; the same random numbers throughout.
    title, publisher, date, url : str
        As in :func:`winset.read`.

    Returns
    -------
    UpdateRecord
        What it touches, and the forecast if all of that spoke for, or against, what it touches.

    Raises
    ------
    UsageError
        If the record has the text already, or as in :func:`winset.read`.
    """
    from winset.engines.evidence.preview import preview

    store, document = record_of(case), read_document(Path(file))
    if store is not None:
        same_text(store, Path(file).name, document.text)
    reading = _reading(document, case, shipped(), title=title, publisher=publisher, date=date, url=url)
    claims, links = ({}, {}) if store is None else (store.claims(), store.links())
    found = preview(case, claims, list(links.values()), claims_of(new_claims(reading)), draws, seed)
    parts: dict[str, Any] = {name: getattr(found, name) for name in field_names(PreviewRecord)}
    return UpdateRecord(**parts, reading=reading)


def new_claims(reading: Reading) -> dict[str, dict[str, str]]:
    """Give the claims of a reading as whole rows, of a document that has no name yet."""
    rows = reading.new_rows()
    return {key: checked(KINDS["claims"], {**row, "document": "new"}) for key, row in rows.items()}
