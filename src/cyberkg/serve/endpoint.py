"""The endpoint of the SPARQL 1.1 Protocol: each query in a worker of its own, a few at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from threading import Event
from typing import IO, TYPE_CHECKING
from urllib.parse import urlencode

from cyberkg.errors import CyberkgError
from cyberkg.query.engine import Outcome, answer
from cyberkg.query.guard import MAX_QUERY
from cyberkg.query.results import Limits
from cyberkg.serve.files import disposition
from cyberkg.serve.media import GRAPHS, HTML, TABLES, TRUTHS, Format, choose, find
from cyberkg.serve.protocol import Operation, read_operation
from cyberkg.serve.refusal import RefusalError
from cyberkg.serve.service import describe_service

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

__all__ = ["TRUNCATED", "Endpoint"]

TRUNCATED = (
    "cyberkg-truncated"  # a header: the answer has only the rows that were asked for, and there are more
)
_RUNNING = max(2, min(4, os.cpu_count() or 1))
_WAITING = 32
_CHUNK = 1 << 18


class Endpoint:
    """Answers queries that come over HTTP.

    :param where: gives the store of the graph as it is now, and the base of its IRIs.
    :param limits: of each query. An answer of more rows is refused, not cut: who did not say that they are
        content with a part would take it for the whole.
    :param ending: set as soon as the server is to end, which no query may hold up.
    """

    def __init__(
        self, where: Callable[[], tuple[Path, str]], limits: Limits, ending: Event | None = None
    ) -> None:
        import anyio

        self._where = where
        self._ending = ending or Event()
        self._limits = limits
        self._seats = anyio.CapacityLimiter(_RUNNING)

    async def answer(self, request: Request) -> Response:
        """Answer a request.

        :raises CyberkgError: where there is no answer to it.
        """
        from starlette.responses import RedirectResponse

        body = await request.body()
        given = request.headers.get("content-type", "")
        operation = read_operation(request.method, request.scope["query_string"], given, body)
        accept = request.headers.get("accept", "")
        if (
            request.method == "GET"
            and not operation.format
            and choose(accept, (*TABLES, *GRAPHS, HTML)) is HTML
        ):
            query = {"query": operation.query} if operation.query else {}
            return RedirectResponse(f"/query?{urlencode(query)}", 303)
        if operation.query is None:
            return describe_service(str(request.url.replace(query="")), accept, operation.format)
        wanted = _formats(operation.format, accept)
        outcome, file = await self._ask(request, operation, wanted)
        return self._send(operation, outcome, file, wanted)

    async def _ask(
        self, request: Request, operation: Operation, wanted: dict[str, Format | None]
    ) -> tuple[Outcome, IO[bytes]]:
        """Run the query in a worker, as long as the client waits for it."""
        import anyio

        query = operation.query or ""
        if len(query) > MAX_QUERY:
            raise RefusalError(413, f"a query may have {MAX_QUERY:,} characters at most", "ask for less")
        if self._seats.statistics().tasks_waiting >= _WAITING:
            raise RefusalError(503, "too many queries are waiting", "ask again", {"retry-after": "1"})
        store, base = await anyio.to_thread.run_sync(self._where)
        rows = min(filter(None, (operation.rows, self._limits.rows)), default=0)
        gone = Event()
        task = partial(
            answer,
            store,
            query,
            {kind: (found or _default(kind)).name for kind, found in wanted.items()},
            limits=Limits(self._limits.timeout, self._limits.memory, rows),
            base=base,
            dataset=operation.dataset,
            is_awaited=lambda: not (gone.is_set() or self._ending.is_set()),
        )
        failed: CyberkgError | None = None
        async with anyio.create_task_group() as group:
            group.start_soon(_notice_leaving, request, gone)
            try:
                found = await anyio.to_thread.run_sync(task, limiter=self._seats)
            except CyberkgError as error:  # raised behind the group, which would wrap it
                failed = error
            group.cancel_scope.cancel()
        if failed and self._ending.is_set():
            raise RefusalError(503, "the server is being ended, and the query with it")
        if failed:
            raise failed
        return found

    def _send(
        self, operation: Operation, outcome: Outcome, file: IO[bytes], wanted: dict[str, Format | None]
    ) -> Response:
        from starlette.responses import StreamingResponse

        chosen = wanted[outcome.kind]
        if chosen is None or (outcome.truncated and operation.rows is None):
            file.close()
            raise _unacceptable(outcome.kind) if chosen is None else _too_many(self._limits.rows)
        headers = {
            "content-type": chosen.type,
            "content-length": str(file.seek(0, os.SEEK_END)),
            "vary": "Accept",
        }
        if operation.format:  # a link to save it, for the header would do for a program
            headers["content-disposition"] = disposition("answer", chosen.name)
        if outcome.truncated:
            headers[TRUNCATED] = "true"
        file.seek(0)
        return StreamingResponse(_chunks(file), headers=headers)


async def _notice_leaving(request: Request, gone: Event) -> None:
    try:
        while (await request.receive())["type"] != "http.disconnect":
            pass
    finally:  # also where the server itself goes
        gone.set()


def _formats(name: str, accept: str) -> dict[str, Format | None]:
    """Choose a format for each kind of answer; None where the client takes none of those there are.

    CSV and TSV have no way to say yes or no: whoever asks for one of them is told in JSON.
    """
    table = find(name, TABLES) or choose(accept, TABLES)
    graph = find(name, GRAPHS) or choose(accept, GRAPHS)
    truth = find(name, TRUTHS) or choose(accept, TRUTHS) or (table and TRUTHS[0])
    return {"table": table, "boolean": truth, "triples": graph}


def _default(kind: str) -> Format:
    return (GRAPHS if kind == "triples" else TABLES)[0]


def _unacceptable(kind: str) -> RefusalError:
    offers = GRAPHS if kind == "triples" else TABLES
    what = {"table": "a table", "boolean": "yes or no", "triples": "a set of triples"}[kind]
    types = ", ".join(offer.types[0] for offer in offers)
    return RefusalError(
        406, f"the answer is {what}, in none of the types that are accepted", f"accept {types}"
    )


def _too_many(rows: int) -> RefusalError:
    hint = "add LIMIT, say rows= to be content with the first ones, or start the server with a larger --rows"
    return RefusalError(400, f"the answer has more than {rows:,} rows", hint)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk
