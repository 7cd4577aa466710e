"""Requests that are refused, and errors of the other rooms, as statuses of HTTP."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus

from cyberkg.errors import (
    BusyError,
    CyberkgError,
    DamagedError,
    DiskError,
    InputError,
    LimitError,
    NetworkError,
    UsageError,
)

__all__ = ["RefusalError", "describe", "status_of"]

_STATUSES: dict[type[CyberkgError], int] = {
    UsageError: 400,
    InputError: 400,
    NetworkError: 400,  # a query that asks another server, which none may
    LimitError: 503,
    BusyError: 503,
    DamagedError: 503,
    DiskError: 503,
}
_PLACE = re.compile(r"line (\d+), column (\d+)")


class RefusalError(CyberkgError):
    """A request that is not answered.

    :param status: of HTTP, 400 or above.
    :param headers: what the answer has to say besides.
    """

    def __init__(
        self, status: int, what: str, hint: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(what, hint=hint)
        self.status = status
        self.headers = dict(headers or {})


def status_of(error: CyberkgError) -> int:
    """Give the status of HTTP that an error is told with."""
    if isinstance(error, RefusalError):
        return error.status
    return next((status for kind, status in _STATUSES.items() if isinstance(error, kind)), 500)


def describe(error: CyberkgError) -> dict[str, str | int]:
    """Describe an error as a problem of RFC 9457; for a syntax error also ``line`` and ``column``, from 1.

    >>> describe(UsageError("no SPARQL", where="line 2, column 7"))["column"]
    7
    """
    status = status_of(error)
    told: dict[str, str | int] = {
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": str(error),
    }
    if place := _PLACE.fullmatch(error.where):
        told |= {"line": int(place[1]), "column": int(place[2])}
    return told
