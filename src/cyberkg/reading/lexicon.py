"""Word lists of the field: what heads the name of an organisation, an event, a post, a work, a venue.

Lists are of common nouns, titles and cue words of English, never of particular people, companies or events,
but for the few dozen bodies and countries that every newspaper names without an introduction.
"""

from __future__ import annotations

__all__ = [
    "COMMON_STARTS",
    "CONNECTORS",
    "COUNTRIES",
    "EVENT_HEADS",
    "HONORIFICS",
    "KNOWN_ORGANISATIONS",
    "NATIONALITIES",
    "ORGANISATION_HEADS",
    "PARTICLES",
    "PLACE_HEADS",
    "POST_HEADS",
    "POST_MODIFIERS",
    "WEAK_ORGANISATION_HEADS",
    "WORK_HEADS",
    "words",
]


def words(text: str) -> frozenset[str]:
    """Split a block of words at white space into a set.

    >>> sorted(words("b  a"))
    ['a', 'b']
    """
    return frozenset(text.split())


HONORIFICS = words(
    """mr mrs ms miss mx dr prof professor ir hon honourable honorable sir dame lady lord madam rev justice judge
    senator congressman congresswoman representative rep sen gov general gen colonel col major maj captain capt
    lieutenant lt sergeant sgt admiral superintendent inspector detective datuk dato sheikh shri smt commodore
    brigadier marshal ambassador"""
)

PARTICLES = words("de da di del della der den van von la le al el bin binti ibn ben dos du ter ten st")

# inside a name, never at its ends
CONNECTORS = words("of for on the and & in to against at with de des et la du und von van y")

POST_HEADS = words(
    """chairman chairwoman chairperson chair vice-chairman vice-chairperson vice-chairwoman vice-rector vice-mayor president vice-president vice-chair director
    director-general directors secretary secretary-general commissioner minister ministers officer ceo cto ciso cio
    cfo coo cso cro cdo head leader chief founder co-founder cofounder partner manager editor analyst researcher
    engineer scientist spokesman spokeswoman spokesperson spokesmen ambassador academician professor lecturer dean
    fellow adviser advisor counsel attorney lawyer prosecutor judge justice superintendent inspector senator
    congressman governor mayor premier chancellor representative representatives convener convenor convenors
    coordinator co-ordinator treasurer trustee member executive supervisor controller administrator commander
    general colonel captain lieutenant sergeant agent architect strategist consultant evangelist economist
    president-elect deputy assistant undersecretary under-secretary permanent taoiseach tanaiste regulator
    ombudsman registrar provost rector principal owner lead specialist expert correspondent reporter columnist
    bureaucrat envoy rapporteur moderator emcee ministry-official cyberambassador citizen delegate"""
)
# what may stand before or within the title of a post
POST_MODIFIERS = words(
    """vice deputy assistant associate acting interim former ex outgoing incoming new then founding co-founding
    executive senior junior chief general managing regional global group national international honorary permanent
    principal lead first second founder co-founder legal technical technology information security cyber
    cybersecurity data privacy operations operating financial marketing product research public prime foreign
    defence defense home health digital justice interior finance police district state federal attorney and & joint
    standing special independent non-executive nonexecutive board committee corporate policy government external
    current high under parliamentary principal cabinet chair president director"""
)

ORGANISATION_HEADS = words(
    """association council commission bureau force office agency ministry department centre center group company
    limited ltd inc inc. corp corp. corporation plc llc gmbh ag sa nv co co. bank university college school
    institute institution academy society union alliance federation confederation administration government
    service services team authority foundation trust committee police constabulary board consortium chamber
    organisation organization network laboratory laboratories lab labs hospital clinic airlines airways
    ballet orchestra club court parliament senate congress house ministry secretariat directorate division unit
    branch squad guard gendarmerie navy army command partnership partners holdings industries systems
    technologies technology solutions software enterprises telecom communications media press times post news
    journal library museum church party coalition syndicate fund exchange treasury inspectorate
    taskforce logistics insurance energy electric motors pharmaceuticals healthcare health casino
    resorts entertainment stores supermarkets railways port authority garda municipality prosecutor prosecutors
    cert csirt jpcert gang crew collective"""
)
# these also head names that are no organisations; they count only where nothing else decides
WEAK_ORGANISATION_HEADS = words(
    """network health energy technology systems press times post news port court house church party exchange
    command branch school centre center services service media club team"""
)

EVENT_HEADS = words(
    """conference summit forum symposium week congress convention seminar workshop ceremony expo exhibition awards
    drill hearing meeting dialogue day dinner hackathon competition roundtable webinar gala festival con dialogues
    assembly fair show colloquium masterclass bootcamp challenge cup championship olympiad exercise retreat
    plenary conclave meetup anniversary launch celebration reception luncheon salon
    operation month campaign talk talks lecture tour visit hearings awards award camp fireside days"""
)

