"""Words by which parties, attitudes and changes are known; lists of the kind, not of any one conflict."""

from __future__ import annotations

from winset.word_sets import word_set

COMPANY = word_set(
    "company carrier airline firm giant operator maker manufacturer "
    "retailer employer conglomerate automaker carmaker "
    "publisher studio railway shipyard steelmaker chipmaker group bank "
    "corporation utility producer contractor brewer "
    "supplier developer miner distributor broadcaster startup builder landlord management "
    "streamer platform foundry refiner smelter shipper grocer chain insurer brewery"
)
UNION = word_set(
    "union worker employee staff pilot nurse teacher driver docker "
    "dockworker crew striker workforce miner guard doctor "
    "actor writer machinist physician cleaner porter postman firefighter lecturer"
)
STAFF = word_set("worker employee staff workforce crew striker")
REBELS = word_set("rebel insurgent guerrilla militia separatist militant fighter kidnapper hijacker gunman captor")
ORGANISATIONS = word_set(
    "hospital league front authority union council federation confederation association alliance party fund bank "
    "commission committee ministry movement army group corporation society trust institute university college club "
    "board agency organisation organization bureau court guild congress assembly republic clinic department "
    "museum school office cooperative co-operative coalition consortium bloc foundation orchestra chamber"
)
"""Last words of the names of bodies, which the text calls by that word afterwards."""
MEMBERS = word_set("committee group alliance association federation council union coalition league collective assembly")
"""Bodies that are who makes them up."""
GOVERNMENT = word_set("government ministry cabinet")
PLACES = word_set("province country island region county municipality nation")
BODIES = word_set(
    "government council resident tenant landlord owner player league "
    "club farmer tribe buyer seller hospital university "
    "student commission regulator agency ministry opposition coalition authority municipality county "
    "province federation association community villager fisherman "
    "protester bondholder creditor lender investor clinic "
    "insurer school department district museum theatre junta army military "
    "management consortium province island region "
    "city town borough neighbour herder village parish diocese trust"
)
OFFICES = word_set(
    "official officer executive government administration leader "
    "president minister premier chancellor delegation team "
    "negotiator spokesman spokeswoman spokesperson board management "
    "chief side force military troop army envoy diplomat "
    "authority cabinet director chairman chairwoman secretary adviser "
    "head lawyer representative governor mayor ceo "
    "commissioner chair co-chair convener organiser organizer captain treasurer "
    "leadership regime ministry navy foreign-minister commander ambassador boss owner general king parliamentarian "
    "superintendent provost rector dean principal headteacher coordinator counterpart"
)
SPEAKERS = OFFICES - {"board", "force", "troop", "army", "military"}
OBSERVERS = word_set(
    "analyst expert people person source observer customer economist "
    "diplomat visitor reader economist critic supporter "
    "somebody everyone other many some one two nobody side both report newspaper paper agency analysts consumer "
    "passenger professor researcher historian"
)
AUDIENCES = word_set(
    "member parliament congress senate public voter nationalist "
    "opposition hardliner shareholder electorate wing party "
    "lawmaker coalition assembly council court committee cabinet base "
    "citizen faction partner ally association farmer "
    "investor regulator board president faction king legislature delegate congregation owner rank settler clergy "
    "resident taxpayer creditor lender state minority majority grassroots constituent supporter fan "
    "membership household family relative general commander parent club local branch congregation veteran trustee"
)
PEOPLE = word_set(
    "member membership voter constituent constituency citizen taxpayer electorate elder backbencher lawmaker "
    "legislator deputy mp senator councillor delegate shareholder investor creditor lender donor backer supporter "
    "fan follower  grassroots hardliner hawk moderate radical wing faction caucus clan house family relative "
    "widow mother father  parent wife veteran general officer settler resident villager pensioner parishioner "
    "trustee subscriber patron  branch chapter lodge ranks steward activist believer ratepayer policyholder "
    "alumnus guild group league  association organisation"
)
"""People whom somebody has behind them."""
AUDIENCES_OF = {
    "association": word_set("club member chapter delegate membership branch grassroots"),
    "union": word_set("member membership rank delegate striker branch local household grassroots"),
    "company": word_set("shareholder investor board lender creditor owner parent directors financier trustee"),
    "state": word_set(
        "parliament congress senate assembly lawmaker legislature cabinet voter public electorate general army "
        "ministry treasury opposition citizen taxpayer nationalist hardliner hardline mp deputy family relative senator"
    ),
}
"""Which kind of party has which audience."""
MEDIATORS = word_set("mediator arbitrator conciliator facilitator broker ombudsman go-between intermediary")

