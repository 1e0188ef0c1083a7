"""A name is put in quotes by the same rule in the workbench's pages and in the condition language."""

import json
import shutil
import subprocess
from importlib.resources import files

import pytest

from winset import expr

NAMES = ["aid", "de facto line", "30 days", "2.1", "x-y", "-x", "_x", "\u00e9t\u00e9", 'say "no"', "a,b", ""]
NAMES += ["and", "or", "not", "if", "then", "iff", "in", "AND", "version", "else"]


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
def test_pages_and_conditions_quote_alike(tmp_path):
    source = files("winset.web") / "static" / "turn.js"
    (tmp_path / "turn.mjs").write_text(source.read_text("utf-8"), encoding="utf-8")
    code = "import { quoted } from './turn.mjs'; console.log(JSON.stringify(JSON.parse(process.argv[1]).map(quoted)))"
    command = [shutil.which("node"), "--input-type=module", "-e", code, json.dumps(NAMES)]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=60).stdout
    assert json.loads(told) == [expr.quoted(name) for name in NAMES]


def test_every_quoted_name_is_read_as_itself():
    for name in NAMES[:-1]:
        if name:
            assert expr.parse(f"{expr.quoted(name)} = {expr.quoted(name)}") == expr.Comparison(name, "=", name)
