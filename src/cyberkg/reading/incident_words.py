"""Word lists of incidents: verbs of attacking, kinds of data, groups of people, types by their cues."""

from __future__ import annotations

import re

from cyberkg.reading.lexicon import words

__all__ = [
    "ASSETS",
    "ATTACK_NOUNS",
    "ATTACK_VERBS",
    "CRIMINALS",
    "DATA_HEADS",
    "GANG",
    "GROUPS",
    "LOSS",
    "NO_MODIFIERS",
    "SUFFER_VERBS",
    "TELLS_ATTACK",
    "TYPES",
    "type_of_incident",
]

# X was ...ed: X is the victim. Y ...ed X: Y is the attacker.
ATTACK_VERBS = words(
    """hack breach invade attack hit strike compromise infect target encrypt paralyse paralyze cripple deface
    infiltrate penetrate victimise victimize extort blackmail disrupt sabotage burgle ransack raid defraud scam
    swindle dupe impersonate ddos overwhelm plague affect"""
)
# weaker ones count only where the sentence names an attack
SUFFER_VERBS = words(
    """suffer experience disclose confirm report admit announce detect discover reveal acknowledge face sustain
    endure undergo see fall spot identify uncover notice contain investigate blame lose shut switch take find"""
)
ATTACK_NOUNS = words(
    """attack attacks cyberattack cyberattacks cyber-attack cyber-attacks breach breaches hack hacks intrusion
    intrusions incident incidents leak leaks leakage ransomware outage theft heist raid compromise break-in
    phishing scam fraud malware infection ddos hacking espionage defacement extortion campaign exposure activity"""
)
ASSETS = words(
    """system systems network networks server servers website websites site computers computer infrastructure
    database databases files file data account accounts platform portal email emails mailbox records services
    service operations environment software products product app application casino casinos hospitals branches
    subsidiary unit devices machines cloud storage information customers users members patients staff employees
    page pages x channel wallet exchange bridge updates update source code"""
)
CRIMINALS = words(
    """hacker hackers attacker attackers intruder intruders criminal criminals gang gangs cybercriminals thieves
    thief group spies fraudsters scammers perpetrators culprits actor actors extortionists crooks"""
)

# a gang's noun, behind its name
GANG = re.compile(
    r"^\s*(?:ransomware\s+|hacking\s+|cyber\w*\s+)?(?:gang|group|crew|collective|operators?|affiliates?|syndicate)\b",
    re.I,
)
# stems of what tells an attack or its discovery
TELLS_ATTACK = re.compile(
    r"\b(?:attack|cyber-?attack|breach|hack|invad|intru|ransomware|struck|stolen|encrypt|compromis|infect|leak|hit"
    r"|paralys|switched off|abus|exploit|detected|discovered|entered|lost control)\w*", re.I,
)  # fmt: skip
# what tells that data was lost or laid open
LOSS = re.compile(
    r"\b(?:stole|stolen|steal|theft|leak\w*|expos\w*|access\w*|compromis\w*|obtain\w*|viewed|opened|copied|taken|took"
    r"|exfiltrat\w*|published|posted|dump\w*|affected|involv\w*|lost|holds?|download\w*|encrypted|breach\w*|among the data"
    r"|harvest\w*|siphon\w*|disclos\w*|released|read|sold|contain\w*|includ\w*|looked at)\b",
    re.I,
)

