"""Publishing is cut short everywhere: killed, out of space, refused. The graph is the old or the new one.

Most time would go by in waiting for the disk, and whether it was waited for cannot be seen from here: so the
folder lies in memory, and the steps count calls of fsync without making them.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cyberkg.errors import CyberkgError, DamagedError, DiskError

if TYPE_CHECKING:
    from tests.store.conftest import Lab

_CALLS = ("open", "write", "fsync", "replace", "rename", "mkdir", "unlink", "rmdir", "pwrite", "ftruncate")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class _Dead(BaseException):
    """The process has ended at this point, and does nothing more."""


class _Faults:
    """Counts the calls that change the disk, and makes the ``at``-th of them fail.

    :param error: the number of an OSError for this one call; 0 ends the process, as far as the disk can tell.
    """

    def __init__(self, at: int = 0, error: int = 0) -> None:
        self.at, self.error, self.count = at, error, 0

    @contextmanager
    def on(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        with monkeypatch.context() as patch:
            for name in _CALLS:
                patch.setattr(os, name, self._wrap(name, getattr(os, name)))
            yield

    def _wrap(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **options: Any) -> Any:
            if name == "open" and not args[1] & _WRITING:
                return call(*args, **options)
            self.count += 1
            if self.at and self.count == self.at and self.error:
                raise OSError(self.error, os.strerror(self.error))
            if self.at and self.count >= self.at and not self.error:
                raise _Dead
            return call(*args, **options)

        return wrapped


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory, where there is one."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@pytest.fixture
def patch(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(os, "fsync", lambda _: None)
    return monkeypatch


# Each step takes a build or two: all of them are slow, a few are taken each time.
_STRIDES = [11, pytest.param(1, marks=pytest.mark.slow)]


def _fresh(lab: Lab, origin: Path) -> None:
    shutil.rmtree(lab.folder, ignore_errors=True)
    shutil.copytree(origin, lab.folder)


def _check_and_go_on(lab: Lab, *, old: bool = True) -> bool:
    """Check that the graph is whole and that the next build cleans up; return whether it was the new one."""
    try:
        switched = lab.holds(lab.new)
        assert switched or (old and lab.holds(lab.old))
    except DamagedError as error:
        assert not old, error
        switched = False
    third = lab.make(3)
    third.publish(lab.folder)
    assert lab.holds(third)
    assert lab.shows(third)
    assert lab.shelf() == {"current", "gen", "lock"}
    assert len(lab.generations()) <= 2
    return switched


def _run_through(
    lab: Lab, patch: pytest.MonkeyPatch, publish: Callable[[], object], stride: int, error: int = 0
) -> list[bool]:
    """Publish with the fault at one step after the other, until it runs through.

    :returns: after which of them the graph was the new one.
    """
    after: list[bool] = []
    origin = lab.folder.parent / "origin"
    if lab.folder.exists():
        shutil.copytree(lab.folder, origin)
    for at in range(random.randint(1, stride), 500, stride):
        shutil.rmtree(lab.folder, ignore_errors=True)
        if origin.exists():
            shutil.copytree(origin, lab.folder)
        faults = _Faults(at, error)
        try:
            with faults.on(patch):
                publish()
        except (_Dead, CyberkgError) as caught:
            told = "the graph is written" in str(caught)
            assert isinstance(caught, DiskError if error else _Dead), f"step {at}"
        else:
            told = True
            if faults.count < at:
                return after
        after.append(_check_and_go_on(lab, old=origin.exists()))
        if error:
            assert after[-1] == told, f"step {at}: the user was told otherwise"
    raise AssertionError("publishing never ran through")


@pytest.mark.parametrize("stride", _STRIDES)
@pytest.mark.parametrize("first", [False, True])
def test_death_at_each_step_leaves_the_old_graph_or_the_new(
    lab: Lab, patch: pytest.MonkeyPatch, first: bool, stride: int
) -> None:
    if not first:
        lab.old.publish(lab.folder)
    after = _run_through(lab, patch, lambda: lab.new.publish(lab.folder), stride)
    assert after == sorted(after), "there is one switch"
    assert set(after) == {False, True}


@pytest.mark.parametrize("stride", _STRIDES)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EMFILE])
def test_a_refusal_at_each_step_leaves_the_old_graph_or_says_otherwise(
    lab: Lab, patch: pytest.MonkeyPatch, number: int, stride: int
) -> None:
    lab.old.publish(lab.folder)
    after = _run_through(lab, patch, lambda: lab.new.publish(lab.folder), stride, number)
    assert set(after) == {False, True}


@pytest.mark.parametrize("stride", _STRIDES)
def test_death_at_each_step_of_an_import_leaves_a_clone_that_opens(
    lab: Lab, patch: pytest.MonkeyPatch, stride: int
) -> None:
    lab.old.publish(lab.folder)
    shutil.rmtree(lab.folder / ".generations")
    assert _run_through(lab, patch, lab.view, stride)


def test_death_at_each_step_of_healing_leaves_the_new_graph(lab: Lab, patch: pytest.MonkeyPatch) -> None:
    """A fault during recovery from a fault."""
    lab.old.publish(lab.folder)
    origin = lab.folder.parent / "first"
    shutil.copytree(lab.folder, origin)
    counted = _Faults()
    with counted.on(patch):
        lab.new.publish(lab.folder)
    for at in range(counted.count, 0, -1):
        _fresh(lab, origin)
        with pytest.raises(_Dead), _Faults(at).on(patch):
            lab.new.publish(lab.folder)
        if lab.holds(lab.new) and lab.shows(lab.old):
            break
    after = _run_through(lab, patch, lambda: lab.new.publish(lab.folder), 3)
    assert after
    assert all(after)


_ZYGOTE = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
import conftest
folder = Path(sys.argv[1])
contents = [conftest.make_content(1), conftest.make_content(2)]
for line in sys.stdin:
    child = os.fork()
    if not child:
        print("go", os.getpid(), flush=True)
        while True:
            contents[1].publish(folder)
            contents[0].publish(folder)
    os.waitpid(child, 0)
    print("dead", flush=True)
"""


