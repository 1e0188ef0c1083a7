"""How commands print: text for people, Markdown, JSON for programs."""

from __future__ import annotations

import json
import shutil
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from winset.present.document import Document

MAX_WIDTH = 100


def show(document: Document, markdown: bool = False) -> None:
    """Print a document: wrapped to the terminal, emphasis only where a terminal shows it."""
    from winset.present.document import as_markdown, as_text

    if markdown:
        click.echo(as_markdown(document))
        return
    columns = shutil.get_terminal_size((MAX_WIDTH, 24)).columns
    click.echo(as_text(document, max(40, min(columns, MAX_WIDTH)), lambda text: click.style(text, bold=True)))


def show_json(value: Any) -> None:
    """Print plain values as JSON."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
