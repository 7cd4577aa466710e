"""``cyberkg review`` as a script meets it: keys as lines, files written, undone, resumed, refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from cyberkg.building import Options, collect
from cyberkg.cli.review import review
from cyberkg.errors import InputError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.llm import Difference, Side
from cyberkg.model import Document, Entity, Evidence, Fact, Iri, Knowledge, Literal, Merge
from cyberkg.terms import EntityType, LiteralKind

MAY = "Harbour Forum opened on 3 May 2024. Ada Tan spoke."
JUNE = "Harbour Forum was held on 10 May 2024. A. Tan came."
Run = Callable[..., str]


def knowledge() -> Knowledge:
    ada, tan, forum = (
        Iri(f"{DEFAULT_BASE}{n}") for n in ("person/ada-tan", "person/a-tan", "event/harbour-forum")
    )

    def fact(
        subject: Iri, predicate: str, target: Iri | Literal, name: str, quote: str, confidence: float
    ) -> Fact:
        start = {"may.md": MAY, "june.md": JUNE}[name].index(quote)
        place = Evidence(name, start, start + len(quote), quote)
        return Fact(subject, predicate, target, place, "rules 1", confidence=confidence)

    def day(value: str) -> Literal:
        return Literal(value, LiteralKind.DATE)

    return Knowledge(
        documents=(Document("june.md", JUNE), Document("may.md", MAY)),
        entities=(
            Entity(forum, EntityType.EVENT, "Harbour Forum", documents=("june.md", "may.md")),
            Entity(tan, EntityType.PERSON, "A. Tan", documents=("june.md",)),
            Entity(ada, EntityType.PERSON, "Ada Tan", documents=("may.md",)),
        ),
        facts=(
            fact(
                forum,
                "eventDate",
                day("2024-05-10"),
                "june.md",
                "Harbour Forum was held on 10 May 2024.",
                0.8,
            ),
            fact(forum, "eventDate", day("2024-05-03"), "may.md", "Harbour Forum opened on 3 May 2024.", 0.9),
            fact(ada, "spokeAt", forum, "may.md", "Ada Tan spoke.", 0.6),
            fact(tan, "attended", forum, "june.md", "A. Tan came.", 0.8),
        ),
        merges=(Merge(tan, "june.md", "A. Tan", "Ada Tan", "unsure", 0.55, "an initial fits (in may.md)"),),
    )


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("cyberkg.cli.review.open_doubts", lambda _: (knowledge(), ()))

    def go(keys: str = "", *options: str) -> str:
        done = CliRunner().invoke(review, options, input=keys, catch_exceptions=False)
        assert done.exit_code == 0
        return done.output

    return go


WHO = """
1 of 4, wrong with probability 0.55
Are these the same person: A. Tan and Ada Tan?
  A. Tan in june.md
    “A. Tan came.”
  Ada Tan in may.md
    “Ada Tan spoke.”
  an initial fits (in may.md)
  [y] same  [n] different  [s] skip  [u] undo  [q] quit
"""
TENTH = """
2 of 4, wrong with probability 0.53
Is this right: Harbour Forum took place on 2024-05-10?
  june.md, confidence 0.8
    “Harbour Forum was held on 10 May 2024.”
  in conflict with: Harbour Forum took place on 2024-05-03 (may.md)
  [y] right  [n] wrong  [c] correct it  [s] skip  [u] undo  [q] quit
"""
THIRD = """
3 of 4, wrong with probability 0.47
Is this right: Harbour Forum took place on 2024-05-03?
  may.md, confidence 0.9
    “Harbour Forum opened on 3 May 2024.”
  in conflict with: Harbour Forum took place on 2024-05-10 (june.md)
  [y] right  [n] wrong  [c] correct it  [s] skip  [u] undo  [q] quit
