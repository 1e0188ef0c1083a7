"""Words that hedge, and the speech acts of words that attribute."""

from __future__ import annotations

HEDGES = {
    "reportedly": "reported",
    "allegedly": "reported",
    "apparently": "probable",
    "likely": "probable",
    "probably": "probable",
    "possibly": "possible",
    "perhaps": "possible",
    "maybe": "possible",
    "may": "possible",
    "might": "possible",
    "could": "possible",
    "expected": "expected",
    "set": "expected",
    "due": "expected",
    "uncertain": "uncertain",
    "unclear": "uncertain",
    "if": "hypothetical",
    "would": "hypothetical",
}
SPEECH_ACTS = {
    "demand": "demand insist require urge press call",
    "offer": "offer propose suggest invite",
    "refusal": "refuse decline reject deny oppose",
    "threat": "threaten warn vow",
    "concession": "agree concede accept acknowledge admit",
    "forecast": "expect predict forecast anticipate hope estimate",
}
ACT_OF = {lemma: act for act, lemmas in SPEECH_ACTS.items() for lemma in lemmas.split()}
