"""Would a scenario hold whatever the parties wanted? The share of random preferences under which it does.

Each party's statements are put in random order and each is read as its opposite with probability one half. What the
case says of moves, rules, law, conditions and homes stays. A scenario that holds under nearly all such preferences
says little about those that the parties reportedly have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from winset import expr
from winset.case.model import Case
from winset.engines.stability.analysis import equilibrium_mask
from winset.engines.stability.concepts import chosen
from winset.errors import UsageError
from winset.space.draws import uniform
from winset.space.game import Game, scenario_masks
from winset.space.inputs import Floats
from winset.space.outcomes import Bools
from winset.space.payoffs import Ranks, forced

PROFILES = 200
WORK_LIMIT = {"nash": 2**25}
OTHER_WORK_LIMIT = 2**19
MAX_STATEMENTS = 50
_SMALL = 29
_BLOCK = 2**21


def random_shares(
    case: Case | Game, concept: str = "nash", profiles: int = PROFILES, seed: int = 0
) -> Mapping[str, float]:
    """Give for every scenario the share of random preferences under which one of its outcomes holds.

    Parameters
    ----------
    case : Case or Game
        The case.
    concept : str
        The solution concept.
    profiles : int
        How many random preferences to try.
    seed : int
        The same seed gives the same preferences.

    Returns
    -------
    mapping of str to float
        By scenario.

    Raises
    ------
    UsageError
        If the case is too large, or a party has too many statements.

    Examples
    --------
    >>> import winset
    >>> list(random_shares(winset.load("jeddah-2025"))) == list(winset.load("jeddah-2025").scenarios)
    True
    """
    game = case if isinstance(case, Game) else Game(case)
    wanted = chosen(concept)[0]
    masks = scenario_masks(game)
    work = profiles * game.space.size * len(game.parties)
    if work > WORK_LIMIT.get(wanted.key, OTHER_WORK_LIMIT):
        what = f"random preferences were not tried under {wanted.name}: {game.space.size:,} outcomes are too many"
        raise UsageError(what, "Join or remove issues.")
    if not masks:
        return {}
    counts = dict.fromkeys(masks, 0)
    held = _held_under_nash(game, profiles, seed) if wanted.key == "nash" else _held(game, concept, profiles, seed)
    for stable in held:
        for key, mask in masks.items():
            counts[key] += bool((stable & mask).any())
    return {key: count / profiles for key, count in counts.items()}


def _held_under_nash(game: Game, profiles: int, seed: int) -> Iterator[Bools]:
    """Nash stability asks each party by itself, so no profile has to be put together."""
    possible = np.ones(game.space.size, dtype=np.bool_) if game.space.possible is None else game.space.possible
    streams = [_random_ranks(game, party, profiles, seed) for party in range(len(game.parties))]
    block = max(1, _BLOCK // game.space.size)
    for first in range(0, profiles, block):
        count = min(block, profiles - first)
        stable = np.tile(possible, (count, 1))
        for party, stream in enumerate(streams):
            payoffs = np.array([next(stream) for _ in range(count)])
            if game.mover((party,)).unit.can_move:
                stable &= ~game.mover((party,)).would_move_each(payoffs)
        yield from stable


def _held(game: Game, concept: str, profiles: int, seed: int) -> Iterator[Bools]:
    for ranks in zip(*(_random_ranks(game, party, profiles, seed) for party in range(len(game.parties))), strict=True):
        other = Game(game.case, space=game.space)
        other.__dict__["payoffs"] = tuple(ranks)  # a cached property: what the case says of preferences is not asked
        yield equilibrium_mask(other, chosen(concept)[0])


def _random_ranks(game: Game, party: int, profiles: int, seed: int) -> Iterator[Ranks]:
    """Give a party's ranks under each of the random preferences, drawn from a stream of its own."""
    key = game.parties[party]
    stream = f"random preferences {key}"
    if key in game.case.ranking:
        yield from _shuffled(game.payoffs[party], profiles, seed, stream)
        return
    conditions = _conditions(game, key)
    laws = len(forced(game.case, key))
    if len(conditions) > MAX_STATEMENTS:
        what = (
            f"random preferences were not tried: {game.case.party_name(key)} has more than {MAX_STATEMENTS} statements"
        )
        raise UsageError(what, "Leave out the least of them.")
    true = np.array([game.space.where(one) for one in conditions], dtype=np.float64).reshape(-1, game.space.size)
    weights = _weights(len(conditions), laws, profiles, uniform(seed, stream, 0, 2 * profiles * len(conditions)))
    for block in np.array_split(weights, max(1, profiles * game.space.size // _BLOCK)):
        yield from _ranks(game, block @ true, len(conditions))


def _conditions(game: Game, key: str) -> list[expr.Condition]:
    """What law forces, then the party's statements, or without any the conditions of its values, each once."""
    case = game.case
    told = [one.prefer for one in case.preferences.get(key, ())]
    told = told or [text for one in case.values.get(key, ()) for text in one.conditions]
    return [*forced(case, key), *dict.fromkeys(expr.parse(text) for text in told)]


def _weights(count: int, laws: int, profiles: int, random: Floats) -> NDArray[np.float64]:
    """The weight of each condition in each profile: powers of two in random order with random signs, law above all.

    A statement read as its opposite counts where its condition fails, which is the same order as counting against it.
    """
    drawn = random.reshape(2, profiles, count)[:, :, laws:]
    order = np.argsort(np.argsort(drawn[0], axis=1), axis=1)
    sign = np.where(drawn[1] < 0.5, -1.0, 1.0)
    above = np.tile(2.0 ** np.arange(count, count - laws, -1), (profiles, 1))
    return np.hstack([above, sign * 2.0**order])


def _ranks(game: Game, scores: NDArray[np.float64], count: int) -> Ranks:
    """Turn sums of weights, shape (profiles, size), into whole numbers in the same order, -1 at impossible outcomes."""
    if count <= _SMALL:
        result = (scores - scores.min(axis=1, keepdims=True)).astype(np.int32)
    else:
        result = np.array([np.unique(one, return_inverse=True)[1] for one in scores], dtype=np.int32)
    return result if game.space.possible is None else np.where(game.space.possible, result, np.int32(-1))


def _shuffled(payoff: Ranks, profiles: int, seed: int, stream: str) -> Iterator[Ranks]:
    """The places of a ranking in random order, ties kept."""
    places = int(payoff.max(initial=0)) + 1
    for order in np.argsort(uniform(seed, stream, 0, profiles * places).reshape(profiles, places), axis=1):
        yield np.append(order, -1).astype(np.int32)[payoff]
