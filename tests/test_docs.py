"""The documentation: links lead somewhere, examples of case files are valid, concepts have their pages."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from winset.case.derived import expanded
from winset.case.model import Case
from winset.case.yaml_tree import read_tree
from winset.engines.deals.solutions import DEFINITIONS
from winset.engines.stability.concepts import CONCEPTS

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
EXAMPLES = [
    (page.name, place, text)
    for page in PAGES
    for place, text in enumerate(re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL))
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_every_page_says_first_who_needs_it_and_stands_in_the_navigation():
    site = (ROOT / "zensical.toml").read_text("utf-8")
    for page in PAGES:
        name = page.relative_to(ROOT / "docs").as_posix() if ROOT / "docs" in page.parents else ""
        if name and not re.match(r"adr/\d", name):
            title, blank, who = page.read_text("utf-8").split("\n")[:3]
            assert title.startswith("# "), name
            assert (blank, who.lstrip("*")[:4]) == ("", "For "), name
            assert f'"{name}"' in site, name


def test_every_public_function_is_in_the_reference():
    import winset

    shown = re.findall(r"^::: (\S+)", (ROOT / "docs" / "python-reference.md").read_text("utf-8"), re.MULTILINE)
    classes = {"Case", "Game", "game", "__version__"}
    assert {name.rpartition(".")[2] for name in shown} >= set(winset.__all__) - classes
    for name in shown:
        module, _, what = name.rpartition(".")
        assert getattr(import_module(module), what).__doc__, name


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example[0]} {example[1]}")
def test_examples_of_case_files_fit_the_model(example):
    """Every section of every example is what the model takes, whether the example is a whole case or a part."""
    tree = read_tree(example[2].encode(), "example.yaml")
    data, _, problems = expanded(tree.data, tree.locate)
    assert not problems
    for key, value in data.items():
        field = Case.model_fields[key]
        annotated = field.annotation if not field.metadata else _annotated(field)
        TypeAdapter(annotated).validate_python(value)


def _annotated(field):
    from typing import Annotated

    return Annotated[(field.annotation, *field.metadata)]


def test_every_concept_and_solution_has_its_definition():
    conventions = (ROOT / "docs" / "conventions.md").read_text("utf-8")
    for key in CONCEPTS:
        assert (ROOT / "docs" / "concepts" / f"{key}.md").is_file()
        assert f"`{key}`" in conventions
    forecasting = (ROOT / "docs" / "forecasting.md").read_text("utf-8").lower()
    assert all(name in forecasting for name in DEFINITIONS)


def test_every_section_of_a_case_is_documented():
    pages = "".join(
        (ROOT / "docs" / name).read_text("utf-8") for name in ("case-file.md", "case-numbers.md", "record.md")
    )
    for key in Case.model_fields:
        assert re.search(rf"\b{key}\b", pages), key


def test_the_readme_shows_page_one_as_it_is():
    import winset
    from winset.present.documents.document import as_text
    from winset.present.documents.page_one import page_one
    from winset.record.exchange import load_informed

    case = load_informed("jeddah-2025")
    shown = re.search(r"```text\n(US-Ukraine talks.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert shown is not None
    assert shown.group(1).rstrip() in as_text(page_one(case, winset.brief(case)), 104)
