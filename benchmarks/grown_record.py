"""A case with a record that has grown: articles made of sentences about the flagship, each with proposed claims."""

from __future__ import annotations

import json
import random
from pathlib import Path

ARTICLES, CLAIMS, SENTENCES = 840, 23, 60
_WHO = (
    *(
        "Zelenskyy",
        "Rubio",
        "Putin",
        "a Ukrainian official",
        "US officials",
        "the Kremlin",
        "Waltz",
        "Yermak",
        "Macron",
    ),
    *("a European diplomat", "Senator Graham", "the foreign ministry", "two people familiar with the talks", "Starmer"),
)
_VERBS = (
    "said",
    "told reporters",
    "insisted",
    "warned",
    "acknowledged",
    "according to aides said",
    "suggested",
    "denied",
)
_THINGS = (
    *("military aid", "intelligence sharing", "the minerals agreement", "a partial truce", "a full ceasefire"),
    *("security guarantees", "frozen assets", "prisoner exchanges", "grain shipments", "air defence batteries"),
    *("peacekeeping troops", "energy infrastructure", "nuclear plant inspections", "sanctions relief", "elections"),
)
_ENDS = ("would resume", "could be suspended", "must come first", "was discussed", "is off the table", "remains open")
_WHEN = (
    "on Tuesday",
    "before the meeting in Jeddah",
    "this week",
    "in a televised interview",
    "late on Monday",
    "again",
)


def article(rng: random.Random, number: int) -> tuple[str, list[dict[str, str]]]:
    """Make an article and the claims in it, as rows."""
    text, rows, picked = "", [], set(rng.sample(range(SENTENCES), CLAIMS))
    for place in range(SENTENCES):
        who, cue, when = rng.choice(_WHO), rng.choice(_VERBS), rng.choice(_WHEN)
        content = f"{rng.choice(_THINGS)} and {rng.choice(_THINGS)} {rng.choice(_ENDS)} near {_town(rng)}"
        start = len(text)
        text += f"{who} {cue} that {content} {when}. "
        if place in picked:
            at = start + len(who) + 1
            inside = at + len(cue) + 6
            spans = {"source": [[start, start + len(who)]], "cue": [[at, at + len(cue)]]}
            spans["content"] = [[inside, inside + len(content)]]
            rows.append(
                {
                    "document": f"d{number}",
                    "source": who,
                    "cue": cue,
                    "content": content,
                    "spans": json.dumps(spans),
                    "status": "proposed",
                    "reference": f"S{place + 1}",
                }
            )
    return text, rows


def _town(rng: random.Random) -> str:
    return "".join(rng.choice(("ka", "ro", "mi", "ve", "sk", "lo", "na", "du", "ter", "ov")) for _ in range(3)).title()


def grown(folder: Path, articles: int = ARTICLES) -> Path:
    """Write the flagship and its record with so many articles into a folder, and give the case file."""
    from winset.case import catalogue
    from winset.case.opening import load
    from winset.record.exchange import copy_record
    from winset.record.files import open_record, record_path
    from winset.record.integrity import text_hash

    file = folder / "jeddah-2025.yaml"
    file.write_text((catalogue.FOLDER / "jeddah-2025.yaml").read_text("utf-8"), "utf-8")
    copy_record(load("jeddah-2025"), file)
    store = open_record(record_path(file))
    rng = random.Random(7)
    with store.together():
        first = len(store.rows("documents")) + 1
        for number in range(first, first + articles):
            text, rows = article(rng, number)
            row = {"title": f"Article {number}", "publisher": "Daily", "date": "2025-03-10", "text": text}
            store.add("documents", {**row, "sha256": text_hash(text)}, "2025-03-10T12:00:00", why="generated")
            for claim in rows:
                store.add("claims", claim, "2025-03-10T12:00:00", why="generated")
    store.close()
    return file
