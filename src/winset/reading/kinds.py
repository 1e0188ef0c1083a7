"""What kind of source speaks: a person, a state, a medium, a document, somebody without a name."""

from __future__ import annotations

import re

from winset.reading.names import _ORG, PRONOUNS, TITLE, TextCast, antecedent
from winset.reading.places import place_of
from winset.reading.spans import Token, text_of

OUTLET = re.compile(
    r"\b(?:NBC|CBS|ABC|CNN|BBC|PBS|NPR|MSNBC|AP|AFP|DPA|TASS|RIA|CNBC|Fox News|Reuters|Bloomberg|Interfax|Xinhua|"
    r"Al Jazeera|Al Arabiya|Politico|Axios|Semafor|HuffPost|BuzzFeed|Breitbart|Ukrinform|Kyodo|Yonhap|Anadolu|"
    r"Associated Press|Agence France-Presse|Sky News|ITV|ZDF|ARD|RT|Le Monde|Le Figaro|El País|Der Spiegel|Haaretz|"
    r"Guardian|Economist|Atlantic|Newsweek|USA Today|"
    r"(?:[A-Z][\w.]+ )+(?:Times|Post|Journal|News|Herald|Tribune|Telegraph|Gazette|Independent|Mail|Press|Radio|TV|"
    r"Ledger|Courier|Chronicle|Observer|Globe|Examiner|Dispatch|Inquirer|Sentinel|Bulletin|Mercury|Argus|Broadcasting)|"
    r"the (?:Times|Post|Journal|Herald|Tribune|Telegraph|Gazette|Ledger|Courier|Chronicle|Observer|Globe|Examiner)|"
    r"(?:Daily|Evening|Morning|Sunday|Radio) [A-Z]\w+|"
    r"Twitter|Facebook|Telegram|Truth Social|YouTube|Instagram|Weibo)\b"
)
MEDIA = re.compile(
    r"\b(?:newspaper|paper|magazine|broadcaster|television|radio|tabloid|news agency|news outlet|outlet|"
    r"network|reporter|journalist|correspondent|website|blog|press|media|interviewer)s?\b",
    re.IGNORECASE,
)
_ARTEFACT = frozenset(
    """
    report statement letter document poll survey deal proposal truce agreement study resolution draft plan memo law
    bill treaty text article data figure communique communiqué declaration constitution ceasefire analysis record
    email cable transcript filing lawsuit complaint order memorandum contract clause review index dossier tweet post
    evidence research book paper accord pact roadmap framework charter protocol account
    """.split()  # noqa: SIM905 - a page of words reads better than a list of strings
)
_VOICE = frozenset("official source person people diplomat aide adviser advisor insider ally informant".split())  # noqa: SIM905
_SPEAKS_FOR = re.compile(r"\b(?:spokes(?:man|woman|person)|representative)\b", re.IGNORECASE)
_COLLECTIVE = frozenset(
    """
    public nationalist voter critic supporter analyst expert observer leader lawmaker some many others few most
    figure partner opponent resident protester activist economist researcher citizen opposition audience crowd group
    majority minority everyone everybody both all population community family member republican democrat they we
    negotiator delegate ambassador minister
    """.split()  # noqa: SIM905
)
_ORGANISATION = re.compile(
    r"\b(?:ministry|parliament|council|commission|company|union|party|court|bank|committee|agency|institute|university|"
    r"department|congress|senate|army|military|police|corporation|association|federation|organi[sz]ation|alliance|"
    r"foundation|board|office|campaign|firm|group|cabinet|embassy|delegation|team|NATO|UN|IMF|OPEC|WHO|WTO|IAEA|OSCE)\b",
    re.IGNORECASE,
)
_STATE = re.compile(r"\b(?:government|administration|regime|state|country|nation|authorities)\b", re.IGNORECASE)
_PERSONAL = frozenset({"i", "he", "him", "his", "she", "her", "you", "my", "your"})
_DEFINITE = {"the", "this", "that", "his", "her", "its", "their", "my", "our"}


