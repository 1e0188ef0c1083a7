"""Questions of an interview as sentences, and what is not asked of what the interview itself has put in."""

from winset.case.reading import read_case
from winset.engines.interview.asking import questions
from winset.engines.interview.gaps import gaps
from winset.present.words.interview import asked

CASE = """winset: 1
title: Drafted
parties:
  residents: {name: Residents, basis: [S1], note: "draft: acts in the talks"}
  mill: {name: Tarn Mill, basis: [S1], note: "draft: acts in the talks"}
  bank: {name: Savings Bank, at_table: no, basis: [S2], note: "draft: left out of the talks"}
  office: {name: Water Office, at_table: no, basis: [S2], note: "draft: left out of the talks"}
issues:
  treaty: {name: Treaty on water, levels: [unsigned, signed], control: [residents, mill], basis: [S1], note: "draft: d"}
  fund: {name: Fund, levels: [as now, paid], control: mill, basis: [S2], note: "draft: d"}
  loan: {name: Loan, levels: [frozen, resumed], control: bank, basis: [S3], note: "draft: d"}
preferences:
  residents: [{prefer: treaty = signed, basis: [S1], note: "draft: demand"}]
  mill: [{prefer: fund = "as now", basis: [S1], note: "draft: refusal"}]
  bank: [{prefer: loan = frozen, basis: [S3], note: "draft: refusal"}]
  office: [{prefer: loan = resumed, basis: [S3], note: "draft: demand"}]
scenarios:
  signed: {when: treaty = signed, name: Signed}
conditions:
  paid: {party: residents, withholds: treaty = signed, unless: fund = paid or loan = resumed,
    probability: [0.3, 0.5, 0.7], basis: [S1], note: "draft: d"}
"""


def of(text):
    return read_case(text.encode(), "case.yaml")


def test_questions_begin_with_a_capital_and_agree_with_who_they_are_about():
    case = of(CASE)
    found = [*(question for question, _ in gaps(case)), *questions(case)]
    told = [asked(case, question).text for question in found]
    assert len(told) > 6
    assert all(one[0].isupper() and "?" in one for one in told)
    assert any(one.startswith("The Residents do reportedly not accept that the treaty on water is") for one in told)
    assert not [one for one in told if "esidents does" in one or ", whatever else it gets" in one]


def test_consent_takes_no_consent():
    case = of(CASE)
    asking = [one for one, _ in gaps(case) if one.kind == "consent"]
    assert {one.party for one in asking} == {"bank", "office"}
    answer = (
        "  treaty_answer: {name: Consent of Savings Bank to the treaty on water, levels: [none, accepted], "
        "control: bank, note: asked in an interview}\npreferences:"
    )
    later = [one for one, _ in gaps(of(CASE.replace("preferences:", answer))) if one.kind == "consent"]
    assert not later
