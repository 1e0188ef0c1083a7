"""Documents that were handed in, and drafts made of them, while a person looks through them; kept in memory only.

Nothing is written before the person makes the case. How much is kept is bounded: what was handed in first goes first.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from winset.case.reading import read_case
from winset.drafting.entries.writing import case_text
from winset.drafting.proposal import Draft
from winset.errors import CaseFileError, UsageError
from winset.reading.documents import ReadDocument
from winset.web.errors import NotFound

MAX_DOCUMENTS = 40
MAX_LETTERS = 8_000_000
MAX_TOGETHER = 12
MAX_REVIEWS = 12
MAX_STEPS = 200


@dataclass(eq=False)
class Review:
    """A draft on a person's desk.

    Attributes
    ----------
    id : str
        The computation that made it.
    documents : tuple of ReadDocument
        What it was drafted from.
    rows : list
        The claims of each document, as rows of a record.
    draft : Draft
        As it stands.
    passed_over : tuple of str
        What of the documents was not read.
    past : list of Draft
        How it stood before each change.
    made : str
        The case that was made of it; empty before.
    """

    id: str
    documents: tuple[ReadDocument, ...]
    rows: list[dict[str, dict[str, str]]]
    draft: Draft
    passed_over: tuple[str, ...] = ()
    past: list[Draft] = field(default_factory=list)
    made: str = ""
    changes: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def change(self, version: int, act: Callable[[Draft], Draft]) -> None:
        """Change the draft, if it still is the version a page has seen and stays a valid case.

        Raises
        ------
        UsageError
            If another window has changed it, or no case would be left.
        """
        with self._lock:
            self._same(version)
            new = act(self.draft)
            try:
                read_case(case_text(new).encode(), "draft")
            except CaseFileError as error:
                what = error.problems[0].what
                raise UsageError(f"no case would be left: {what}", "Nothing was changed.") from None
            self.past = [*self.past, self.draft][-MAX_STEPS:]
            self.draft = new
            self.changes += 1

    def undo(self, version: int) -> None:
        """Take the last change back."""
        with self._lock:
            self._same(version)
            if self.past:
                self.draft = self.past.pop()
                self.changes += 1

    def _same(self, version: int) -> None:
        if version != self.changes:
            raise UsageError("the draft has been changed in another window", "It is shown as it is now; try again.")


class Reviews:
    """What was handed in and drafted while the workbench runs."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._documents: OrderedDict[str, ReadDocument] = OrderedDict()
        self._reviews: OrderedDict[str, Review] = OrderedDict()

    def add(self, document: ReadDocument) -> str:
        """Keep a document; gives what it is called from now on."""
        name = secrets.token_hex(8)
        with self._lock:
            self._documents[name] = document
            while len(self._documents) > MAX_DOCUMENTS or self._letters() > MAX_LETTERS:
                self._documents.popitem(last=False)
        return name

    def _letters(self) -> int:
        return sum(len(one.text) for one in self._documents.values())

    def documents(self, names: list[str]) -> tuple[ReadDocument, ...]:
        """Find documents.

        Raises
        ------
        NotFound
            If one of them is not kept any more.
        """
        with self._lock:
            try:
                return tuple(self._documents[name] for name in dict.fromkeys(names))
            except KeyError:
                raise NotFound("a document is not kept any more; hand it in again") from None

    def review(self, name: str, begin: Callable[[], Review]) -> Review:
        """Find a draft that is being looked through, or begin to look through it."""
        with self._lock:
            if name in self._reviews:
                self._reviews.move_to_end(name)
                return self._reviews[name]
            found = self._reviews[name] = begin()
            while len(self._reviews) > MAX_REVIEWS:
                self._reviews.popitem(last=False)
            return found
