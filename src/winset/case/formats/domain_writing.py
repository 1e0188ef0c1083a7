"""Writing domains as the files of Genius, GeniusWeb or NegMAS, exactly wherever their decimals can."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import lcm, prod
from xml.sax.saxutils import quoteattr

from winset.case.exact import Ratio, as_text, of_fraction
from winset.case.formats.domain_of import domain_of
from winset.case.formats.domains import Domain, UtilityProfile, capped
from winset.case.model import Case
from winset.errors import UsageError
from winset.frozen import replace

FORMATS = ("genius", "geniusweb", "negmas")
_DISCOUNT = re.compile(r"discount factor (\d[\d.]*)")
_DIGITS = 17
_MOST_BIDS = 200_000
LEAST_CUT = Fraction(1, 10**9)


@dataclass
class _Told:
    """What was changed on the way, to be told."""

    notices: list[str]

    def decimal(self, value: Fraction, what: str) -> str:
        """Write a number in decimals; where they do not hold it, rounded, and that is told."""
        found = of_fraction(value)
        if not isinstance(found, Ratio):
            return as_text(found)
        notice = f"the last digits of {what}, which decimals cannot hold (rounded to {_DIGITS} places)"
        if notice not in self.notices:
            self.notices.append(notice)
        return as_text(of_fraction(Fraction(round(value * 10**_DIGITS), 10**_DIGITS)))


def domain_files(case: Case, form: str) -> tuple[dict[str, str], list[str]]:
    """Write a case as the files of a domain and its profiles.

    Parameters
    ----------
    case : Case
        A case with values that are sums over issues.
    form : str
        ``genius``, ``geniusweb`` or ``negmas``.

    Returns
    -------
    (dict of str to str, list of str)
        The texts by file name, and what they leave out.

    Raises
    ------
    UsageError
        If the format cannot say what the case says.
    """
    domain, left = domain_of(case, {"genius": "Genius", "geniusweb": "GeniusWeb", "negmas": "NegMAS"}[form])
    told = _Told(left)
    write = {"genius": _genius, "geniusweb": _geniusweb, "negmas": _negmas}[form]
    names = _names([one.name for one in domain.profiles])
    return write(domain, names, told), told.notices


def _names(parties: Sequence[str]) -> list[str]:
    """File names without an ending, distinct whatever the case of letters; ``domain`` is the domain's own."""
    found: list[str] = []
    for party in parties:
        name = re.sub(r"[^\w .-]", "_", party).strip(" .") or "party"
        while name.lower() in {"domain", *(one.lower() for one in found)}:
            name += "_"
        found.append(name)
    return found


def _unit_scaled(given: UtilityProfile, told: _Told, whole: bool) -> UtilityProfile:
    """Bring a profile to utilities from 0 to 1, where it is not: shifted and divided, which is told.

    With ``whole`` the best of all issues must sum to 1.
    """
    profile = _without_constant(given)
    lowest = min(min(one.values()) for one in profile.points.values())
    least = {key: Fraction(0) if lowest >= 0 else min(one.values()) for key, one in profile.points.items()}
    shift = sum(least.values(), Fraction(0))
    span = sum((max(one.values()) for one in profile.points.values()), -shift)
    if not shift and lowest >= 0 and (profile.beyond or (span <= 1 and not whole)):
        span = Fraction(1)
    if span == 0:
        raise UsageError(f"to '{profile.name}' every agreement is worth the same, and the format needs a best one")
    reservation = (profile.reservation - shift) / span
    if not 0 <= reservation <= 1:
        what = (
            f"no deal is worth {float(profile.reservation):g} to '{profile.name}', outside the scale of its agreements"
        )
        raise UsageError(what, "In such a format 0 is the least and 1 the most that anything is worth.")
    if shift or span != 1:
        told.notices.append(f"the scale of '{profile.name}': {float(shift):g} is now 0, {float(shift + span):g} is 1")
    points = {
        key: {level: (one - least[key]) / span for level, one in by_level.items()}
        for key, by_level in profile.points.items()
    }
    return replace(profile, points=points, reservation=reservation)


