"""The text of a case file that a command changes: found, read with plain ends of lines, and written as it was."""

from __future__ import annotations

from pathlib import Path

from winset.frozen import Frozen


class CaseText(Frozen):
    """The text of a case file.

    Attributes
    ----------
    case : str
        What the user called it.
    file : Path
        The file.
    data : bytes
        What it holds.
    text : str
        Its text, with plain ends of lines.
    """

    case: str
    file: Path
    data: bytes
    text: str

    @property
    def in_catalogue(self) -> bool:
        """Whether it is a case of the catalogue, which is only read."""
        return self.file != Path(self.case)

    def require_own(self) -> None:
        """Refuse to write to a case of the catalogue."""
        from winset.errors import UsageError

        if self.in_catalogue:
            raise UsageError(f"'{self.case}' is a case of the catalogue", "Copy it first: winset new FILE --from CASE")

    def encoded(self, text: str) -> bytes:
        """Give another text as the file has its own: with its ends of lines, and its mark of UTF-8 where it has one."""
        ends = text.replace("\n", "\r\n") if _has_crlf(self.data) else text
        return ends.encode("utf-8-sig" if self.data[:3] == b"\xef\xbb\xbf" else "utf-8")


def case_text(case: str) -> CaseText:
    """Read the text of a case file, or of a case of the catalogue.

    Raises
    ------
    UsageError
        If it is no file whose text can be changed.
    CaseFileError
        If it is too large, or not UTF-8 text.
    """
    from winset.case import catalogue
    from winset.case.formats.registry import readable_as
    from winset.case.yaml_tree import MAX_BYTES, read_tree
    from winset.errors import UsageError
    from winset.files import beginning

    path = Path(case)
    file = path if path.is_file() else catalogue.find(case)
    if file is None or not readable_as(file).editable:
        raise UsageError(
            f"'{case}' is no case file that can be changed", "Write it as one: winset convert CASE FILE.yaml"
        )
    data = beginning(file, MAX_BYTES, case)
    read_tree(data, "the case")  # one that is too large, or not UTF-8, is told there
    text = data.decode("utf-8-sig")
    return CaseText(case, file, data, text.replace("\r\n", "\n") if _has_crlf(data) else text)


def _has_crlf(data: bytes) -> bool:
    """Whether all lines end as Windows ends them."""
    return data.count(b"\r\n") == data.count(b"\n") > 0