def kind_of_source(source: tuple[Token, ...], head: Token | None, cast: TextCast) -> str:
    """Say what kind of source some words name.

    Parameters
    ----------
    source : tuple of Token
        The words; none for a source that is not named.
    head : Token or None
        The word that heads them.
    cast : TextCast
        Who is who in the text.

    Returns
    -------
    str
        One of the kinds of the record: person, state, organisation, collective, media, artefact, anonymous, unnamed.
    """
    if head is None:
        return "unnamed"
    if head.lower_ in PRONOUNS or head.lower_ in {"i", "my"}:
        return _kind_of_pronoun(head, cast)
    if any(token.lower_ in {"who", "whom", "which"} for token in source):
        return _relative(source, head, cast)
    text = text_of(head.doc)[source[0].idx : source[-1].idx + len(source[-1])]
    lemma = head.lemma_.lower()
    if OUTLET.search(text) or MEDIA.fullmatch(head.text):
        return "media"
    if lemma in _ARTEFACT:
        return "artefact"
    named = any(token.pos_ == "PROPN" and _is_name(token) for token in source)
    if lemma in _VOICE and not (named and lemma not in {"official", "source", "person", "people"}):
        return "anonymous" if not _definite_person(source, lemma) else "person"
    if _SPEAKS_FOR.search(head.text) and not named:
        return "organisation"
    return _kind_of_phrase(source, head, text, lemma)


def _kind_of_phrase(source: tuple[Token, ...], head: Token, text: str, lemma: str) -> str:
    bare = re.sub(r"^(?:[Tt]he |[Aa]n? )|(?:’s|'s)$", "", text)
    if bare in place_of() or _STATE.fullmatch(head.text):
        return "state"
    if _ORGANISATION.fullmatch(head.text) or (head.pos_ == "PROPN" and _ORG.search(text)):
        return "organisation"
    if head.tag_ in {"NNS", "NNPS"} or lemma in _COLLECTIVE or any(token.dep_ == "conj" for token in source):
        single = re.search(rf"\b{TITLE}\b", text) or (head.pos_ == "PROPN" and head.tag_ != "NNPS")
        return "person" if single and head.tag_ not in {"NNS", "NNPS"} else "collective"
    if head.pos_ == "PROPN" and head.text.isupper() and len(head) > 2:
        return "organisation"
    if any(head.text == word.split()[-1] for word in place_of() if word in text):
        return "state"
    return "person"


def _kind_of_pronoun(head: Token, cast: TextCast) -> str:
    if head.lower_ in _PERSONAL or head.lower_ in {"himself", "herself"}:
        return "person"
    one = cast.meant(head)
    return "state" if one is not None and one.party else "organisation"


def _relative(source: tuple[Token, ...], head: Token, cast: TextCast) -> str:
    before = antecedent(source)
    if before == source:
        return "person"
    if len(source) > 1:
        return "collective"
    top = next((token for token in before if token.head.i not in {one.i for one in before}), before[-1])
    return kind_of_source(before, top, cast)


def names_a_voice(head: Token) -> bool:
    """Whether a noun names somebody, or a document, that can be cited: not a reason or a concern."""
    lemma = head.lemma_.lower()
    if _ORGANISATION.fullmatch(head.text) or _STATE.fullmatch(head.text) or MEDIA.fullmatch(head.text):
        return True
    return head.pos_ in {"PROPN", "PRON"} or lemma in _VOICE | _ARTEFACT | _COLLECTIVE or lemma.endswith("man")


def _is_name(token: Token) -> bool:
    return token.text not in place_of() and not token.text.isupper() and token.text[:1].isupper()


def _definite_person(source: tuple[Token, ...], lemma: str) -> bool:
    """*The official* is somebody spoken of before; *officials* and *one official* are nobody in particular."""
    return lemma in {"aide", "adviser", "advisor", "ally"} and source[0].lower_ in _DEFINITE
