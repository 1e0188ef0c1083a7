"""Words that attribute: verbs, nouns and adjectives."""

from __future__ import annotations

# Verbs that report what somebody says: a cue wherever they have a subject or a content.
SAYING = frozenset(
    """
    say tell add write argue note announce report claim insist state acknowledge explain vow declare reveal recall
    admit reply warn remark concede allege complain assert boast caution stress emphasize emphasise predict tweet
    contend maintain testify conclude confirm confide contest counter deny describe disclose exclaim hint
    imply inform joke lament mention mutter observe opine pledge plead proclaim pronounce quip read reckon recount
    reiterate repeat respond retort speculate suggest summarize swear tout underscore urge voice whisper wonder
    wrote elaborate promise cite propose recommend demand decry denounce lambast portray characterize depict dub
    deem label brand rebuke accuse blame criticize criticise praise applaud hail slam blast endorse question refer
    dismiss reject refuse decline threaten rip mock reference attack detail chant outline delve brag gripe grumble
    assure agree signal indicate estimate advocate postulate argued gush rave remind articulate disavow echo
    congratulate invoke chide quote rebut repudiate insult
    """.split()  # noqa: SIM905 - a page of words reads better than a list of strings
)
# Verbs of thought, wish and appearance: a cue when a clause or an infinitive follows.
THINKING = frozenset(
    """
    think believe know want expect hope feel fear see consider doubt suspect understand realize learn discover worry
    seem appear plan aim seek prefer like love hate favor anticipate guess imagine remember forget decide agree mean
    find show prove demonstrate determine conclude view regard perceive recognize call ask support oppose back
    discuss talk speak point reflect express highlight identify publish list name push focus continue attack defend
    condemn credit thank congratulate quote invoke echo challenge dispute press appeal lobby insist hop offer issue
    frame project order request assail liken recite compare assume encourage prefer suppose welcome undertake rebuff
    spurn
    """.split()  # noqa: SIM905
)
# Verbs of the second kind whose object is itself what is said or thought.
WITH_OBJECT = frozenset(
    """
    accuse criticize criticise praise endorse cite describe call support oppose deny reject denounce slam blast hail
    applaud propose demand promise express recall acknowledge announce declare question discuss want seek defend
    predict recommend threaten pledge claim reveal mention highlight condemn dismiss blame decry fear expect back
    urge tout note report suggest refuse decry credit estimate repeat detail outline advocate welcome protest attack
    rip mock reference reject show offer tweet list remind thank publish portray stress articulate disavow echo
    chant congratulate deem recount invoke frame chide project quote emphasize lament rebut repudiate label insult
    reiterate voice issue ask confirm explain disclose underscore request order recognize prefer dispute assail liken
    recite post signal compare welcome rebuff spurn
    """.split()  # noqa: SIM905
)
NOUNS = frozenset(
    """
    claim report warning suggestion criticism belief insistence assertion accusation allegation
    promise pledge vow threat demand call complaint concern fear hope opinion assessment argument announcement
    prediction remark offer refusal denial endorsement opposition estimate recommendation
    resistance attack critique defense doubt confidence talk reference mention suspicion optimism bid
    """.split()  # noqa: SIM905
)
# Verbs that attribute with their particle: *laid out new conditions*.
WITH_PARTICLE = {
    "lay": "out",
    "rule": "out",
    "play": "down",
    "single": "out",
    "point": "out",
    "turn": "down",
    "brush": "aside",
    "shrug": "off",
}
# Nouns that attribute without a possessor, with what follows them.
OPEN_NOUNS = {
    "question": {"about"},
    "concern": {"about", "that"},
    "doubt": {"about", "that"},
    "endorsement": {"of"},
    "criticism": {"of", "for", "that"},
    "opposition": {"to"},
    "reference": {"to"},
    "mention": {"of"},
    "call": {"for"},
    "defense": {"of"},
    "talk": {"about", "of"},
    "chant": {"of"},
    "comment": {"about"},
    "claim": {"that"},
    "suggestion": {"that"},
    "complaint": {"that"},
    "promise": {"that"},
    "hope": {"that"},
    "confidence": {"that"},
    "belief": {"that"},
    "fear": {"that"},
    "allegation": {"that"},
    "accusation": {"that"},
    "assertion": {"that"},
}
# Verbs that attribute only with a clause: *"…," he continued*, *she pointed out that …*.
WITH_CLAUSE = frozenset({"point", "continue", "post", "charge", "convince", "move"})
# Verbs whose content follows a preposition that belongs to the cue: *called for*, *pointed to*.
WITH_PREPOSITION = {
    "call": {"for", "on"},
    "speak": {"about", "of"},
    "talk": {"about", "of"},
    "refer": {"to"},
    "point": {"to", "out"},
    "push": {"for"},
    "object": {"to"},
    "agree": {"with", "to"},
    "respond": {"to"},
    "warn": {"of", "about", "against"},
    "complain": {"about", "of"},
    "insist": {"on"},
    "allude": {"to"},
    "boast": {"of", "about"},
    "brag": {"about"},
    "dream": {"of"},
    "hope": {"for"},
    "worry": {"about"},
    "argue": {"for", "against"},
    "rail": {"against"},
    "ask": {"for", "about"},
    "hint": {"at"},
    "joke": {"about"},
    "advocate": {"for"},
    "lobby": {"for"},
    "plead": {"for"},
    "apologize": {"for"},
    "disagree": {"with"},
    "elaborate": {"on"},
    "comment": {"on"},
    "vote": {"against"},
    "think": {"about"},
    "vouch": {"for"},
    "balk": {"at"},
    "side": {"with"},
    "care": {"about"},
    "lie": {"about"},
}
# Verbs whose subject belongs to what is said: *talks seem to stall*.
RAISING = frozenset({"seem", "appear"})

ADJECTIVES = frozenset(
    """
    eager hopeful optimistic adamant skeptical willing unwilling ready reluctant quick worried concerned critical
    supportive insistent determined certain convinced dismissive wary fearful keen open
    """.split()  # noqa: SIM905
)
# Verbs of the second kind that attribute too rarely to be proposed without a person's eye.
NOT_CUES = frozenset(
    """
    read back name push point continue focus love want mean vote look understand
    plan support comment discover imagine forget hate talk speak
    """.split()  # noqa: SIM905
)
# Nouns of purpose: *in a bid to …*.
PURPOSES = frozenset("bid effort".split())  # noqa: SIM905
