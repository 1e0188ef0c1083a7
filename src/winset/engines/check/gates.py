"""What counts as an agreement where the case does not say it, beside a signature on which terms hang."""

from __future__ import annotations

from collections.abc import Iterator

from winset.case.model import Case
from winset.engines.check.problems import problem_at
from winset.errors import Problem


def unsaid_agreements(case: Case) -> Iterator[Problem]:
    """Warn of a joint issue that makes an agreement by itself though the terms of another exist only once it is signed.

    Examples
    --------
    >>> import winset
    >>> list(unsaid_agreements(winset.load("ferry-contract")))
    []
    """
    if case.agreement.when:
        return
    signing = set(case.signatories)
    joint = [key for key, one in case.issues.items() if one.joint and set(one.control) <= signing]
    texts = dict.fromkeys(text for key in joint if (text := case.issues[key].only_if))
    gates = {issue for text in texts for issue in case.speaks_of(text)}
    if not gates & set(joint):
        return
    for key in joint:
        if key not in gates and not case.issues[key].only_if:
            what = f"'{key}' alone counts as an agreement, without {' or '.join(texts)}"
            hint = f"If that is not meant, say what is one: agreement: {{when: {' or '.join(texts)}}}"
            yield problem_at(case, ("issues", key), what, hint)
