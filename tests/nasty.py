"""A case in which every name, title and level is made of what breaks pages, files and formulas: quotes to braces."""

import itertools

from winset.case.starter import starter_text
from winset.case.writing import dump
from winset.case.yaml_tree import read_tree

ODD = [
    "\"double\" 'single' `back`",
    "back\\slash \\n \\u0041 \\e[2J",
    "{braces} {{twice}} ${x} #{x}",
    "$ # @ % & ~ ^ _ *star* [b](c)",
    "<b>bold</b> <script>alert(1)</script> ]]> <!--",
    "=1+1 | pipe; semi, comma",
    "עברית العربية 日本語 Ελληνικά e\u0301 \U0001f600",
    '#import "x" #eval(1) @ref <label> $x^2$ /* c */ // d',
    "datum['x'] \\\" + alert(1) + \"",
    "- dash: colon # hash",
]


def odd_case(text: bytes | None = None) -> bytes:
    """The text of a case, by default the starter, with every name and title made odd."""
    data = read_tree(starter_text().encode() if text is None else text, "odd").data
    names = itertools.cycle(ODD)
    data["title"] = f"Talks {next(names)}"
    for section in ("parties", "issues", "scenarios"):
        for key, entry in data.get(section, {}).items():
            data[section][key] = entry = {"when": entry} if isinstance(entry, str) else entry
            entry["name"] = next(names)
    return dump(data).encode()
