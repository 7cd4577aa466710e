"""Every term of ``ontology.ttl`` and every public term and prefix that the graph uses, as IRIs.

Our own terms go by their local names (``ckg:spokeAt`` is ``SPOKE_AT``), public ones have their prefix in
front (``skos:prefLabel`` is ``SKOS_PREF_LABEL``). A test keeps this page and the ontology in step.
"""

from __future__ import annotations

from types import MappingProxyType

from cyberkg.model import Iri

__all__ = [
    "ABOUT_ENTITY",
    "ACRONYM",
    "AFFECTED_COUNT",
    "AFFECTED_GROUP",
    "AFFILIATED_WITH",
    "ATTACKER",
    "ATTENDED",
    "AT_EVENT",
    "BRIEFING",
    "CLAIM",
    "COMPROMISED_DATA",
    "CONFIDENCE",
    "DATA_VOLUME",
    "DCTERMS_IDENTIFIER",
    "DCTERMS_REPLACES",
    "DCTERMS_SOURCE",
    "DCTERMS_TITLE",
    "DECIDED_BY",
    "DERIVES",
    "DERIVES_INVERSE",
    "DRAWS_AS",
    "EDGE_DIRECTED",
    "EDGE_LABEL",
    "EDTF_EDTF",
    "EVENT",
    "EVENT_DATE",
    "EVENT_PLACE",
    "EVENT_THEME",
    "EVIDENCE",
    "FINE",
    "FOAF_PERSON",
    "GIVES_ROLE",
    "HOLDS_POST",
    "IDENTITY_DECISION",
    "INCIDENT",
    "INCIDENT_DATA_BREACH",
    "INCIDENT_DATE",
    "INCIDENT_DDOS",
    "INCIDENT_DEFACEMENT",
    "INCIDENT_ESPIONAGE",
    "INCIDENT_FRAUD",
    "INCIDENT_INTRUSION",
    "INCIDENT_MALWARE",
    "INCIDENT_OTHER",
    "INCIDENT_OUTAGE",
    "INCIDENT_PHISHING",
    "INCIDENT_RANSOMWARE",
    "INCIDENT_SUPPLY_CHAIN",
    "INCIDENT_TYPE",
    "INCIDENT_TYPES",
    "INCIDENT_VULNERABILITY",
    "INVESTIGATED_BY",
    "JOINED",
    "LAUNCHED",
    "MARKED_PART",
    "MARKING",
    "MARKINGS",
    "MARKING_AMBER",
    "MARKING_AMBER_STRICT",
    "MARKING_CLEAR",
    "MARKING_GREEN",
    "MARKING_RED",
    "MEMBER_OF",
    "MENTION_NAME",
    "OA_END",
    "OA_EXACT",
    "OA_HAS_SELECTOR",
    "OA_HAS_SOURCE",
    "OA_SPECIFIC_RESOURCE",
    "OA_START",
    "OA_TEXT_POSITION_SELECTOR",
    "OA_TEXT_QUOTE_SELECTOR",
    "OFFICIATED",
    "ORGANISATION",
    "ORGANISED",
    "ORG_MEMBER",
    "ORG_MEMBER_OF",
    "ORG_ORGANIZATION",
    "ORG_ORGANIZATION_PROPERTY",
    "ORG_SUB_ORGANIZATION_OF",
    "OTHER_NAME",
    "PARTICIPANT",
    "PARTICIPATION",
    "PART_OF",
    "PERSON",
    "PLACE",
    "POST_TITLE",
    "PREFIXES",
    "PROV_AGENT",
    "PROV_ENTITY",
    "PROV_USED",
    "PROV_WAS_ASSOCIATED_WITH",
    "PROV_WAS_GENERATED_BY",
    "PROV_WAS_QUOTED_FROM",
    "PUBLISHED",
    "QUALIFIER",
    "RANSOM_DEMANDED",
    "RANSOM_PAID",
    "RDFS_LABEL",
    "RDF_OBJECT",
    "RDF_PREDICATE",
    "RDF_SUBJECT",
    "RDF_TYPE",
    "RDF_VALUE",
    "READING",
    "REASON",
    "REPORTED_TO",
    "REPRESENTS",
    "RESTS_ON",
    "RISK_INCIDENT",
    "ROLE",
    "ROLES",
    "ROLE_ATTENDEE",
    "ROLE_OFFICIATING_GUEST",
    "ROLE_ORGANISER",
    "ROLE_SPEAKER",
    "ROLE_SUPPORTER",
    "SCHEMA_AFFILIATION",
    "SCHEMA_ATTENDEE",
    "SCHEMA_CREATIVE_WORK",
    "SCHEMA_CURRENCY",
    "SCHEMA_END_DATE",
    "SCHEMA_EVENT",
    "SCHEMA_LOCATION",
    "SCHEMA_MAX_VALUE",
    "SCHEMA_MENTIONS",
    "SCHEMA_MIN_VALUE",
    "SCHEMA_MONETARY_AMOUNT",
    "SCHEMA_ORGANIZER",
    "SCHEMA_PERFORMER",
    "SCHEMA_PLACE",
    "SCHEMA_PUBLISHER",
    "SCHEMA_QUANTITATIVE_VALUE",
    "SCHEMA_SPONSOR",
    "SCHEMA_START_DATE",
    "SCHEMA_SUPER_EVENT",
    "SCHEMA_TEMPORAL_COVERAGE",
    "SCHEMA_UNIT_TEXT",
    "SCHEMA_VALUE",
    "SCORE",
    "SEM_EVENT_TYPE",
    "SEM_HAS_ACTOR",
    "SEM_HAS_EARLIEST_BEGIN_TIME_STAMP",
    "SEM_HAS_LATEST_END_TIME_STAMP",
    "SHA256",
    "SIGNED",
    "SKOS_ALT_LABEL",
    "SKOS_EXACT_MATCH",
    "SKOS_PREF_LABEL",
    "SPOKE_AT",
    "STATUS",
    "STATUSES",
    "STATUS_ASSERTED",
    "STATUS_DENIED",
    "STATUS_PLANNED",
    "STATUS_REPORTED",
    "SUB_EVENT_OF",
    "SUPPORTED",
    "TENURE",
    "USED_TOOL",
    "VERDICT",
    "VICTIM",
    "WORK",
    "XSD_DATE",
    "XSD_DECIMAL",
    "XSD_G_YEAR",
    "XSD_G_YEAR_MONTH",
    "XSD_INTEGER",
    "XSD_STRING",
]

