"""Exchanging the labels of two parties exchanges them in every sentence winset writes, and changes nothing else."""

import json
import re
from hashlib import blake2b
from itertools import combinations

import pytest
from hypothesis import given, settings

import winset
from conflicts import case_data, conflicts
from seeds import EVERY
from winset.engines.brief.brief import brief
from winset.engines.records import plain
from winset.errors import UsageError
from winset.present.documents.brief import brief_document
from winset.present.documents.document import as_markdown
from winset.present.documents.page_one import page_one
from winset.space import draws

ONE, OTHER = "Xaaaa", "Xbbbb"
CASES = [
    "jeddah-2025",
    "elmira",
    "prisoners-dilemma",
    "syria-iraq",
    "brexit-2019",
    "grain-2023",
    *(["airport"] if EVERY else []),
]


def relabelled(value, labels):
    """The same data with other keys for parties, wherever they stand."""
    if isinstance(value, dict):
        return {labels.get(key, key): relabelled(item, labels) for key, item in value.items()}
    if isinstance(value, list):
        return [relabelled(item, labels) for item in value]
    return labels.get(value, value) if isinstance(value, str) else value


def case_with(data, first, second, labels):
    """A case in which two parties have opaque labels of the same length."""
    new = relabelled(data, {first: labels[0], second: labels[1]})
    for label in labels:
        new["parties"][label] = {**new["parties"][label], "name": label}
    return winset.from_data(new)


def exchanged(text):
    return re.sub(f"{ONE}|{OTHER}", lambda found: OTHER if found.group() == ONE else ONE, text)


def sentences(case):
    """Whatever winset says of a case by itself: the brief, and the results behind it."""
    found = brief(case)
    told = as_markdown(brief_document(case, found)) + as_markdown(page_one(case, found))
    results = [found, winset.stability(case), winset.outcomes(case)]
    try:
        results.append(winset.routes(case))
    except UsageError as error:  # a status quo that the rules forbid leads nowhere
        told += str(error)
    if case.values:
        results += [winset.forecast(case, draws=200), winset.deals(case, draws=200)]
    body = json.dumps([plain(one) for one in results], ensure_ascii=False)
    return told.replace(case.hash[:12], "(hash)"), body.replace(case.hash, "(hash)")


def forget():
    """Draws are kept by their names, which the patch below changes."""
    draws._block.cache_clear()
    draws._drawn_block.cache_clear()


def check(data, first, second):
    left = sentences(case_with(data, first, second, (ONE, OTHER)))
    forget()
    with pytest.MonkeyPatch.context() as patch:  # random draws are named by what they are about, labels included
        patch.setattr(draws, "blake2b", lambda name, **size: blake2b(exchanged(name.decode()).encode(), **size))
        right = sentences(case_with(data, first, second, (OTHER, ONE)))
    forget()
    for one, other in zip(left, right, strict=True):
        assert exchanged(other) == one


@pytest.mark.parametrize("name", CASES)
def test_in_catalogue_cases(name):
    data = winset.load(name).model_dump(mode="json", exclude_defaults=True) | {"winset": "1"}
    data.pop("answers", None)
    for first, second in list(combinations(data["parties"], 2))[: 1 if "values" in data else 3]:
        check(data, first, second)


@settings(max_examples=25)
@given(conflicts)
def test_in_random_conflicts(conflict):
    check(case_data(conflict), "P0", "P1")
