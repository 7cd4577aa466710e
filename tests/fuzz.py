"""Feed readers with hostile bytes: ``python tests/fuzz.py --minutes N [TARGET ...]``; ``--list`` names the targets.

Inputs are seeds that are read without fault, mutated: bytes flipped, cut, doubled, spliced with other seeds and with
words of the format, and texts made by hypothesis. A find is an error that is no CyberkgError, an error of more than
one line, a broken law of the target, a process that dies, or one input that takes more than ``SLOW`` seconds of work.
Parsers that run in a child when documents are read (``contained``) may fail in other ways: that costs the file alone
and is counted apart. Finds are kept in ``--keep`` (default: a folder ``fuzz-finds`` in the temporary folder).
Every target runs in a process of its own, with limits as those of a parser's child.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as hypothesis_seed
from hypothesis import strategies as st

from cyberkg.errors import CyberkgError

SLOW = 10.0
MEMORY = 2_000_000_000
LONGEST = 60_000
KEY = b"0" * 64  # of the record of forgotten people
HEAD = "subject,subject_type,predicate,object,object_type,qualifier,status,confidence\n"
ROW = "Bo Ng,Person,attended,Harbour Forum,Event,Chair,asserted,0.9\n"
PROSE = "On 3 March 2024 Ann Lee of Orchid Bank attended the Harbour Forum in Hong Kong.\n"


class Target(NamedTuple):
    """What is fed, and with what.

    :param feed: takes the bytes; raises CyberkgError for what it refuses.
    :param contained: runs in a child where documents are read.
    """

    feed: Callable[[bytes], object]
    seeds: tuple[bytes, ...]
    words: tuple[bytes, ...]
    contained: bool = False


def text_of(content: bytes) -> str:
    return content.decode("utf-8", "surrogateescape" if content[:1] == b"\x00" else "replace")


def document(suffix: str) -> Callable[[bytes], object]:
    from cyberkg.sources.decoding import decode
    from cyberkg.sources.extract import compose, pack, unpack
    from cyberkg.sources.reader import _read_plain

    def plain(content: bytes) -> None:
        text = decode(content, "x.txt")
        for item in _read_plain(text, "x.txt", "").items:
            for block in (*([item.heading] if item.heading else []), *item.blocks):
                assert len(block.text) == len(block.offsets)
                assert all(0 <= at < len(text) for at in block.offsets)

    if suffix == "txt":
        return plain
    from cyberkg.sources.markdown import parse_markdown
    from cyberkg.sources.pdf import parse_pdf
    from cyberkg.sources.webpage import parse_webpage
    from cyberkg.sources.word import parse_word

    parse: Callable[[bytes], Any] = {
        "md": lambda content: parse_markdown(decode(content, "x.md")),
        "html": lambda content: parse_webpage(decode(content, "x.html").encode("utf-8")),
        "pdf": parse_pdf,
        "docx": parse_word,
    }[suffix]

    def packed(content: bytes) -> None:
        extract = unpack(pack(parse(content)), "x")
        compose(extract)

    return packed


def imported(kind: str) -> Callable[[bytes], object]:
    from cyberkg.imports.parsers import load_parser
    from cyberkg.sources.imported import read_import

    parse = load_parser(kind)
    return lambda content: read_import(parse(content).decode("utf-8"), "x", "0" * 64, strict=False)


def rows(form: str) -> Callable[[bytes], object]:
    from cyberkg.sources.decoding import decode
    from cyberkg.sources.facts import read_facts, read_marks
    from cyberkg.sources.imported import is_import, read_import

    def feed(content: bytes) -> None:
        text = decode(content, "x")
        if form == "jsonl" and is_import(text):
            read_import(text, "x", "0" * 64, strict=True)
            return
        reading = read_facts(text, form, "x")
        read_marks(text, form, "x")
        for claim in reading.claims:
            place = claim.evidence
            assert text[place.start : place.end] == place.quote

    return feed


def query(content: bytes) -> None:
    """The guard, and what looks at a query before and after it."""
    from cyberkg.query.guard import check
    from cyberkg.query.lexer import mentions_service, tokens, unescape
    from cyberkg.query.plan import plan

    text = text_of(content)
    list(tokens(text))
    mentions_service(text)
    unescape(text)
    check(text)
    plan(text)


def named(content: bytes) -> None:
    from cyberkg.query.named import parse_query

    parse_query("x", text_of(content), "x.rq")


def ledger(kind: str) -> Callable[[bytes], object]:
    from cyberkg.forgotten import load_record
    from cyberkg.identity import load_decisions
    from cyberkg.review import load_verdicts

    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    (folder / "forgotten.key").write_bytes(KEY + b"\n")
    load = {"identity": load_decisions, "verdicts": load_verdicts, "forgotten": load_record}[kind]

    def feed(content: bytes) -> None:
        path = folder / "forgotten.yaml"
        path.write_bytes(content)
        load(path)

    return feed


def forgotten_record() -> bytes:
    """A record of two people, of the key that ``ledger`` lays beside it."""
    from cyberkg.forgotten.record import Entry, Record

    record, names = Record(KEY), [("bo", "ng"), ("ann", "lee")]
    for words in names:
        entry = Entry(frozenset([record.token(words)]), frozenset([record.token(words[:1], "a.txt")]))
        record = record.with_entry(entry)
    return record.render().encode()


def scrubbed(content: bytes) -> None:
    """Law: a ledger without somebody does not name them, and is read."""
    from cyberkg.protect.identity_ledger import scrub_identity

    found = scrub_identity(
        text_of(content), lambda name, _: "Bo Ng" in name, lambda t: t.replace("Bo Ng", "█████"), "x"
    )
    scrub_identity(found.text, lambda name, _: "Bo Ng" in name, lambda t: t, "x")


def marked(content: bytes) -> None:
    from cyberkg.corpus.marked import parse_marked

    parse_marked(text_of(content), "x")


def gold(content: bytes) -> None:
    from cyberkg.evaluate.gold import parse_gold

    parse_gold(text_of(content), Path("x.json"))


def masked_word(content: bytes) -> None:
    """Law: masking twice changes nothing more."""
    from cyberkg.protect.word_file import mask_word

    def clean(text: str) -> str:
        return text.replace("Ann Lee", "█" * 7)

    once = mask_word(content, clean)
    assert mask_word(once, clean) == once


def manifest(content: bytes) -> None:
    from cyberkg.store.layout import Pointer
    from cyberkg.store.manifest import find_owned, parse_manifest

    find_owned(content)
    try:
        Pointer.parse(content)
    except ValueError:
        parse_manifest(content, "x")


def word_seed() -> bytes:
    import docx

    file = docx.Document()
    file.add_heading("News", 1)
    file.add_paragraph(PROSE, style="List Number")
    file.add_table(2, 2).cell(0, 0).text = "Ann Lee"
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def pdf_seed() -> bytes:
    import pypdf

    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(600, 800)
    stream = pypdf.generic.DecodedStreamObject()
    stream.set_data(
        b"BT /F1 12 Tf 72 720 Td (" + PROSE.strip().encode() + b") Tj 0 -20 Td [(Next) -300 (line)] TJ ET"
    )
    page[pypdf.generic.NameObject("/Contents")] = writer._add_object(stream)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    name = pypdf.generic.NameObject
    fonts = pypdf.generic.DictionaryObject({name(k): name(v) for k, v in font.items()})
    page[name("/Resources")] = pypdf.generic.DictionaryObject(
        {name("/Font"): pypdf.generic.DictionaryObject({name("/F1"): fonts})}
    )
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


TURTLE = (
    b'@prefix s: <https://schema.org/> .\n<http://e/a> a s:Event ; s:name "Forum"@en ; s:attendee [ a s:Person ; '
    b's:name "Ann Lee" ] ; s:startDate "2024-03-03" .\n'
)


def triples(form: str) -> bytes:
    """Write the seed in another syntax of RDF."""
    import pyoxigraph as ox

    found = [ox.Triple(*q.triple) for q in ox.parse(TURTLE, format=ox.RdfFormat.TURTLE)]
    written = ox.serialize(found, format=ox.RdfFormat.from_extension(form))
    return written or b""


JSONLD = b'{"@context":"https://schema.org","@type":"Event","name":"Forum","attendee":{"@type":"Person","name":"Ann"}}'
STIX = json.dumps(
    {"type": "bundle", "id": "bundle--00000000-0000-4000-8000-000000000001", "objects": [
        {"type": "identity", "id": "identity--00000000-0000-4000-8000-000000000002", "name": "Bank",
         "identity_class": "organization", "created": "2024-01-01T00:00:00Z", "modified": "2024-01-01T00:00:00Z"},
        {"type": "incident", "id": "incident--00000000-0000-4000-8000-000000000003", "name": "Hit"},
        {"type": "relationship", "relationship_type": "targets", "id": "relationship--00000000-0000-4000-8000-000000000004",
         "source_ref": "incident--00000000-0000-4000-8000-000000000003",
         "target_ref": "identity--00000000-0000-4000-8000-000000000002"}]}
).encode()  # fmt: skip
FTM = b'{"id":"a","schema":"Person","properties":{"name":["Ann Lee"]}}\n{"id":"b","schema":"Membership","properties":{"member":["a"],"organization":["c"]}}\n{"id":"c","schema":"Organization","properties":{"name":["Orchid Bank"]}}\n'
YAML_WORDS = (
    b"- ",
    b": ",
    b"&a ",
    b"*a",
    b"!!python/object ",
    b"? ",
    b"|\n ",
    b">\n",
    b"{",
    b"[",
    b"'",
    b'"',
    b"\t",
    b"---\n",
    b"<<: ",
)
JSON_WORDS = (
    b"{",
    b"}",
    b"[",
    b"]",
    b"null",
    b"1e999",
    b'"\\ud800"',
    b"NaN",
    b'"@context"',
    b'"@id"',
    b'"type"',
    b"-0",
    b",",
    b":",
)
RDF_WORDS = (
    b"<",
    b">",
    b'"""',
    b"@en",
    b"^^",
    b"_:b",
    b"[",
    b"(",
    b".",
    b";",
    b"<<",
    b"\\u0000",
    b"\\uD800",
    b"a ",
    b"<http://[>",
)
MARKUP = (
    b"<",
    b">",
    b"</div>",
    b"&#x0;",
    b"&#xD800;",
    b"<!--",
    b"<![CDATA[",
    b"<script>",
    b"<table><tr>",
    b"&amp;",
    b"<p>",
    b'="',
)
TEXT_WORDS = (
    b"\r",
    b"\x00",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xe2\x80\xae",
    b"\xc2\xad",
    b"1. ",
    b"# ",
    b"- ",
    b"TLP:RED",
    b"2024-02-30",
    b"\xe2\x80\xa8",
    b"====\n",
    b"Date: ",
    b"|",
    b"```",
    b"[a](b)",
    b"---\n",
)
SPARQL_WORDS = (
    b"SERVICE",
    b"\\u0053ERVICE",
    b"<",
    b">",
    b"#",
    b"'''",
    b'"',
    b"{",
    b"}",
    b"LATERAL",
    b"FROM",
    b"VALUES",
    b"?x",
    b"{{x}}",
    b"INSERT",
    b"^",
    b"<1",
    b"@en",
    b"OPTIONAL",
    b"UNION",
    b"(",
    b"a:b",
)
PDF_WORDS = (
    b"<<",
    b">>",
    b"obj",
    b"endobj",
    b"stream\n",
    b"endstream",
    b"/Filter/FlateDecode",
    b"/Kids[2 0 R]",
    b"0 R",
    b"xref",
    b"BT",
    b"Tj",
    b"/Length -1",
    b"/Type/Page",
    b"[",
    b"(",
    b"<FE",
    b"/ToUnicode",
)


