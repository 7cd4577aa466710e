"""Reading on the machines of a Dask cluster, with the same result as at home.

The user names the scheduler, and the texts go to its workers: whoever runs it can read them, and run code there and
here, as Dask exchanges pickled objects. So a cluster is to be as trusted as one's own machine, and ``tls://`` with
certificates (Dask's own settings) is there for networks that are not.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from threading import Lock
from typing import Any, TypeVar

from cyberkg.errors import LimitError, NetworkError, UsageError

__all__ = ["read_on_cluster"]

_SCHEMES = ("tcp://", "tls://")
_TIMEOUT = 10  # seconds to reach the scheduler
_AHEAD = (
    4  # documents on their way for each thread of the cluster, so that no worker waits and none holds many
)
_TURN = Lock()
_A = TypeVar("_A")
_B = TypeVar("_B")


def read_on_cluster(
    read: Callable[[_A], _B], documents: Sequence[_A], address: str, state: Callable[[], str | None]
) -> Iterator[_B]:
    """Have the workers of a cluster read documents; what they read comes in the order of the documents.

    :param read: reads one document; it and ``state`` are imported by the workers by their names.
    :param address: of the scheduler, ``tcp://HOST:PORT`` or ``tls://HOST:PORT``.
    :param state: a digest of all that reading rests on; a worker where it differs would read something else.
    :raises UsageError: where the address is none, or the library that speaks to clusters is missing.
    :raises NetworkError: where no scheduler answers, there are no workers, one of them has another cyberkg, or the
        cluster goes away.
    :raises LimitError: where a document ends one worker after another.
    """
    if not address.startswith(_SCHEMES):
        raise UsageError("is no address of a scheduler", address, "give one such as tcp://127.0.0.1:8786")
    with _client(address) as client:
        width = _AHEAD * _threads(client, address, state)
        rest = iter(documents)
        waiting = deque(_submit(client, read, document) for document in islice(rest, width))
        while waiting:
            found = _result(waiting.popleft(), address)
            waiting.extend(_submit(client, read, document) for document in islice(rest, 1))
            yield found


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        from distributed import Client
    except ImportError as error:
        hint = "install cyberkg with the extra that has it: pip install 'cyberkg[cluster]'"
        raise UsageError("reading on a cluster needs the library distributed", hint=hint) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is told in one line
    try:
        make: Any = Client
        client = make(address, timeout=_TIMEOUT, set_as_default=False)
    except (OSError, TimeoutError, ValueError, RuntimeError) as error:
        raise NetworkError("no scheduler answers", address, "start one (dask scheduler)") from error
    try:
        yield client
    finally:
        client.close(timeout=_TIMEOUT)


def _threads(client: Any, address: str, state: Callable[[], str | None]) -> int:
    """Count the threads of all workers, once each of them is known to read what would be read here."""
    threads = client.nthreads()
    if not threads:
        raise NetworkError("the cluster has no workers", address, f"start some (dask worker {address})")
    own = state()
    try:
        others = client.run(_told, state, on_error="return")
    except OSError as error:
        raise NetworkError("the cluster went away", address, "see the scheduler's log") from error
    for worker, told in sorted(others.items()):
        if isinstance(told, BaseException) or told != own or own is None:
            hint = "install the same version with the same libraries on all machines"
            raise NetworkError("has another cyberkg than this machine, or none", str(worker), hint)
    return sum(threads.values())


def _told(state: Callable[[], str | None]) -> str | None:
    return state()


def _submit(client: Any, read: Callable[[Any], Any], document: Any) -> Any:
    return client.submit(_in_turn, read, document, pure=False)


def _in_turn(read: Callable[[Any], Any], document: Any) -> Any:
    """Read one document at a time in each process: models are not made for two threads at once."""
    with _TURN:
        return read(document)


def _result(future: Any, address: str) -> Any:
    from concurrent.futures import CancelledError

    from distributed import KilledWorker

    try:
        return future.result()
    except KilledWorker as error:
        what = "workers were ended one after another while they read, perhaps for want of memory"
        raise LimitError(what, address, "give each worker more memory, and one thread") from error
    except (CancelledError, OSError) as error:
        raise NetworkError(
            "the cluster went away while it read", address, "see the scheduler's log"
        ) from error