DEMANDS = word_set(
    "demand insist require urge want seek ask request press push "
    "pressure call lobby campaign pursue instruct order warn persuade convince apply look expect "
)
OFFERS = word_set(
    "offer propose agree accept pledge promise suggest consider reconsider signal concede entertain commit table "
    "float circulate tolerate stomach countenance contemplate"
)
REFUSALS = word_set(
    "refuse reject oppose resist decline object dismiss veto deny rebuff spurn protest resent condemn fight block balk"
)
THREATS = word_set("threaten warn vow")
LIKES = word_set("hope favour favor support welcome prefer back wish need aim like intend plan try attempt")
READY = word_set(
    "ready willing prepared open eager keen happy inclined poised determined amenable receptive warm sympathetic "
    "content agreeable"
)
UNREADY = word_set("unwilling reluctant opposed skeptical sceptical hostile loath averse unprepared wary cool allergic")
NOUNS = {
    **dict.fromkeys(word_set("demand condition insistence request appeal pressure push campaign call"), "demand"),
    **dict.fromkeys(word_set("offer proposal readiness willingness pledge promise openness"), "offer"),
    **dict.fromkeys(word_set("refusal resistance opposition objection rejection reluctance"), "refusal"),
    **dict.fromkeys(word_set("threat"), "threat"),
    **dict.fromkeys(word_set("effort bid attempt hope desire wish goal aim determination opening"), "preference"),
}

WEAK = word_set(
    "shift change approach idea possibility step access number "
    "condition demand term part range series kind form way "
    "move prospect question issue matter attempt plan effort proposal "
    "offer measure option set right guarantee promise "
    "path opportunity readiness refusal willingness resistance "
    "insistence need decision use one any all most half third "
    "quarter lot rest first second last latest "
    "piece round level risk threat bid call goal belief flexibility policy other push"
)
"""Nouns that say nothing by themselves: what hangs on them is meant."""

EMPTY = word_set(
    "thing anything something nothing everything it this that they he "
    "she we i you people what which who end day time "
    "week month year way statement interview letter news conference "
    "question meeting report lot place side reporter "
    "progress note optimism word comment detail figure position report "
    "talk-show remark view matter interest role part "
    "reason life fact challenge victory result stance response visit "
    "message war conflict world case today tomorrow "
    "number money promise future pressure concern stake them him her "
    "us me itself himself themselves ground room hand "
    "back line session table power control sign tone cost leadership-style difference area priority weekend moment "
    "paper timetable formula document non-paper blueprint"
    " percent"
)

DISPUTES = word_set("dispute row standoff stand-off impasse conflict crisis deadlock")
PRICES = word_set("rent price wage salary fee fare tax tariff rate tuition premium toll spending budget")
DEALS = word_set("agreement deal accord pact treaty contract settlement compromise memorandum")
CLASSES: dict[str, str] = {
    **dict.fromkeys(DEALS, "agreement"),
    **dict.fromkeys(word_set("truce ceasefire cease-fire armistice fire"), "truce"),
    **dict.fromkeys(word_set("talk negotiation dialogue discussion diplomacy"), "talks"),
    **dict.fromkeys(word_set("strike walk-off walk-out walkout stoppage walk"), "strike"),
    **dict.fromkeys(word_set("pay wage salary raise"), "pay"),
    **dict.fromkeys(word_set("aid assistance arm weapon support weaponry"), "aid"),
    **dict.fromkeys(word_set("tariff duty levy"), "tariffs"),
    **dict.fromkeys(word_set("leadership resignation departure step-down"), "leadership"),
    **dict.fromkeys(word_set("bombing airstrike bomb raid bombardment shelling"), "bombing"),
    **dict.fromkeys(word_set("prisoner detainee"), "prisoners"),
    **dict.fromkeys(word_set("hostage captive"), "hostages"),
    "disarmament": "disarm",
    "expulsion": "expel",
    "evacuation": "evacuate",
    "deployment": "deploy",
    "privatisation": "privatise",
    "relocation": "relocate",
    **dict.fromkeys(word_set("territory territorial annexed land"), "territory"),
}
PLAIN = word_set(
    "new tentative provisional final big large small major "
    "significant full partial additional broad whole key good "
    "bad last first second third important possible potential such "
    "same other own further more several many few any "
    "high low total entire recent current original proposed binding "
    "unconditional powerful critical pending weeks-long "
    "durable wide real strong previous expected certain clear public private special long short low-cost federal "
    "six-week four-year lasting "
    "word term notion"
)
"""Adjectives that do not tell one issue from another."""