DATA_HEADS = words(
    """names addresses numbers details information records data accounts qualifications photos photographs pictures
    files passwords credentials code tools emails documents histories history statements copies scans salaries
    fingerprints images transcripts results contracts invoices certificates keys cards birthdates birthdays messages
    recordings correspondence plans blueprints schematics logs biometrics diagnoses prescriptions conversations
    username usernames nationality gender identities passports licences licenses bookings itineraries payslips
    backups database databases secrets spreadsheets posts tokens cookies signatures birth id email"""
)
GROUPS = words(
    """customers users members patients employees staff students subscribers complainants applicants citizens
    residents passengers guests donors clients taxpayers voters drivers policyholders shareholders pupils parents
    teachers workers officers soldiers personnel visitors travellers travelers borrowers depositors tenants readers
    developers contractors vendors suppliers merchants players fans pensioners veterans doctors nurses volunteers
    candidates beneficiaries consumers cardholders account-holders retirees alumni graduates children households
    businesses companies agencies organisations organizations employees ex-employees jobseekers job-seekers"""
)
# words in front of a kind of data or a group that are no part of its name
NO_MODIFIERS = words(
    """of the a an and or to for with from by in on at as its their his her our your such including like were was is are
    has have had been be that which who whose other some all more most any no not only also about into over than many
    much few several both these those this stolen leaked exposed sensitive private confidential large certain various
    further include includes included among against between may might could involving affected"""
)

# the first type whose cue is found is the main one; order from the telling to the vague
TYPES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.I))
    for name, pattern in (
        (
            "ransomware",
            r"\bransomware|\bransom\b.*\bencrypt|\bencrypt\w*\b.*\bransom|files? (?:were|had been|was) encrypted",
        ),
        ("ddos", r"\bd?dos attacks?\b|\bddos\b|denial[- ]of[- ]service|flood(?:ed|ing)? .{0,30}traffic"),
        (
            "supply-chain",
            r"\bsupply[- ]chain\b|\b(?:tampered|poisoned|trojani[sz]ed|malicious) (?:update|package|installer)s?|updates? .{0,60}back ?door",
        ),
        ("espionage", r"\bespionage\b|\bspies\b|\bspying\b|\bcyber[- ]?spy"),
        (
            "phishing",
            r"\b(?:spear[- ]?)?phish\w*|\bsmish\w*|\bvish\w*|fake (?:website|page|text message|sms)",
        ),
        ("defacement", r"\bdefac\w+"),
        ("outage", r"\boutage|faulty update|\bblue screen|went (?:down|dark) .{0,30}(?:bug|fault|error)"),
        ("fraud", r"\bscam\w*|\bfraud\w*|\bdeep ?fake|\bswindl\w*|\bimpersonat\w*|business email compromise"),
        (
            "vulnerability",
            r"\bvulnerabilit\w+|\bzero[- ]days?\b|\bCVE-\d|\bflaws?\b|\bsecurity (?:hole|bug)s?\b|\bunpatched\b|\bpatch(?:es|ed)?\b",
        ),
        (
            "data-breach",
            r"\bdata (?:breach|leak|theft)|\b(?:personal|customer|sensitive|patient|user)\b.{0,40}\b(?:stolen|leak|expos|accessed|compromis|taken|viewed)|\bleak(?:ed|age|s)?\b|\bstolen data|\bstole\b|\bstolen\b|\bdata .{0,40}(?:stolen|leaked|exposed|taken)|\bbreach",
        ),
        ("malware", r"\bmalware\b|\btrojan|\bworm\b|\bspyware\b|\bbotnet\b|\bwiper\b|\bback ?door"),
        (
            "intrusion",
            r"\bhack\w*|\bintru\w+|\bbroke(?:n)? in|\bunauthori[sz]ed access|\bcompromis\w+|\binvaded\b|\bcyber[- ]?attack",
        ),
    )
)


_DENIED = re.compile(
    r"\b(?:not|no|without|neither)\s+(?:an?\s+|any\s+)?(?:ransomware|malware|phishing|cyber-?attack|hack|breach)\b",
    re.I,
)


def type_of_incident(text: str) -> str:
    """Type an incident by the cues of what is told of it; ``other`` where none speaks.

    >>> type_of_incident("The clinic's files were encrypted and a ransom was asked for.")
    'ransomware'
    """
    told = _DENIED.sub(" ", text)
    return next((name for name, cue in TYPES if cue.search(told)), "other")
