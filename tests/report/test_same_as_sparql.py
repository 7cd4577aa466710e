"""Reports take short cuts; what they show is what the rows of the query say that stands under them.

Each example is a graph of its own, and its rows are asked of the store itself, by the text of the query alone.
"""

from __future__ import annotations

import importlib
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest

from cyberkg.query.named import find_query, named_queries
from cyberkg.query.slots import fill
from cyberkg.report import Report, Row, attendance, calendar, encounters, incidents, timeline
from cyberkg.report.asking import understand
from cyberkg.report.encounters import _FEW
from cyberkg.report.everybody import everybody
from cyberkg.report.model import Sentence
from cyberkg.terms import Status

RANKS = {str(status): status.rank for status in Status}
Record = Mapping[str, str]
BRIEFINGS = ("old.txt", "may.txt", "june.txt")
PEOPLE = ("Ada Tan", "Bela Kiss", "José Ødegård", "Cy Low", "Dia Roy")
BODIES = ("Orchid Bank", "Harbour Alliance", "Grey Heron")
EVENTS = ("Harbour Forum", "Winter Clinic", "Autumn Drill", "Open Evening", "Long Night")
INCIDENTS = ("Raid on Orchid Bank", "Flood", "Rumour")
PLACES = ("Port Meridian", "Vellum")
SHAPES = (
    ("attended", PEOPLE, EVENTS), ("attended", PEOPLE, EVENTS), ("spokeAt", PEOPLE, EVENTS),
    ("organised", BODIES, EVENTS), ("supported", BODIES, EVENTS), ("affiliatedWith", PEOPLE, BODIES),
    ("holdsPost", PEOPLE, BODIES), ("victim", INCIDENTS, BODIES), ("attacker", INCIDENTS, BODIES),
    ("eventPlace", EVENTS, PLACES), ("eventDate", EVENTS, ("2024-05-03", "2024-05", "2023-12-10/2023-12-12")),
    ("incidentDate", INCIDENTS, ("2024-04", "2024-06-01")), ("incidentType", INCIDENTS, ("phishing", "ddos")),
)  # fmt: skip


def told(seed: int) -> str:
    """Make up what three briefings tell: some facts twice, some denied, several in one sentence."""
    rng = random.Random(seed)
    lines = []
    for number in range(rng.choice((12, 40, 90))):
        predicate, subjects, targets = rng.choice(SHAPES)
        more = "clerk" if predicate == "holdsPost" else ""
        if predicate in {"attended", "spokeAt"} and rng.random() < 0.4:
            more = rng.choice(BODIES)
        status = rng.choices(list(Status), (6, 2, 2, 1))[0]
        place = f"{rng.choice(BRIEFINGS)} | Sentence {number // 3} tells."
        lines.append(
            f"{place} | {rng.choice(subjects)} | {predicate} | {rng.choice(targets)} | {status} | {more}"
        )
    return "\n".join(lines)


