"""Real SPARQL servers on this machine, started for a while: Oxigraph's own, and Virtuoso where it is installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cyberkg.remote import Server

__all__ = ["Running", "has_virtuoso", "oxigraph", "oxigraph_binary", "virtuoso"]


@dataclass(frozen=True, slots=True)
class Running:
    """A server and its process.

    :param orders: arguments that begin a call of its console, to which an order is added; none where it has none.
    """

    server: Server
    pid: int
    orders: tuple[str, ...] = ()

    def cpu(self) -> float:
        """Give the seconds of work that it has done, user and system."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def order(self, words: str) -> None:
        """Have its console carry out an order."""
        subprocess.run([*self.orders, f"EXEC={words}"], check=True, capture_output=True)


def oxigraph_binary() -> str | None:
    """Find the server of the wheel ``oxigraph``."""
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.exists() else shutil.which("oxigraph")


def has_virtuoso() -> bool:
    """Tell whether Virtuoso and its console are installed."""
    return bool(shutil.which("virtuoso-t") and shutil.which("isql-vt"))


@contextmanager
def oxigraph(place: Path, mode: str = "serve") -> Iterator[Running]:
    """Run an Oxigraph server on a database, which is made where it is missing.

    :param mode: ``serve``, or ``serve-read-only``.
    """
    port = _free_port()
    command = [oxigraph_binary() or "oxigraph", mode, "-l", str(place), "-b", f"127.0.0.1:{port}"]
    with _running(command, port) as pid:
        yield Running(Server(f"http://127.0.0.1:{port}/query", timeout=120), pid)


@contextmanager
def virtuoso(
    place: Path, *, buffers: int = 20_000, rows: int = 10_000, allowed: str = "."
) -> Iterator[Running]:
    """Run a Virtuoso server with an empty dataset, where everybody may write.

    :param buffers: how many pages of 8 kB it keeps in memory.
    :param rows: the most that it gives of an answer.
    :param allowed: a folder whose files it may load.
    """
    port, sql = _free_port(), _free_port()
    settings = place / "virtuoso.ini"
    told = _VIRTUOSO.format(
        place=place, port=port, sql=sql, buffers=buffers, dirty=buffers * 3 // 4, rows=rows, allowed=allowed
    )
    settings.write_text(told, encoding="utf-8")
    console = (shutil.which("isql-vt") or "isql-vt", f"127.0.0.1:{sql}", "dba", "dba")
    binary = shutil.which("virtuoso-t") or "virtuoso-t"
    with _running([binary, "+foreground", "+configfile", str(settings)], port) as pid:
        url = f"http://127.0.0.1:{port}/sparql"
        running = Running(Server(url, url, f"{url}-graph-crud", timeout=120), pid, console)
        running.order('GRANT SPARQL_UPDATE TO "SPARQL";')
        running.order("DB.DBA.RDF_DEFAULT_USER_PERMS_SET ('nobody', 7);")
        yield running


@contextmanager
def _running(command: list[str], port: int) -> Iterator[int]:
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _await(server, port)
            yield server.pid
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()


def _await(server: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(600):
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode} before it answered")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start within a minute")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


_VIRTUOSO = """
[Database]
DatabaseFile = {place}/v.db
ErrorLogFile = {place}/v.log
LockFile = {place}/v.lck
TransactionFile = {place}/v.trx
xa_persistent_file = {place}/v.pxa
[TempDatabase]
DatabaseFile = {place}/t.db
TransactionFile = {place}/t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
DirsAllowed = {allowed}
CheckpointInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {place}
[SPARQL]
ResultSetMaxRows = {rows}
"""
