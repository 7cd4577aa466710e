"""Who was where, of all there is: what ``attendance.rq`` and ``tenures.rq`` say, in half the time they take.

Their rows repeat the names of the same people and the words of the same sentences, which the store has to look up and
write, and we to read, row by row. Here two narrow queries run side by side: ``participations.rq`` says by IRIs who
was where, ``participations-told.rq`` says once what each IRI stands for; they are joined here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from cyberkg.ident import DEFAULT_BASE
from cyberkg.query.results import Term
from cyberkg.report.asking import ask_side_by_side, text_of
from cyberkg.report.model import Sentence
from cyberkg.report.periods import in_order
from cyberkg.report.posts import Post, Posts
from cyberkg.report.presence import Event, Presence, in_order_of_events

__all__ = ["JOINABLE", "everybody"]

JOINABLE = frozenset({"from", "to", "role", "status"})
"""The parameters that ``participations.rq`` has; with others there are few rows, which need no short cut."""
_Cells = Sequence[str]
_Named = tuple[str, str]  # label and IRI


def everybody(
    store_path: Path, terms: Mapping[str, Sequence[Term]], base: str = DEFAULT_BASE
) -> tuple[list[Presence], Posts] | None:
    """Ask who took part in what, and who held which post.

    :param terms: for parameters among ``JOINABLE`` what they may be.
    :returns: None where something has two names or places, or stands for what is no organisation, which only the
        queries themselves can tell.
    """
    parts, words = ask_side_by_side(
        store_path, [("participations", terms), ("participations-told", {})], base
    )
    tables: dict[str, list[_Cells]] = defaultdict(list)
    for row in words:
        tables[row[0][1:-1]].append(row)
    names = [*tables["person"], *tables["organisation"]]
    told = (tables["document"], tables["event"], names, tables["sentence"])
    for table, key in zip(told, (1, 1, 1, 7), strict=True):
        if len({row[key] for row in table}) < len(table):
            return None
    if not {row[3] for row in parts} - {""} <= {row[1] for row in names}:
        return None
    documents = {row[1]: (text_of(row[2]), text_of(row[3])) for row in tables["document"]}
    sentences = {
        row[7]: Sentence(documents[row[8]][0], int(row[9] or 0), int(row[10] or 0), text_of(row[11]))
        for row in tables["sentence"]
        if row[8] in documents
    }
    known = {row[1]: (text_of(row[2]), text_of(row[1])) for row in names}
    days = {row[7]: documents[row[8]][1] for row in tables["sentence"] if row[7] in sentences}
    posts = _posts(tables["post"], known, sentences, days)
    events = {row[1]: _event(row) for row in tables["event"]}
    kinds = {row[1]: row[0][1:-1] for row in names}
    return in_order_of_events(_presences(parts, events, known, kinds, sentences)), posts


def _event(row: _Cells) -> Event:
    return Event(text_of(row[1]), text_of(row[2]), in_order(text_of(row[3])), in_order(text_of(row[4])))


def _posts(
    rows: Iterable[_Cells],
    known: Mapping[str, _Named],
    sentences: Mapping[str, Sentence],
    days: Mapping[str, str],
) -> Posts:
    """Join posts with names and sentences; what has none is in no row of ``tenures.rq`` either."""
    posts = Posts(())
    for _, person, title, _, _, organisation, status, sentence, *_ in rows:
        if person in known and organisation in known and sentence in sentences:
            label, iri = known[organisation]
            post = Post.told_of(
                text_of(title), label, iri, text_of(status), days[sentence], sentences[sentence]
            )
            posts.add(known[person][1], post)
    return posts


def _presences(
    parts: Iterable[_Cells],
    events: Mapping[str, Event],
    known: Mapping[str, _Named],
    kinds: Mapping[str, str],
    sentences: Mapping[str, Sentence],
) -> Iterable[Presence]:
    groups: dict[tuple[str, str, str], list[tuple[str, str, str]]] = {}
    for event, person, role, represented, status, sentence in parts:
        if event in events and person in known and sentence in sentences:
            groups.setdefault((event, person, status), []).append((role, represented, sentence))
    for (event, person, status), told in groups.items():
        if len(told) == 1:  # as most are; texts are sorted far more slowly
            ((role, body, sentence),) = told
            whom = (known[body],) if body else ()
            yield Presence(
                events[event],
                known[person],
                kinds[person],
                status[1:-1],
                (role[1:-1],),
                whom,
                (sentences[sentence],),
            )
            continue
        yield Presence(
            events[event],
            known[person],
            kinds[person],
            status[1:-1],
            tuple(sorted({role[1:-1] for role, _, _ in told})),
            tuple(sorted({known[body] for _, body, _ in told if body})),
            tuple(sorted({sentences[sentence] for _, _, sentence in told})),
        )
