"""Two annotations of one short text, and the exact figures of their agreement."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cyberkg.corpus import MarkedText, parse_marked
from cyberkg.errors import InputError
from cyberkg.evaluate.agreement import agree, agree_on_folders, agree_on_text, render
from cyberkg.evaluate.identity import Identity
from cyberkg.evaluate.score import Share, Tally
from cyberkg.terms import Group, Status

FIRST = """# style: test

[Jane Doe|p.doe], [Head|=] of the [Digital Office|o.do], spoke at the [Harbour Forum|e.forum] on [8 May|=2023-05-08].
> p.doe holdsPost o.do =Head
> p.doe spokeAt e.forum
> e.forum eventDate =2023-05-08
[She|p.doe~] said [the attack|i.a~] on [the office|o.do~] used [Emotet|t.emotet].
> i.a victim o.do
> i.a usedTool t.emotet
> % i.a incidentType =malware
[She|p.doe~] will open [the next forum|e.next~] in [Accra|l.accra].
> ? e.next eventPlace l.accra
> ! p.doe attended e.next
"""

# Against the first: the office is two things, the forums are one, a mark is shorter, a date is not marked.
SECOND = """# style: test

[Jane Doe|p.jane], [Head|=] of the [Digital Office|o.office], spoke at the [Harbour Forum|e.event] on 8 May.
> p.jane holdsPost o.office =Head
> p.jane attended e.event
[She|p.jane~] said the [attack|i.one~] on [the office|o.other~] used [Emotet|t.virus].
> i.one usedTool t.virus
> i.one incidentType =malware
> i.one victim o.other
[She|p.jane~] will open [the next forum|e.event~] in [Accra|l.town].
> ? e.event eventPlace l.town
"""


def parse(source: str) -> MarkedText:
    return parse_marked(source, "a")


def test_the_same_annotation_twice_agrees_on_everything() -> None:
    same = agree_on_text(parse(FIRST), parse(FIRST))
    assert {tally.f1 for tally in same.types.values()} == {1.0}
    assert (same.mentions.precision, same.mentions.recall, same.mentions.f1) == (1.0, 1.0, 1.0)
    assert same.coreference == Identity(1.0, 1.0, 10)
    assert {tally.f1 for tally in same.groups.values()} == {1.0}
    assert (same.facts.precision, same.facts.recall, same.facts.f1) == (1.0, 1.0, 1.0)
    assert same.shares == {Status.PLANNED: Share(1, 1), Status.DENIED: Share(1, 1)}


def test_mentions_are_the_same_by_offsets_and_type() -> None:
    types = agree_on_text(parse(FIRST), parse(SECOND)).types
    assert types == {
        "person": Tally(right=3),
        "organisation": Tally(right=2),
        "event": Tally(right=2),
        "incident": Tally(wrong=1, missing=1),
        "place": Tally(right=1),
        "tool": Tally(right=1),
        "value": Tally(right=1, missing=1),
    }


def test_a_mention_of_another_type_is_another_mention() -> None:
    types = agree_on_text(parse("\n[Ronin|o.ronin]"), parse("\n[Ronin|w.ronin]")).types
    assert types == {"organisation": Tally(missing=1), "work": Tally(wrong=1)}


def test_coreference_is_measured_over_the_things_that_both_have() -> None:
    # of nine mentions two are each half wrong in precision (the forums), two in recall (the offices)
    assert agree_on_text(parse(FIRST), parse(SECOND)).coreference == Identity(8 / 9, 8 / 9, 9)


def test_facts_are_scored_as_a_reader_s() -> None:
    both = agree_on_text(parse(FIRST), parse(SECOND))
    assert both.groups == {
        Group.PEOPLE: Tally(right=2),  # the post, and the affiliation that it implies
        Group.ATTENDANCE: Tally(right=1, missing=1),  # who spoke attended
        Group.EVENTS: Tally(missing=1),
        # the tool; the victim is another thing; the type, optional in the first, counts neither way
        Group.INCIDENTS: Tally(right=1, wrong=1, missing=1),
    }
    assert both.facts.f1 == 8 / 12
    assert both.shares == {Status.PLANNED: Share(0, 1), Status.DENIED: Share(0, 1)}


def test_the_other_way_round_precision_and_recall_change_places() -> None:
    one, other = agree_on_text(parse(FIRST), parse(SECOND)), agree_on_text(parse(SECOND), parse(FIRST))
    for kind, tally in one.types.items():
        assert other.types[kind] == Tally(tally.right, wrong=tally.missing, missing=tally.wrong)
    assert other.coreference == Identity(one.coreference.recall, one.coreference.precision, 9)


def test_a_name_and_a_reference_at_one_place_are_one_mention() -> None:
    types = agree_on_text(parse("\n[Acme|o.acme]"), parse("\n[Acme|o.acme~]")).types
    assert types == {"organisation": Tally(right=1)}


def test_texts_without_a_mark_have_nothing_to_agree_on() -> None:
    nothing = agree_on_text(parse("\nIt rained."), parse("\nIt rained."))
    assert (nothing.types, nothing.things, nothing.groups) == ({}, (), {})
    assert nothing.coreference == Identity()


def test_any_name_of_a_tool_will_do() -> None:
    text = "\n[The attack|i.a~] on [Acme|o.acme] used [Emotet|t.e], or [Heodo|t.e].\n> i.a usedTool t.e\n> i.a victim o.acme"
    assert agree_on_text(parse(text), parse(text)).facts == Tally(right=2)


def test_annotations_of_different_texts_are_refused() -> None:
    with pytest.raises(InputError, match="different texts"):
        agree_on_text(parse("\nOne."), parse("\nTwo."))


def test_texts_are_put_together_and_their_keys_kept_apart() -> None:
    texts = [parse_marked(FIRST, name) for name in "ab"]
    both = agree(agree_on_text(text, text) for text in texts)
    assert both.mentions == Tally(right=24)
    assert both.coreference == Identity(1.0, 1.0, 20)
    assert both.facts.f1 == 1.0
    assert both.shares[Status.PLANNED] == Share(2, 2)


def test_nothing_to_agree_on_is_zero() -> None:
    nothing = agree([])
    assert (nothing.mentions, nothing.coreference, nothing.facts) == (Tally(), Identity(), Tally())


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder, source in ((first, FIRST), (second, SECOND)):
        folder.mkdir()
        (folder / "a.txt").write_text(source, encoding="utf-8")
        (folder / f"{folder.name} only.txt").write_text(source, encoding="utf-8")
    return first, second


def test_folders_are_compared_on_the_names_in_both(folders: tuple[Path, Path]) -> None:
    assert list(agree_on_folders(*folders)) == ["a"]


def test_folders_without_a_common_name_are_refused(folders: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no marked text in common"):
        agree_on_folders(folders[0], tmp_path)


TABLES = """\
text  mentions F1  coreference F1  facts F1
a           0.870           0.889     0.667
all         0.870           0.889     0.667

