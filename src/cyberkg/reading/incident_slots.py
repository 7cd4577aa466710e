"""Rules for what is told of an incident: attacker, date, volume, counts, ransom, data, groups, responders, tools."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from cyberkg.model import Literal
from cyberkg.reading.amounts import find_counts, find_money, find_quantities
from cyberkg.reading.draft import Draft, Scene
from cyberkg.reading.grammar import (
    agents,
    children,
    described_body,
    expand,
    is_passive,
    objects,
    prepositions,
    subjects,
)
from cyberkg.reading.incident_words import ASSETS, ATTACK_NOUNS, ATTACK_VERBS, DATA_HEADS, GROUPS, LOSS
from cyberkg.reading.lexicon import words
from cyberkg.reading.mentions import Mention
from cyberkg.reading.sentences import Sentence
from cyberkg.terms import EntityType, LiteralKind

__all__ = ["read_slots"]

PERSON, ORGANISATION = EntityType.PERSON, EntityType.ORGANISATION

_RANSOM = re.compile(
    r"\b(?:ransom|demand\w*|extort\w*|asked for|payment|pay|price|in exchange|wanted)\b", re.I
)
_PAID = re.compile(r"\b(?:paid|paying|handed over)\b", re.I)
_ATTACK = re.compile(
    r"\b(?:attack|cyber-?attack|breach|hack|invad|intru|ransomware|struck|stolen|encrypt|compromis|infect|leak|hit"
    r"|paralys|switched off|abus|exploit|detected|discovered|entered|lost control)\w*", re.I,
)  # fmt: skip
_CVE = re.compile(r"\bCVE-\d{4}-\d{4,7}\b", re.I)
_REPORT = words("report notify inform tell alert refer contact approach")
_AUTHORITY = re.compile(
    r"\b(?:police|regulator|watchdog|commission|commissioner|authority|authorities|agency|bureau|office|ministry|department"
    r"|cert|centre|center|garda|gendarmerie|constabulary|ombudsman|prosecutor|court|council|service|pcpd|ico|fbi|cisa|ncsc|government)\b",
    re.I,
)
_INQUIRY = words("investigation inquiry enquiry probe review examination check finding findings report")
_TOOL = re.compile(
    r"\b(?:malware|ransomware|trojan|back ?door|worm|wiper|botnet|spyware|tool|toolkit|loader|stealer|virus|strain|variant)\b",
    re.I,
)
_GANG = re.compile(
    r"^\s*(?:ransomware\s+|hacking\s+|cyber\w*\s+)?(?:gang|group|crew|collective|operators?|affiliates?|syndicate)\b",
    re.I,
)
_GANG_BEFORE = re.compile(
    r"\b(?:gang|group|crew|collective|hackers|organi[sz]ation|actor|syndicate)\s*(?:,?\s*(?:known as|called|named|that calls itself|that called itself|calling itself|tracked as|dubbed)\s*)?[“\"']?$",
    re.I,
)
_CLAIM = words("claim threaten boast post publish list demand")
_KIND_STOPS = words(
    """of the a an and or to for with from by in on at as its their his her our your such including like were was is are
    has have had been be that which who whose other some all more most any no not only also about into over than many
    much few several both these those this stolen leaked exposed sensitive private confidential large certain various
    further include includes included among against between may might could involving affected"""
)
_MASS = words("information data history correspondence code nationality gender birth id email database")
_OF_KIND = words("birth")
_COUNTED = words(
    """people individuals customers users members patients accounts records persons employees clients residents citizens
    subscribers students victims guests passengers applicants donors staff consumers households drivers policyholders
    taxpayers voters shareholders pupils complainants workers cardholders visitors contacts profiles"""
)  # fmt: skip
_GENERIC = words("people individuals persons victims accounts records others contacts profiles")


def read_slots(
    scene: Scene, incident: str, victims: frozenset[str], sentences: Sequence[Sentence]
) -> Iterator[Draft]:
    """Read what sentences say of an incident.

    :param incident: key of the incident's referent.
    :param victims: keys of its victims, which are not its attackers.
    """
    yield from _date(incident, sentences)
    ransom = False
    for sentence in sentences:
        if sentence.passage.is_heading:
            continue
        yield from _volume(incident, sentence)
        found = list(_ransom(incident, sentence, told=ransom))
        ransom = ransom or bool(found)
        yield from found
        yield from _counts(incident, sentence)
        yield from _data(incident, sentence)
        yield from _groups(incident, sentence)
        yield from _attackers(incident, victims, sentence)
        yield from _responders(incident, victims, sentence)
        yield from _tools(incident, sentence)


def _literal(
    incident: str,
    predicate: str,
    value: str,
    kind: LiteralKind,
    sentence: Sentence,
    at: int,
    weight: float = 0.8,
) -> Draft:
    return Draft(incident, predicate, Literal(value, kind), sentence, at, weight=weight)


def _within(sentence: Sentence, found: Sequence[Any]) -> list[Any]:
    return [f for f in found if sentence.start <= f.start < sentence.end]


def _date(incident: str, sentences: Sequence[Sentence]) -> Iterator[Draft]:
    """The date of the first sentence that tells the attack with a date."""
    dated = [
        (s, d)
        for s in sentences
        for d in s.passage.dates
        if s.start <= d.start < s.end
        and d.kind != "name-year"
        and not s.passage.is_heading
        and not _is_dateline(s, d)
    ]
    telling = [(s, d) for s, d in dated if _ATTACK.search(s.text)]
    if telling:
        first = telling[0][0]
        spots = [first.start + m.start() for m in _ATTACK.finditer(first.text)]
        here = [d for s, d in telling if s is first]
        dated = [(first, min(here, key=lambda d: (min(abs(d.start - at) for at in spots), d.start)))]
    for sentence, found in dated[:1]:
        yield _literal(incident, "incidentDate", found.value, LiteralKind.DATE, sentence, found.start, 0.75)


def _is_dateline(sentence: Sentence, date: Any) -> bool:
    """Tell the date of the report itself: *DUBLIN, May 21, 2021 -* or *(Hong Kong, 3 May)* in front of the text."""
    text = sentence.passage.text
    return date.start <= 40 and re.match(r"\s*(?:\)|[-–—:]\s)", text[date.end : date.end + 4]) is not None


def _volume(incident: str, sentence: Sentence) -> Iterator[Draft]:
    for found in _within(sentence, find_quantities(sentence.passage.text)):
        yield _literal(incident, "dataVolume", found.value, LiteralKind.QUANTITY, sentence, found.start, 0.85)


def _ransom(incident: str, sentence: Sentence, told: bool) -> Iterator[Draft]:
    """The first sum of a sentence about a ransom: what follows it in brackets or as a rise is not the demand."""
    if not _RANSOM.search(sentence.text):
        return
    for found in _within(sentence, find_money(sentence.passage.text))[:1]:
        paid = _PAID.search(sentence.text) and not re.search(r"\bdemand", sentence.text, re.I)
        if told and not paid:
            return
        predicate = "ransomPaid" if paid else "ransomDemanded"
        yield _literal(incident, predicate, found.value, LiteralKind.MONEY, sentence, found.start, 0.8)


def _counts(incident: str, sentence: Sentence) -> Iterator[Draft]:
    """The first count of people, accounts or records in a sentence about loss."""
    if not LOSS.search(sentence.text) and not _ATTACK.search(sentence.text):
        return
    for found in _within(sentence, find_counts(sentence.passage.text)):
        noun = sentence.passage.text[found.noun_start : found.noun_end].casefold().split()
        if any(w in _COUNTED for w in noun):
            yield _literal(
                incident, "affectedCount", found.value, LiteralKind.NUMBER, sentence, found.start, 0.75
            )
            return


def _data(incident: str, sentence: Sentence) -> Iterator[Draft]:
    """The kinds of data that a sentence about loss names."""
    if not LOSS.search(sentence.text):
        return
    seen: set[str] = set()
    for start, end in _kinds(sentence):
        kind = " ".join(sentence.passage.text[start:end].split())
        if kind.casefold() not in seen:
            seen.add(kind.casefold())
            yield _literal(incident, "compromisedData", kind, LiteralKind.TEXT, sentence, start, 0.7)


def _kinds(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Offsets of noun phrases that name a kind of data: a head of the list with its modifiers in front."""
    tokens = sentence.tokens
    for n, token in enumerate(tokens):
        low = token.lower_
        of_birth = low in {"date", "dates", "place", "places"} and [
            t.lower_ for t in tokens[n + 1 : n + 3]
        ] == ["of", "birth"]
        if (low not in DATA_HEADS and not of_birth) or sentence.mention(token) is not None or low in _OF_KIND:
            continue
        if n + 1 < len(tokens) and tokens[n + 1].lower_ in DATA_HEADS and tokens[n + 1].dep_ != "punct":
            continue  # a modifier of the next word
        first = n
        while first and _modifies(sentence, tokens[first - 1]):
            first -= 1
        bare = first == n
        if bare and low in words(
            "data information details records files numbers accounts code tools results documents plans keys cards copies statements contracts posts history email id database databases logs messages images"
        ):
            continue
        catch_all = _introduces_list(tokens, n) and low in {"information", "data", "details", "records"}
        if catch_all and not any(
            tokens[k].lower_ in {"personal", "customer", "patient"} for k in range(first, n)
        ):
            continue
        end = sentence.offset(token) + len(token)
        if n + 2 < len(tokens) and tokens[n + 1].lower_ == "of" and tokens[n + 2].lower_ in {"birth"}:
            end = sentence.offset(tokens[n + 2]) + len(tokens[n + 2])
        yield sentence.offset(tokens[first]), end