def _without_constant(profile: UtilityProfile) -> UtilityProfile:
    """Add what every agreement is worth to the levels of the first issue."""
    if not profile.constant:
        return profile
    first = next(iter(profile.points))
    raised = {level: one + profile.constant for level, one in profile.points[first].items()}
    return replace(profile, points={**profile.points, first: raised}, constant=Fraction(0))


def _uncut(profile: UtilityProfile, told: _Told) -> UtilityProfile:
    """Pass over the cut of utilities at 1 where it is less than any file means; else refuse it."""
    if any(abs(cut) >= LEAST_CUT for _, cut in profile.beyond):
        raise UsageError(f"utilities of '{profile.name}' that are cut to 1 cannot be said in this format")
    if profile.beyond:
        told.notices.append(f"the cut to 1 of utilities of '{profile.name}', which exceed it by less than a billionth")
    return replace(profile, beyond=())


def _genius(domain: Domain, names: Sequence[str], told: _Told) -> dict[str, str]:
    def issues(profile: UtilityProfile | None) -> str:
        lines = []
        for place, issue in enumerate(domain.issues, 1):
            kinds = f'index="{place}" name={_attribute(issue.name)} vtype="discrete" type="discrete" etype="discrete"'
            lines.append(f"    <issue {kinds}>")
            by_level = {} if profile is None else _whole(profile.points[issue.name])
            for number, level in enumerate(issue.levels, 1):
                worth = f' evaluation="{by_level[level]}"' if profile else ""
                lines.append(f'      <item index="{number}" value={_attribute(level)}{worth}/>')
            lines.append("    </issue>")
        return "\n".join(lines)

    head = f'  <objective index="0" name={_attribute(domain.title)} type="objective" etype="objective" description="">'
    body = (
        f'<utility_space number_of_issues="{len(domain.issues)}">\n{head}\n{{}}\n  </objective>\n{{}}</utility_space>'
    )
    files = {"domain.xml": "<negotiation_template>\n" + body.format(issues(None), "") + "\n</negotiation_template>\n"}
    for name, given in zip(names, domain.profiles, strict=True):
        profile = _unit_scaled(given, told, whole=False)
        if capped(profile.points) != list(profile.beyond):
            raise UsageError(f"Genius cuts utilities at 1, which the values of '{given.name}' do not say")
        weights = [
            f'    <weight index="{place}" value="{told.decimal(max(profile.points[issue.name].values()), "weights")}"/>'
            for place, issue in enumerate(domain.issues, 1)
        ]
        discount = _DISCOUNT.search(profile.note)
        reservation = told.decimal(profile.reservation, "reservation values")
        factor = discount[1] if discount else "1.0"
        tail = f'  <discount_factor value="{factor}"/>\n  <reservation value="{reservation}"/>\n'
        files[f"{name}.xml"] = body.format("\n".join([issues(profile), *weights]), tail) + "\n"
    return files


def _attribute(text: str) -> str:
    return quoteattr(text, {"\n": "&#10;", "\t": "&#9;"})


def _whole(worths: Mapping[str, Fraction]) -> dict[str, int]:
    """Evaluations as whole numbers in the proportions of the worths: Genius divides them by the largest."""
    most = max(worths.values())
    if most == 0:
        return dict.fromkeys(worths, 1)
    shares = {level: one / most for level, one in worths.items()}
    unit = lcm(*(one.denominator for one in shares.values()))
    return {level: int(one * unit) for level, one in shares.items()}


def _geniusweb(domain: Domain, names: Sequence[str], told: _Told) -> dict[str, str]:
    space = {"name": domain.title, "issuesValues": {one.name: {"values": list(one.levels)} for one in domain.issues}}
    files = {"domain.json": json.dumps(space, ensure_ascii=False, indent=1) + "\n"}
    for name, given in zip(names, domain.profiles, strict=True):
        if given.note and _DISCOUNT.search(given.note):
            told.notices.append(f"the discount factor of '{given.name}'")
        profile = _unit_scaled(_uncut(given, told), told, whole=True)
        weights = _sum_of_one({key: max(one.values()) for key, one in profile.points.items()}, told)
        utilities = {}
        for key, by_level in profile.points.items():
            most = max(by_level.values()) or Fraction(1)
            shares = {level: _Number(told.decimal(one / most, "utilities")) for level, one in by_level.items()}
            utilities[key] = {"DiscreteValueSetUtilities": {"valueUtilities": shares}}
        content = {
            "issueUtilities": utilities,
            "issueWeights": {key: _Number(text) for key, text in weights.items()},
            "domain": space,
            "name": given.name,
            "reservationBid": _bid(profile),
        }
        files[f"{name}.json"] = _json({"LinearAdditiveUtilitySpace": content}) + "\n"
    return files


