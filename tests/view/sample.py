"""A sample of what briefings tell, with invented names: 15 organisations, 40 people, 12 events, 8 incidents.

Imported by the fixtures and by subprocesses, so it needs nothing but cyberkg.
"""

from __future__ import annotations

from cyberkg.ident import DEFAULT_BASE, mint
from cyberkg.model import Document, Entity, Evidence, Fact, Iri, Knowledge, Literal, Period
from cyberkg.terms import EntityType, LiteralKind, Status

ORGANISATIONS = """
Harbour Cyber Alliance (HCA); Lantern Bank; Tidewater Power; Ministry of Digital Trust (MDT)
National Response Centre (NRC); Brightfold Insurance; Quarry Lane Hospital; Meridian Port Authority
Osprey Threat Labs; Kestrel Telecom; Vellum University; Northgate Water; Data Rights Office (DRO)
Gilt Hyena; Coldharbour Syndicate
"""

# name | post | organisation | events attended | events spoken at
PEOPLE = """
Ada Lorne | Chair | Harbour Cyber Alliance | 1 5 8 | 0 3 6 10
Ben Okafor | Chief Information Security Officer | Lantern Bank | 0 3 | 1 5
Cara Whitlow | Director | National Response Centre | 0 1 8 | 2 6
Dev Ramanathan | Head of Threat Intelligence | Osprey Threat Labs | 3 | 0 4 7 11
Elin Saar | Commissioner | Data Rights Office | 6 | 3 9
Farid Nassar | Security Architect | Kestrel Telecom | 0 4 | 7
Grace Imani | Permanent Secretary | Ministry of Digital Trust | 0 2 | 6 10
Hugo Brandt | Professor of Cryptography | Vellum University | 11 | 4 7
Ines Duarte | Chief Executive | Brightfold Insurance | 0 6 | 5
Jonas Feld | Incident Manager | Tidewater Power | 2 | 8
Kiran Bose | Chief Technology Officer | Meridian Port Authority | 1 | 2
Lena Voss | Vice-Chair | Harbour Cyber Alliance | 0 3 6 | 1 8 10
Mateo Ruiz | Penetration Tester | Osprey Threat Labs | 4 7 | 11
Nadia Petrenko | Analyst | National Response Centre | 2 4 8 |
Otis Greer | Plant Engineer | Northgate Water | 8 |
Priya Sundaram | Head of Privacy | Quarry Lane Hospital | 3 | 9
Quentin Ashby | Solicitor | Data Rights Office | 9 |
Rosa Bianchi | Secretary General | Harbour Cyber Alliance | 0 1 3 5 10 | 6
Sami Haddad | Security Operations Lead | Lantern Bank | 1 4 |
Tove Lindqvist | Researcher | Vellum University | 4 7 | 11
Umar Siddiq | Deputy Director | National Response Centre | 6 | 8
Vera Kowalski | Board Member | Tidewater Power | 6 10 |
Wen Li | Programme Manager | Ministry of Digital Trust | 2 10 |
Xavier Roche | Underwriter | Brightfold Insurance | 5 |
Yara Mendes | Reverse Engineer | Osprey Threat Labs | 4 | 7
Zoltan Kiss | Harbour Master | Meridian Port Authority | 1 |
Amara Diallo | Founder | Harbour Cyber Alliance | 6 | 0
Bruno Keller | Forensic Examiner | National Response Centre | 4 | 7
Chiara Fontana | Data Protection Officer | Lantern Bank | 3 9 |
Dmitri Orlov | Network Planner | Kestrel Telecom | 4 |
Esme Harcourt | Registrar | Vellum University | 11 |
Felix Adeyemi | Head of Resilience | Northgate Water | 8 | 2
Greta Holm | Nursing Director | Quarry Lane Hospital | 9 |
Hana Suzuki | Policy Adviser | Ministry of Digital Trust | 3 6 9 |
Idris Campbell | Actuary | Brightfold Insurance | 5 |
Jia Chen | Malware Analyst | Osprey Threat Labs | 7 11 | 4
Kofi Mensah | Technical Director | Kestrel Telecom | 10 | 1
Lucia Moretti | Communications Director | Harbour Cyber Alliance | 0 6 10 |
Milo Vance | Investigator | Data Rights Office | 9 |
Nour El-Amin | Chief Risk Officer | Lantern Bank | 5 10 | 6
"""