def _modifies(sentence: Sentence, token: Any) -> bool:
    mention = sentence.mention(token)
    if mention is not None:
        return (
            mention.type in (EntityType.PLACE, None) and not mention.quoted and len(mention.name.split()) <= 5
        )
    if token.lower_ in _KIND_STOPS or not token.is_alpha:
        return False
    return token.pos_ in {"NOUN", "ADJ", "PROPN"} and token.dep_ in {
        "compound",
        "amod",
        "nmod",
        "nummod",
        "conj",
        "dobj",
        "ROOT",
        "nsubj",
        "pobj",
    }


def _introduces_list(tokens: Sequence[Any], n: int) -> bool:
    return (
        n + 1 < len(tokens)
        and tokens[n + 1].lower_ in {"such", "including", "like", ","}
        and any(t.lower_ in {"such", "including", "like"} for t in tokens[n + 1 : n + 3])
    )


def _groups(incident: str, sentence: Sentence) -> Iterator[Draft]:
    """Whose data it was: *data of X and Y*, *13,000 members*, and entries of a list that such a sentence opens."""
    bullet = sentence.passage.block.kind == "bullet"
    if not (LOSS.search(sentence.text) or bullet):
        return
    tokens = sentence.tokens
    for n, token in enumerate(tokens):
        if token.lower_ not in GROUPS or sentence.mention(token) is not None:
            continue
        if not (_owns_data(token) or _is_counted(tokens, n) or bullet):
            continue
        first = n
        while (
            first
            and tokens[first - 1].pos_ in {"ADJ", "NOUN"}
            and tokens[first - 1].lower_ not in _KIND_STOPS
            and tokens[first - 1].is_alpha
        ):
            first -= 1
        start, end = sentence.offset(tokens[first]), sentence.offset(token) + len(token)
        value = sentence.passage.text[start:end]
        yield _literal(incident, "affectedGroup", value, LiteralKind.TEXT, sentence, start, 0.7)


