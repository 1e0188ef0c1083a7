"""Absent parties' answers in arrays: the shares expected, one by one; and steps of any size give the same digits."""

import numpy as np

from winset.case.reading import read_case
from winset.engines.talks import agreement
from winset.engines.talks.aftermath import followed
from winset.engines.talks.answers import Answers, how_often_each
from winset.engines.talks.situation import Negotiation

GRANTS = """winset: 1
title: grants
parties: {city: {}, owner: {}, state: {at_table: no}, residents: {at_table: no}}
issues:
  share: {from: 0, to: 50, step: 5, control: [city, owner]}
  rent: {from: 0, to: 4, step: 1, control: [city, owner]}
  grant: {from: 0, to: 30, step: 5, control: state}
  vote: {levels: [none, filed], control: residents}
values:
  city: [{of: share, each: [-0.5, -0.3, -0.1]}, {of: rent, each: [1, 2, 4]}, {of: grant, each: 0.2}]
  owner: [{of: share, each: [0.1, 0.3, 0.5]}, {of: rent, each: -1}, {when: vote = filed, points: [-8, -4, -1]}]
  state: [{of: grant, each: [-0.3, -0.2, -0.1]}, {of: share, times: grant, each: [0.001, 0.003, 0.005]}]
  residents: [{when: vote = filed, points: [-3, -1, 0]}, {of: share, when: vote = none, each: [-0.2, -0.1, 0]}]
"""


def test_shares_expected_are_sums_over_the_answers_in_their_order():
    rng = np.random.default_rng(3)
    answers = Answers(rng.dirichlet(np.ones(4), size=(5, 3)), np.array([2, 0, 1, 1, 0, 2]))
    rows, marks = np.array([5, 1, 3]), rng.choice([0.0, 1.0, 0.3, -2.0], size=(2, 3, 4))
    marks[0, :, 2] = 0
    found = how_often_each(answers, rows, marks)
    for thing, draw, place in np.ndindex(found.shape):
        total = 0.0
        for answer in range(4):
            total += answers.chances[draw, answers.kind[rows[place]], answer] * marks[thing, place, answer]
        assert found[thing, draw, place] == total


def test_steps_of_any_size_give_the_same_draws():
    negotiation = Negotiation(read_case(GRANTS.encode(), "grants.yaml"))
    assert negotiation.layout.run_chunk > negotiation.chunk, "answers are asked for each kind of package once"
    best = agreement.best_gains(negotiation)
    one, two = (next(followed(negotiation, 96, 1, best, chunk=chunk)) for chunk in (8, negotiation.layout.run_chunk))
    assert np.array_equal(one.path.final, two.path.final)
    assert np.array_equal(one.zone, two.zone)