# name | date | place | theme | organisers | supporters
EVENTS = """
Harbour Cyber Resilience Forum 2023 | 2023-09-13/2023-09-14 | Port Meridian | Resilience begins ashore | Harbour Cyber Alliance | Lantern Bank; Kestrel Telecom; Brightfold Insurance
Maritime Security Roundtable | 2023-02-21 | Port Meridian | | Meridian Port Authority; Harbour Cyber Alliance | Kestrel Telecom
Critical Services Exercise Breakwater | 2023-04-18/2023-04-20 | Ostrava Bay | | National Response Centre | Tidewater Power; Northgate Water; Meridian Port Authority
Privacy by Design Symposium | 2023-06-07 | Vellum | Trust is built, not claimed | Data Rights Office; Vellum University | Harbour Cyber Alliance
Osprey Research Days 2023 | 2023-10-04/2023-10-06 | Vellum | | Osprey Threat Labs; Vellum University | Kestrel Telecom
Cyber Insurance Breakfast | 2023-11-16 | Port Meridian | | Brightfold Insurance | Lantern Bank
National Cyber Dialogue 2024 | 2024-03-05 | Grand Assembly Hall | One country, one shield | Ministry of Digital Trust; Harbour Cyber Alliance | Lantern Bank; Tidewater Power; Osprey Threat Labs
Reverse Engineering Workshop | 2024-01-24 | Vellum | | Osprey Threat Labs | Vellum University
Water and Power Tabletop | 2024-02-13 | Ostrava Bay | | National Response Centre; Northgate Water | Tidewater Power
Health Data Clinic | 2024-04-11 | Quarry Lane | | Quarry Lane Hospital; Data Rights Office |
Harbour Cyber Resilience Forum 2024 | 2024-09 | Port Meridian | Hold fast, share early | Harbour Cyber Alliance | Ministry of Digital Trust; Kestrel Telecom
Student Capture the Flag | | Vellum | | Vellum University | Osprey Threat Labs
"""

# label | type | date | victim | attacker | status of the attacker | investigated by | reported to | literals
INCIDENTS = """
Ransomware attack on Quarry Lane Hospital | ransomware | 2023-08-02 | Quarry Lane Hospital | Gilt Hyena | asserted | National Response Centre | Data Rights Office | dataVolume=400 GB; affectedCount=13000; ransomDemanded=300000 USD; compromisedData=patient records; usedTool=HyenaLock
Data breach at Lantern Bank | data-breach | 2023-05 | Lantern Bank | Coldharbour Syndicate | reported | Osprey Threat Labs | Data Rights Office | affectedCount=48200; compromisedData=phone numbers; affectedGroup=savers
Phishing of Kestrel Telecom customers | phishing | 2023-03-10 | Kestrel Telecom | | | National Response Centre | |
Intrusion at Tidewater Power | intrusion | 2023-12-19 | Tidewater Power | Gilt Hyena | denied | National Response Centre | Ministry of Digital Trust | usedTool=CVE-2023-99001
Denial of service on Meridian Port Authority | ddos | 2024-01-08/2024-01-09 | Meridian Port Authority | Coldharbour Syndicate | reported | National Response Centre | |
Defacement of the Vellum University site | defacement | 2023 | Vellum University | | | | |
Leak at Northgate Water | data-breach | 2024-02-27 | Northgate Water | Gilt Hyena | reported | Data Rights Office | Data Rights Office | dataVolume=12 GB; compromisedData=meter readings
Fraud against Brightfold Insurance | fraud | | Brightfold Insurance | | | Osprey Threat Labs | |
"""

WORKS = """
Harbour Cyber Alliance | published | State of the Harbour 2023
Data Rights Office | published | Guide to Breach Notices
Osprey Threat Labs | published | Anatomy of Gilt Hyena
Ministry of Digital Trust | launched | Shield Programme
Lantern Bank | joined | Shield Programme
Tidewater Power | joined | Shield Programme
Kestrel Telecom | signed | Ostrava Bay Compact
National Response Centre | signed | Ostrava Bay Compact
"""

