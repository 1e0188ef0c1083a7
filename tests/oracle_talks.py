"""Brute force for negotiations: one draw followed by hand, in plain Python, from the words of docs/conventions.md.

Nothing here uses the engines; a condition is a list of literals (issue, sign, level) that all hold. Which of its deals
the table picks is taken from the engine, since that is another matter; everything before and after is worked out here.
"""

from __future__ import annotations

from itertools import product
from math import exp

State = dict[str, str]


class Talks:
    """A small case, with the numbers of one draw."""

    def __init__(self, data: dict, points: dict[str, float], uniform) -> None:
        self.data, self.points, self.uniform = data, points, uniform
        self.issues = data["issues"]
        self.today = {key: one["levels"][0] for key, one in self.issues.items()}
        self.signatories = [key for key, one in data["parties"].items() if one.get("at_table", True) is True]
        self.absent = [key for key in data["parties"] if key not in self.signatories]
        self.severable = data["severable"]
        self.settled = [key for key, one in self.issues.items() if set(one["control"]) <= set(self.signatories)]
        self.answered = [key for key, one in self.issues.items() if set(one["control"]) <= set(self.absent)]
        self.dues = sorted(enumerate(data.get("deadlines", [])), key=lambda item: item[1]["day"])

    # conditions, and what they rest on

    def exists(self, key: str, state: State) -> bool:
        only_if = self.issues[key].get("literals")
        return only_if is None or self.holds(only_if, state)

    def holds(self, literals, state: State) -> bool:
        for key, sign, level in literals:
            levels = self.issues[key]["levels"]
            own, other = levels.index(state[key]), levels.index(level)
            if not self.exists(key, state) or not {"=": own == other, "!=": own != other, ">=": own >= other}[sign]:
                return False
        return True

    def possible(self, state: State) -> bool:
        resting = all(self.exists(key, state) or state[key] == self.today[key] for key in self.issues)
        return resting and not any(self.holds(rule, state) for rule in self.data["rules"])

    def worth(self, owner: str, state: State) -> float:
        return sum(
            self.points[f"values.{owner}.{place + 1}"]
            for place, literals in enumerate(self.data["worths"].get(owner, []))
            if self.holds(literals, state)
        )

    # agreements

    def presses(self, key: str, level: str) -> bool:
        moved = {**self.today, key: level}
        mover = self.issues[key]["control"][0]
        modes = self.data["modes"]

        def likely(owner: str, state: State) -> float:
            worths = self.data["worths"][owner]
            return sum(m for m, literals in zip(modes[owner], worths, strict=True) if self.holds(literals, state))

        change = [likely(one, moved) - likely(one, self.today) for one in self.signatories if one != mover]
        return any(one < 0 for one in change) and not any(one > 0 for one in change)

    def agreement(self, state: State) -> bool:
        moved = [key for key in self.settled if state[key] != self.today[key]]
        single = [key for key in moved if len(self.issues[key]["control"]) == 1]
        if any(self.presses(key, state[key]) for key in single):
            return False
        return len(single) < len(moved) or len({self.issues[key]["control"][0] for key in single}) > 1

    def choices(self, keys) -> list[State]:
        return [dict(zip(keys, one, strict=True)) for one in product(*(self.issues[key]["levels"] for key in keys))]

    def with_(self, package: State, answer: State) -> State:
        return {**self.today, **package, **answer}

    def packages(self) -> list[State]:
        answers = self.choices(self.answered)
        return [
            package
            for package in self.choices(self.settled)
            if self.agreement(self.with_(package, {})) and any(self.possible(self.with_(package, a)) for a in answers)
        ]

    # what an answer leads to

    def available(self, package: State, answer: State) -> bool:
        return self.possible(self.with_(package, answer)) or self.possible(self.with_({}, answer))

    def leads_to(self, package: State, answer: State) -> tuple[State, bool]:
        """The outcome, and whether it is an agreement in force."""
        state = self.with_(package, answer)
        if self.possible(state):
            return state, self.agreement(state)
        if self.severable and self.agreement(state := self.with_(self.rest(package, answer), answer)):
            return state, True
        return self.with_({}, answer), False

    def rest(self, package: State, answer: State) -> State:
        """What is left when the issues of broken rules go back to today, as long as there are any."""
        left = dict(package)
        while not self.possible(state := self.with_(left, answer)):
            for key in self.broken(state):
                if key in left:
                    left[key] = self.today[key]
        return left

    def broken(self, state: State) -> set[str]:
        """The issues of every rule that is broken, and those on which their existence rests."""
        found = [{key for key, _, _ in rule} for rule in self.data["rules"] if self.holds(rule, state)]
        found += [{key} for key in self.issues if not self.exists(key, state) and state[key] != self.today[key]]
        named = set().union(*found)
        return named | {key for one in named for key, _, _ in self.issues[one].get("literals", ())}

    # what happens by itself

    def comes(self, due: dict, state: State, in_force: bool) -> State | None:
        averted = in_force if due["unless"] is None else self.holds(due["unless"], state)
        after = {**state, **due["then"]}
        return None if averted or after == state or not self.possible(after) else after

    def expected(self, owner: str, state: State, in_force: bool, dues=None) -> float:
        dues = self.dues if dues is None else dues
        if not dues:
            return self.worth(owner, state)
        (place, due), rest = dues[0], dues[1:]
        after = self.comes(due, state, in_force)
        stays = self.expected(owner, state, in_force, rest)
        if after is None:
            return stays
        chance = self.points[f"deadlines.{place + 1}"]
        return chance * self.expected(owner, after, in_force, rest) + (1 - chance) * stays

    # answers

    def chances(self, package: State) -> list[tuple[State, float]]:
        """Quantal response, each absent party weighing its answers with what the others are expected to answer."""
        answers = [one for one in self.choices(self.answered) if self.available(package, one)]
        players = [one for one in self.absent if any(one in self.issues[key]["control"] for key in self.answered)]
        own = {one: [key for key in self.answered if self.issues[key]["control"] == [one]] for one in players}

        def part(one: str, answer: State) -> tuple[str, ...]:
            return tuple(answer[key] for key in own[one])

        def payoff(one: str, answer: State) -> float:
            state, works = self.leads_to(package, answer)
            return self.expected(one, state, works) / self.points.get(f"reactions.{one}", 1.0)

        payoffs = {(one, tuple(a.values())): payoff(one, a) for one in players for a in answers}
        chance = {one: dict.fromkeys({part(one, a) for a in answers}, 1.0) for one in players}
        chance = {one: {key: 1 / len(of) for key in of} for one, of in chance.items()}

        def weight(a: State, but: str = "") -> float:
            result = 1.0
            for one in players:
                if one != but:
                    result *= chance[one][part(one, a)]
            return result

        for _ in range(3000):
            new = {}
            for one in players:
                mean = {}
                for mine in chance[one]:
                    with_mine = [a for a in answers if part(one, a) == mine]
                    mass = sum(weight(a, one) for a in with_mine)
                    mean[mine] = sum(weight(a, one) * payoffs[one, tuple(a.values())] for a in with_mine) / mass
                top = max(mean.values())
                odds = {mine: exp(value - top) for mine, value in mean.items()}
                new[one] = {mine: value / sum(odds.values()) for mine, value in odds.items()}
            gap = max((abs(new[o][m] - chance[o][m]) for o in players for m in chance[o]), default=0.0)
            chance = {o: {m: chance[o][m] + (new[o][m] - chance[o][m]) / 2 for m in chance[o]} for o in players}
            if gap < 1e-13:
                break
        total = sum(weight(a) for a in answers)
        return [(a, weight(a) / total) for a in answers]

    # the table

    def gains(self, owner: str, package: State) -> float:
        """What a signatory gains over no deal, waiting charged wherever nothing comes into force."""
        still = sum(p * self.expected(owner, *self.leads_to({}, a)) for a, p in self.chances({}))
        no_deal = self.points.get(f"no_deal.{owner}", still)
        total = 0.0
        for answer, p in self.chances(package):
            state, works = self.leads_to(package, answer)
            total += p * (self.expected(owner, state, works) - (0 if works else still - no_deal))
        return total - no_deal

    # one draw through time

    def answer(self, package: State) -> State:
        ordered = sorted(self.chances(package), key=lambda one: [one[0][key] for key in sorted(self.answered)])
        running, uniform = 0.0, self.uniform("answer")
        for answer, chance in ordered:
            running += chance
            if uniform < running:
                return answer
        return ordered[-1][0]

    def follow(self, package: State | None, span: float, days) -> tuple[State, dict[float, State], str]:
        """The end, the state on some days, and the event, of a draw in which the table settled on a package."""
        failed = self.uniform("talks failed") < self.points["talks.failure"]
        signed = package is not None and not failed
        state = self.with_({}, self.answer({}))
        day = self.uniform("day") * span
        if self.uniform("at the deadline") < self.points["talks.at_deadline"]:
            day = span
        event = "no-zone" if package is None else "talks-failed" if failed else ""
        in_force, touched, seen, todo = False, set(), {}, signed
        for moment in sorted({*days, *(due["day"] for _, due in self.dues), float("inf")}):
            if todo and day <= moment:
                todo = False
                state, in_force, event = self.conclude(package, state, touched)
            for place, due in self.dues:
                if due["day"] == moment and self.uniform(due["stream"]) < self.points[f"deadlines.{place + 1}"]:
                    after = self.comes(due, state, in_force)
                    if after is not None:
                        state, touched = after, touched | set(due["then"])
            seen[moment] = state
        return state, seen, event

    def conclude(self, package: State, state: State, touched: set[str]) -> tuple[State, bool, str]:
        answer = self.answer(package)
        target, works = self.leads_to(package, answer)
        merged, fine = dict(target), True
        for key in touched:
            moved = target[key] != self.today[key]
            levels = self.issues[key]["levels"]
            can = (
                state[key] == target[key]
                or self.issues[key].get("moves") != "forward"
                or (levels.index(target[key]) > levels.index(state[key]))
            )
            if not (moved and can):
                merged[key] = state[key]
            fine = fine and (can or not moved or key in self.answered)
        fine = fine and self.possible(merged)
        if not works:
            return (merged if fine else state), False, "refused"
        return (merged, True, "in-force") if fine else (state, False, "too-late")
