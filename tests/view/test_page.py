from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cyberkg.errors import DamagedError
from cyberkg.model import Document, Entity, Evidence, Fact, Iri, Knowledge, Literal, Period
from cyberkg.terms import EntityType, LiteralKind
from cyberkg.view import page, render

HOSTILE = '</script><script>x("QQ")</script><!--<img src=x onerror=x()>{{ 7*7 }}"\'&'
SCRIPT = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL)


def scripts(html: str) -> list[tuple[str, str]]:
    return SCRIPT.findall(html)


def test_equal_knowledge_gives_equal_bytes_on_any_hash_seed() -> None:
    sample = Path(__file__).with_name("sample.py")
    code = (
        "import hashlib, runpy; from cyberkg.view import render; "
        f"made = runpy.run_path({str(sample)!r})['make_sample'](); "
        "print(hashlib.sha256(render(made).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_importing_the_view_loads_no_heavy_library() -> None:
    code = (
        "import sys, cyberkg.view; "
        "print([n for n in ('pyvis', 'IPython', 'networkx', 'numpy', 'scipy') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_an_empty_page_stays_small() -> None:
    assert len(render(Knowledge()).encode()) <= 600_000


def test_the_page_refers_to_nothing_outside(sample_page: str) -> None:
    markup = SCRIPT.sub("", re.sub(r"<style>.*?</style>", "", sample_page, flags=re.DOTALL))
    assert re.findall(r"""\b(?:src|href|action)\s*=\s*["']?([^"'>\s]*)""", markup) == ["data:,", "#picture"]
    style = re.search(r"<style>(.*?)</style>", sample_page, re.DOTALL)
    assert style is not None
    assert "url(" not in style[1]
    assert "@import" not in style[1]
    assert "sourceMappingURL" not in sample_page


def test_the_policy_lets_in_these_scripts_and_this_style_and_nothing_else(sample_page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', sample_page)
    assert policy is not None
    style = re.search(r"<style>(.*?)</style>", sample_page, re.DOTALL)
    assert style is not None
    running = [text for attributes, text in scripts(sample_page) if "json" not in attributes]

    def source(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    directives = dict(part.strip().split(" ", 1) for part in policy[1].split(";"))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == " ".join(map(source, running))
    assert directives["style-src"] == source(style[1])
    assert directives["base-uri"] == directives["form-action"] == "'none'"


def test_our_scripts_set_text_never_markup() -> None:
    assets = Path(page.__file__).with_name("assets")
    names = {path.stem for path in assets.glob("*.js")}
    assert names == set(page._SCRIPTS)
    for path in assets.iterdir():
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|\son\w+=", text
        )
        assert path.suffix == ".html" or ("</script" not in text.lower() and "<!--" not in text)


def test_no_text_in_our_scripts_runs_over_lines_so_that_their_indentation_may_go() -> None:
    for path in Path(page.__file__).with_name("assets").glob("*.js"):
        assert [line for line in path.read_text(encoding="utf-8").splitlines() if line.count("`") % 2] == []


@pytest.mark.parametrize(
    ("text", "tight"),
    [
        ("const a = { b: 1, c: [2, 3] };", "const a={b:1,c:[2,3]};"),
        ('say("a , b", `c = ${d} ; e`);', 'say("a , b",`c = ${d} ; e`);'),
        ('x.replace(/[",\\s] ;/, " ; ");', 'x.replace(/[",\\s] ;/," ; ");'),
        ("a + +b - -c / 2 * (d / e, f)", "a + +b - -c / 2*(d / e,f)"),
    ],
)
def test_blanks_leave_a_script_only_where_they_part_nothing(text: str, tight: str) -> None:
    assert page._tight(text, page._LOOSE_SCRIPT) == tight


def test_blanks_leave_a_style_sheet_only_where_they_part_nothing() -> None:
    style = 'a b:hover > c { margin: 0 1px; content: " ; "; width: calc(1px + 2px); }'
    tight = 'a b:hover > c{margin:0 1px;content:" ; ";width:calc(1px + 2px);}'
    assert page._tight(style, page._LOOSE_STYLE) == tight


def test_hostile_text_is_only_ever_data() -> None:
    html = render(everything_says(HOSTILE), title=HOSTILE)
    blocks = scripts(html)
    data = [text for attributes, text in blocks if "json" in attributes]
    assert len(data) == 3
    assert len(blocks) == 5
    for text in data:
        assert not re.search("[<>&']", text)
        assert HOSTILE in json.dumps(json.loads(text), ensure_ascii=False).replace('\\"', '"')
    outside = SCRIPT.sub("", html)
    assert "<img" not in outside
    assert "onerror=x()>" not in outside
    assert "{{ 7*7 }}" in outside  # the title, as text: it was not taken for a template
    assert html.count("&lt;/script&gt;&lt;script&gt;") == 2


def test_lone_surrogates_do_not_break_the_page() -> None:
    render(everything_says("a\ud800\x00b"), title="\udfff").encode("utf-8")


def test_a_title_with_href_does_not_change_the_page(sample: Knowledge) -> None:
    entities = tuple(replace(entity, label=f"href={entity.label}") for entity in sample.entities)
    html = render(replace(sample, entities=entities))
    assert "popup.innerHTML" not in html


def test_a_foreign_vis_network_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "_VIS_SHA256", "0" * 64)
    with pytest.raises(DamagedError, match="install pyvis"):
        render(Knowledge())


@pytest.mark.slow
def test_twenty_thousand_nodes_are_written_within_thirty_seconds(many: Callable[[int], Knowledge]) -> None:
    knowledge = many(20_000)
    start = time.process_time()  # not by the clock: other programs may be running
    html = render(knowledge)
    assert time.process_time() - start <= 30
    assert html.count("</script>") == 5


def everything_says(text: str) -> Knowledge:
    """Knowledge with the same text in every field that takes one."""
    person = Entity(
        Iri(f"https://example.org/a/{text}"), EntityType.PERSON, text, (text,), (text,), (text,), (Iri(text),)
    )
    event = Entity(Iri("https://example.org/a/e"), EntityType.EVENT, text, documents=("d",))
    said = Evidence(text, 0, 5, text)
    facts = (
        Fact(person.iri, "attended", event.iri, said, text, qualifier=text, represents=person.iri),
        Fact(event.iri, "eventTheme", Literal(text, LiteralKind.TEXT), said, text, qualifier=text),
        Fact(event.iri, "eventDate", Literal(text, LiteralKind.DATE), said, text),
        Fact(person.iri, text, event.iri, said, text),
    )
    document = Document(text, text, (), text, Period(text, text), text)
    return Knowledge((document,), (event, person), facts)
