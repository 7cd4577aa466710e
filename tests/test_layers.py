"""The house keeps its shape: imports point one way, and heavy libraries stay in their rooms."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "cyberkg"
BASE = {"errors", "terms", "model", "ident", "shipped"}
# room or module: what it may import besides itself, the ground and, for all, nothing above it
MAY = {
    "imports": {"rdf"},
    "sources": {"imports"},
    "reading": set(),
    "llm": {"net", "sources"},
    "net": set(),
    "identity": set(),
    "rdf": set(),
    "store": {"rdf"},
    "remote": {"net", "store"},
    "query": {"rdf", "remote", "store"},
    "sheets": {"query"},
    "report": {"diff", "query", "rdf", "sheets", "store", "view"},
    "ask": {"query", "rdf", "reading", "report", "store"},
    "view": {"rdf"},
    "export": {"identity", "query", "rdf", "sheets", "store", "view"},
    "serve": {"docs", "export", "query", "rdf", "report", "store", "view"},
    "check": {"rdf"},
    "diff": {"identity"},
    "docs": {"rdf"},
    "review": {"identity", "llm", "sources", "store"},
    "learned": {"reading"},
    "forgotten": {"export", "identity", "llm", "rdf", "sources"},
    "cache": {"sources", "store"},
    "order": {"llm"},
    "cluster": set(),
    "hearing": {"cache", "cluster", "learned", "llm", "order", "reading", "sources"},
    "collector": set(),
    "collect": {
        "cache",
        "collector",
        "forgotten",
        "hearing",
        "identity",
        "llm",
        "order",
        "review",
        "sources",
    },
    "publication": {"collect", "collector", "llm", "order", "rdf", "store", "view"},
    "standing": {"cache", "collect", "forgotten", "order", "review", "sources"},
    "summary": {"collect", "identity", "sources"},
    "building": {
        "cache",
        "collect",
        "collector",
        "forgotten",
        "identity",
        "llm",
        "order",
        "publication",
        "standing",
        "store",
        "summary",
        "view",
    },
    "protect": {
        "building",
        "cache",
        "export",
        "forgotten",
        "identity",
        "llm",
        "query",
        "review",
        "sources",
        "store",
    },
    "corpus": set(),
    "sbom": set(),
    "evaluate": {"building", "corpus", "rdf"},
    "lint": {"building", "learned", "reading", "sources"},
    "training": {"corpus", "evaluate", "learned", "reading", "sources"},
    "api": {"building", "query", "rdf", "store", "view"},
    "cli": {
        "api",
        "ask",
        "building",
        "collector",
        "check",
        "diff",
        "docs",
        "evaluate",
        "export",
        "forgotten",
        "identity",
        "imports",
        "lint",
        "llm",
        "protect",
        "query",
        "rdf",
        "remote",
        "report",
        "review",
        "sbom",
        "serve",
        "sheets",
        "sources",
        "store",
        "view",
    },
}
# library: the rooms that may import it at all
LIBRARIES = {
    "onnxruntime": {"learned", "training"},
    "tokenizers": {"learned"},
    "torch": {"training"},
    "transformers": {"training"},
    "spacy": {"reading"},
    "thinc": {"reading"},
    "rapidfuzz": {"identity", "query", "report", "review", "serve"},
    "networkx": {"view", "api", "report"},
    "pyvis": {"view"},
    "matplotlib": {"view"},
    "click": {"cli"},
    "rdflib": {"rdf", "store", "query", "report"},
    "pyoxigraph": {
        "rdf",
        "store",
        "query",
        "report",
        "publication",
        "check",
        "docs",
        "export",
        "imports",
        "remote",
        "serve",
    },
    "distributed": {"cluster"},
    "pyshacl": {"rdf", "check"},
    "lxml": {"sources"},
    "pypdf": {"sources"},
    "docx": {"sources"},
    "urllib3": {"net"},
    "xlsxwriter": {"sheets"},
    "icalendar": {"report"},
    "starlette": {"serve"},
    "uvicorn": {"serve"},
    "h11": {"serve"},
    "anyio": {"serve"},
}


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (
                [f"cyberkg.{a.name}" for a in node.names] if node.module == "cyberkg" else [node.module]
            )


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_point_one_way(path: Path) -> None:
    room = room_of(path)
    if room in {"__init__", "__main__"}:
        return
    allowed = BASE | {room, "__version__"} | (MAY.get(room, set()))
    used = {name.split(".")[1] for name in imports_of(path) if name.startswith("cyberkg.")}
    assert used <= allowed, f"{room} imports {sorted(used - allowed)}"


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    for name in imports_of(path):
        top = name.split(".")[0]
        assert room_of(path) in LIBRARIES.get(top, {room_of(path)}), f"{room_of(path)} imports {top}"


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom cyberkg.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in"
        " {'spacy','numpy','rdflib','networkx','pyvis','matplotlib','pyoxigraph','rich','jinja2','lxml','yaml','urllib3','starlette','uvicorn','distributed'}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