def targets() -> dict[str, Callable[[], Target]]:
    """Name the targets; each is made in the process that runs it."""
    query_seeds = (
        b"PREFIX s: <http://e/> SELECT ?x WHERE { ?x s:p 'a' . OPTIONAL { ?x a s:C } FILTER(?x < 3) } # end",
        b'SELECT * { VALUES ?x { 1 2 } ?x ?p """SERVICE""" }',
    )
    library = Path(__file__).parents[1] / "src" / "cyberkg" / "query"
    names = tuple(p.read_bytes() for p in sorted(library.rglob("*.rq"))[:8])
    texts = tuple(
        p.read_bytes()[:LONGEST]
        for p in sorted((Path(__file__).parent / "corpus" / "marked").rglob("*.txt"))[:4]
    )
    identity = b"same:\n  - [Bo Ng, Ng Bo]\n  - {type: Person, names: [A B, B A], documents: [a.txt]}\ndifferent:\n  - [Bo Ng, C D]\nlabel:\n  Bo Ng: B. Ng # Bo Ng\nlink:\n  Bo Ng: ['http://www.wikidata.org/entity/Q1']\n"
    verdicts = b"- verdict: right\n  subject: Bo Ng\n  predicate: attended\n  object: Forum\n  document: a.csv\n  quote: Bo Ng,Person\n"
    return {
        "txt": lambda: Target(document("txt"), (PROSE.encode() * 3, b"Title\n=====\n\n1. One\n\nDate: 3 March 2024\n"), TEXT_WORDS),
        "md": lambda: Target(document("md"), (b"# T\n\n" + PROSE.encode() + b"- a\n- b\n\n| a | b |\n|---|---|\n| c | d |\n",), TEXT_WORDS + MARKUP, contained=True),
        "html": lambda: Target(document("html"), (f"<html><head><title>T</title></head><body><article><h1>T</h1><p>{PROSE * 3}</p></article></body></html>".encode(),), MARKUP, contained=True),
        "pdf": lambda: Target(document("pdf"), (pdf_seed(),), PDF_WORDS, contained=True),
        "docx": lambda: Target(document("docx"), (word_seed(),), (*MARKUP, b"<w:p>", b"<w:del>", b'w:val="99999999999"'), contained=True),
        "ttl": lambda: Target(imported("ttl"), (TURTLE,), RDF_WORDS, contained=True),
        "nt": lambda: Target(imported("nt"), (triples("nt"),), RDF_WORDS, contained=True),
        "trig": lambda: Target(imported("trig"), (b"<http://e/g> {\n" + triples("nt") + b"}\n", TURTLE), RDF_WORDS, contained=True),
        "nq": lambda: Target(imported("nq"), (triples("nt").replace(b" .\n", b" <http://e/g> .\n"),), RDF_WORDS, contained=True),
        "rdf": lambda: Target(imported("rdf"), (triples("rdf"),), MARKUP + RDF_WORDS, contained=True),
        "jsonld": lambda: Target(imported("json"), (JSONLD,), JSON_WORDS, contained=True),
        "stix": lambda: Target(imported("json"), (STIX,), JSON_WORDS, contained=True),
        "ftm": lambda: Target(imported("json"), (FTM,), JSON_WORDS, contained=True),
        "csv": lambda: Target(rows("csv"), ((HEAD + ROW * 2).encode(),), (b'"', b",", b"\r\n", b"\x00", b"=1", b"attended", *TEXT_WORDS)),
        "jsonl": lambda: Target(rows("jsonl"), (b'{"subject":"Bo Ng","subject_type":"Person","predicate":"attended","object":"Forum","object_type":"Event"}\n',), JSON_WORDS),
        "yaml": lambda: Target(rows("yaml"), (b"- subject: Bo Ng\n  subject_type: Person\n  predicate: attended\n  object: Forum\n  object_type: Event\n",), YAML_WORDS),
        "query": lambda: Target(query, query_seeds, SPARQL_WORDS),
        "named-query": lambda: Target(named, names, (b"# ", b"?", b"{{", b"}}", *SPARQL_WORDS)),
        "identity": lambda: Target(ledger("identity"), (identity,), YAML_WORDS),
        "verdicts": lambda: Target(ledger("verdicts"), (verdicts,), YAML_WORDS),
        "forgotten": lambda: Target(ledger("forgotten"), (forgotten_record(),), YAML_WORDS),
        "scrub": lambda: Target(scrubbed, (identity,), (b"Bo Ng", b"#", b"\n", *YAML_WORDS)),
        "marked": lambda: Target(marked, texts, (b"[", b"|", b"]", b"{", b"}", b"= ", b"\n", b"Person", b"\\", b"\t")),
        "gold": lambda: Target(gold, (b'{"document":"a.txt","entities":{"p":{"type":"Person","names":["Bo Ng"]}},"facts":[]}',), JSON_WORDS),
        "mask-docx": lambda: Target(masked_word, (word_seed(),), (b"Ann Lee", *MARKUP)),
        "manifest": lambda: Target(manifest, (b'{"generator":"cyberkg 1","format":1,"files":{"graph.ttl":"' + b"0" * 64 + b'"}}', b"gen-" + b"0" * 20 + b"\ncopied\n"), JSON_WORDS),
    }  # fmt: skip