class _Number(str):
    """A number as it is to stand in JSON, digit by digit."""


def _json(value: object, indent: int = 0) -> str:
    """Write JSON with numbers as they are given, which floats would round."""
    if isinstance(value, _Number):
        return str(value)
    if isinstance(value, dict):
        inner = ",\n".join(
            f"{' ' * (indent + 1)}{json.dumps(key, ensure_ascii=False)}: {_json(one, indent + 1)}"
            for key, one in value.items()
        )
        return f"{{\n{inner}\n{' ' * indent}}}" if value else "{}"
    return json.dumps(value, ensure_ascii=False)


def _sum_of_one(weights: Mapping[str, Fraction], told: _Told) -> dict[str, str]:
    """Write weights whose decimals sum to exactly 1: what rounding leaves goes to the largest."""
    texts = {key: told.decimal(one, "weights") for key, one in weights.items()}
    rest = 1 - sum(map(Fraction, texts.values()))
    if rest:
        largest = max(weights, key=lambda key: weights[key])
        texts[largest] = as_text(of_fraction(Fraction(texts[largest]) + rest))
    return texts


def _bid(profile: UtilityProfile) -> dict[str, dict[str, str]] | None:
    """The package that is worth exactly what no deal is; none where no deal is worth nothing."""
    if not profile.reservation:
        return None
    names = list(profile.points)
    if prod(len(one) for one in profile.points.values()) <= _MOST_BIDS:
        for levels in product(*profile.points.values()):
            package = dict(zip(names, levels, strict=True))
            if sum((profile.points[key][level] for key, level in package.items()), Fraction(0)) == profile.reservation:
                return {"issuevalues": package}
    what = (
        f"GeniusWeb says what no deal is worth by naming a package, and none is worth exactly "
        f"{float(profile.reservation):.6g} to '{profile.name}'"
    )
    raise UsageError(what, "Change 'no_deal' in the case, or write another format.")


def _negmas(domain: Domain, names: Sequence[str], told: _Told) -> dict[str, str]:
    quoted = json.dumps
    lines = ["type: DiscreteCartesianOutcomeSpace", f"name: {quoted(domain.title)}", "issues:"]
    for issue in domain.issues:
        values = ", ".join(map(quoted, issue.levels))
        lines += [f"- name: {quoted(issue.name)}", "  type: CategoricalIssue", f"  values: [{values}]"]
    files = {"domain.yml": "\n".join(lines) + "\n"}
    for name, given in zip(names, domain.profiles, strict=True):
        profile = _uncut(given, told)
        if profile.note and _DISCOUNT.search(profile.note):
            told.notices.append(f"the discount factor of '{profile.name}', which NegMAS takes by the step")
        lines = [
            "type: LinearAdditiveUtilityFunction",
            f"name: {quoted(profile.name)}",
            f"reserved_value: {_float(told.decimal(profile.reservation, 'reservation values'))}",
            f"bias: {_float(told.decimal(profile.constant, 'points'))}",
            f"weights: [{', '.join(['1.0'] * len(domain.issues))}]",
            "values:",
        ]
        for issue in domain.issues:
            lines += ["- type: TableFun", "  mapping:"]
            worths = profile.points[issue.name]
            lines += [f"    {quoted(level)}: {_float(told.decimal(worths[level], 'points'))}" for level in issue.levels]
        files[f"{name}.yml"] = "\n".join(lines) + "\n"
    return files


def _float(text: str) -> str:
    """A decimal that YAML reads as one."""
    return text if "." in text else f"{text}.0"
