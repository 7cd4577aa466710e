"""``forgotten.yaml``: whom to keep out, told without naming them.

    check: 5f1c…                    # tells whether the key is the right one
    people:
      - names: [9a31…, 07be…]       # names of one person, kept out wherever they stand
        within: [c2d4…]             # names kept out of one briefing each: those that others bear too

Each is the HMAC-SHA-256 of a name (its words folded and sorted, without titles), cut to 128 bits. The key lies
beside it in ``forgotten.key``, so that the record can be shared, in git for one, without telling anything: a
plain or merely salted hash of a name is found again by trying all names, which are few. Who has both files can
try names, as every build does; hence the key is readable for its user alone and is not for git.

A name that several people of the graph bear, or that is one word, is kept out of the briefings alone in which it
is this person's: else others would be lost with them.

Source: HMAC, RFC 2104; on pseudonyms by keyed hashes, ENISA, "Pseudonymisation techniques and best practices" (2019)
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from cyberkg.errors import InputError
from cyberkg.export.name_finder import SHORTEST_RUN
from cyberkg.export.name_words import words_in
from cyberkg.export.pseudonyms import read_key
from cyberkg.identity import person_name
from cyberkg.model import Entity, Iri, Knowledge
from cyberkg.sources.yaml_text import Node, read_yaml
from cyberkg.terms import EntityType

__all__ = ["RECORD", "Entry", "Record", "entry_for", "load_record", "merged_names", "names_of"]

RECORD = "forgotten.yaml"
_KEY = "forgotten.key"
_DIGITS = 32
_MOST_BYTES = 64_000_000
_HEAD = """\
# People whom builds keep out of the graph, written by `cyberkg forget`. It names nobody: each value is a keyed hash
# of a name, and the key is in forgotten.key, which every build needs. Take an entry out to let its person in again.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One person, as hashes.

    :param names: of names that are kept out wherever they stand.
    :param within: of names that are kept out of one briefing each.
    """

    names: frozenset[str]
    within: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Record:
    """All who are kept out.

    :param people: one entry for each.
    """

    key: bytes = field(repr=False)
    people: tuple[Entry, ...] = ()

    @cached_property
    def _whose(self) -> dict[str, int]:
        return {token: n for n, entry in enumerate(self.people) for token in (*entry.names, *entry.within)}

    @cached_property
    def _is_bound(self) -> bool:
        """Whether any name is kept out of some briefings only; if none is, these need not be asked one by one."""
        return any(entry.within for entry in self.people)

    @cached_property
    def _known(self) -> dict[tuple[str, ...], int | None]:
        return {}

    def token(self, words: Iterable[str], document: str = "") -> str:
        """Hash the words of a name, in whatever order, for one briefing or for all."""
        told = "\0".join(("within", document) if document else ("name",)) + "\0" + " ".join(sorted(words))
        hashed = hmac.digest(self.key, told.encode("utf-8", "surrogatepass"), hashlib.sha256)
        return hashed.hex()[:_DIGITS]

    def whose(self, words: Iterable[str], documents: Iterable[str] = ()) -> int | None:
        """Give the number of the entry that has a name, anywhere or in one of some documents; None where none has."""
        found = tuple(words)
        for place in ("", *documents) if self._is_bound else ("",):
            asked = (place, *found)
            if asked not in self._known:
                self._known[asked] = self._whose.get(self.token(found, place))
            if self._known[asked] is not None:
                return self._known[asked]
        return None

    def whose_name(self, name: str, documents: Iterable[str] = ()) -> int | None:
        """Give the number of the entry that has a name in any way to write it; None where none has."""
        places = tuple(documents)
        found = (self.whose(form, places) for form in sorted(forms(name)))
        return next((number for number in found if number is not None), None)

    def with_entry(self, entry: Entry) -> Record:
        """Add a person; one who is in it already, by any name, is one entry still."""
        for number, known in enumerate(self.people):
            if known.names & entry.names or (not entry.names and known.within & entry.within):
                both = Entry(known.names | entry.names, known.within | entry.within)
                return replace(self, people=(*self.people[:number], both, *self.people[number + 1 :]))
        return replace(self, people=(*self.people, entry))

    def render(self) -> str:
        """Write the file: the same for the same people and key."""
        lines = [_HEAD, f"check: {_check(self.key)}\n", "people:\n" if self.people else "people: []\n"]
        for entry in sorted(self.people, key=lambda e: (sorted(e.names), sorted(e.within))):
            lines.append(f"  - names: [{', '.join(sorted(entry.names))}]\n")
            if entry.within:
                lines.append(f"    within: [{', '.join(sorted(entry.within))}]\n")
        return "".join(lines)


def forms(name: str) -> frozenset[tuple[str, ...]]:
    """Give the ways to write a name, each as folded words: without titles, with and without particles and marks.

    >>> sorted(forms("Ms Ada CHUNG Lai-ling, JP"))
    [('ada', 'chung', 'lai', 'ling'), ('ada', 'chung', 'lailing')]
    """
    plain = person_name.strip_titles(name) or name
    written = tuple(word.folded for word in words_in(plain))
    found = {written, *(parsed.words for parsed in person_name.parse(name))}
    found.add(tuple(part.replace(" ", "") for part in person_name.parse(name)[0].parts))
    return frozenset(form for form in found if form)


def merged_names(knowledge: Knowledge) -> dict[Iri, set[str]]:
    """Give the names of the mentions that were taken for each entity."""
    found: dict[Iri, set[str]] = {}
    for merge in knowledge.merges:
        if merge.verdict == "same":
            found.setdefault(merge.entity, set()).update((merge.name, merge.other))
    return found


def names_of(entity: Entity, merged: Mapping[Iri, Collection[str]]) -> tuple[str, ...]:
    """Give all names that a graph has for an entity; sorted.

    :param merged: what ``merged_names`` gave for the graph.
    """
    names = {entity.label, *entity.aliases, *entity.acronyms, *merged.get(entity.iri, ())}
    return tuple(sorted(names - {""}))


def entry_for(record: Record, names: Iterable[str], entity: Entity | None, knowledge: Knowledge) -> Entry:
    """Make the entry of a person.

    :param names: all that the person goes by.
    :param entity: the person in the graph; None where no reader took the names for a person's.
    """
    merged = merged_names(knowledge)
    others = {
        form
        for other in knowledge.entities
        if other.type is EntityType.PERSON and (entity is None or other.iri != entity.iri)
        for name in names_of(other, merged)
        for form in forms(name)
    }
    documents = entity.documents if entity else ()
    everywhere: set[str] = set()
    within: set[str] = set()
    for name in sorted(set(names)):
        ways = forms(name)
        if person_name.parse(name)[0].full and others.isdisjoint(ways):
            everywhere.update(map(record.token, (*ways, *_run_together(ways))))
        else:
            within.update(record.token(form, document) for form in ways for document in documents)
    return Entry(frozenset(everywhere), frozenset(within))


def _run_together(ways: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Give the ways to write a name without its blanks, as accounts and addresses do (``@adatan``)."""
    for words in ways:
        runs = {"".join(words), "".join(reversed(words))}
        yield from ((run,) for run in sorted(runs) if len(run) >= SHORTEST_RUN)


