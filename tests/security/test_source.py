"""What must not stand in winset's own source."""

import re
from pathlib import Path

import pytest

import winset

SOURCE = sorted(Path(winset.__file__).parent.rglob("*.py"))
SCRIPTS = sorted(Path(winset.__file__).parent.rglob("*.js"))


@pytest.mark.parametrize(
    "pattern",
    [
        r"\bpickle\b|\bmarshal\b|\bjoblib\b|\bcloudpickle\b|\bimport shelve\b|\bshelve\.\w",
        r"allow_pickle\s*=\s*True",
        r"(?<![\w.])(eval|exec|compile)\(",
        r"yaml\.(load|unsafe_load|full_load)\(",
        r"shell\s*=\s*True|os\.system|os\.popen",
        r"extractall\(",
        r"set_cookie|Set-Cookie",
        r"enable_load_extension",
        r"autoescape\s*=\s*False",
    ],
)
def test_nothing_dangerous_is_called(pattern):
    found = [
        f"{path.name}: {line.strip()}"
        for path in SOURCE
        for line in path.read_text("utf-8").splitlines()
        if re.search(pattern, line) and not line.lstrip().startswith(("#", '"'))
    ]
    found = [line for line in found if "typ=" not in line and "yaml.load(text)" not in line]  # ruamel's, pure Python
    assert found == []


@pytest.mark.parametrize(
    "pattern",
    [
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write",
        r"\beval\(|new Function",
        r"https?://(?!www\.w3\.org/|127\.0\.0\.1|localhost)",
        r"document\.cookie|localStorage\.setItem\((?!KEY, next)",
    ],
)
def test_nothing_dangerous_is_in_the_scripts_of_the_workbench(pattern):
    found = [
        f"{path.name}: {line.strip()}"
        for path in SCRIPTS
        for line in path.read_text("utf-8").splitlines()
        if re.search(pattern, line) and not line.lstrip().startswith(("//", "*", "/*"))
    ]
    assert found == []
