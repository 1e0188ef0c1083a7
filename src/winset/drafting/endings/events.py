"""Words for what a dispute can come to, and for how likely that is."""

POSSIBLE = {
    *("outcome", "option", "possibility", "scenario", "alternative", "ending", "result", "way", "case", "path"),
    *("prospect", "course", "variant", "version", "route", "eventuality"),
}
"""Nouns for an ending."""

EVENTS = {
    *("prohibition", "ban", "peace", "no-deal", "arrest", "exit", "halt", "shutdown", "stoppage", "showdown"),
    *("dissolution", "insolvency", "clearance", "prolongation", "ballot", "breakthrough", "evacuation", "relapse"),
    *("wind-down", "liquidation", "relocation", "truce", "handover", "ouster", "coup", "annexation", "expulsion"),
    *("settlement", "agreement", "deal", "compromise", "accord", "bargain", "pact", "truce", "ceasefire", "package"),
    *("arrangement", "arbitration", "handshake", "rollover", "extension", "stalemate", "deadlock", "walkout", "strike"),
    *(
        "lockout",
        "litigation",
        "lawsuit",
        "default",
        "collapse",
        "breakdown",
        "failure",
        "rupture",
        "split",
        "exchange",
    ),
    *(
        "sale",
        "takeover",
        "buyout",
        "buy-out",
        "merger",
        "closure",
        "escalation",
        "war",
        "vote",
        "election",
        "rejection",
    ),
    *(
        "refusal",
        "withdrawal",
        "partition",
        "ruling",
        "injunction",
        "receivership",
        "bankruptcy",
        "boycott",
        "pull-out",
    ),
    *("impasse", "standoff", "fudge", "trade-off", "referendum", "moratorium", "postponement", "delay", "blockade"),
    *("approval", "victory", "defeat", "limbo", "plan", "programme", "program", "swap", "interim", "rump", "secession"),
}
"""Nouns for what a dispute can come to."""

LIKELY = {
    *("possible", "likely", "unlikely", "conceivable", "plausible", "probable", "thinkable", "imaginable", "realistic"),
    *("remote", "inevitable", "unavoidable", "likelier", "likeliest"),
}
"""Words for how likely an ending is."""