ABSENT = "Vera Kowalski"

DOCUMENTS = (
    (
        "alliance-2023-10.txt",
        "Alliance newsletter, autumn 2023",
        "2023-10-20",
        "https://alliance.example/news",
    ),
    (
        "dialogue-programme.md",
        "National Cyber Dialogue: programme",
        "2024-03-05",
        "Ministry of Digital Trust",
    ),
    ("incident-digest-2023.html", "Incident digest 2023", "2024-01-15", "https://centre.example/digest"),
    ("osprey-quarterly.pdf", "Osprey quarterly", "2024-02-01", ""),
    ("privacy-round-up.docx", "", "2024-04-30", ""),
)


class _Writer:
    """Collects entities and facts; a sentence is appended to the text of its document."""

    def __init__(self) -> None:
        self.texts = {name: "" for name, *_ in DOCUMENTS}
        self.entities: dict[Iri, tuple[EntityType, str, tuple[str, ...]]] = {}
        self.seen: dict[Iri, set[str]] = {}
        self.facts: list[Fact] = []

    def thing(self, kind: EntityType, name: str) -> Iri:
        label, _, acronym = name.strip().removesuffix(")").partition(" (")
        iri = mint(DEFAULT_BASE, kind, label)
        known = self.entities.get(iri, (kind, label, ()))
        self.entities[iri] = (kind, label, (acronym,) if acronym else known[2])
        return iri

    def say(self, number: int, sentence: str) -> Evidence:
        name = DOCUMENTS[number % len(DOCUMENTS)][0]
        start = self.texts[name].find(sentence)
        if start < 0:
            start = len(self.texts[name])
            self.texts[name] += f"{sentence}\n"
        return Evidence(name, start, start + len(sentence), sentence)

    def fact(
        self,
        subject: Iri,
        predicate: str,
        target: Iri | Literal,
        said: Evidence,
        status: str = "asserted",
        qualifier: str = "",
        represents: Iri | None = None,
    ) -> None:
        self.facts.append(
            Fact(
                subject,
                predicate,
                target,
                said,
                "rules",
                Status(status),
                qualifier,
                represents,
                0.97 if status == "asserted" else 0.71,
            )
        )
        for end in (subject, target):
            if not isinstance(end, Literal):
                self.seen.setdefault(end, set()).add(said.document)


def _fields(row: str) -> list[str]:
    return [part.strip() for part in row.split("|")]


def _rows(table: str) -> list[list[str]]:
    return [_fields(row) for row in table.strip().splitlines()]


def _names(part: str) -> list[str]:
    return [name.strip() for name in part.split(";") if name.strip()]


def _write_events(w: _Writer) -> list[Iri]:
    events = []
    for i, (name, date, place, theme, organisers, supporters) in enumerate(_rows(EVENTS)):
        event = w.thing(EntityType.EVENT, name)
        events.append(event)
        hosts, backers = _names(organisers), _names(supporters)
        said = w.say(i, f"The {name} was organised by {' and '.join(hosts)} at {place}.")
        status = "planned" if "2024-09" in date else "asserted"
        for host in hosts:
            w.fact(w.thing(EntityType.ORGANISATION, host), "organised", event, said, status)
        w.fact(event, "eventPlace", w.thing(EntityType.PLACE, place), said, status)
        if date:
            w.fact(event, "eventDate", Literal(date, LiteralKind.DATE), said, status)
        if theme:
            w.fact(
                event, "eventTheme", Literal(theme, LiteralKind.TEXT), w.say(i, f"Its theme was “{theme}”.")
            )
        if backers:
            thanks = w.say(i + 1, f"The hosts of {name} thanked {', '.join(backers)} for their support.")
            for backer in backers:
                w.fact(w.thing(EntityType.ORGANISATION, backer), "supported", event, thanks, status)
    return events


