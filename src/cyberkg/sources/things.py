"""The things that rows of facts speak of, gathered by name while going down the rows of one document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cyberkg.ident import digest, slug
from cyberkg.model import NOWHERE, Iri, Referent, Span
from cyberkg.terms import EntityType

__all__ = ["Things"]


@dataclass(slots=True)
class _Thing:
    """What is known of one thing: its names in the order met, and where it is spoken of."""

    type: EntityType
    label: str
    names: dict[str, None] = field(default_factory=dict)
    mentions: set[Span] = field(default_factory=set)
    acronyms: tuple[str, ...] = ()
    links: tuple[Iri, ...] = ()
    iri: Iri = NOWHERE


@dataclass(slots=True)
class Things:
    """Gathers what rows speak of; lives no longer than one reading.

    :param text: the text that the rows have their places in.
    :param acronyms: abbreviations that the text explains, each with the name it stands for.
    """

    text: str
    acronyms: Mapping[str, str] = field(default_factory=dict)
    _found: dict[str, _Thing] = field(default_factory=dict)
    _declared: dict[tuple[EntityType, str], str] = field(default_factory=dict)

    def declare(self, id_: str, referent: Referent) -> None:
        """Note a thing that rows will speak of by an id.

        :param referent: what is known of it, whatever its key.
        """
        key = f"{referent.type.lower()}:{slug(referent.label)}-{digest(id_, length=8)}"
        self._declared[referent.type, id_] = key
        names = dict.fromkeys([referent.label, *referent.names])
        self._found[key] = _Thing(
            referent.type, referent.label, names, set(), referent.acronyms, referent.links, referent.iri
        )

    def mention(
        self, name: str, type_: EntityType, place: Span, aliases: Iterable[str] = (), id_: str = ""
    ) -> str:
        """Note that a row speaks of a thing, and give its key.

        :param place: where the row stands; the mention is the name in it, or all of it where the name is not there.
        :param id_: the id of a thing that was declared; any other is passed over.
        """
        whole = name if type_ is EntityType.PERSON else self.acronyms.get(name, name)
        key = self._declared.get((type_, id_)) or f"{type_.lower()}:{slug(whole)}"
        thing = self._found.setdefault(key, _Thing(type_, whole))
        thing.names.update(dict.fromkeys([whole, name, *aliases]))
        at = self.text.find(name, place.start, place.end)
        thing.mentions.add(Span(at, at + len(name)) if at >= 0 else place)
        return key

    def type_of(self, key: str) -> EntityType:
        """The type of a thing that was mentioned."""
        return self._found[key].type

    def referents(self) -> tuple[Referent, ...]:
        """All that was mentioned, by key; an incident has a label and no name."""
        return tuple(
            self._referent(key, thing) for key, thing in sorted(self._found.items(), key=lambda f: f[0])
        )

    def _referent(self, key: str, thing: _Thing) -> Referent:
        names = () if thing.type is EntityType.INCIDENT else tuple(thing.names)
        short = tuple(a for a, name in sorted(self.acronyms.items()) if name == thing.label and names)
        short += tuple(a for a in thing.acronyms if a not in short and names)
        names += tuple(a for a in short if a not in names)
        mentions = tuple(sorted(thing.mentions))
        return Referent(key, thing.type, thing.label, names, short, mentions, thing.links, thing.iri)