PREFIXES = MappingProxyType(
    {
        "ckg": Iri("https://w3id.org/cyberkg/"),
        "conf": Iri("https://w3id.org/scholarlydata/ontology/conference-ontology.owl#"),
        "dcterms": Iri("http://purl.org/dc/terms/"),
        "edtf": Iri("http://id.loc.gov/datatypes/edtf/"),
        "foaf": Iri("http://xmlns.com/foaf/0.1/"),
        "oa": Iri("http://www.w3.org/ns/oa#"),
        "org": Iri("http://www.w3.org/ns/org#"),
        "owl": Iri("http://www.w3.org/2002/07/owl#"),
        "prov": Iri("http://www.w3.org/ns/prov#"),
        "rdf": Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        "rdfs": Iri("http://www.w3.org/2000/01/rdf-schema#"),
        "risk": Iri("https://w3id.org/dpv/risk#"),
        "schema": Iri("https://schema.org/"),
        "sem": Iri("http://semanticweb.cs.vu.nl/2009/11/sem/"),
        "sh": Iri("http://www.w3.org/ns/shacl#"),
        "skos": Iri("http://www.w3.org/2004/02/skos/core#"),
        "xsd": Iri("http://www.w3.org/2001/XMLSchema#"),
    }
)

ABOUT_ENTITY = Iri("https://w3id.org/cyberkg/aboutEntity")
ACRONYM = Iri("https://w3id.org/cyberkg/acronym")
AFFECTED_COUNT = Iri("https://w3id.org/cyberkg/affectedCount")
AFFECTED_GROUP = Iri("https://w3id.org/cyberkg/affectedGroup")
AFFILIATED_WITH = Iri("https://w3id.org/cyberkg/affiliatedWith")
ATTACKER = Iri("https://w3id.org/cyberkg/attacker")
ATTENDED = Iri("https://w3id.org/cyberkg/attended")
AT_EVENT = Iri("https://w3id.org/cyberkg/atEvent")
BRIEFING = Iri("https://w3id.org/cyberkg/Briefing")
CLAIM = Iri("https://w3id.org/cyberkg/Claim")
COMPROMISED_DATA = Iri("https://w3id.org/cyberkg/compromisedData")
CONFIDENCE = Iri("https://w3id.org/cyberkg/confidence")
DATA_VOLUME = Iri("https://w3id.org/cyberkg/dataVolume")
DECIDED_BY = Iri("https://w3id.org/cyberkg/decidedBy")
DERIVES = Iri("https://w3id.org/cyberkg/derives")
DERIVES_INVERSE = Iri("https://w3id.org/cyberkg/derivesInverse")
DRAWS_AS = Iri("https://w3id.org/cyberkg/drawsAs")
EDGE_DIRECTED = Iri("https://w3id.org/cyberkg/edgeDirected")
EDGE_LABEL = Iri("https://w3id.org/cyberkg/edgeLabel")
EVENT = Iri("https://w3id.org/cyberkg/Event")
EVENT_DATE = Iri("https://w3id.org/cyberkg/eventDate")
EVENT_PLACE = Iri("https://w3id.org/cyberkg/eventPlace")
EVENT_THEME = Iri("https://w3id.org/cyberkg/eventTheme")
EVIDENCE = Iri("https://w3id.org/cyberkg/evidence")
FINE = Iri("https://w3id.org/cyberkg/fine")
GIVES_ROLE = Iri("https://w3id.org/cyberkg/givesRole")
HOLDS_POST = Iri("https://w3id.org/cyberkg/holdsPost")
IDENTITY_DECISION = Iri("https://w3id.org/cyberkg/IdentityDecision")
INCIDENT = Iri("https://w3id.org/cyberkg/Incident")
INCIDENT_DATA_BREACH = Iri("https://w3id.org/cyberkg/incident-data-breach")
INCIDENT_DATE = Iri("https://w3id.org/cyberkg/incidentDate")
INCIDENT_DDOS = Iri("https://w3id.org/cyberkg/incident-ddos")
INCIDENT_DEFACEMENT = Iri("https://w3id.org/cyberkg/incident-defacement")
INCIDENT_ESPIONAGE = Iri("https://w3id.org/cyberkg/incident-espionage")
INCIDENT_FRAUD = Iri("https://w3id.org/cyberkg/incident-fraud")
INCIDENT_INTRUSION = Iri("https://w3id.org/cyberkg/incident-intrusion")
INCIDENT_MALWARE = Iri("https://w3id.org/cyberkg/incident-malware")
INCIDENT_OTHER = Iri("https://w3id.org/cyberkg/incident-other")
INCIDENT_OUTAGE = Iri("https://w3id.org/cyberkg/incident-outage")
INCIDENT_PHISHING = Iri("https://w3id.org/cyberkg/incident-phishing")
INCIDENT_RANSOMWARE = Iri("https://w3id.org/cyberkg/incident-ransomware")
INCIDENT_SUPPLY_CHAIN = Iri("https://w3id.org/cyberkg/incident-supply-chain")
INCIDENT_TYPE = Iri("https://w3id.org/cyberkg/incidentType")
INCIDENT_TYPES = Iri("https://w3id.org/cyberkg/incidentTypes")
INCIDENT_VULNERABILITY = Iri("https://w3id.org/cyberkg/incident-vulnerability")
INVESTIGATED_BY = Iri("https://w3id.org/cyberkg/investigatedBy")
JOINED = Iri("https://w3id.org/cyberkg/joined")
LAUNCHED = Iri("https://w3id.org/cyberkg/launched")
MARKED_PART = Iri("https://w3id.org/cyberkg/MarkedPart")
MARKING = Iri("https://w3id.org/cyberkg/marking")
MARKINGS = Iri("https://w3id.org/cyberkg/markings")
MARKING_AMBER = Iri("https://w3id.org/cyberkg/marking-amber")
MARKING_AMBER_STRICT = Iri("https://w3id.org/cyberkg/marking-amber-strict")
MARKING_CLEAR = Iri("https://w3id.org/cyberkg/marking-clear")
MARKING_GREEN = Iri("https://w3id.org/cyberkg/marking-green")
MARKING_RED = Iri("https://w3id.org/cyberkg/marking-red")
MEMBER_OF = Iri("https://w3id.org/cyberkg/memberOf")
MENTION_NAME = Iri("https://w3id.org/cyberkg/mentionName")
OFFICIATED = Iri("https://w3id.org/cyberkg/officiated")
ORGANISATION = Iri("https://w3id.org/cyberkg/Organisation")
ORGANISED = Iri("https://w3id.org/cyberkg/organised")
OTHER_NAME = Iri("https://w3id.org/cyberkg/otherName")
PARTICIPANT = Iri("https://w3id.org/cyberkg/participant")
PARTICIPATION = Iri("https://w3id.org/cyberkg/Participation")
PART_OF = Iri("https://w3id.org/cyberkg/partOf")
PERSON = Iri("https://w3id.org/cyberkg/Person")
PLACE = Iri("https://w3id.org/cyberkg/Place")
POST_TITLE = Iri("https://w3id.org/cyberkg/postTitle")
PUBLISHED = Iri("https://w3id.org/cyberkg/published")
QUALIFIER = Iri("https://w3id.org/cyberkg/qualifier")
RANSOM_DEMANDED = Iri("https://w3id.org/cyberkg/ransomDemanded")
RANSOM_PAID = Iri("https://w3id.org/cyberkg/ransomPaid")
READING = Iri("https://w3id.org/cyberkg/Reading")
REASON = Iri("https://w3id.org/cyberkg/reason")
REPORTED_TO = Iri("https://w3id.org/cyberkg/reportedTo")
REPRESENTS = Iri("https://w3id.org/cyberkg/represents")
RESTS_ON = Iri("https://w3id.org/cyberkg/restsOn")
ROLE = Iri("https://w3id.org/cyberkg/role")
ROLES = Iri("https://w3id.org/cyberkg/roles")
ROLE_ATTENDEE = Iri("https://w3id.org/cyberkg/role-attendee")
ROLE_OFFICIATING_GUEST = Iri("https://w3id.org/cyberkg/role-officiating-guest")
ROLE_ORGANISER = Iri("https://w3id.org/cyberkg/role-organiser")
ROLE_SPEAKER = Iri("https://w3id.org/cyberkg/role-speaker")
ROLE_SUPPORTER = Iri("https://w3id.org/cyberkg/role-supporter")
SCORE = Iri("https://w3id.org/cyberkg/score")
SHA256 = Iri("https://w3id.org/cyberkg/sha256")
SIGNED = Iri("https://w3id.org/cyberkg/signed")
SPOKE_AT = Iri("https://w3id.org/cyberkg/spokeAt")
STATUS = Iri("https://w3id.org/cyberkg/status")
STATUSES = Iri("https://w3id.org/cyberkg/statuses")
STATUS_ASSERTED = Iri("https://w3id.org/cyberkg/status-asserted")
STATUS_DENIED = Iri("https://w3id.org/cyberkg/status-denied")
STATUS_PLANNED = Iri("https://w3id.org/cyberkg/status-planned")
STATUS_REPORTED = Iri("https://w3id.org/cyberkg/status-reported")
SUB_EVENT_OF = Iri("https://w3id.org/cyberkg/subEventOf")
SUPPORTED = Iri("https://w3id.org/cyberkg/supported")
TENURE = Iri("https://w3id.org/cyberkg/Tenure")
USED_TOOL = Iri("https://w3id.org/cyberkg/usedTool")
VERDICT = Iri("https://w3id.org/cyberkg/verdict")
VICTIM = Iri("https://w3id.org/cyberkg/victim")
WORK = Iri("https://w3id.org/cyberkg/Work")

