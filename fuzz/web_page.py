"""Web pages (.html)."""

from harness import document, main

SEEDS = [
    b"<!DOCTYPE html><html lang=en><head><title>Talks</title><meta name=date content=2025-03-09></head><body><article>"
    b"<h1>Talks</h1><p>The minister said that <b>aid</b> would return &amp; the talks would go on for a while.</p>"
    b"<ul><li>One<li>Two</ul><table><tr><td>x</table><!-- y --><script>z()</script></article></body></html>"
]


def read(data: bytes) -> object:
    """Read a page."""
    return document(data, "page.html")


if __name__ == "__main__":
    main(read, SEEDS)