"""
SPOKE = """
4 of 4, wrong with probability 0.40
Is this right: Ada Tan spoke at Harbour Forum?
  may.md, confidence 0.6
    “Ada Tan spoke.”
  [y] right  [n] wrong  [c] correct it  [s] skip  [u] undo  [q] quit
"""
HEAD = """\
# Verdicts on facts, written by `cyberkg review` and applied by every build. Edit them as you like:
# right keeps a fact whatever its confidence, wrong leaves it out, corrected says what belongs there.
"""
VERDICT_TENTH = """\
- verdict: wrong
  subject: Harbour Forum
  predicate: eventDate
  object: "2024-05-10"
  document: june.md
  quote: Harbour Forum was held on 10 May 2024.
"""
VERDICT_THIRD = """\
- verdict: wrong
  subject: Harbour Forum
  predicate: eventDate
  object: "2024-05-03"
  document: may.md
  quote: Harbour Forum opened on 3 May 2024.
  corrected: "2024-05-04"
"""
VERDICT_SPOKE = """\
- verdict: right
  subject: Ada Tan
  predicate: spokeAt
  object: Harbour Forum
  document: may.md
  quote: Ada Tan spoke.
"""


def test_a_whole_session(run: Run) -> None:
    assert run("y\nn\nc\n2024-05-04\ny\n") == (
        f"{WHO}> y\n{TENTH}> n\n{THIRD}> c\n  correct value: \n{SPOKE}> y\n\n4 answered, 0 left\n"
        "written to data/facts-review.yaml, data/identity.yaml; run cyberkg build to apply it\n"
    )
    assert Path("data/identity.yaml").read_text(encoding="utf-8") == (
        "same:\n  - {type: Person, names: [A. Tan, Ada Tan]}\n"
    )
    assert Path("data/facts-review.yaml").read_text(encoding="utf-8") == (
        f"{HEAD}{VERDICT_TENTH}{VERDICT_THIRD}{VERDICT_SPOKE}"
    )


def test_undo_takes_answers_and_skips_back(run: Run) -> None:
    assert run("u\nn\ns\nu\nu\nq\n") == (
        f"{WHO}> u\n  there is nothing to undo\n{WHO}> n\n{TENTH}> s\n{THIRD}> u\n  undone\n{TENTH}> u\n  undone\n"
        f"{WHO}> q\n\n0 answered, 4 left\n"
    )
    assert list(Path("data").iterdir()) == []


def test_undo_leaves_the_rest_of_the_file(run: Run) -> None:
    run("s\nn\nn\nu\nq\n")
    assert Path("data/facts-review.yaml").read_text(encoding="utf-8") == f"{HEAD}{VERDICT_TENTH}"


def test_a_later_session_asks_what_is_left(run: Run) -> None:
    run("y\nn\n")
    assert run("") == (f"{THIRD.replace('3 of 4', '1 of 2')}> q\n\n0 answered, 2 left\n")
    run("y\ny\n")
    assert run("") == "nothing is in doubt\n"


def test_an_edited_file_keeps_its_comments_and_is_obeyed(run: Run) -> None:
    Path("data").mkdir()
    edited = f"# mine\n{VERDICT_TENTH}# kept for the minutes\n"
    Path("data/facts-review.yaml").write_text(edited, encoding="utf-8")
    run("s\ns\ny\n", "--only", "facts")
    assert Path("data/facts-review.yaml").read_text(encoding="utf-8") == edited
    run("s\ny\n", "--only", "facts")
    assert Path("data/facts-review.yaml").read_text(encoding="utf-8") == f"{edited}{VERDICT_SPOKE}"


def test_an_answer_that_contradicts_the_file_is_not_noted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("data").mkdir()
    known = "different:\n  - [A. Tan, Tan Wei]\nsame:\n  - [Ada Tan, Tan Wei]\n"
    Path("data/identity.yaml").write_text(known, encoding="utf-8")
    assert run("y\nq\n", "--only", "identity") == (
        f"{WHO.replace('of 4', 'of 1')}> y\n"
        "  not noted: data/identity.yaml:2: says that A. Tan and Tan Wei are different, but data/identity.yaml:4 "
        "and data/identity.yaml:5 says that they are the same; drop one of the two\n"
        f"{WHO.replace('of 4', 'of 1')}> q\n\n0 answered, 1 left\n"
    )
    assert Path("data/identity.yaml").read_text(encoding="utf-8") == known


def test_a_value_of_the_wrong_form_and_an_unknown_key_are_asked_again(run: Run) -> None:
    told = run("s\nc\n3 May\nz\n\nq\n").splitlines()
    assert [line for line in told if line.startswith(("  not noted", "  there is no"))] == [
        "  not noted: data/facts-review.yaml, line 3: '3 May' cannot be the eventDate; write dates as 2023-09-08, "
        "2023-09, 2023 or 2023-09-13/2023-09-15",
        "  there is no such key",
        "  there is no such key",
    ]
    assert not Path("data").exists()


def test_the_list_asks_nothing(run: Run) -> None:
    assert run("y\n", "--list") == WHO + TENTH + THIRD + SPOKE
    assert not Path("data").exists()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "facts-review.yaml",
            "- verdict: [\n",
            "is no valid YAML (expected the node content, but found '<stream end>')",
        ),
        ("facts-review.yaml", "verdict: right\n", "line 1: is no list of verdicts; write '- verdict: right'"),
        (
            "facts-review.yaml",
            VERDICT_SPOKE.replace("verdict: right", "verdict: maybe"),
            "line 1: does not know the verdict 'maybe'; use right or wrong",
        ),
        (
            "facts-review.yaml",
            f"{VERDICT_SPOKE}  status: maybe\n",
            "line 1: does not know the status 'maybe'; use one of asserted, denied, planned, reported",
        ),
        ("facts-review.yaml", "- verdict: right\n", "line 1: has no subject; a verdict needs"),
        ("identity.yaml", "sam: []\n", "identity.yaml:1: there is no section 'sam'"),
    ],
)
def test_a_damaged_file_is_one_line_and_exit_code_3(run: Run, name: str, text: str, said: str) -> None:
    Path("data").mkdir()
    Path("data", name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        run("y\n")
    assert caught.value.exit_code == 3
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


PAIR = """
1 of 2, wrong with probability 0.60
Is this right: Ada Tan attended Harbour Forum [planned]?
  may.md, confidence 0.6, not in the graph
    “Ada Tan spoke.”
  only the built-in reader has this
  [y] right  [n] wrong  [c] correct it  [s] skip  [u] undo  [q] quit