DCTERMS_IDENTIFIER = Iri("http://purl.org/dc/terms/identifier")
DCTERMS_REPLACES = Iri("http://purl.org/dc/terms/replaces")
DCTERMS_SOURCE = Iri("http://purl.org/dc/terms/source")
DCTERMS_TITLE = Iri("http://purl.org/dc/terms/title")
EDTF_EDTF = Iri("http://id.loc.gov/datatypes/edtf/EDTF")
FOAF_PERSON = Iri("http://xmlns.com/foaf/0.1/Person")
OA_END = Iri("http://www.w3.org/ns/oa#end")
OA_EXACT = Iri("http://www.w3.org/ns/oa#exact")
OA_HAS_SELECTOR = Iri("http://www.w3.org/ns/oa#hasSelector")
OA_HAS_SOURCE = Iri("http://www.w3.org/ns/oa#hasSource")
OA_SPECIFIC_RESOURCE = Iri("http://www.w3.org/ns/oa#SpecificResource")
OA_START = Iri("http://www.w3.org/ns/oa#start")
OA_TEXT_POSITION_SELECTOR = Iri("http://www.w3.org/ns/oa#TextPositionSelector")
OA_TEXT_QUOTE_SELECTOR = Iri("http://www.w3.org/ns/oa#TextQuoteSelector")
ORG_MEMBER = Iri("http://www.w3.org/ns/org#member")
ORG_MEMBER_OF = Iri("http://www.w3.org/ns/org#memberOf")
ORG_ORGANIZATION = Iri("http://www.w3.org/ns/org#Organization")
ORG_ORGANIZATION_PROPERTY = Iri("http://www.w3.org/ns/org#organization")
ORG_SUB_ORGANIZATION_OF = Iri("http://www.w3.org/ns/org#subOrganizationOf")
PROV_AGENT = Iri("http://www.w3.org/ns/prov#Agent")
PROV_ENTITY = Iri("http://www.w3.org/ns/prov#Entity")
PROV_USED = Iri("http://www.w3.org/ns/prov#used")
PROV_WAS_ASSOCIATED_WITH = Iri("http://www.w3.org/ns/prov#wasAssociatedWith")
PROV_WAS_GENERATED_BY = Iri("http://www.w3.org/ns/prov#wasGeneratedBy")
PROV_WAS_QUOTED_FROM = Iri("http://www.w3.org/ns/prov#wasQuotedFrom")
RDF_OBJECT = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#object")
RDF_PREDICATE = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate")
RDF_SUBJECT = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#subject")
RDF_TYPE = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
RDF_VALUE = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#value")
RDFS_LABEL = Iri("http://www.w3.org/2000/01/rdf-schema#label")
RISK_INCIDENT = Iri("https://w3id.org/dpv/risk#Incident")
SCHEMA_AFFILIATION = Iri("https://schema.org/affiliation")
SCHEMA_ATTENDEE = Iri("https://schema.org/attendee")
SCHEMA_CREATIVE_WORK = Iri("https://schema.org/CreativeWork")
SCHEMA_CURRENCY = Iri("https://schema.org/currency")
SCHEMA_END_DATE = Iri("https://schema.org/endDate")
SCHEMA_EVENT = Iri("https://schema.org/Event")
SCHEMA_LOCATION = Iri("https://schema.org/location")
SCHEMA_MAX_VALUE = Iri("https://schema.org/maxValue")
SCHEMA_MENTIONS = Iri("https://schema.org/mentions")
SCHEMA_MIN_VALUE = Iri("https://schema.org/minValue")
SCHEMA_MONETARY_AMOUNT = Iri("https://schema.org/MonetaryAmount")
SCHEMA_ORGANIZER = Iri("https://schema.org/organizer")
SCHEMA_PERFORMER = Iri("https://schema.org/performer")
SCHEMA_PLACE = Iri("https://schema.org/Place")
SCHEMA_PUBLISHER = Iri("https://schema.org/publisher")
SCHEMA_QUANTITATIVE_VALUE = Iri("https://schema.org/QuantitativeValue")
SCHEMA_SPONSOR = Iri("https://schema.org/sponsor")
SCHEMA_START_DATE = Iri("https://schema.org/startDate")
SCHEMA_SUPER_EVENT = Iri("https://schema.org/superEvent")
SCHEMA_TEMPORAL_COVERAGE = Iri("https://schema.org/temporalCoverage")
SCHEMA_UNIT_TEXT = Iri("https://schema.org/unitText")
SCHEMA_VALUE = Iri("https://schema.org/value")
SEM_EVENT_TYPE = Iri("http://semanticweb.cs.vu.nl/2009/11/sem/eventType")
SEM_HAS_ACTOR = Iri("http://semanticweb.cs.vu.nl/2009/11/sem/hasActor")
SEM_HAS_EARLIEST_BEGIN_TIME_STAMP = Iri("http://semanticweb.cs.vu.nl/2009/11/sem/hasEarliestBeginTimeStamp")
SEM_HAS_LATEST_END_TIME_STAMP = Iri("http://semanticweb.cs.vu.nl/2009/11/sem/hasLatestEndTimeStamp")
SKOS_ALT_LABEL = Iri("http://www.w3.org/2004/02/skos/core#altLabel")
SKOS_EXACT_MATCH = Iri("http://www.w3.org/2004/02/skos/core#exactMatch")
SKOS_PREF_LABEL = Iri("http://www.w3.org/2004/02/skos/core#prefLabel")
XSD_DATE = Iri("http://www.w3.org/2001/XMLSchema#date")
XSD_DECIMAL = Iri("http://www.w3.org/2001/XMLSchema#decimal")
XSD_G_YEAR = Iri("http://www.w3.org/2001/XMLSchema#gYear")
XSD_G_YEAR_MONTH = Iri("http://www.w3.org/2001/XMLSchema#gYearMonth")
XSD_INTEGER = Iri("http://www.w3.org/2001/XMLSchema#integer")
XSD_STRING = Iri("http://www.w3.org/2001/XMLSchema#string")