@contextmanager
def _builders(folder: Path) -> Iterator[Callable[[float], None]]:
    """Give a function that lets a process publish two graphs in turn for so many seconds, then kills it.

    All are forked from one, which has the libraries loaded and no store open.
    """
    command = [sys.executable, "-c", _ZYGOTE, str(folder), str(Path(__file__).parent)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as zygote:
        assert zygote.stdin is not None
        assert zygote.stdout is not None
        stdin, stdout = zygote.stdin, zygote.stdout

        def run(seconds: float) -> None:
            stdin.write("\n")
            stdin.flush()
            word, number = stdout.readline().split()
            assert word == "go"
            time.sleep(seconds)
            os.kill(int(number), signal.SIGKILL)
            assert stdout.readline() == "dead\n"

        yield run
        stdin.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and kill")
@pytest.mark.parametrize("kills", [25, pytest.param(200, marks=pytest.mark.slow)])
def test_kills_at_random_points_leave_one_of_the_graphs(lab: Lab, kills: int) -> None:
    lab.old.publish(lab.folder)
    begin = time.monotonic()
    lab.new.publish(lab.folder)
    pace = time.monotonic() - begin
    chance = random.Random(kills)
    seen, cut = set(), 0
    with _builders(lab.folder) as run:
        for _ in range(kills):
            run(chance.uniform(0.0, 3 * pace))
            files = lab.view().files
            assert lab.holds(lab.old if files == lab.old.files else lab.new)
            seen.add(files == lab.old.files)
            cut += not (lab.shows(lab.old) or lab.shows(lab.new)) or lab.shelf() != {"current", "gen", "lock"}
            if chance.random() < 0.5:
                lab.old.publish(lab.folder)
                assert lab.holds(lab.old)
                assert lab.shows(lab.old)
                assert lab.shelf() == {"current", "gen", "lock"}
    assert seen == {False, True}
    assert cut > kills // 5, "the kills came between builds"


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
@pytest.mark.parametrize("limit", [0, 100, 4000, 20_000])
def test_files_that_may_not_grow_leave_the_old_graph(lab: Lab, limit: int) -> None:
    import resource

    lab.old.publish(lab.folder)
    bounds = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, bounds[1]))
    try:
        with pytest.raises(DiskError, match="larger than is allowed"):
            lab.new.publish(lab.folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, bounds)
        signal.signal(signal.SIGXFSZ, ignored)
    assert lab.holds(lab.old)
    assert lab.shows(lab.old)
    assert not _check_and_go_on(lab)


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
@pytest.mark.parametrize("room", [0, 1, 2, 5, 12])
def test_too_few_open_files_leave_the_old_graph(lab: Lab, room: int) -> None:
    import resource

    lab.old.publish(lab.folder)
    bounds = resource.getrlimit(resource.RLIMIT_NOFILE)
    with Path(os.devnull).open() as probe:
        taken = probe.fileno()
    resource.setrlimit(resource.RLIMIT_NOFILE, (taken + room, bounds[1]))
    try:
        lab.new.publish(lab.folder)
    except DiskError as error:
        assert "too many files are open" in str(error)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, bounds)
    _check_and_go_on(lab)
