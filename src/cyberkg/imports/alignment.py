"""What public vocabularies call the types and predicates of the contract: the alignments of the ontology, read backwards.

Sources: https://schema.org/, https://www.w3.org/TR/vocab-org/, http://xmlns.com/foaf/spec/,
https://semanticweb.cs.vu.nl/2009/11/sem/, https://w3id.org/dpv/risk
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from cyberkg.imports.names import normal_iri
from cyberkg.rdf.derived import INCIDENT_CONCEPTS, ROLES
from cyberkg.rdf.vocab import PREFIXES
from cyberkg.terms import PREDICATES, EntityType

__all__ = [
    "INCIDENT_KINDS",
    "LINKS",
    "NAMES",
    "OTHER_NAMES",
    "PROPERTIES",
    "ROLE_PREDICATES",
    "Property",
    "iri",
    "type_of_class",
]

_CLASSES = {
    EntityType.PERSON: "foaf:Person schema:Person schema:Patient",
    EntityType.ORGANISATION: """
        org:Organization org:FormalOrganization org:OrganizationalUnit org:OrganizationalCollaboration
        foaf:Organization foaf:Group schema:Organization schema:Airline schema:CollegeOrUniversity schema:Consortium
        schema:Corporation schema:EducationalOrganization schema:FundingAgency schema:FundingScheme
        schema:GovernmentOrganization schema:LibrarySystem schema:LocalBusiness schema:MedicalOrganization
        schema:NGO schema:NewsMediaOrganization schema:OnlineBusiness schema:PerformingGroup
        schema:PoliticalParty schema:Project schema:ResearchOrganization schema:School
        schema:SearchRescueOrganization schema:WorkersUnion schema:FinancialService schema:BankOrCreditUnion
        schema:InsuranceAgency schema:Hospital schema:ProfessionalService""",
    EntityType.EVENT: """
        schema:Event schema:Festival schema:Hackathon schema:EventSeries schema:CourseInstance sem:Event""",
    EntityType.INCIDENT: "risk:Incident",
    EntityType.PLACE: """
        schema:Place schema:AdministrativeArea schema:City schema:CivicStructure schema:Country schema:EventVenue
        schema:Hotel schema:Room schema:MeetingRoom schema:State schema:StadiumOrArena schema:Landform
        schema:TouristAttraction sem:Place""",
    EntityType.WORK: """
        schema:CreativeWork schema:Article schema:Book schema:Course schema:Dataset schema:DigitalDocument
        schema:Guide schema:HowTo schema:Legislation schema:NewsArticle schema:Product schema:PublicationIssue
        schema:Report schema:ScholarlyArticle schema:Service schema:SoftwareApplication schema:SoftwareSourceCode
        schema:SpecialAnnouncement schema:TechArticle schema:WebApplication schema:WebPage schema:WebSite
        foaf:Document""",
}
_KINDS = """
    risk:DataBreach data-breach
    risk:DistributedDenialServiceAttack ddos
    risk:Fraud fraud
    risk:MalwareAttack malware
    risk:PhishingScam phishing
    risk:SystemFailure outage
    risk:SystemIntrusion intrusion"""

# property, > from subject to object or < the other way, the predicates it may be, of which the first that fits is taken
_TABLE = """
    schema:attendee            < attended
    schema:attendees           < attended
    schema:performer           < spokeAt
    schema:performers          < spokeAt
    schema:actor               < spokeAt
    schema:performerIn         > spokeAt
    schema:organizer           < organised
    schema:sponsor             < supported
    schema:funder              < supported
    schema:location            > eventPlace
    schema:superEvent          > subEventOf
    schema:subEvent            < subEventOf
    schema:subEvents           < subEventOf
    schema:worksFor            > affiliatedWith
    schema:affiliation         > affiliatedWith
    schema:employee            < affiliatedWith
    schema:employees           < affiliatedWith
    schema:founder             < affiliatedWith
    schema:memberOf            > affiliatedWith memberOf
    schema:member              < affiliatedWith memberOf
    schema:members             < affiliatedWith memberOf
    schema:parentOrganization  > partOf
    schema:subOrganization     < partOf
    schema:department          < partOf
    schema:publisher           < published
    schema:author              < published
    schema:creator             < published
    foaf:member                < affiliatedWith memberOf
    foaf:made                  > published
    foaf:maker                 < published
    org:memberOf               > affiliatedWith memberOf
    org:hasMember              < affiliatedWith memberOf
    org:headOf                 > affiliatedWith
    org:subOrganizationOf      > partOf
    org:hasSubOrganization     < partOf
    org:unitOf                 > partOf
    org:hasUnit                < partOf
    sem:hasPlace               > eventPlace
    sem:subEventOf             > subEventOf
    sem:hasSubEvent            < subEventOf"""


@dataclass(frozen=True, slots=True)
class Property:
    """Which predicates a property may be.

    :param inverse: True where its object is the predicate's subject.
    """

    predicates: tuple[str, ...]
    inverse: bool = False


def iri(short: str) -> str:
    """Write out a short IRI of this page."""
    prefix, _, local = short.partition(":")
    return f"{PREFIXES[prefix]}{local}"


def _properties() -> dict[str, Property]:
    found = {f"{PREFIXES['ckg']}{name}": Property((name,)) for name in PREDICATES}
    for line in _TABLE.strip().splitlines():
        name, arrow, *predicates = line.split()
        found[iri(name)] = Property(tuple(predicates), inverse=arrow == "<")
    return found


PROPERTIES = MappingProxyType(_properties())
ROLE_PREDICATES = MappingProxyType(
    {str(role): predicate.removeprefix(PREFIXES["ckg"]) for predicate, role in ROLES.items()}
)
INCIDENT_KINDS = MappingProxyType(
    {str(concept): name for name, concept in INCIDENT_CONCEPTS.items()}
    | {iri(line.split()[0]): line.split()[1] for line in _KINDS.strip().splitlines()}
)
NAMES = tuple(
    map(
        iri, ("skos:prefLabel", "foaf:name", "schema:name", "schema:legalName", "rdfs:label", "dcterms:title")
    )
)
OTHER_NAMES = tuple(
    map(iri, ("skos:altLabel", "schema:alternateName", "schema:legalName", "foaf:nick", "skos:hiddenLabel"))
)
LINKS = tuple(map(iri, ("skos:exactMatch", "owl:sameAs", "schema:sameAs")))

_TYPES = {iri(name): kind for kind, names in _CLASSES.items() for name in names.split()} | {
    f"{PREFIXES['ckg']}{kind.value}": kind for kind in EntityType
}


def type_of_class(name: str) -> EntityType | None:
    """Tell what the things of a class are; None where it is none of those that the graph has.

    Of schema.org all kinds of events are known by their names.
    """
    known = normal_iri(name)
    if known in INCIDENT_KINDS:
        return EntityType.INCIDENT
    if known.startswith(PREFIXES["schema"]) and known.endswith("Event"):
        return EntityType.EVENT
    return _TYPES.get(known)