mentions      first  second  both  precision  recall     F1
person            3       3     3      1.000   1.000  1.000
organisation      2       2     2      1.000   1.000  1.000
event             2       2     2      1.000   1.000  1.000
incident          1       1     0      0.000   0.000  0.000
place             1       1     1      1.000   1.000  1.000
work              0       0     0      0.000   0.000  0.000
tool              1       1     1      1.000   1.000  1.000
value             2       1     1      1.000   0.500  0.667
all              12      11    10      0.909   0.833  0.870

coreference over 9 mentions that both have: B-cubed precision 0.889, recall 0.889, F1 0.889

facts       first  second  both  precision  recall     F1
attendance      2       1     1      1.000   0.500  0.667
people          2       2     2      1.000   1.000  1.000
events          1       0     0      0.000   0.000  0.000
incidents       2       2     1      0.500   0.500  0.500
works           0       0     0      0.000   0.000  0.000
all             7       5     4      0.800   0.571  0.667

the second has, with their status, 0 of 1 planned, 0 of 1 denied facts of the first
"""


def test_the_tables_are_as_printed(folders: tuple[Path, Path]) -> None:
    assert render(agree_on_folders(*folders)) == TABLES


def test_the_corpus_s_second_annotation_is_of_its_texts() -> None:
    corpus = Path(__file__).parents[1] / "corpus"
    assert len(agree_on_folders(corpus / "marked", corpus / "second")) == 18


def test_a_broken_text_is_told_with_its_line(folders: tuple[Path, Path]) -> None:
    (folders[1] / "a.txt").write_text("# style: test\n\n[Jane Doe|p.jane\n", encoding="utf-8")
    done = run(*map(str, folders))
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        "Error: a, line 3: a mark that does not close, or has no key: '[Jane Doe|p.jane'; write [words|key]\n"
    )


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cyberkg.evaluate.agreement", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_prints_the_tables(folders: tuple[Path, Path]) -> None:
    done = run(*map(str, folders))
    assert (done.returncode, done.stdout, done.stderr) == (0, TABLES, "")


def test_the_command_says_what_it_needs() -> None:
    done = run("only")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Error: two folders are needed; name FIRST_FOLDER and SECOND_FOLDER\n"
