"""Marks of the Traffic Light Protocol: found where people write them, kept out of what is read."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest

from cyberkg.model import Document
from cyberkg.sources import Parsers, read
from cyberkg.sources.tlp import is_mark, read_marking, unmarked
from cyberkg.terms import Marking

Load = Callable[[str, "str | bytes"], Document]
Outline = Callable[[Document], list[str]]

BODY = """# Fortnightly

## 1. Orchid Bank hit

Orchid Bank was hit by ransomware on 3 May 2024, and has told the police of it since.

## 2. Harbour Forum

The Harbour Forum was held in Singapore on 4 May 2024, and Ada Tan spoke at it at length.
"""


def at(document: Document, words: str) -> Marking | None:
    """Tell the marking of the place where words stand."""
    start = document.text.index(words)
    return document.marking_at(start, start + len(words))


@pytest.mark.parametrize(
    ("line", "marking"),
    [
        ("TLP:AMBER", Marking.AMBER),
        ("TLP: amber+strict", Marking.AMBER_STRICT),
        ("**TLP:GREEN**", Marking.GREEN),
        ("[TLP:WHITE]", Marking.CLEAR),
        ("Classification: TLP:RED", Marking.RED),
        ("TLP-CLEAR", Marking.CLEAR),
        ("TLP:AMBER (members of the association only)", Marking.AMBER),
    ],
)
def test_a_line_at_the_head_marks_the_document(
    line: str, marking: Marking, load: Load, outline_of: Outline
) -> None:
    for name, text in (
        ("a.md", BODY.replace("# Fortnightly\n", f"# Fortnightly\n\n{line}\n", 1)),
        ("b.md", f"{line}\n\n{BODY}"),
        ("c.txt", f"{line}\n{BODY.replace('#', '')}"),
        ("d.txt", f"Fortnightly\n{line}\n\n{BODY[14:].replace('#', '')}"),
    ):
        document = load(name, text)
        assert (document.marking, document.parts) == (marking, ()), name
        assert document.title == "Fortnightly", name
        assert not [row for row in outline_of(document) if "TLP" in row], name


@pytest.mark.parametrize(
    "line",
    [
        "ＴＬＰ：ＲＥＤ",
        "ТLР:RED",
        "TLP\u2011RED",
        "TLP = RED",
        "TLP 2.0: RED",
        "TLP (RED)",
        "Traffic Light Protocol: RED",
        "TLP level: Red",
        "TLP:RED, NOFORN",
        "TLP:RED. Not for disclosure, restricted to participants only.",
        "TLP:RED = For the eyes and ears of individual recipients only, no further disclosure beyond them.",
        "TLP:RED - for named recipients only",
        "Page 1 of 3 TLP:RED",
        "© 2024 Harbour Authority. TLP:RED",
        "All rights reserved TLP:RED",
        "| TLP:RED | 2 May 2024 |",
        "2 May 2024, TLP:RED",
        "Security unit of the Harbour Authority - TLP:RED",
        "Handling caveat: TLP:RED",
        "Slides: TLP:RED",
        "This briefing is marked TLP:RED and must not be passed on.",
        "The handling of this document, with all that is attached to it, is TLP:RED until further notice.",
    ],
)
def test_a_level_in_a_line_that_says_more_counts_at_the_head_and_at_the_foot(line: str, load: Load) -> None:
    for name, text in (
        ("a.md", BODY.replace("# Fortnightly\n", f"# Fortnightly\n\n{line}\n", 1)),
        ("b.md", f"{BODY}\n\n{line}\n"),
        ("c.txt", f"Fortnightly\n\n{line}\n\n{BODY[14:].replace('#', '')}"),
        ("d.txt", f"Fortnightly\n\n{BODY[14:].replace('#', '')}\n\n{line}\n"),
    ):
        document = load(name, text)
        assert {at(document, "told the police"), at(document, "Ada Tan")} == {Marking.RED}, name


def test_a_line_at_the_head_marks_a_text_that_goes_on_right_below(load: Load) -> None:
    lines = (
        "Fortnightly",
        "Issue of the Harbour Authority, 2 May 2024, TLP:RED",
        "On Friday Ada Tan told the police of the theft, and",
        "the chair of the Orchid Bank said that Bo Li of the",
        "Authority had come to see what was left of it then.",
    )
    document = load("a.txt", "\n".join(lines))
    assert at(document, "Bo Li") is Marking.RED
    assert " ".join(lines[2:]) in [block.text for item in document.items for block in item.blocks]


@pytest.mark.parametrize("line", ["© 2024 Harbour Authority. TLP:RED", "All rights reserved TLP:RED"])
def test_a_mark_counts_below_a_long_text_too(line: str, load: Load) -> None:
    text = "\n\n".join(f"Ada Tan spoke at Harbour Forum {n}, and the police came." for n in range(2, 20))
    assert load("a.txt", f"Fortnightly\n\n{text}\n\n{line}\n").marking is Marking.RED


def test_a_level_in_a_short_line_frees_nothing_and_marks_its_item_alone(load: Load) -> None:
    text = BODY.replace("Forum\n\n", "Forum\n\nSlides: TLP:{}, by mail\n\n")
    for level, there in (("CLEAR", Marking.AMBER), ("RED", Marking.RED)):
        document = load("a.md", f"TLP:AMBER\n\n{text.format(level)}")
        assert (at(document, "told the police"), at(document, "Ada Tan")) == (Marking.AMBER, there)


def test_amber_strict_is_strict_however_it_is_written(load: Load) -> None:
    for line in ("TLP:AMBER STRICT", "TLP:AMBER-STRICT", "tlp:amber+strict"):
        assert load("a.md", f"{line}\n\n{BODY}").marking is Marking.AMBER_STRICT


@pytest.mark.parametrize("field", ["tlp: amber", "TLP: TLP:AMBER", 'marking: "tlp:amber"'])
def test_front_matter_marks_the_document(field: str, load: Load) -> None:
    document = load("a.md", f"---\ntitle: Issue 7\n{field}\n---\n{BODY}")
    assert (document.marking, document.parts, document.title) == (Marking.AMBER, (), "Issue 7")


@pytest.mark.parametrize(
    "line", ["TLP:AMBER/RED", "TLP:RED/AMBER", "TLP:GREEN | TLP:RED", "TLP: AMBER+STRICT / RED"]
)
def test_the_stricter_of_two_levels_in_one_mark_holds(line: str, load: Load) -> None:
    assert load("a.md", f"{line}\n\n{BODY}").marking is Marking.RED


@pytest.mark.parametrize("mark", ["TLP:GREEN | ", "TLP:GREEN / "])
def test_a_word_behind_a_mark_is_no_second_level(mark: str, load: Load) -> None:
    document = load(
        "a.md", f"# Fortnightly\n\nThe police came.\n\n## {mark}Red Cross hit\n\nThe files were copied.\n"
    )
    assert (document.marking, [part.marking for part in document.parts]) == (None, [Marking.GREEN])
    assert any(item.heading and item.heading.text.endswith("Red Cross hit") for item in document.items)


def test_the_stricter_of_two_marks_holds(load: Load) -> None:
    document = load("a.md", f"---\ntlp: green\n---\nTLP:AMBER\n\n{BODY}\n\nTLP:RED\n")
    assert document.marking is Marking.RED


def test_a_line_below_a_heading_marks_its_item(load: Load, outline_of: Outline) -> None:
    document = load("a.md", BODY.replace("Forum\n\n", "Forum\n\nTLP:RED\n\n"))
    assert document.marking is None
    assert (at(document, "Orchid Bank was"), at(document, "Ada Tan")) == (None, Marking.RED)
    assert at(document, "2. Harbour Forum"[3:]) is Marking.RED
    assert outline_of(document)[3:] == ["## Harbour Forum", outline_of(document)[4]]


@pytest.mark.parametrize(
    "heading",
    [
        "[TLP:RED] Orchid Bank hit",
        "Orchid Bank hit (TLP:RED)",
        "TLP:RED - Orchid Bank hit",
        "1. Orchid Bank hit [TLP:RED]",
        "[TLP:RED] 1. Orchid Bank hit",
        "1. [TLP:RED] Orchid Bank hit",
        "1. TLP:RED - Orchid Bank hit",
        "1. TLP:RED Orchid Bank hit",
        "TLP:RED Orchid Bank hit",
        "1. Orchid Bank hit TLP:RED",
    ],
)
def test_a_mark_in_a_heading_marks_its_item_and_those_below(
    heading: str, load: Load, outline_of: Outline
) -> None:
    text = BODY.replace("1. Orchid Bank hit", heading).replace(
        "of it since.\n",
        "of it since.\n\n### What it cost\n\nIt cost the bank 300,000 US dollars, it says.\n",
    )
    document = load("a.md", f"TLP:GREEN\n\n{text}")
    assert document.marking is Marking.GREEN
    assert at(document, "300,000 US dollars") is Marking.RED
    assert (at(document, "Orchid Bank was hit"), at(document, "Ada Tan")) == (Marking.RED, Marking.GREEN)
    assert "## Orchid Bank hit" in outline_of(document)


def test_numbered_headings_of_a_plain_text_carry_marks(load: Load, outline_of: Outline) -> None:
    text = BODY.replace("#", "").replace("2. Harbour Forum", "2. Harbour Forum (TLP:RED)")
    document = load("a.txt", f"TLP:GREEN\n\n{text}")
    assert (at(document, "told the police"), at(document, "Ada Tan")) == (Marking.GREEN, Marking.RED)
    assert any(row.endswith("Harbour Forum") for row in outline_of(document))


def test_a_mark_in_a_paragraph_marks_that_alone(load: Load, outline_of: Outline) -> None:
    text = BODY.replace(
        "of it since.\n",
        "of it since.\n\n(TLP:AMBER+STRICT) Its data office paid the gang, it is said, in secret last week.\n",
    )
    document = load("a.md", f"TLP:GREEN\n\n{text}")
    assert at(document, "paid the gang") is Marking.AMBER_STRICT
    assert at(document, "told the police") is Marking.GREEN
    assert any(row.startswith("Its data office paid") for row in outline_of(document))


@pytest.mark.parametrize(
    "said",
    [
        "TLP:RED Its data office paid the gang, it is said, in secret last week.",
        "Its data office paid the gang, it is said, in secret last week. TLP:RED",
        "The police were told. (TLP:RED) Its data office paid the gang, it is said, in secret last week.",
        "The police were told (TLP:RED), and its data office paid the gang, it is said, in secret last week.",
    ],
)
def test_a_mark_anywhere_in_a_paragraph_marks_it(said: str, load: Load) -> None:
    for level in ("TLP:GREEN", "TLP:AMBER", ""):
        text = BODY.replace("of it since.\n", f"of it since.\n\n{said}\n")
        document = load("a.md", f"{level}\n\n{text}")
        assert at(document, "paid the gang") is Marking.RED
        assert at(document, "has told the police") is not Marking.RED


def test_a_mark_amid_the_words_frees_nothing(load: Load) -> None:
    said = "The agency has put an advisory (TLP:CLEAR) on its pages, and sent the rest to its members."
    for heading in ("Forum", "Forum and an advisory (TLP:CLEAR) of the agency"):
        text = BODY.replace("Forum\n\n", f"{heading}\n\n{said} ", 1)
        document = load("a.md", f"TLP:AMBER\n\n{text}")
        assert (document.marking, document.parts) == (Marking.AMBER, ())


def test_an_item_may_be_freer_than_its_document(load: Load) -> None:
    document = load("a.md", f"TLP:AMBER\n\n{BODY}".replace("Forum\n\n", "Forum\n\nTLP:CLEAR\n\n"))
    assert (at(document, "told the police"), at(document, "Ada Tan")) == (Marking.AMBER, Marking.CLEAR)


def test_a_mark_between_two_items_marks_both(load: Load) -> None:
    document = load("a.md", BODY.replace("## 2.", "TLP:RED\n\n## 2."))
    assert {at(document, "told the police"), at(document, "Ada Tan")} == {Marking.RED}


def test_talk_of_marks_is_no_mark(load: Load, outline_of: Outline) -> None:
    said = "The report was shared as TLP:AMBER, and TLP:RED notes were read out in the room only."
    document = load("a.md", BODY.replace("\n## 2.", f"\n{said}\n\n## 2."))
    assert (document.marking, document.parts) == (None, ())
    assert said in outline_of(document)
    assert not is_mark("TLP: what the colours mean")


@pytest.mark.parametrize(
    ("name", "text"), [("a.md", f"TLP:AMBR\n\n{BODY}"), ("a.md", f"---\ntlp: purple\n---\n{BODY}")]
)
def test_a_mark_that_is_none_is_refused(name: str, text: str, refusal: Callable[[str, str], str]) -> None:
    line = refusal(name, text)
    assert "the marking 'purple'" in line or "TLP:AMBR, which the protocol does not know" in line
    assert line.endswith("write clear, green, amber, amber+strict, red")


def test_rows_of_facts_may_be_marked(load: Load) -> None:
    text = "subject,predicate,object,object_type,subject_type,marking\nA,attended,B,,Person,TLP:RED\nC,attended,D,,Person,\n"
    document = load("facts.csv", text)
    assert (at(document, "A,attended"), at(document, "C,attended")) == (Marking.RED, None)


def test_the_header_of_a_word_document_marks_it(load: Load) -> None:
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "TLP:AMBER"
    document.add_heading("Fortnightly", 1)
    document.add_paragraph("Ada Tan of Orchid Bank spoke at Harbour Forum on 3 May 2024.")
    target = BytesIO()
    document.save(target)
    assert load("a.docx", target.getvalue()).marking is Marking.AMBER


def test_the_margins_of_a_word_document_mark_it_whatever_else_they_say(load: Load) -> None:
    import docx

    for margin in ("Security briefing\tTLP:RED\tPage 1", ""):
        document = docx.Document()
        document.sections[0].footer.paragraphs[0].text = margin
        document.core_properties.keywords = "" if margin else "TLP:RED"
        document.add_heading("Fortnightly", 1)
        document.add_paragraph("Ada Tan of Orchid Bank spoke at Harbour Forum on 3 May 2024.")
        target = BytesIO()
        document.save(target)
        assert load("a.docx", target.getvalue()).marking is Marking.RED


def test_a_watermark_marks_a_word_document(load: Load) -> None:
    import docx
    from docx.oxml import parse_xml

    document = docx.Document()
    shape = (
        '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict><v:shape type="#_x0000_t136">'
        '<v:textpath string="TLP:RED"/></v:shape></w:pict></w:r></w:p>'
    )
    document.sections[0].header._element.append(parse_xml(shape))
    document.add_heading("Fortnightly", 1)
    document.add_paragraph("Ada Tan of Orchid Bank spoke at Harbour Forum on 3 May 2024.")
    target = BytesIO()
    document.save(target)
    assert load("a.docx", target.getvalue()).marking is Marking.RED


def test_a_level_in_the_last_line_of_an_item_marks_the_next_one_too(load: Load) -> None:
    rest = "The bank told the police on 3 May 2024, and its chair spoke about that."
    text = f"# Fortnightly\n\n{rest}\n\n## One\n\n{rest}\n\nSlides, page 2, TLP:RED\n\n## Two\n\nAda Tan came.\n\n## Three\n\nBo Li came.\n"
    document = load("a.md", text)
    assert (at(document, "Ada Tan"), at(document, "Bo Li")) == (Marking.RED, None)


def test_a_heading_about_the_text_itself_marks_it(load: Load) -> None:
    assert load("a.md", f"# This briefing is TLP:RED until May\n\n{BODY[14:]}").marking is Marking.RED
    assert load("b.md", "# This briefing is TLP:RED until May\n").marking is Marking.RED


def test_a_mark_of_a_part_of_a_web_page_marks_no_more(load: Load) -> None:
    said = "Ada Tan of Orchid Bank spoke at Harbour Forum on 3 May 2024. " * 3
    part = f"<h2>One</h2><p>{said}</p><h2>Two</h2><p>TLP:RED</p><p>The police came to Bo Li.</p>"
    document = load(
        "a.html", f"<!doctype html><html><body><h1>Fortnightly</h1><p>{said}</p>{part}</body></html>"
    )
    assert (document.marking, at(document, "Bo Li")) == (None, Marking.RED)


@pytest.mark.parametrize(
    "beside",
    [
        "<header>Harbour Authority | TLP:RED</header>",
        "<footer><p>TLP:RED - for members</p></footer>",
        "<nav>TLP:RED</nav>",
        '<img src="red.png" alt="TLP:RED">',
        '<div aria-label="TLP: Red"></div>',
    ],
)
def test_marks_beside_the_text_of_a_web_page_count(beside: str, load: Load) -> None:
    said = "Ada Tan of Orchid Bank spoke at Harbour Forum on 3 May 2024. " * 3
    page = f"<!doctype html><html><body>{beside}<main><h1>Fortnightly</h1><p>{said}</p></main></body></html>"
    assert load("a.html", page).marking is Marking.RED


def test_a_picture_of_a_mark_counts_in_markdown(load: Load) -> None:
    assert load("a.md", f"![TLP:RED](red.png)\n\n{BODY}").marking is Marking.RED


def test_a_web_page_is_marked_by_a_line_of_its_own(load: Load) -> None:
    page = "<!doctype html><html><body><h1>Fortnightly</h1><p><b>TLP:GREEN</b></p><p>{}</p></body></html>"
    document = load(
        "a.html", page.format("Ada Tan of Orchid Bank spoke at Harbour Forum on 3 May 2024. " * 3)
    )
    assert document.marking is Marking.GREEN


@pytest.mark.parametrize(
    ("value", "marking"), [("", None), ("Green", Marking.GREEN), ("tlp:white", Marking.CLEAR)]
)
def test_values_of_fields(value: str, marking: Marking | None) -> None:
    assert read_marking(value, "a") is marking


def test_titles_lose_their_mark() -> None:
    assert unmarked("[TLP:RED] Issue 7") == ("Issue 7", Marking.RED)
    assert unmarked("On TLP:RED and its use") == ("On TLP:RED and its use", None)


def test_unmarked_documents_are_read_as_before(parsers: Parsers, tmp_path: object) -> None:
    from pathlib import Path

    data = Path(__file__).parents[2] / "data"
    for path in sorted(data.glob("*.md")):
        document = read(path, path.name, parsers=parsers).document
        assert (document.marking, document.parts) == (None, ())