def _owns_data(token: Any) -> bool:
    """Tell *data of complainants and subscribers*: a group behind *of* a kind of data, or a member of such a list."""
    head = token
    while head.dep_ == "conj":
        head = head.head
    if head.dep_ == "pobj" and head.head.lower_ in {"of", "on", "about", "from", "belonging"}:
        above = head.head.head
        return above.lower_ in DATA_HEADS | ASSETS or any(c.lower_ in DATA_HEADS for c in above.children)
    return head.dep_ in {"nsubjpass"} and head.head.lemma_ in {"affect", "expose", "compromise", "hit"}


def _is_counted(tokens: Sequence[Any], n: int) -> bool:
    return any(t.like_num or t.pos_ == "NUM" for t in tokens[max(0, n - 3) : n])


def _named_party(sentence: Sentence, token: Any) -> str | None:
    """The body that a name is in an attacker's place, whatever it was typed as."""
    mention = sentence.mention(token)
    if mention is None or mention.quoted:
        return None
    key = sentence.key(token)
    if key and sentence.discourse.type_of(key) in (ORGANISATION, PERSON) and mention.strength >= 2:
        return key
    return sentence.discourse.retype(mention.name, ORGANISATION, sentence.passage, mention)


def _attackers(incident: str, victims: frozenset[str], sentence: Sentence) -> Iterator[Draft]:
    text = sentence.passage.text
    for token in sentence.tokens:
        mention = sentence.mention(token)
        if mention is None or mention.quoted or mention.type in (EntityType.EVENT, EntityType.WORK):
            continue
        gang = _GANG.search(text[mention.end : mention.end + 40]) or _GANG_BEFORE.search(
            text[max(0, mention.start - 60) : mention.start]
        )
        if not (gang or _does_harm(sentence, token)):
            continue
        key = _named_party(sentence, token)
        if key and key not in victims:
            yield Draft(incident, "attacker", key, sentence, mention.start, weight=0.75)