def load_record(path: Path, *, make: bool = False) -> Record | None:
    """Read a record and its key.

    :param make: where there is no record, begin one; its key is made where it is missing.
    :returns: the record; None where there is none.
    :raises InputError: where it is damaged, or its key is missing or another one: a build would let people in.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Record(read_key(path.with_name(_KEY), make=True)[0]) if make else None
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", str(path), "check its rights") from error
    if len(raw) > _MOST_BYTES:
        raise InputError(f"has {len(raw)} bytes", str(path), f"keep it below {_MOST_BYTES} bytes")
    try:
        root = read_yaml(raw.decode("utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8 text", str(path), "restore it") from error
    fields = dict(_entries(root, path))
    check = fields.get("check")
    if set(fields) != {"check", "people"} or check is None or not check.scalar:
        raise InputError("is no record of forgotten people", str(path), "restore it, check and people")
    people = () if fields["people"].scalar == "" else tuple(_people(fields["people"], path))
    key = _key(path.with_name(_KEY), path)
    if not hmac.compare_digest(_check(key).encode(), check.scalar.encode("utf-8", "surrogatepass")):
        raise InputError("is not the key of the record beside it", str(path.with_name(_KEY)), "restore it")
    return Record(key, people)


def _key(path: Path, record: Path) -> bytes:
    if not path.exists():
        what = f"is missing, and {record.name} says nothing without it"
        raise InputError(what, str(path), "restore it: without it a build would let forgotten people in")
    return read_key(path, make=False)[0]


def _check(key: bytes) -> str:
    return hmac.digest(key, b"check", hashlib.sha256).hex()[:_DIGITS]


def _entries(node: Node | None, path: Path) -> tuple[tuple[str, Node], ...]:
    if node is None or node.entries is None:
        line = node.line if node else 1
        raise InputError("is no record of forgotten people", f"{path}, line {line}", "restore it")
    names = [name for name, _ in node.entries]
    if len(set(names)) < len(names):
        raise InputError("has a field twice", f"{path}, line {node.line}", "make one of the two")
    return node.entries


def _values(node: Node, path: Path) -> tuple[Node, ...]:
    if node.values is None:
        raise InputError("has no list where one is due", f"{path}, line {node.line}", "restore it")
    return node.values


def _people(node: Node, path: Path) -> Iterator[Entry]:
    for person in _values(node, path):
        fields = {name: frozenset(_tokens(value, path)) for name, value in _entries(person, path)}
        if not fields.keys() <= {"names", "within"}:
            raise InputError("has a field that is not known", f"{path}, line {person.line}", "restore it")
        yield Entry(fields.get("names", frozenset()), fields.get("within", frozenset()))


def _tokens(node: Node, path: Path) -> Iterator[str]:
    for value in _values(node, path):
        token = value.scalar or ""
        if len(token) != _DIGITS or set(token) - set("0123456789abcdef"):
            raise InputError("holds what is no hash", f"{path}, line {value.line}", "restore it")
        yield token