_KINDS = {
    "stop": (
        "halt stop suspend end cease freeze withhold discontinue pause interrupt cut-off call-off",
        "going on",
        "halted",
    ),
    "resume": ("resume restore restart reinstate", "halted", "resumed"),
    "sign": ("sign ratify approve conclude finalize finalise reach strike adopt complete", "unsigned", "signed"),
    "drop": ("drop withdraw abandon scrap cancel revoke repeal retract shelve give-up", "kept", "withdrawn"),
    "lift": ("lift ease remove relax", "in force", "lifted"),
    "impose": ("impose introduce levy enact enforce", "none", "imposed"),
    "close": ("close shut", "open", "closed"),
    "open": ("open reopen", "closed", "open"),
    "call": ("call launch stage", "none", "called"),
    "begin": ("begin start commence", "not begun", "begun"),
    "release": ("release free hand-over", "held", "released"),
    "extend": ("extend prolong", "as now", "extended"),
    "raise": ("raise increase lift-up escalate expand intensify widen step-up", "as now", "raised"),
    "cut": ("cut reduce lower limit slash shrink", "as now", "reduced"),
    "leave": ("step-down resign leave depart quit", "remains", "steps down"),
    "recognise": ("recognise recognize acknowledge", "as now", "recognised"),
    "cede": ("cede surrender relinquish", "kept", "ceded"),
    "admit": ("admit", "as now", "admitted"),
    "give": ("pay buy finance fund provide supply send deliver grant give contribute", "as now", "given"),
    "return": ("return repatriate", "as now", "returned"),
    "allow": ("allow permit let", "as now", "allowed"),
}
CHANGES: dict[str, tuple[str, str, str]] = {
    lemma: (kind, today, level) for kind, (words, today, level) in _KINDS.items() for lemma in words.split()
}
OTHER_CHANGES = word_set(
    "ground ship relocate redeploy roll-back build ban fire fly fill "
    "move deploy expel evict demolish dismantle destroy "
    "disarm disband divest sell merge outsource privatise privatize "
    "nationalise automate hire recruit train inspect "
    "monitor patrol compensate apologise apologize vacate evacuate "
    "irrigate drill dredge enrich test invade annex blockade "
    "attack strike-back retaliate walk-out publish disclose share "
    "transfer separate rename license certify tax subsidise "
    "subsidize rent lease upgrade replace renovate spend "
    "carry-out divert pump store protect exempt delay "
    "postpone hit bomb occupy control join enter host supervise stay"
)
NOUN_CHANGES = {
    "halt": "stop",
    "suspension": "stop",
    "freeze": "stop",
    "end": "end",
    "resumption": "resume",
    "restoration": "restore",
    "release": "release",
    "withdrawal": "withdraw",
    "lifting": "lift",
    "closure": "close",
    "closing": "close",
    "opening": "open",
    "reopening": "reopen",
    "resignation": "resign",
    "departure": "step-down",
    "extension": "extend",
    "cut": "cut",
    "increase": "increase",
    "reduction": "reduce",
    "filling": "fill",
    "recognition": "recognise",
    "admission": "admit",
    "transition": "step-down",
    "return": "return",
    "escalation": "escalate",
    "relocation": "relocate",
    "closure-of": "close",
    "imposition": "impose",
    "cancellation": "cancel",
    "signing": "sign",
    "ratification": "ratify",
}
KEEPS = word_set("maintain keep preserve retain remain continue sustain uphold")
LIGHT = word_set(
    "guarantee make have take hold engage enter seek get obtain achieve secure "
    "negotiate pursue discuss put include see find broker "
    "forge support carry do use offer propose accept reject win push "
    "implement cover set establish create agree be meet "
    "lead bring need want regain avoid prevent consider reconsider entertain work settle live stick "
    "tolerate stomach countenance contemplate stretch float circulate table"
)
SAYING = word_set(
    "say tell add warn note think believe know see feel hear read call describe regard name like hate expect mean "
    "remember mention understand ask report comment happen occur remain stay"
)
DAYS = word_set(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December"
)
NOUN_LEVELS = {
    "agreement": ("unsigned", "signed"),
    "truce": ("none", "agreed"),
    "talks": ("refused", "open"),
    "strike": ("none", "called"),
    "leadership": ("remains", "steps down"),
    "territory": ("none", "conceded"),
    "concession": ("none", "made"),
    "sanction": ("in force", "lifted"),
}
