"""Knowledge as one HTML file that needs nothing else and asks for nothing.

The page is built by pyvis: its ``Network`` holds the nodes and edges, its ``generate_html`` fills the
template, and the vis-network that comes with it draws. The template is our own, for the one of pyvis loads
scripts from other hosts and puts names into the markup as they are. In ours

- everything from a briefing is data, in blocks of JSON that no browser runs, shown as text only;
- the content security policy names the two scripts and the style sheet by their SHA-256 and forbids
  everything else, so that even a mistake of ours could neither run nor send anything;
- vis-network is checked against its known SHA-256 before it is let in.
"""

from __future__ import annotations

import base64
import hashlib
import re
from importlib import resources

from cyberkg.errors import DamagedError
from cyberkg.model import Knowledge
from cyberkg.view.project import project
from cyberkg.view.rows import MOST_NODES, WHOLE, PageData, Wish, page_data
from cyberkg.view.wording import clean

__all__ = ["MOST_BYTES", "render"]

# What the rows of a page may weigh: mail servers that take 25 MB take a file of 18, as they are sent one that is written
# in base64, four characters for three bytes (RFC 2045, section 6.8).
MOST_BYTES = 15_000_000

_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_VIS_SHA256 = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"

_COMMENTS = re.compile(r"^[ ]*(?:/\*.*?\*/[ ]*|//[^\n]*)\n", re.DOTALL | re.MULTILINE)
_LINES = re.compile(r"^[ ]+|^\n", re.MULTILINE)
# Strings, templates and patterns are kept as they are; blanks around these signs part nothing, in a style sheet
# those around fewer. Around + and - they do.
_TEXT = r"\"(?:[^\"\\\n]|\\.)*\"|`(?:[^`\\]|\\.)*`|/(?![ /*=])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/"
_LOOSE_SCRIPT = re.compile(rf"({_TEXT})|[ ]*([{{}}()\[\];,:?=<>&|*])[ ]*", re.DOTALL)
_LOOSE_STYLE = re.compile(r"(\"[^\"\n]*\"|:(?= ))[ ]?|\s*([{};,])\s*")

# In the order they build on each other; together they are one script.
_SCRIPTS = (
    "elements",
    "colours",
    "knowledge",
    "state",
    "ties",
    "scene",
    "paths",
    "shapes",
    "labels",
    "overlay",
    "canvas",
    "facts",
    "panel",
    "filters",
    "timeline",
    "search",
    "export",
    "keys",
    "main",
)


def render(
    knowledge: Knowledge, *, title: str = "cyberkg", most: int = MOST_NODES, wish: Wish = WHOLE
) -> str:
    """Draw knowledge as a page: HTML to be written as UTF-8. Equal knowledge gives equal bytes.

    :param title: what the page is called, as plain text.
    :param most: how many nodes the page may hold; of more, and of what a mail would not take, the best connected are
        kept and the page says so.
    :param wish: which part of it, how placed, and what to open with.
    :raises DamagedError: a fact speaks of an unknown entity, or vis-network is not the one we know.
    :raises UsageError: nothing is left of the part wished for.
    """
    content = page_data(project(knowledge), most=most, most_bytes=MOST_BYTES, wish=wish)
    return _fill(content, clean(title))


def _fill(content: PageData, title: str) -> str:
    import jinja2
    from markupsafe import Markup
    from pyvis.network import Network

    scripts = {"vis": _vis(), "page": _script(), "style": _tight(_bare(_asset("page.css")), _LOOSE_STYLE)}
    rest = {key: value for key, value in content.items() if key not in {"nodes", "edges"}}
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_asset), autoescape=True, undefined=jinja2.StrictUndefined
    )
    environment.policies["json.dumps_kwargs"] = {
        "sort_keys": True,
        "separators": (",", ":"),
        "ensure_ascii": False,
        "allow_nan": False,
    }
    environment.globals |= {
        "title": title,
        "rest": rest,
        "scripts": {name: Markup(text) for name, text in scripts.items()},  # noqa: S704
        "hashes": {name: _hash(text) for name, text in scripts.items()},
    }
    network = Network(directed=True, cdn_resources="in_line")
    network.nodes, network.edges = content["nodes"], content["edges"]
    network.templateEnv, network.path = environment, "template.html"
    return str(network.generate_html())


def _asset(name: str) -> str:
    return (
        resources.files("cyberkg.view")
        .joinpath("assets", name)
        .read_text(encoding="utf-8")
        .replace("\r\n", "\n")
    )


def _script() -> str:
    parts = "".join(_bare(_asset(f"{name}.js")) for name in _SCRIPTS)
    return f'(function () {{\n"use strict";\n\n{_tight(parts, _LOOSE_SCRIPT)}}})();'


def _bare(text: str) -> str:
    """Leave out of a script or style sheet what only people read: comments on lines of their own, indentation.

    No text in them runs over several lines, or begins a line with a comment's sign; a test sees to that.
    """
    return _LINES.sub("", _COMMENTS.sub("", text))


def _tight(text: str, loose: re.Pattern[str]) -> str:
    """Leave out blanks that part nothing: they are a fiftieth of the page when it is empty."""
    return loose.sub(lambda found: found[1] or found[2], text)


def _vis() -> str:
    content = resources.files("pyvis").joinpath(_VIS).read_bytes()
    if hashlib.sha256(content).hexdigest() != _VIS_SHA256:
        raise DamagedError(
            "the vis-network that comes with pyvis is not the one that was reviewed",
            where=f"pyvis/{_VIS}",
            hint="install pyvis 0.3.2 again",
        )
    # Browsers hash what they parse, with bare line feeds; the last line names a source map to be fetched.
    return content.decode("utf-8").replace("\r\n", "\n").partition("//# sourceMappingURL=")[0]


def _hash(text: str) -> str:
    """Make the source expression of a content security policy for an inline script or style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