def _does_harm(sentence: Sentence, token: Any) -> bool:
    """Tell a name that is the doer of an attack, or is said to be behind one."""
    head = token
    while head.dep_ in {"conj", "appos"} and head.head != head:
        head = head.head
    verb = head.head
    if head.dep_ == "nsubj":
        if verb.lemma_ in {"claim"}:
            return any(o.lower_ in {"responsibility", "credit"} for o in objects(verb)) or any(
                c.lemma_ in ATTACK_VERBS | {"steal", "obtain"} for c in children(verb, "xcomp", "ccomp")
            )
        if verb.lemma_ == "be":
            return any(p.lower_ == "behind" for p in children(verb, "prep"))
        return verb.lemma_ in (ATTACK_VERBS - {"affect", "target", "hit", "strike"}) | {
            "steal"
        } and not is_passive(verb)
    if head.dep_ == "pobj" and head.head.lower_ == "by" and verb is not head:
        above = head.head.head
        return above.lemma_ in ATTACK_VERBS | {"steal", "carry", "launch"} or above.lower_ in ATTACK_NOUNS
    if head.dep_ == "pobj" and head.head.lower_ in {"to", "on"}:
        return head.head.head.lemma_ in {"attribute", "link", "blame", "tie"}
    return head.dep_ == "dobj" and verb.lemma_ in {"blame", "accuse"}


def _responders(incident: str, victims: frozenset[str], sentence: Sentence) -> Iterator[Draft]:
    for token in sentence.tokens:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB" and lemma in _REPORT:
            yield from _reported(incident, victims, sentence, token)
        elif token.pos_ == "VERB" and lemma in {"investigate", "probe", "examine"}:
            yield from _bodies(incident, "investigatedBy", sentence, agents(token), token, victims)
        elif token.pos_ == "VERB" and lemma in {"believe", "attribute", "suspect", "conclude", "assess"}:
            for draft in _bodies(incident, "investigatedBy", sentence, agents(token), token, victims):
                if any(_AUTHORITY.search(n) for n in sentence.discourse.referents[str(draft.object)].names):
                    yield draft
        elif token.pos_ == "VERB" and lemma in {"hire", "engage", "retain", "commission", "appoint"}:
            yield from _bodies(incident, "investigatedBy", sentence, objects(token), token, victims)
        elif lemma in _INQUIRY and token.pos_ in {"NOUN", "PROPN"}:
            yield from _inquiry(incident, victims, sentence, token)