def _write_people(w: _Writer, events: list[Iri]) -> None:
    for i, (name, post, organisation, attended, spoke) in enumerate(_rows(PEOPLE)):
        person = w.thing(EntityType.PERSON, name)
        employer = w.thing(EntityType.ORGANISATION, organisation)
        w.fact(
            person, "holdsPost", employer, w.say(i, f"{name} is {post} of {organisation}."), qualifier=post
        )
        if i % 4 == 0:
            w.fact(person, "affiliatedWith", employer, w.say(i + 2, f"{name} represented {organisation}."))
        for number in map(int, spoke.split()):
            event = w.entities[events[number]][1]
            said = w.say(number, f"{name}, {post} of {organisation}, gave a talk at {event}.")
            status = "planned" if number == 10 else "asserted"
            w.fact(person, "spokeAt", events[number], said, status, "", employer if i % 3 == 0 else None)
            w.fact(person, "attended", events[number], said, status)
        for number in map(int, attended.split()):
            event = w.entities[events[number]][1]
            guests = [row[0] for row in _rows(PEOPLE) if str(number) in row[3].split() and row[0] != ABSENT]
            said = w.say(number, f"Among the guests of {event} were {', '.join(guests)}.")
            denied = name == ABSENT and number == 6
            if denied:
                said = w.say(1, f"{ABSENT} of {organisation} sent her apologies.")
            w.fact(
                person,
                "attended",
                events[number],
                said,
                "denied" if denied else "planned" if number == 10 else "asserted",
            )


def _write_incidents(w: _Writer) -> None:
    kinds = {
        "dataVolume": LiteralKind.QUANTITY,
        "affectedCount": LiteralKind.NUMBER,
        "ransomDemanded": LiteralKind.MONEY,
    }
    for i, (label, kind, date, victim, attacker, status, investigator, reported, rest) in enumerate(
        _rows(INCIDENTS)
    ):
        incident = w.thing(EntityType.INCIDENT, label)
        said = w.say(2, f"The {kind} at {victim} came to light in {date or 'an undated notice'}.")
        w.fact(incident, "incidentType", Literal(kind, LiteralKind.TEXT), said)
        w.fact(incident, "victim", w.thing(EntityType.ORGANISATION, victim), said)
        if i % 3 == 0:
            w.fact(
                incident,
                "victim",
                w.thing(EntityType.ORGANISATION, victim),
                w.say(3, f"{victim} fell to {kind} again."),
            )
        if date:
            w.fact(incident, "incidentDate", Literal(date, LiteralKind.DATE), said)
        if attacker:
            words = {
                "denied": f"{attacker} denied any part in it",
                "reported": f"{attacker} claimed the attack",
            }
            blamed = w.say(2, f"{words.get(status, f'{attacker} broke in')}, the notice on {victim} says.")
            w.fact(incident, "attacker", w.thing(EntityType.ORGANISATION, attacker), blamed, status)
        for predicate, name in (("investigatedBy", investigator), ("reportedTo", reported)):
            if name:
                w.fact(
                    incident,
                    predicate,
                    w.thing(EntityType.ORGANISATION, name),
                    w.say(4, f"{name} looks into {label}."),
                )
        for pair in _names(rest):
            predicate, _, value = pair.partition("=")
            found = w.say(2, f"As to {victim}, the notice speaks of {value}.")
            w.fact(incident, predicate, Literal(value, kinds.get(predicate, LiteralKind.TEXT)), found)


def make_sample() -> Knowledge:
    """Put the tables above together."""
    w = _Writer()
    for row in _rows(ORGANISATIONS):
        for name in _names(row[0]):
            w.thing(EntityType.ORGANISATION, name)
    _write_people(w, _write_events(w))
    _write_incidents(w)
    for maker, predicate, work in _rows(WORKS):
        said = w.say(0, f"{maker} {predicate} {work}.")
        w.fact(w.thing(EntityType.ORGANISATION, maker), predicate, w.thing(EntityType.WORK, work), said)
    entities = [
        Entity(iri, kind, label, acronyms, acronyms, tuple(sorted(w.seen.get(iri, ()))))
        for iri, (kind, label, acronyms) in sorted(w.entities.items())
    ]
    documents = [
        Document(name, w.texts[name], (), title, Period(day, day), source)
        for name, title, day, source in DOCUMENTS
    ]
    return Knowledge(tuple(documents), tuple(entities), tuple(w.facts))