> s

2 of 2, wrong with probability 0.40
Is this right: Ada Tan spoke at Harbour Forum?
  may.md, confidence 0.6
    “Ada Tan spoke.”
  the built-in reader: Ada Tan spoke at Harbour Forum [denied], confidence 0.3
    “Harbour Forum opened on 3 May 2024. Ada Tan spoke.”
  [y] right  [o] the other is  [n] neither  [c] correct it  [s] skip  [u] undo  [q] quit
> o

1 answered, 1 left
written to data/facts-review.yaml; run cyberkg build to apply it
"""
VERDICTS_PAIR = """\
- verdict: wrong
  subject: Ada Tan
  predicate: spokeAt
  object: Harbour Forum
  document: may.md
  quote: Ada Tan spoke.
  status: asserted
- verdict: right
  subject: Ada Tan
  predicate: spokeAt
  object: Harbour Forum
  document: may.md
  quote: Harbour Forum opened on 3 May 2024. Ada Tan spoke.
  status: denied
"""


@pytest.fixture
def disputed(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A graph of a fact that the readers have otherwise and of one in no doubt; it lacks a third."""
    graph = knowledge()
    spoke = Side(
        "Ada Tan",
        "Person",
        "spokeAt",
        "Harbour Forum",
        "Event",
        "",
        "asserted",
        "Ada Tan spoke.",
        36,
        50,
        0.6,
    )
    found = (
        Difference("may.md", "status", spoke, replace(spoke, status="denied", quote=MAY, start=0, confidence=0.3)),
        Difference("may.md", "second", None, replace(spoke, predicate="attended", status="planned")),
    )  # fmt: skip
    one = replace(graph, facts=graph.facts[2:], merges=())
    monkeypatch.setattr("cyberkg.cli.review.open_doubts", lambda _: (one, found))
    return run


