"""What a process gives up for a query: each limit and each layer holds by itself, with no other to help it."""

from __future__ import annotations

import platform
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits and filters of Linux")


def outcome(code: str, *arguments: str) -> str | int:
    """Run some code; give what it printed, or the signal that ended it."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, check=False, timeout=30, text=True
    )
    return -done.returncode if done.returncode < 0 else (done.stdout + done.stderr).strip()


LIMITED = """
import sys, tempfile
from cyberkg.query import sandbox
sandbox.limit(1 << 30, 1 << 20, 0.5)
"""


@pytest.mark.parametrize(
    ("act", "result"),
    [
        ("while True: pass", int(signal.SIGALRM)),
        ("try: bytearray(2 << 30)\nexcept MemoryError: print('refused')", "refused"),
        (
            "try: print(tempfile.TemporaryFile().write(bytes(2 << 20)))\nexcept OSError as e: print(e.errno)",
            "27",
        ),
    ],
    ids=["time", "memory", "files that it writes"],
)
def test_each_limit_holds_though_nobody_watches(act: str, result: str | int) -> None:
    assert outcome(LIMITED + act) == result


ONLY_FILES = """
import os, sys, pyoxigraph
from cyberkg.query import sandbox
sandbox.keep_only = sandbox.filter_calls = lambda *_: False
store = pyoxigraph.Store.read_only(sys.argv[1])
print(*sandbox.close(sys.argv[1]))
try:
    os.open("/dev/null", os.O_RDONLY)
except OSError as error:
    print(error.errno)
"""


def test_where_all_files_are_open_no_other_can_be(store: Path) -> None:
    assert outcome(ONLY_FILES, str(store)) == "files\n24"


FILTERED = """
import ctypes, mmap, os, socket, sys, threading
from cyberkg.query.seccomp import filter_calls
begun, done = threading.Event(), threading.Event()
def in_a_thread():
    begun.wait()
    socket.socket()
    done.set()
threading.Thread(target=in_a_thread, daemon=True).start()
assert filter_calls()
"""
CHANGES = (
    "os.truncate('there', 0)",
    "os.rename('there', 'gone')",
    "os.mkdir('folder')",
    "os.remove('there')",
    "os.link('there', 'second')",
    "os.symlink('there', 'second')",
    "os.chmod('there', 0o600)",
    "os.chown('there', -1, -1)",
    "os.mknod('pipe')",
    "os.execv('/bin/true', ['true'])",
)


@pytest.mark.parametrize("change", CHANGES)
def test_a_call_that_would_change_a_file_or_start_a_program_fails(change: str, tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(b"kept")
    tried = f"try: {change}; print('done')\nexcept PermissionError: print('no')"
    code = f"{FILTERED}\nos.chdir({str(tmp_path)!r})\n{tried}"
    assert outcome(code) == "no"
    assert (tmp_path / "there").read_bytes() == b"kept"


INTEL = pytest.mark.skipif(platform.machine() != "x86_64", reason="calls of x86-64")


@pytest.mark.parametrize(
    "act",
    [
        "socket.socket()",
        "socket.socketpair()",
        "begun.set(); done.wait(5)",
        "ctypes.CDLL(None).syscall(425, 1, None)",
        pytest.param("ctypes.CDLL(None).syscall(0x40000000 | 41, 2, 1, 0)", marks=INTEL),
        pytest.param(
            # mov eax, 20 (getpid of 32 bits); int 0x80; ret
            "page = mmap.mmap(-1, 4096, prot=7); page.write(b'\\xb8\\x14\\0\\0\\0\\xcd\\x80\\xc3');"
            " ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()",
            marks=INTEL,
        ),
    ],
    ids=["socket", "pair", "another thread", "ring", "the numbers of x32", "the calls of 32 bits"],
)
def test_a_call_for_the_network_ends_the_process_by_whatever_way(act: str) -> None:
    assert outcome(f"{FILTERED}{act}; print('reached')") == signal.SIGSYS


FENCED = """
import ctypes, os, socket, sys
from cyberkg.query.landlock import keep_only
server = socket.create_server(("127.0.0.1", 0))
print(ctypes.CDLL(None).syscall(444, None, 0, 1) if keep_only(sys.argv[1]) else 0)
"""


@pytest.mark.parametrize(
    ("act", "result"),
    [
        ("print(len(os.listdir(sys.argv[1])) > 0, open(sys.argv[1] + '/CURRENT').read() > '')", "True True"),
        ("open(sys.argv[1] + '/CURRENT', 'r+')", "PermissionError"),
        ("open(sys.argv[1] + '/new', 'w')", "PermissionError"),
        ("os.remove(sys.argv[1] + '/CURRENT')", "PermissionError"),
        ("open('/etc/passwd')", "PermissionError"),
        ("os.listdir('/')", "PermissionError"),
        ("os.mkdir(sys.argv[1] + '/new')", "PermissionError"),
        ("os.execv('/bin/true', ['true'])", "PermissionError"),
        ("socket.socket().connect(server.getsockname())", "PermissionError"),
    ],
)
def test_of_all_files_one_folder_is_left_to_be_read(store: Path, act: str, result: str) -> None:
    code = f"{FENCED}try:\n    {act}\nexcept OSError as error:\n    print(type(error).__name__)"
    told = str(outcome(code, str(store))).split("\n")
    if int(told[0]) < (4 if "socket" in act else 1):
        pytest.skip("the Landlock of this kernel cannot do that")
    assert told[1:] == [result]