WORK_HEADS = words(
    """report survey guide guidelines guideline guidance handbook act bill law ordinance regulation regulations
    directive strategy framework charter memorandum agreement convention treaty code paper whitepaper toolkit index
    scanner portal programme program scheme plan roadmap blueprint pledge declaration communique statement standard
    standards advisory bulletin manual playbook study review outlook barometer platform hotline initiative
    certification curriculum accord resolution rules policy address hub app tool service database catalogue"""
)

PLACE_HEADS = words(
    """province city district island islands county prefecture territory region peninsula street road avenue
    hotel hall hall, plaza tower towers building stadium arena auditorium airport sands harbour harbor square park
    gardens palace resort village town bay mountain river lake"""
)

# capitalised only because they open a sentence or a heading
COMMON_STARTS = words(
    """a an the this that these those he she it they we you i his her its their our my your in on at by for from to of
    with without after before during since until while when where why who what which how if although though because as
    and or but nor so yet then there here both either neither each every all some any many most more much few several
    another other others such one two three four five six seven eight nine ten eleven twelve dozens hundreds
    thousands first second third last next early late earlier later once only even also already still again however
    moreover meanwhile according about around over under between among against across through despite unlike like
    following based based given no not never nobody nothing none former new old representatives experts officials
    guests speakers attendees participants members delegates hackers attackers criminals researchers investigators
    customers users people residents citizens employees staff victims authorities police data information details
    names files systems servers services security cyber cybersecurity ransomware malware phishing hacking network
    attack breach incident organised organized hosted held sponsored supported speaking asked told opened closed
    yesterday today tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december late mid personal companies organisations
    organizations corporate founding deputy key today press news media reports sources please thank thanks dear
    date time venue theme topic topics agenda programme program speaker organiser organizer organisers sponsor
    sponsors supporter supporters host hosts moderator panel panellists panelists keynote welcome opening closing
    registration lunch coffee break remarks speech apologies absent present note notes source title contact
    nine whether whose late"""
)

KNOWN_ORGANISATIONS = words(
    """FBI CIA NSA CISA NCSC NCA GCHQ MI5 MI6 Europol Interpol INTERPOL Eurojust ENISA NATO UN EU OECD ASEAN ICRC WHO
    DOJ SEC FTC FCC NIST ICO CNIL OFAC Microsoft Google Apple Amazon Facebook Meta Twitter IBM Cisco Oracle Intel
    Huawei Alibaba Tencent Baidu Samsung Sony Yahoo Uber LinkedIn Cloudflare CrowdStrike FireEye Mandiant Kaspersky
    Symantec McAfee Fortinet Sophos ESET Bitdefender Trend Reuters Bloomberg BBC CNN AFP RTE Telegram WhatsApp"""
)

COUNTRIES = words(
    """China Singapore Ireland Russia Ukraine Japan Australia Germany France Spain Latvia Netherlands Sweden Norway
    Finland Denmark Poland Italy Canada India Indonesia Malaysia Thailand Vietnam Philippines Taiwan Macau Macao
    Korea Iran Israel Egypt Nigeria Kenya Brazil Mexico Argentina Chile Colombia Peru Switzerland Austria Belgium
    Portugal Greece Turkey Romania Bulgaria Hungary Czechia Slovakia Slovenia Croatia Serbia Estonia Lithuania
    Iceland Luxembourg Malta Cyprus Scotland Wales England Britain America Europe Asia Africa Oceania Belarus
    Kazakhstan Pakistan Bangladesh Nepal Cambodia Laos Myanmar Mongolia Qatar Kuwait Bahrain Oman Jordan Lebanon
    Syria Iraq Morocco Tunisia Algeria Libya Ghana Ethiopia Tanzania Uganda Rwanda Zambia Zimbabwe Fiji"""
)
NATIONALITIES = words(
    """Chinese American British Irish Russian Ukrainian Japanese Australian German French Spanish Latvian Dutch
    Swedish Norwegian Finnish Danish Polish Italian Canadian Indian Indonesian Malaysian Thai Vietnamese Philippine
    Filipino Taiwanese Korean Iranian Israeli Egyptian Nigerian Kenyan Brazilian Mexican Swiss Austrian Belgian
    Portuguese Greek Turkish Romanian Bulgarian Hungarian Czech Slovak Slovenian Croatian Serbian Estonian
    Lithuanian European Asian African English Scottish Welsh Western Eastern Northern Southern Singaporean Belarusian"""
)