def mutate(chance: random.Random, target: Target) -> bytes:
    """Make an input of a seed; of an archive, often one of its parts."""
    seed = chance.choice(target.seeds)
    if seed[:2] == b"PK" and chance.random() < 0.8:
        buffer = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(seed)) as old,
            zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            parts = old.namelist()
            chosen = "word/document.xml" if chance.random() < 0.6 else chance.choice(parts)
            for part in parts:
                data = old.read(part)
                new.writestr(part, _mutated(chance, data, target.words) if part == chosen else data)
        return buffer.getvalue()
    return _mutated(chance, seed, target.words)


def _mutated(chance: random.Random, data: bytes, words: tuple[bytes, ...]) -> bytes:
    for _ in range(1 + int(chance.expovariate(0.4))):
        at, end = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
        end = min(end, at + 200)
        match chance.randrange(7):
            case 0:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
            case 1:
                data = data[:at] + data[end:]
            case 2:
                data = data[:at] + data[at:end] * chance.choice((2, 3, 50)) + data[end:]
            case 3:
                data = data[:at] + chance.choice(words) * chance.choice((1, 1, 1, 2, 500)) + data[at:]
            case 4:
                data = data[:at] + chance.choice(words) + data[end:]
            case 5:
                data = (
                    data[:at]
                    + chance.choice((b"9" * 400, b"-1", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"\n" * 3))
                    + data[end:]
                )
            case _:
                data = data[at:] + data[:at]
    return data[:LONGEST]