def test_one_key_says_that_the_other_reader_is_right(disputed: Run) -> None:
    assert disputed("s\no\n") == PAIR
    assert Path("data/facts-review.yaml").read_text(encoding="utf-8") == f"{HEAD}{VERDICTS_PAIR}"
    assert "1 of 1" in disputed("", "--list")


def test_undo_takes_both_verdicts_of_one_answer_back(disputed: Run) -> None:
    asked = disputed("y\no\nu\nu\nq\n", "--below", "0.9")
    assert asked.count("  undone\n") == 2
    assert list(Path("data").iterdir()) == []


def test_the_other_version_can_only_be_chosen_where_there_is_one(disputed: Run) -> None:
    assert "> o\n  there is no such key\n" in disputed("o\nq\n")


def test_hostile_text_is_shown_harmless(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = knowledge()
    merge = Merge(hostile.merges[0].entity, "june.md", "A\x1b[2J\nTan", "Ada", "unsure", 0.55, "x\u202ey")
    changed = Knowledge(hostile.documents, hostile.entities, (), (merge,))
    monkeypatch.setattr("cyberkg.cli.review.open_doubts", lambda _: (changed, ()))
    assert run("", "--list").splitlines()[2] == "Are these the same person: A\\x1b[2J Tan and Ada?"


def test_a_build_twice_keeps_a_verdict_though_the_sentence_changes(tmp_path: Path) -> None:
    """Facts by hand stand in for a reader here: their row is their sentence."""
    rows = (
        "subject,subject_type,predicate,object,confidence\nEve Lund,Person,attended,Harbour Gala 2024,0.3\n"
    )
    rows += "Jan Berg,Person,attended,Harbour Gala 2024,0.9\n"
    (tmp_path / "facts.csv").write_text(rows, encoding="utf-8")
    (tmp_path / "facts-review.yaml").write_text(
        "- {verdict: right, subject: Eve Lund, predicate: attended, object: Harbour Gala 2024, document: facts.csv, "
        'quote: "Eve Lund,Person,attended,Harbour Gala 2024,0.3"}\n'
        "- {verdict: wrong, subject: Jan Berg, predicate: attended, object: Harbour Gala 2024, document: facts.csv, "
        'quote: "Jan Berg,Person,attended,Harbour Gala 2024,0.9"}\n',
        encoding="utf-8",
    )
    options = Options(min_confidence=0.5)
    for text in (rows, rows.replace("Lund,Person", "Lund,person").replace("0.9", "0.95")):
        (tmp_path / "facts.csv").write_text(text, encoding="utf-8")
        found, _, notes = collect([tmp_path], options)
        assert [
            (f.reader, f.confidence, e.label)
            for f in found.facts
            for e in found.entities
            if e.iri == f.subject
        ] == [("hand, confirmed by review", 1.0, "Eve Lund")]
        assert [e.label for e in found.entities] == ["Harbour Gala 2024", "Eve Lund"]
        assert "verdict" not in str(notes)
    (tmp_path / "facts.csv").write_text(rows.replace("Jan Berg", "Kim Roe"), encoding="utf-8")
    told = (
        f"1 verdict fits no fact of this build any more, and waits: {tmp_path / 'facts-review.yaml'}, line 2"
    )
    assert told in str(collect([tmp_path], options)[2])
