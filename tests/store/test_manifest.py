"""Manifests: the same bytes for the same content, and no path that leads astray."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberkg.errors import CyberkgError, DamagedError, InputError
from cyberkg.store.manifest import find_owned, make_manifest, name_generation, parse_manifest

GRAPH = {"graph.ttl": b""}
_names = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\\/:"), min_size=1, max_size=9
)
_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(
    st.dictionaries(_names, st.binary(max_size=9), max_size=5), st.dictionaries(st.text(min_size=12), _values)
)
def test_a_manifest_reads_back_as_it_was_made(texts: dict[str, bytes], about: dict[str, object]) -> None:
    files = {f"texts/{key.casefold()}x": value for key, value in texts.items()} | GRAPH
    try:
        made = make_manifest(files, about, "1.2.3")
    except InputError:
        return  # two names of one file
    read = parse_manifest(made.raw, "manifest.json")
    assert read.content == {
        **about,
        "format": 1,
        "generator": "cyberkg 1.2.3",
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
    }
    assert find_owned(made.raw) == frozenset({*files, "manifest.json"})
    shuffled = make_manifest(dict(reversed(files.items())), dict(reversed(about.items())), "1.2.3")
    assert shuffled.raw == made.raw
    assert read.generation == made.generation == name_generation(made.raw)


def test_the_bytes_are_sorted_json_with_a_newline() -> None:
    made = make_manifest({"graph.ttl": b"", "a.txt": "安".encode()}, {"z": "安", "b": 1}, "1.0")
    assert made.raw.decode() == json.dumps(made.content, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    assert list(json.loads(made.raw)) == ["b", "files", "format", "generator", "z"]
    assert len(made.digest) == 20


def test_half_a_character_survives() -> None:
    made = make_manifest(GRAPH, {"sources": ["\udce9.txt"]}, "1.0")
    assert parse_manifest(made.raw, "").content["sources"] == ["\udce9.txt"]


@pytest.mark.parametrize(
    "name",
    [
        "../x",
        "/etc/passwd",
        "a/../../x",
        "",
        ".",
        "a//b",
        "a/",
        "C:/x",
        "C:x",
        "a\\b",
        "a\x00",
        "a\nb",
        "\ud800",
        "x" * 241,
        "manifest.json",
        "Manifest.JSON",
        ".generations/current",
        "store/x",
        "store.json",
        "STORE/x",
    ],
)
def test_a_path_that_leads_astray_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="cannot be published"):
        make_manifest({**GRAPH, name: b""}, {}, "1.0")
    made = json.loads(make_manifest(GRAPH, {}, "1.0").raw)
    made["files"][name] = "0" * 64
    with pytest.raises(DamagedError, match="does not list"):
        parse_manifest(json.dumps(made).encode(), "manifest.json")
    assert find_owned(json.dumps(made).encode()) == frozenset({"graph.ttl", "manifest.json"})


@pytest.mark.parametrize(
    "pair", [("a.txt", "A.TXT"), ("é", "e\u0301"), ("a", "a/b"), ("A", "a/b"), ("STRASSE", "straße")]
)
def test_names_that_clash_on_some_disk_are_refused(pair: tuple[str, str]) -> None:
    with pytest.raises(InputError, match="rename"):
        make_manifest({**GRAPH, pair[0]: b"", pair[1]: b""}, {}, "1.0")


def test_a_graph_has_its_turtle_and_no_keys_of_ours() -> None:
    with pytest.raises(CyberkgError):
        make_manifest({"a": b""}, {}, "1.0")
    with pytest.raises(CyberkgError):
        make_manifest(GRAPH, {"files": {}}, "1.0")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "not a manifest"),
        (b"\xff", "not a manifest"),
        (b"[" * 100_000, "not a manifest"),
        (b"[]", "not a manifest of cyberkg"),
        (b'{"generator": "other 1"}', "not a manifest of cyberkg"),
        (b'{"generator": "cyberkg 9", "format": 2}', "format 2, this cyberkg reads format 1"),
        (b'{"generator": "cyberkg 9", "format": 1}', "does not list"),
        (b'{"generator": "cyberkg 9", "format": 1, "files": {}}', "does not list"),
        (b'{"generator": "cyberkg 9", "format": 1, "files": {"graph.ttl": "x"}}', "does not list"),
    ],
)
def test_what_is_no_manifest_says_where_and_what_to_do(raw: bytes, message: str) -> None:
    with pytest.raises(DamagedError, match=message) as caught:
        parse_manifest(raw, "graph/manifest.json")
    assert caught.value.where == "graph/manifest.json"
    assert "cyberkg build" in caught.value.hint


def test_owned_files_of_another_format_and_of_a_damaged_manifest() -> None:
    assert find_owned(b'{"generator": "cyberkg 9", "format": 2, "files": {"a": 1}}') == frozenset(
        {"a", "manifest.json"}
    )
    assert find_owned(b'{\n  "files": {"a": "0"},\n  "generator": "cyberkg 0.1.0"') is None
    assert find_owned(b"") == find_owned(b'{"generator": "webpack"}') == frozenset()
