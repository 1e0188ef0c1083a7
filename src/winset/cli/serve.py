"""The command that opens the workbench."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import click


@click.command()
@click.argument("case", required=False, metavar="[CASE|FOLDER]")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; by default 8437, or a free one.")
@click.option("--no-browser", is_flag=True, help="Print the address only.")
def serve(case: str | None, port: int | None, no_browser: bool) -> None:
    """Open the workbench in the browser: read, edit and play with a case.

    It can edit the case files of FOLDER, of the folder CASE is in, or of this folder. It listens on this machine only.
    """
    from winset.web.server import serve as run

    folder, name = _place(case)
    page = f"/case/{quote(name)}/brief" if name else "/"

    def ready(address: str) -> None:
        click.echo(f"The workbench is at {address}\nCtrl-C ends it.")
        if not no_browser:
            import webbrowser

            webbrowser.open(address)

    run(folder, page, port, ready)


def _place(case: str | None) -> tuple[Path, str]:
    """Find the folder to work in and the name of the case to begin with."""
    from winset.case import catalogue
    from winset.errors import UsageError, nearest

    path = Path(case or ".")
    if path.is_dir():
        return path, ""
    if path.is_file():
        path = path.resolve()
        from winset.case.formats.registry import ENDINGS, format_of

        if format_of(path) is None:
            raise UsageError(f"{path} is not a case file", f"Its name should end in {', '.join(ENDINGS)}.")
        return path.parent, path.name
    found = catalogue.find(str(case))
    if found is None:
        raise UsageError(
            f"there is no file, folder or catalogue case '{case}'", nearest(str(case), catalogue.names(), "Catalogue")
        )
    return Path(), found.stem


COMMANDS = (serve,)
