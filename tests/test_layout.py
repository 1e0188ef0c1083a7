"""The house as CONTRIBUTING describes it: every file it names is there, and defines what a question leads to."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
QUESTIONS = re.findall(r"^\| (.+\?) \| `(.+?)` \| `(.+?)` \|$", TEXT, re.MULTILINE)
PATHS = sorted(set(re.findall(r"`((?:src|tests|fuzz|docs|benchmarks)/[\w./-]+?)/?`", TEXT)))
RECIPES = (
    "a solution concept",
    "a bargaining model",
    "a section of the case file",
    "an importer",
    "a view of the workbench",
)


def defined(path: Path) -> set[str]:
    """Give the names that a module defines: not those it imports."""
    found = set()
    for one in ast.parse(path.read_text("utf-8")).body:
        if isinstance(one, ast.FunctionDef | ast.ClassDef):
            found.add(one.name)
        targets = one.targets if isinstance(one, ast.Assign) else [one.target] if isinstance(one, ast.AnnAssign) else []
        found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return found


def test_there_are_twenty_questions_each_with_a_file_of_its_own():
    assert len(QUESTIONS) >= 20
    assert len({path for _, path, _ in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize(("question", "path", "name"), QUESTIONS, ids=[name for *_, name in QUESTIONS])
def test_a_question_leads_to_the_file_that_defines_the_answer(question, path, name):
    assert name in defined(ROOT / path), question


@pytest.mark.parametrize("path", PATHS)
def test_every_file_that_is_named_is_there(path):
    assert (ROOT / path).exists()


@pytest.mark.parametrize("what", RECIPES)
def test_there_is_a_recipe_that_names_its_files(what):
    recipe = TEXT.split(f"## Adding {what}\n")[1].split("\n## ")[0]
    assert len(set(PATHS) & set(re.findall(r"`([\w./-]+?)/?`", recipe))) >= 3


@pytest.mark.parametrize("place", ["engines", "drafting"])
def test_every_room_is_told(place):
    rooms = {path.parent.name for path in (ROOT / "src/winset" / place).glob("*/__init__.py")}
    told = re.split(r"\nThe rooms of|\n## ", TEXT.split(f"The rooms of `src/winset/{place}/`")[1])[0]
    assert rooms == set(re.findall(r"^\| `(\w+)/` \|", told, re.MULTILINE)) - {"learned"}


def test_no_public_class_name_means_two_things():
    places = defaultdict(list)
    for path in sorted((ROOT / "src/winset").rglob("*.py")):
        for one in ast.parse(path.read_text("utf-8")).body:
            if isinstance(one, ast.ClassDef) and not one.name.startswith("_"):
                places[one.name].append(f"{path.relative_to(ROOT)}:{one.lineno}")
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def test_no_modules_of_the_workbench_import_each_other_in_a_circle():
    """Imports of types count too; Python's are held by ``lint-imports``."""
    pattern = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["'](\.[^"']+)["']""")
    modules = {path.resolve(): path.read_text("utf-8") for path in (ROOT / "src/winset/web/static").rglob("*.js")}
    imports = {
        path: {(path.parent / name).resolve() for name in pattern.findall(text)} for path, text in modules.items()
    }
    left = {path: found & set(imports) for path, found in imports.items()}
    assert sum(map(len, left.values())) > len(left)  # the pattern finds them
    while free := {path for path, found in left.items() if not found & set(left)}:
        left = {path: found for path, found in left.items() if path not in free}
    assert not left
