"""The pointer: read back as written, and nothing else taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberkg.errors import DamagedError, DiskError
from cyberkg.store.layout import Layout, Pointer, is_generation_name, read_pointer

_names = st.text("0123456789abcdef", min_size=20, max_size=20).map("gen-{}".format)
_pointers = st.builds(Pointer, _names, st.just("") | _names, st.booleans())


@given(_pointers)
def test_a_pointer_reads_back_as_it_was_written(pointer: Pointer) -> None:
    assert Pointer.parse(pointer.render()) == pointer
    assert pointer.render().decode().splitlines()[0] == pointer.generation


@given(_pointers, st.integers(0, 99), st.integers(1, 255))
def test_an_altered_pointer_is_another_pointer_or_none(pointer: Pointer, place: int, change: int) -> None:
    text = bytearray(pointer.render())
    text[place % len(text)] ^= change
    try:
        found = Pointer.parse(bytes(text))
    except ValueError:
        return
    assert found != pointer
    assert is_generation_name(found.generation)


_NAME = b"gen-" + b"a" * 20


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\n",
        b"gen-1\n",
        b"../../etc\n",
        _NAME,
        _NAME + b"\nx\n",
        _NAME + b"a\n",
        _NAME + b"/../../etc\n",
        _NAME + b"\nbefore: ../../etc\n",
        _NAME + b"\nbefore: " + _NAME + b"/../../etc\n",
        _NAME + b"\nbefore: \n",
        b"\xff\n",
    ],
)
def test_what_is_no_pointer_is_damage(tmp_path: Path, text: bytes) -> None:
    layout = Layout(tmp_path)
    layout.generations.mkdir()
    layout.pointer.write_bytes(text)
    with pytest.raises(DamagedError, match="no pointer") as caught:
        read_pointer(layout)
    assert caught.value.where == str(layout.pointer)


def test_no_pointer_is_none(tmp_path: Path) -> None:
    assert read_pointer(Layout(tmp_path / "nowhere")) is None
    (tmp_path / ".generations").write_bytes(b"a file")
    assert read_pointer(Layout(tmp_path)) is None


def test_a_folder_in_place_of_the_pointer_is_told(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    layout.pointer.mkdir(parents=True)
    with pytest.raises(DiskError, match=r"current: the disk refuses: not a regular file"):
        read_pointer(layout)