def _inquiry(incident: str, victims: frozenset[str], sentence: Sentence, noun: Any) -> Iterator[Draft]:
    """*X opened an investigation*, *an inquiry by X*, *X's findings on the attack*."""
    verb = noun.head
    told = noun.lemma_.lower() not in {"report", "finding", "findings", "check", "review"} or _about_attack(
        noun
    )
    if not told and not (
        noun.lemma_ == "review" and any(c.lower_ in {"compliance", "security"} for c in noun.children)
    ):
        return
    heads = [*prepositions(noun, "by"), *children(noun, "poss")]
    if verb.pos_ == "VERB" and verb.lemma_ in words(
        "open launch initiate start begin conduct complete close conclude publish release carry announce undertake lead make"
    ):
        heads += agents(verb)
    yield from _bodies(incident, "investigatedBy", sentence, heads, noun, victims)


def _about_attack(noun: Any) -> bool:
    return any(t.lower_ in ATTACK_NOUNS for t in noun.subtree)


def _reported(incident: str, victims: frozenset[str], sentence: Sentence, verb: Any) -> Iterator[Draft]:
    if verb.lemma_ in {"report", "refer"}:
        heads = [*prepositions(verb, "to"), *(t for o in objects(verb) for t in prepositions(o, "to"))]
    elif is_passive(verb):
        heads = subjects(verb)
    else:
        heads = objects(verb)
    for draft in _bodies(incident, "reportedTo", sentence, heads, verb, victims, authority=True):
        if isinstance(draft.object, str) and any(
            _AUTHORITY.search(n) for n in sentence.discourse.referents[draft.object].names
        ):
            yield draft


def _bodies(
    incident: str,
    predicate: str,
    sentence: Sentence,
    heads: Sequence[Any],
    at: Any,
    victims: frozenset[str],
    authority: bool = False,
) -> Iterator[Draft]:
    for head in heads:
        for token in [head, *(t for t in head.conjuncts if t.i > head.i)]:
            for key in _body(sentence, token, authority):
                if key not in victims:
                    yield Draft(incident, predicate, key, sentence, sentence.offset(at), weight=0.8)


def _body(sentence: Sentence, token: Any, authority: bool) -> Iterator[str]:
    """The bodies of a noun phrase: named ones, or one that is only described (*the police*)."""
    mention = sentence.mention(token)
    if mention is not None:
        key = sentence.key(token)
        if key and sentence.discourse.type_of(key) is ORGANISATION:
            yield key
        return
    if token.lower_ in {"police", "government", "authorities"} or (
        authority and _AUTHORITY.search(token.text)
    ):
        yield described_body(sentence, token)
        return
    for ref in expand(sentence, token, [ORGANISATION]):
        if ref.how in {"named", "antecedent"}:
            yield ref.key


def _tools(incident: str, sentence: Sentence) -> Iterator[Draft]:
    text = sentence.passage.text
    for match in _CVE.finditer(text, sentence.start, sentence.end):
        yield _literal(
            incident, "usedTool", match.group().upper(), LiteralKind.TEXT, sentence, match.start(), 0.9
        )
    for mention in sentence.mentions():
        if mention.quoted or (
            mention.type in (EntityType.EVENT, EntityType.WORK, PERSON, EntityType.PLACE)
            and mention.strength >= 2
        ):
            continue
        if _is_tool(text, mention):
            yield _literal(
                incident, "usedTool", mention.name, LiteralKind.TEXT, sentence, mention.start, 0.75
            )


def _is_tool(text: str, mention: Mention) -> bool:
    after = text[mention.end : mention.end + 40]
    before = text[max(0, mention.start - 50) : mention.start]
    if _GANG.search(after):
        return False
    if re.match(
        r"\s+(?:ransomware|malware|trojan|backdoor|back door|worm|wiper|botnet|spyware|loader|stealer|virus)\b",
        after,
        re.I,
    ):
        return True
    if re.match(
        r",\s+(?:a|an|the)\s+(?:\w+\s+){0,3}(?:tool|malware|framework|toolkit|ransomware|trojan)\b",
        after,
        re.I,
    ):
        return True
    named = re.search(
        r"\b(?:called|named|dubbed|known as|variant of|strain of|version of|copy of)\s+[“\"']?$", before, re.I
    )
    return bool(
        named
        and _TOOL.search(text[max(0, mention.start - 90) : mention.start])
        and not re.search(r"\b(?:gang|group|crew|hackers)\b", before, re.I)
    )
