"""Words that tell being for a thing from being against it, by class; for sentences that no turn of phrase reads."""

from __future__ import annotations

from winset.word_sets import word_set

FOR_VERBS = word_set(
    "accept admire adopt advocate aim applaud appreciate approve ask aspire back beg bless campaign celebrate "
    "champion chase cherish choose claim clamour command commend covet crave defend demand deserve desire embrace "
    "encourage endorse envisage fancy favour favor foresee guarantee hail hope insist like love lobby long need "
    "offer plead pledge praise prefer press prize promise promote propose pursue push recommend request require "
    "respect seek sponsor suggest support table urge value volunteer vow want welcome wish yearn tolerate swallow "
    "stomach concede grant allow permit undertake commit countenance envision float pine hanker warm angle bid "
    "apply opt stipulate prescribe petition rally sympathise sympathize settle"
)
"""Verbs whose object, or what is *for* or *on* below them, is wished for, accepted or offered."""

AGAINST_VERBS = word_set(
    "abhor attack assail baulk balk bemoan block boycott bristle challenge combat complain condemn contest "
    "criticise criticize decline decry denounce deny deplore deride despise detest disagree disapprove dislike "
    "dismiss disown disparage dispute distrust doubt dread exclude fear fight forbid forgo grumble hate lambast "
    "lament loathe mistrust mock object oppose protest question quarrel rebuff recoil refuse regret reject renounce "
    "resent resist scorn shun slam snub spurn shudder veto worry bridle chafe rail rue wince bar demur"
)
"""Verbs whose object, or what is *to*, *at*, *about* or *against* below them, is not wished for."""

FOR_ADJECTIVES = word_set(
    "amenable anxious ardent committed content delighted desperate devoted eager enthusiastic fond glad happy "
    "hopeful hungry inclined intent keen open optimistic partial pleased prepared ready receptive relaxed "
    "reconciled satisfied supportive sympathetic warm willing bent dedicated comfortable wedded attached agreeable "
    "resigned"
)
AGAINST_ADJECTIVES = word_set(
    "afraid alarmed allergic angry annoyed appalled apprehensive averse bitter cool critical deaf disappointed "
    "dismissive dissatisfied distrustful doubtful dubious fearful frightened furious hesitant horrified hostile "
    "incensed indignant loath lukewarm nervous opposed outraged reluctant resentful sceptical scornful skeptical "
    "suspicious uncomfortable uneasy unenthusiastic unhappy unimpressed unmoved unprepared unsympathetic unwilling "
    "upset wary weary worried"
)

GOOD = word_set(
    "acceptable conceivable thinkable appropriate attractive attainable beneficial constructive crucial decent "
    "desirable doable essential fair feasible fine generous good helpful imaginable imperative indispensable "
    "inevitable just justified legitimate manageable necessary needed negotiable overdue possible promising "
    "reasonable right sensible tolerable urgent useful valuable viable vital welcome wise workable worthwhile "
    "non-negotiable minimum must priority necessity lifeline opportunity bargain solution breakthrough requirement "
    "precondition prerequisite birthright"
)
BAD = word_set(
    "absurd abhorrent alarming arbitrary bad blackmail betrayal bluff capitulation catastrophic catastrophe "
    "cosmetic crazy cruel damaging dangerous deal-breaker dealbreaker derisory disastrous disaster discriminatory "
    "disgrace disproportionate excessive expropriation extortionate extortion extravagant extreme fantasy farce "
    "fatal flawed folly gimmick giveaway harmful hostile humiliating humiliation hypocritical illegal illegitimate "
    "impossible impractical inadequate inadmissible inappropriate inconceivable indefensible inhuman insane "
    "insufficient insult insulting intolerable intrusion irresponsible laughable ludicrous madness mistake "
    "monstrous mockery naive non-starter nonsense nonsensical nonstarter obscene offensive outrageous outrage "
    "overreach premature preposterous provocation punitive ransom reckless ridiculous robbery ruinous scandal "
    "shameful stupid suicidal suicide surrender swindle takeover theatre theft threat trap travesty unacceptable "
    "unaffordable unconstitutional unfair unhelpful unimaginable unjust unjustified unlawful unnecessary "
    "unreasonable unrealistic unsafe unthinkable untenable unwelcome unwise unworkable unwarranted useless vague "
    "worthless wrong"
)
"""Adjectives and nouns by which somebody who calls a thing so says that it will not do."""

FOR_NOUNS = word_set(
    "ambition appetite appreciation approval backing commitment desire enthusiasm fondness hope hunger inclination "
    "intention interest liking need plan preference readiness stomach support sympathy taste understanding use "
    "willingness wish"
)
AGAINST_NOUNS = word_set(
    "anger anxiety apprehension aversion concern criticism difficulty disappointment dislike dismay displeasure "
    "distaste doubt exception fear grievance hesitation hostility misgiving objection opposition problem qualm "
    "quarrel reluctance reservation resentment scepticism skepticism unease worry"
)
HAVING = word_set(
    "bear cause display express feel find harbour harbor have hold raise register see show signal sense take voice "
    "declare indicate"
)
PLEASES = word_set("appeal attract delight please satisfy suit tempt reassure")
DISPLEASES = word_set(
    "alarm anger annoy appal appall concern dismay displease enrage frighten frustrate hurt infuriate insult irk "
    "offend outrage rankle scare unnerve unsettle upset worry"
)
JUDGES = word_set(
    "brand call class consider declare deem denounce describe dismiss find hold judge label regard rate see term "
    "think treat view name"
)
SEEMING = word_set("be seem feel remain sound look become appear stay grow prove")
DOCUMENTS = word_set(
    "bill blueprint brief counter-offer counterproposal draft document formula letter list manifesto memo "
    "memorandum model note offer paper plan programme program proposal scheme submission text version motion "
    "package roadmap"
)
PROVIDES = word_set(
    "call contain contemplate demand envisage fix foresee give grant guarantee include keep leave list mention "
    "offer promise propose provide put require seek set specify speak stipulate suggest"
)
POSITIONS = word_set(
    "aim ask campaign come consider favour favor float go hint hold mention move name offer open put quote regard "
    "run seek set settle speak stand start stick stop talk think want work propose insist demand table suggest"
)
"""Verbs that with an amount say where somebody stands, rather than what was paid or earned."""
SCARCELY = word_set("hardly barely scarcely little longer once formerly previously originally initially publicly")
"""Words beside a verb that leave it unclear what is wished for now."""
REMOVED = word_set(
    "halted lifted withdrawn closed reduced ceded ended demolished dismantled destroyed banned disbanded abolished "
    "scrapped expelled removed shut cancelled canceled blocked delayed postponed moved relocated outsourced sold "
    "privatised privatized merged dropped weakened loosened diluted"
)
"""Levels at which the thing itself is gone or less: who defends the thing resists them."""