def run(name: str, make: Callable[[], Target], minutes: float, seed: int, keep: Path) -> dict[str, Any]:
    """Feed one target for some minutes; runs in a process of its own."""
    target, chance = make(), random.Random(f"{name} {seed}")
    for one in target.seeds:
        try:
            target.feed(one)
        except CyberkgError as error:
            raise SystemExit(f"{name}: a seed is refused: {error}") from error
    count: dict[str, Any] = {"target": name, "inputs": 0, "refused": 0, "contained": {}, "finds": {}}
    end = time.process_time() + 60 * minutes

    def try_one(data: bytes) -> None:
        count["inputs"] += 1
        (keep / f"{name}.last").write_bytes(data)
        began = time.process_time()
        what = ""
        try:
            target.feed(data)
        except CyberkgError as error:
            count["refused"] += 1
            if "\n" in str(error):
                what = "an error of several lines"
        except (MemoryError, RecursionError) as error:
            what = "" if target.contained else type(error).__name__
        except Exception as error:  # noqa: BLE001 (this is what is sought)
            place = traceback.extract_tb(error.__traceback__)[-1]
            what = f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}"
            ours = isinstance(error, AssertionError) and place.filename == __file__
            if target.contained and not ours:
                count["contained"][what] = count["contained"].get(what, 0) + 1
                what = ""
        if time.process_time() - began > SLOW:
            what = f"more than {SLOW:g} s of work"
        if what and what not in count["finds"]:
            path = keep / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}"
            path.write_bytes(data)
            count["finds"][what] = str(path)

    while time.process_time() < end:
        for _ in range(200):
            try_one(mutate(chance, target))
            if time.process_time() >= end:
                break
        made(chance.randrange(1 << 30), target, try_one)
    return count


