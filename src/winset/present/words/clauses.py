"""Levels, outcomes, packages, moves and conditions as people say them: "aid and intelligence resume".

An issue's levels are told by what the case says of them (``say``), else by a clause formed from the names of issue and
level. A clause is a subject, a verb and a rest, so that clauses that say the same of several things are joined, and one
can be denied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from winset.case.model import Case
from winset.case.short_names import short_name
from winset.engines.evidence.keywords import stem
from winset.frozen import Frozen
from winset.present.words import amounts, verbs
from winset.present.words.articles import with_the
from winset.present.words.prose import day_words, with_article
from winset.present.words.prose import joined as plainly
from winset.present.words.runs import capitalised, joined_by
from winset.present.words.subjects import PREPOSITIONS, owner, plural, possessed, subject, uncapital

_ASKING = re.compile(r"(?:who|what|when|where|which|how|whether)\b", re.IGNORECASE)
_HOW_MANY = re.compile(r"all|both|some|most|many|few|half|several|[0-9][0-9 ,]*", re.IGNORECASE)
_COUNT = re.compile(r"^(?:two|three|four|five|six|seven|eight|nine|ten|\d+) (?=\S)")
_YES, _NO, _NONE = {"yes", "true"}, {"no", "false"}, {"none", "nothing", "nobody"}


class Clause(Frozen):
    """A clause: whom or what it is about, the verb as it stands, and the rest; without a verb it is not taken apart."""

    subject: str
    verb: str = ""
    rest: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.subject, self.verb, self.rest) if part)

    @property
    def said(self) -> tuple[str, str]:
        """What it says of its subject, whatever the number of the subject."""
        return verbs.with_many(self.verb), self.rest

    def denied(self) -> str:
        """Deny it.

        Examples
        --------
        >>> taken_apart("aid resumes").denied(), taken_apart("a truce is offered").denied()
        ('aid does not resume', 'a truce is not offered')
        """
        if not self.verb:
            return f"not: {self}"
        if _HOW_MANY.fullmatch(self.subject.split(" ")[0]):
            return f"not {self}"  # not all hostages are released, which is not that all are not
        if self.subject == "there" and self.rest.startswith("no "):
            rest = self.rest.removeprefix("no ")
            return str(Clause("there", self.verb, rest if plural(rest) else with_article(rest)))
        if verbs.with_many(self.verb) == "have" and self.rest.startswith("not "):
            return str(Clause(self.subject, self.verb, self.rest.removeprefix("not ")))
        perfect = verbs.with_many(self.verb) == "have" and bool(verbs.of_itself(self.rest))
        if self.verb in verbs.MODAL or verbs.with_many(self.verb) in {"are", "were"} or perfect:
            return str(Clause(self.subject, self.verb, f"not {self.rest}".rstrip()))
        helping = "do" if self.verb == verbs.with_many(self.verb) else "does"
        return str(Clause(self.subject, helping, f"not {verbs.infinitive(self.verb)} {self.rest}".rstrip()))


def taken_apart(text: str) -> Clause:
    """Find subject and verb of a clause; a text without a verb that is surely one stays whole.

    Examples
    --------
    >>> taken_apart("aid resumes")
    Clause(subject='aid', verb='resumes', rest='')
    """
    words = text.split(" ")
    for place, word in enumerate(words):
        if place and verbs.finite(word) and words[place - 1] not in PREPOSITIONS:
            return Clause(" ".join(words[:place]), word, " ".join(words[place + 1 :]))
    return Clause(text)


def clause(case: Case, issue: str, name: str) -> Clause:
    """Tell one level of an issue.

    Examples
    --------
    >>> import winset
    >>> str(clause(winset.load("jeddah-2025"), "aid", "resumed"))
    'aid resumes'
    >>> str(clause(winset.load("supply-contract"), "price", "150"))
    'the price is 150 EUR a tonne'
    """
    return case.whole.once(("clause", issue, name), lambda: _clause(case, issue, name))


def _clause(case: Case, issue: str, name: str) -> Clause:
    entry = case.issues[issue]
    name = entry.level(name)
    text = spoken(case, issue, name)
    if entry.unit and entry.unit.casefold() in short_name(case, issue).casefold().split():
        text = text.removesuffix(entry.unit).rstrip()  # the stores to be sold are 120, not 120 stores
    if said := entry.said(name):
        return taken_apart(said.replace("{}", text))
    if f"no {text}" in entry.levels:
        return Clause("there", "are" if plural(text) else "is", text if plural(text) else with_article(text))
    if verbs.of_itself(text) and issue not in case.guards and name == case.status_quo_level(issue):
        many = plural(short_name(case, issue))  # it is so today: the contract has expired
        return Clause(subject(case, short_name(case, issue)), "have" if many else "has", text)
    return formed(case, _without_unit(short_name(case, issue), text), text)


def _without_unit(name: str, level: str) -> str:
    """Leave out of "amount in megawatts" what a level such as "400 megawatts" says again."""
    before, within, unit = name.rpartition(" in ")
    return before if within and level.endswith(f" {unit}") else name


def spoken(case: Case, issue: str, name: str) -> str:
    """Tell a level by itself: an amount with its unit, a day as one says it."""
    told = amounts.level(case, issue, name)
    if not case.issues[issue].numeric or not re.fullmatch(r"\d{4}-\d\d-\d\d", told):
        return told
    return day_words(told)


def formed(case: Case, name: str, level: str) -> Clause:
    """Form a clause from the names of an issue and of a level.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("ferry-contract")
    >>> print(*(formed(case, *pair) for pair in (("Lay-offs", "announced"), ("Strike", "none"))), sep="; ")
    the lay-offs are announced; there is no strike
    >>> print(*(formed(case, *pair) for pair in (("Filling of the dam", "filled"), ("Closure of mines", "not closed"))))
    the dam is filled the mines are not closed
    >>> print(*(formed(case, *pair) for pair in (("Debate on pay", "debated"), ("Three strikes", "none"))), sep="; ")
    the debate on pay comes about; there are no strikes
    >>> print(*(str(formed(case, "Hostages released", level)) for level in ("33", "all")), sep="; ")
    33 hostages are released; all hostages are released
    """
    yes, no = level.casefold() in _YES, level.casefold() in _NO
    if yes or no:
        return _whether(case, name, yes)
    if _ASKING.match(name):
        return Clause(f"{name[:1].lower()}{name[1:]}: {level}")
    if (
        " " in level
        and not level.startswith("no ")
        and not level[0].isdigit()
        and level.split()[-1] == name.split()[-1].casefold()
    ):
        level = " ".join(level.split()[:-1])  # a basic assessment of an assessment
    name = _done_to(name, level)
    if " " in name and name.split()[-1].casefold() == level:
        name = name.rpartition(" ")[0]  # assets returned: of these, returned is what becomes of the assets
    if _says_again(name, level):
        return Clause(subject(case, name), "come" if plural(name) else "comes", "about")
    first, _, rest = level.partition(" ")
    if level.casefold() in _NONE:
        return _without(case, name)
    if first == "none" and verbs.participle(rest):
        many = plural(name)
        return Clause(f"no {uncapital(case, name)}", "are" if many else "is", rest)  # none agreed
    many = plural(name)
    if level.casefold() == "as now":
        return Clause(subject(case, name), "stay" if many else "stays", "as now")
    if many and (quantity := _quantity(case, name, level)):
        return quantity
    if first == "no" and rest:
        return Clause("there", "are" if plural(level) else "is", level)
    if verbs.finite(first, noun_too=not rest) or (
        many and verbs.base_form(first) and first != "open" and not verbs.participle(first)
    ):
        return Clause(subject(case, name), verbs.agreeing(first, many), rest)
    if verb := verbs.of_itself(first):
        return Clause(subject(case, name), verbs.agreeing(verb, many), rest)
    if any(verbs.finite(word) for word in rest.split(" ")):
        return Clause(f"{uncapital(case, name)}: {level}")
    if first == "not" and rest.split(" ")[0] == "begun":
        return Clause(subject(case, name), "have" if many else "has", level)
    return Clause(subject(case, name), "are" if many else "is", level)


def _done_to(name: str, level: str) -> str:
    """Name what is done to something by that thing, where the level says it again: a dam is filled, no filling is."""
    found = re.fullmatch(r"(?:The )?(\w+) of (?:the )?(.+)", name, re.IGNORECASE)
    done = next((word for word in level.split(" ")[:2] if verbs.participle(word)), "")
    if not found or not done or level.split(" ")[0] not in {done, "not"}:
        return name
    doing, thing = found[1].casefold(), found[2]
    same = next((place for place, (one, two) in enumerate(zip(doing, done, strict=False)) if one != two), len(done))
    return f"{thing[:1].upper()}{thing[1:]}" if same >= max(4, len(done) - 4) else name


def _says_again(name: str, level: str) -> bool:
    """Tell whether a level only says that what an issue is called happens: a debate that is debated."""
    words = name.casefold().split()
    head = next((words[:place] for place, word in enumerate(words) if place and word in PREPOSITIONS), words)
    done = verbs.participle(level) and bool(head) and stem(head[-1].split("-")[0]) == stem(level)
    first, *rest = level.split(" ")
    out = bool(rest) and bool(verbs.participle(first)) and stem(words[0]) == stem(first) and words[1:2] == rest
    return done or out or level == name.casefold()


def _quantity(case: Case, name: str, level: str) -> Clause | None:
    """Tell how many of several things something is done to: of "hostages released", or of hostages "all released".

    A part with a word of its own, "the sick released", is told as one of them: "of the hostages the sick are released".
    """
    *nouns, done = name.split(" ")
    words = level.split(" ")
    if "to" not in nouns and plural(" ".join(nouns)) and verbs.participle(done) and _HOW_MANY.fullmatch(level):
        return Clause(f"{_of(level)} {uncapital(case, ' '.join(nouns))}", "are", done)
    if len(words) == 2 and _HOW_MANY.fullmatch(words[0]) and verbs.participle(words[1]):
        return Clause(f"{_of(words[0])} {uncapital(case, name)}", "are", words[1])
    if len(words) > 2 and words[0] == "the" and verbs.participle(words[-1]) and not verbs.participle(done):
        return Clause(f"of {subject(case, name)} {' '.join(words[:-1])}", "are", words[-1])
    return None


def _of(quantity: str) -> str:
    return "half of the" if quantity == "half" else quantity


def _whether(case: Case, name: str, yes: bool) -> Clause:
    """Tell an issue whose levels are yes and no, whatever its name is: a clause, a participle, a thing."""
    clause_ = taken_apart(name)
    party = owner(case, name)
    words = name[len(party) :].split()
    if party and words and verbs.finite(words[0], noun_too=True):
        clause_ = Clause(party, words[0], " ".join(words[1:]))
    if clause_.verb:
        subject_ = with_the(case, party) if party else uncapital(case, clause_.subject)
        clause_ = Clause(subject_, clause_.verb, clause_.rest)
        return clause_ if yes else taken_apart(clause_.denied())
    if verbs.participle(name.split(" ")[0].casefold()):
        told = uncapital(case, name)
        return Clause(told if yes else f"not {told}")
    if not yes:
        return _without(case, name)
    told = uncapital(case, name)
    many = plural(name)
    proper = told[:1].isupper() and " " not in told
    return Clause("there", "are" if many else "is", told if many or proper else with_article(told))


def _without(case: Case, name: str) -> Clause:
    whose, noun = possessed(name)
    told = uncapital(case, name)
    told = _COUNT.sub("", told)  # no two strikes would be one
    if whose and not told[:1].islower():  # no answer of Russia, but no foremen's pickets
        told = f"{noun} of {whose}"
    return Clause("there", "are" if plural(name) else "is", f"no {told}")


def joined(clauses: Iterable[Clause], word: str = "and") -> str:
    """Join clauses as one says them: what is the same of several things is said once.

    Examples
    --------
    >>> joined(map(taken_apart, ("aid resumes", "a truce is offered", "intelligence resumes")))
    'aid and intelligence resume, and a truce is offered'
    """
    return listed(grouped(clauses, word), word)


AT_ONCE = 3
"""How many clauses a sentence has at most, where they are many words."""
LONG = 22
"""Clauses of more words than these are told in more than one sentence."""


def in_sentences(told: Sequence[str]) -> str:
    """List clauses; those that are too many words for one sentence a few a sentence, the last without its stop.

    Examples
    --------
    >>> in_sentences(["the price is 150 EUR a tonne", "the volume is 25 000 tonnes a month"])
    'the price is 150 EUR a tonne and the volume is 25 000 tonnes a month'
    >>> dues = [f"the {due} of the port goes from 1 to 3 EUR a tonne" for due in ("toll", "levy")]
    >>> in_sentences(dues)
    'the toll of the port goes from 1 to 3 EUR a tonne. The levy of the port goes from 1 to 3 EUR a tonne'
    """
    if sum(len(one.split()) for one in told) <= LONG:
        return listed(told)
    parts: list[list[str]] = [[]]
    for one in told:
        within = sum(len(other.split()) for other in [*parts[-1], one]) <= LONG
        if parts[-1] and (len(parts[-1]) == AT_ONCE or not within):
            parts.append([])
        parts[-1].append(one)
    first, *later = map(listed, parts)
    return joined_by(". ", [first, *(capitalised(one, 0) for one in later)])


def listed(told: Sequence[str], word: str = "and") -> str:
    """List clauses, with a comma before the last where one of them has an "and" of its own."""
    if len(told) > 1 and word == "and" and any(" and " in one for one in told[:-1]):
        return f"{', '.join(told[:-1])}, {word} {told[-1]}"
    return plainly(told, word)


def grouped(clauses: Iterable[Clause], word: str = "and") -> list[str]:
    """Put together the clauses that say the same of several things, or, of alternatives, several things of the same."""
    groups: dict[tuple[str, str, str], list[Clause]] = {}
    for one in clauses:
        key = (*one.said, "") if one.verb and one.subject != "there" else (str(one), "", "")
        same = next((other for other in groups.values() if word == "or" and _same(other[0], one)), None)
        groups.setdefault(key, []).append(one) if same is None else same.append(one)
    return _by_subject([_together(members, word) for members in groups.values()], word)


def _by_subject(told: Sequence[Clause], word: str) -> list[str]:
    """Say once of whom several things are said one after another: "Iraq attacks and keeps its border closed"."""
    found: list[tuple[str, list[str]]] = []
    for one in told:
        if one.verb and one.subject != "there" and word == "and" and found and found[-1][0] == one.subject:
            found[-1][1].append(" ".join(part for part in (one.verb, one.rest) if part))
        else:
            found.append((one.subject if one.verb else "", [str(one)]))
    return [plainly(parts) for _, parts in found]


def _together(members: Sequence[Clause], word: str) -> Clause:
    first = members[0]
    if word == "or" and len({(one.subject, one.verb) for one in members}) == 1:
        return Clause(first.subject, first.verb, plainly(dict.fromkeys(one.rest for one in members), "or"))
    subjects = list(dict.fromkeys(one.subject for one in members))
    if len(subjects) < 2:
        return first
    verb = verbs.with_many(first.verb) if word == "and" else first.verb
    return Clause(plainly(subjects, word), verb, first.rest)


def _same(one: Clause, other: Clause) -> bool:
    """Tell whether two clauses say something else of the same subject."""
    return bool(one.verb and one.rest and other.rest) and (one.subject, one.verb) == (other.subject, other.verb)


def levels(case: Case, chosen: Mapping[str, str]) -> str:
    """Tell some issues' levels in one clause after another.

    Examples
    --------
    >>> import winset
    >>> levels(winset.load("jeddah-2025"), {"aid": "resumed", "intelligence": "resumed", "truce": "full"})
    'aid and intelligence resume, and a full truce is offered'
    """
    return joined(clause(case, issue, name) for issue, name in chosen.items())


def change(case: Case, issue: str, before: str, after: str) -> str:
    """Tell a move of one issue: what comes about; of amounts also where they come from."""
    if case.issues[issue].numeric and not case.issues[issue].said(after):
        name = subject(case, short_name(case, issue))
        goes = "go" if plural(short_name(case, issue)) else "goes"
        if re.fullmatch(r"\d{4}-\d\d-\d\d", before):
            return f"{name} {goes} from {spoken(case, issue, before)} to {spoken(case, issue, after)}"
        return f"{name} {goes} from {amounts.between(case, issue, before, after)}"
    return str(clause(case, issue, after))