@pytest.fixture(scope="module", params=range(6))
def made(
    request: pytest.FixtureRequest,
    publish_told: Callable[[Path, str], Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, ox.Store]:
    path = publish_told(tmp_path_factory.mktemp("told"), told(request.param))
    return path, ox.Store.read_only(str(path))


def rows_of(store: ox.Store, name: str) -> list[Record]:
    return answered(store, find_query(name).sparql)


def answered(store: ox.Store, sparql: str) -> list[Record]:
    found = store.query(sparql)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [
        {n: "" if cell is None else str(cell.value) for n, cell in zip(names, row, strict=True)}
        for row in found
    ]


@pytest.mark.parametrize("name", [query.name for query in named_queries() if "# only with" in query.sparql])
def test_lines_that_are_left_out_change_no_row(name: str, made: tuple[Path, ox.Store]) -> None:
    def rows(sparql: str) -> list[list[tuple[str, list[str]]]]:
        found = answered(made[1], sparql)
        return sorted([(key, sorted(value.split(" | "))) for key, value in row.items()] for row in found)

    sparql = find_query(name).sparql
    assert fill(sparql, {}).count("SELECT") < sparql.count("SELECT")
    assert rows(fill(sparql, {})) == rows(sparql)


def said(row: Record) -> Sentence:
    return Sentence(row["document"], int(row["start"]), int(row["end"]), row["quote"])


def lines(report: Report) -> Iterator[tuple[str, Row]]:
    return ((section.heading, row) for section in report.sections for row in section.rows)


def met_in(store: ox.Store) -> dict[tuple[str, frozenset[str]], tuple[int, str, frozenset[Sentence]]]:
    """Pair the rows of the query by hand: how often, how far vouched for, and the sentences."""
    best: dict[tuple[str, str], int] = {}
    kinds, sentences = {}, defaultdict(set)
    for row in rows_of(store, "encounters"):
        key, rank = (row["event"], row["person"]), RANKS[row["status"]]
        best[key] = min(rank, best.get(key, rank))
        kinds[row["person"]] = row["kind"]
        sentences[*key, rank].add(said(row))
    found: dict[tuple[str, frozenset[str]], list[tuple[int, frozenset[Sentence]]]] = defaultdict(list)
    for (event, one), (other_event, other) in combinations(best, 2):
        if event == other_event and kinds[one] == kinds[other] == "person":
            rank = max(best[event, one], best[event, other])
            heading = "expected to meet" if rank == RANKS["planned"] else "met"
            quoted = sentences[event, one, best[event, one]] | sentences[event, other, best[event, other]]
            found[heading, frozenset((one, other))].append((rank, frozenset(quoted)))
    return {
        key: (
            len(times),
            str(list(Status)[min(rank for rank, _ in times)]),
            frozenset().union(*(q for _, q in times)),
        )
        for key, times in found.items()
    }


@pytest.mark.parametrize("limit", [0, 1, 3, _FEW])
def test_who_met_whom_is_what_the_rows_say(made: tuple[Path, ox.Store], limit: int) -> None:
    path, store = made
    known = met_in(store)
    shown = [
        ((heading, frozenset(row.iris)), (row.cells[2], row.cells[5], frozenset(row.sentences)))
        for heading, row in lines(encounters(path, limit=limit))
        if heading != "only named together"
    ]
    assert len(shown) == min(limit or len(known), len(known))
    assert all(known[key] == value for key, value in shown)
    for heading in ("met", "expected to meet"):
        times = [value[0] for (of, _), value in shown if of == heading]
        assert (
            times
            == sorted((n for (of, _), (n, *_) in known.items() if of == heading), reverse=True)[: len(times)]
        )


@pytest.mark.parametrize("limit", [1, 3])
def test_a_page_of_meetings_is_the_start_of_all(made: tuple[Path, ox.Store], limit: int) -> None:
    whole, page = (list(lines(encounters(made[0], limit=each))) for each in (0, limit))
    assert page == whole[:limit]


@pytest.mark.parametrize("focus", ["", "Ada Tan"])
def test_brokers_met_and_attended_what_the_rows_say(made: tuple[Path, ox.Store], focus: str) -> None:
    path, store = made
    found = rows_of(store, "encounters")
    where = {each["event"] for each in found if focus in {"", each["personLabel"]}}
    at: dict[str, set[str]] = defaultdict(set)
    best: dict[tuple[str, str], int] = {}
    sentences: dict[tuple[str, str, int], set[Sentence]] = defaultdict(set)
    for each in found:
        if each["status"] != "planned" and each["event"] in where:
            event, person, rank = each["event"], each["person"], RANKS[each["status"]]
            at[person].add(event)
            best[event, person] = min(rank, best.get((event, person), rank))
            sentences[event, person, rank].add(said(each))
    for _, row in lines(
        encounters(path, "broker", {"person": focus}) if where else Report("", "", "", (), ())
    ):
        (iri,) = row.iris
        others = {other for other in at if at[other] & at[iri]} - {iri}
        assert row.cells[3:5] == (len(others), len(at[iri]))
        assert set(row.sentences) == set().union(*(sentences[e, iri, best[e, iri]] for e in at[iri]))


@pytest.mark.parametrize("limit", [0, 2])
def test_who_attended_is_what_the_rows_say(made: tuple[Path, ox.Store], limit: int) -> None:
    path, store = made
    sentences: dict[tuple[object, ...], set[Sentence]] = defaultdict(set)
    roles: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for each in rows_of(store, "attendance"):
        of = each["event"], each["person"], each["status"]
        sentences[of].add(said(each))
        roles[of].add(each["role"])
    found = attendance(path, limit=limit)
    keys = [(section.iri, row.iris[0], row.cells[4]) for section in found.sections for row in section.rows]
    assert len(set(keys)) == len(keys) and set(keys) <= set(sentences)
    assert limit or set(keys) == set(sentences)
    for key, (_, row) in zip(keys, lines(found), strict=True):
        assert set(row.sentences) >= sentences[key]  # those of posts come on top
        assert row.cells[1] == (", ".join(sorted(roles[key] - {"attendee"})) or "attendee")


@pytest.mark.parametrize("by", ["event", "person", "organisation"])
@pytest.mark.parametrize(
    "given", [{}, {"role": "speaker"}, {"status": "planned"}, {"from": "2024-05", "to": "2024"}]
)
def test_attendance_joined_here_is_what_the_queries_say(
    made: tuple[Path, ox.Store], by: str, given: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = made
    assert everybody(path, understand(path, "attendance", given)) is not None
    joined = attendance(path, by, given)
    monkeypatch.setattr(importlib.import_module("cyberkg.report.attendance"), "everybody", lambda *_: None)
    assert attendance(path, by, given) == joined


def test_what_has_two_names_is_left_to_the_queries(
    publish_told: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    path = publish_told(tmp_path, told(1))
    known = everybody(path, {})
    assert known is not None
    person = known[0][0].person[1]
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    store = ox.Store(str(path))
    graph = next(store.quads_for_pattern(ox.NamedNode(person), label, None, None)).graph_name
    store.add(ox.Quad(ox.NamedNode(person), label, ox.Literal("another name"), graph))
    store.flush()
    del store
    assert everybody(path, {}) is None
    assert person in {row.iris[0] for _, row in lines(attendance(path))}


@pytest.mark.parametrize(
    ("report", "query", "thing", "cell"),
    [
        (incidents, "incident-values", "incident", 0),
        (timeline, "timeline", "thing", 2),
        (calendar, "calendar", "event", 1),
    ],
)
def test_what_happened_is_what_the_rows_say(
    made: tuple[Path, ox.Store], report: Callable[..., Report], query: str, thing: str, cell: int
) -> None:
    path, store = made
    sentences: dict[str, set[Sentence]] = defaultdict(set)
    for each in rows_of(store, query):
        sentences[each[thing]].add(said(each))
    shown = [row for _, row in lines(report(path))]
    assert shown == [row for _, row in lines(report(path, limit=None))]
    for row in shown:
        assert set(row.sentences) == sentences[row.iris[cell]]
