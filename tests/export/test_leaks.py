"""Every format, searched byte by byte for what must not leave."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import pytest

from cyberkg.export import FORMATS, choose, write_format
from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Knowledge
from cyberkg.terms import Marking

AMBER_SECRETS = (
    "grey heron",
    "grey-heron",
    "silver fern",
    "heronlock",
    "cve-2024-0001",
    "two.txt",
    "issue 2",
    "300000 usd",
)
RED_SECRETS = ("mole", "secret helper", "tan-lim", "data office", "data-office")
NAMES = ("ada", "tan", "lim", "ben", "okafor")


def contents(knowledge: Knowledge, form: str, **options: object) -> Iterator[str]:
    """Go through all that a format writes: names of files, their texts, what is packed in them."""
    written = write_format(choose(knowledge, DEFAULT_BASE, **options), form)  # type: ignore[arg-type]
    for name, pieces in written.files:
        if name == "ontology.ttl":  # the same for every graph, with examples of its own
            continue
        data = b"".join(pieces)
        yield name
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for part in archive.namelist():
                    yield part
                    yield archive.read(part).decode()
        else:
            yield data.decode()
    yield from written.losses


def words_in(texts: Iterator[str]) -> set[str]:
    return {word for text in texts for word in re.findall(r"[^\W_]+", text.casefold())}


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_above_the_level_is_in_a_file(form: str, sample: Knowledge) -> None:
    green = "\n".join(contents(sample, form, level=Marking.GREEN)).casefold()
    assert "orchid bank" in green
    assert "nothing above tlp:green" in green or form in {"jsonld", "csv", "ftm"}
    for secret in (*AMBER_SECRETS, *RED_SECRETS):
        assert secret not in green, secret
    amber = "\n".join(contents(sample, form, level=Marking.AMBER)).casefold()
    assert "grey heron" in amber
    for secret in RED_SECRETS:
        assert secret not in amber, secret


@pytest.mark.parametrize("form", FORMATS)
def test_no_name_of_a_person_is_in_a_file(form: str, sample: Knowledge) -> None:
    plain = words_in(contents(sample, form))
    assert set(NAMES) <= plain
    redacted = words_in(contents(sample, form, key=b"a key of some length"))
    assert not set(NAMES) & redacted
    assert "person" in redacted


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_is_the_same_twice(form: str, sample: Knowledge) -> None:
    options = {"level": Marking.AMBER, "key": b"a key of some length"}
    assert list(contents(sample, form, **options)) == list(contents(sample, form, **options))
