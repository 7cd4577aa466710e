"""The child process that parses the formats a hostile file can do harm in: reads requests, answers, dies.

It gets the bytes of a file through a pipe and gives plain JSON back. Once its parser is loaded it can open
nothing more: no file, no connection, no process. Started by ``isolation``; run by nobody else.

A request is a line with the number of bytes that follow; an answer is a line with ``ok``, ``input`` or
``limit`` and the number of bytes that follow: an extract or the lines of an import, or what was wrong and what
to try.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.machinery
import json
import os
import pkgutil
import signal
import sys
from collections.abc import Callable
from typing import BinaryIO

from cyberkg.errors import CyberkgError, LimitError
from cyberkg.imports import FORMATS, load_parser
from cyberkg.sources.extract import Extract, pack
from cyberkg.sources.limits import CHILD_BYTES, CHILD_SECONDS, IMPORT_PATIENCE

# Here and not in a function: once the process is confined, nothing more can be imported.
if sys.platform != "win32":
    import resource

__all__ = ["confine", "main"]

# A parser may look these up by name once files can no longer be opened.
_ENCODINGS = (
    "ascii latin_1 utf_8 utf_16 utf_16_be utf_16_le utf_32 utf_8_sig charmap cp1252 cp437 mac_roman gbk "
    "gb18030 "
    "gb2312 big5 big5hkscs shift_jis euc_jp iso2022_jp euc_kr cp949 idna unicode_escape raw_unicode_escape"
)
# Modules of the standard library that parsers load late.
_LIBRARY = "_strptime json zlib zipfile xml.dom.minidom"
_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "ctypes.",
    "os.system",
    "os.exec",
    "os.spawn",
    "os.posix_spawn",
    "os.fork",
)


def main(kind: str) -> None:
    """Serve requests for one kind of file (``pdf``, ``docx``, ``html``, ``md``, or one to import) until the pipe is closed."""
    requests = sys.stdin.buffer
    # What a library prints must not get between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _limit_memory()
    parse = _parser(kind)
    confine()
    while line := requests.readline(32):
        content = requests.read(int(line))
        _alarm(int(CHILD_SECONDS) * IMPORT_PATIENCE + 5)
        _answer(answers, parse, content)
        _alarm(0)


def confine() -> None:
    """Take away what a parser needs no more: files, connections, processes."""
    for encoding in _ENCODINGS.split():
        "".encode(encoding)
    # A library that looks for an optional module must find none, rather than fail to look.
    sys.meta_path[:] = [importlib.machinery.BuiltinImporter, importlib.machinery.FrozenImporter]
    sys.addaudithook(_forbid)
    if hasattr(signal, "SIGINT"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    _set_limits({"RLIMIT_NOFILE": 0, "RLIMIT_FSIZE": 0, "RLIMIT_NPROC": 0})


def _parser(kind: str) -> Callable[[bytes], bytes]:
    """Load the parser of a kind of file, with all that it would load on the way."""
    if kind in FORMATS:
        parse_import = load_parser(kind)
        _load_all("pyoxigraph")
        return parse_import
    parse = _extractor(kind)
    return lambda content: pack(parse(content))


def _extractor(kind: str) -> Callable[[bytes], Extract]:
    if kind == "pdf":
        from cyberkg.sources.pdf import parse_pdf

        _load_all("pypdf")
        return parse_pdf
    if kind == "docx":
        from cyberkg.sources.word import parse_word

        _load_all("docx")
        return parse_word
    if kind == "html":
        from cyberkg.sources.webpage import parse_webpage

        _load_all("lxml.etree")
        return parse_webpage
    from cyberkg.sources.markdown import parse_markdown

    _load_all("markdown_it")
    return lambda content: parse_markdown(content.decode("utf-8"))


def _load_all(package: str) -> None:
    """Import a package with all of its modules; those that miss an optional library are left out."""
    loaded = importlib.import_module(package)
    for module in pkgutil.walk_packages(getattr(loaded, "__path__", []), f"{package}."):
        if not module.name.endswith("__main__"):
            with contextlib.suppress(ImportError):
                importlib.import_module(module.name)
    for name in _LIBRARY.split():
        importlib.import_module(name)


def _answer(answers: BinaryIO, parse: Callable[[bytes], bytes], content: bytes) -> None:
    try:
        word, body = "ok", parse(content)
    except CyberkgError as error:
        word = "limit" if isinstance(error, LimitError) else "input"
        body = json.dumps([error.what, error.hint]).encode()
    except MemoryError:
        needs = f"needs more than {CHILD_BYTES // 1_000_000} MB of memory to parse"
        word, body = "memory", json.dumps([needs, "split it, or save it as text"]).encode()
    except RecursionError:
        word, body = "input", json.dumps(["nests too deep to be parsed", "save it as text"]).encode()
    answers.write(f"{word} {len(body)}\n".encode())
    answers.write(body)
    answers.flush()


def _forbid(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} is not for parsers")


def _limit_memory() -> None:
    _set_limits({"RLIMIT_AS": CHILD_BYTES, "RLIMIT_CORE": 0})


def _set_limits(limits: dict[str, int]) -> None:
    """Lower limits of this process for good; those that the system does not know stay as they are."""
    if sys.platform == "win32":
        return
    for name, value in limits.items():
        which = getattr(resource, name, None)
        if which is not None:
            # macOS knows limits of memory but does not take them.
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(which, (value, value))


def _alarm(seconds: int) -> None:
    """Have the system end this process after some seconds, should nobody be left to do it; 0 calls it off."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)