def made(seed: int, target: Target, try_one: Callable[[bytes], None]) -> None:
    """Texts by hypothesis, with words of the format in them."""
    words = st.sampled_from([w.decode("utf-8", "replace") for w in target.words])

    @hypothesis_seed(seed)
    @settings(max_examples=40, deadline=None, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(st.lists(st.one_of(words, st.text(max_size=8)), max_size=40).map("".join))
    def feed(text: str) -> None:
        try_one(text.encode("utf-8", "surrogatepass"))

    feed()


def spawn(name: str, make: Callable[[], Target], options: argparse.Namespace, keep: Path) -> dict[str, Any]:
    """Run a target in a child; a child that dies is a find, and its last input is kept."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        # what waits for ever does no work, and is ended by the clock
        resource.setrlimit(resource.RLIMIT_CPU, (int(options.minutes * 60 + 10 * SLOW),) * 2)
        signal.alarm(int(options.minutes * 600 + 20 * SLOW))
        os.dup2(os.open(keep / f"{name}.errors", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 2)
        code = 1
        try:
            os.write(writing, json.dumps(run(name, make, options.minutes, options.seed, keep)).encode())
            code = 0
        except BaseException:  # noqa: BLE001
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        told = answer.read()
    _, status = os.waitpid(pid, 0)
    if status or not told:
        last = keep / f"{name}.last"
        return {
            "target": name,
            "inputs": 0,
            "finds": {f"died ({os.waitstatus_to_exitcode(status)})": str(last)},
        }
    found: dict[str, Any] = json.loads(told)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("target", nargs="*")
    parser.add_argument("--minutes", type=float, default=1.0, help="of work, for each target")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir(), "fuzz-finds"))
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    known = targets()
    if options.list:
        sys.stdout.write("\n".join(known) + "\n")
        return 0
    if unknown := set(options.target) - known.keys():
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    options.keep.mkdir(parents=True, exist_ok=True)
    finds = 0
    for name in options.target or known:
        told = spawn(name, known[name], options, options.keep)
        finds += len(told["finds"])
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
    return int(finds > 0)


if __name__ == "__main__":
    sys.exit(main())
