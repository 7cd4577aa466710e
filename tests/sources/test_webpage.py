"""Web pages: what a reader sees, without what stands around it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cyberkg.model import Document, Period
from cyberkg.sources.page_head import cut_site

Load = Callable[[str, str | bytes], Document]
Outline = Callable[[Document], list[str]]
PROSE = (
    "The council was hacked last week, its spokesman said on Monday, and much data of its members was stolen. "
    * 3
)


def test_a_page_is_its_text_with_the_title_first(
    load: Load, outline_of: Outline, check_spans: Callable[[Document], None]
) -> None:
    page = f"""<!doctype html><title>Five cases | News</title><script>x()</script><style>p {{}}</style>
    <div class="cookie-banner">We love cookies <button>Accept</button></div><header><a href=/>Site</a></header>
    <nav><ul><li><a href=/>Home</a></li></ul></nav><main><p class="crumbs">Home &gt; News</p>
    <h1>Five&nbsp;cases</h1><p>{PROSE}</p><h2>1. Port</h2><p>It was <em>hit</em>.<br>Then&#8217;s <br>again</p>
    <ul><li>one;</li><li>two<ul><li>inner</li></ul></li></ul>
    <table><tr><th>Time</th><th>Topic</th></tr><tr><td>09:30</td><td><p>Opening</p></td></tr></table>
    <p hidden>unseen</p><p style="display: none">unseen</p><!-- unseen --><dl><dt>Venue</dt><dd>Wan Chai</dd></dl></main>
    <aside>Most read</aside><footer>Contact</footer>"""
    document = load("x.html", page)
    assert document.title == "Five cases"
    assert outline_of(document) == [
        "# Five cases", PROSE.strip(), "## Port", "It was hit.", "Then’s again", "- one;", "- two", "-- inner",
        "- Time | Topic", "- 09:30 | Opening", "Venue", "- Wan Chai",
    ]  # fmt: skip
    assert document.text.startswith("Five cases\n\nThe council")
    assert "unseen" not in document.text
    assert [i.number for i in document.items] == ["", "1"]
    check_spans(document)


def test_the_title_of_the_page_stands_first_where_the_text_has_none(load: Load) -> None:
    assert load("x.html", f"<title>Port hit - Daily News</title><p>{PROSE}</p>").text.startswith(
        "Port hit - Daily News"
    )


def test_a_banner_with_the_name_of_the_site_is_not_the_title(load: Load) -> None:
    page = f"<title>Bank hit | Daily News</title><div id=header><h1>Daily News</h1></div><div><h2>Bank hit</h2><p>{PROSE}</p></div>"
    document = load("x.html", page)
    assert (document.title, document.text[:8]) == ("Bank hit", "Bank hit")


def test_names_that_mislead_cost_no_text(load: Load) -> None:
    page = f'<body class="menu sidebar"><form><div class="newsletter banner"><p>{PROSE}</p></div></form>'
    assert PROSE.strip() in load("x.html", page).text


def test_lists_of_links_are_dropped_but_linked_names_stay(load: Load, outline_of: Outline) -> None:
    links = "".join(f"<li><a href=/{n}>{n}</a></li>" for n in ("World", "Tech", "Sport"))
    page = f"<ul>{links}</ul><p>{PROSE}</p><p>With <a>Huawei</a>, <a>Qianxin</a> and <a>360</a>.</p><h3>Related articles</h3><ul>{links}</ul>"
    assert outline_of(load("x.html", page)) == [PROSE.strip(), "With Huawei, Qianxin and 360."]


def test_bold_numbers_are_headings(load: Load) -> None:
    page = f"<h1>Digest</h1><p><b>1、Port hit</b></p><p>{PROSE}</p><p><strong>2、Council hit</strong></p><p>{PROSE}</p>"
    assert [(i.number, i.heading and i.heading.text) for i in load("x.html", page).items][1:] == [
        ("1", "Port hit"),
        ("2", "Council hit"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2023-09-25T03:00:00Z">',
        '<meta name="DC.date" content="25 September 2023">',
        '<script type="application/ld+json">{"@graph": [{"datePublished": "2023-09-25"}]}</script>',
        '<time datetime="2023-09-25" pubdate>long ago</time>',
    ],
)
def test_a_page_says_when_it_was_published(load: Load, head: str) -> None:
    document = load("x.html", f"<title>T</title>{head}<p>{PROSE}</p>")
    assert document.date == Period("2023-09-25", "2023-09-25")


def test_a_page_says_where_it_is_from(load: Load) -> None:
    page = f'<link rel=canonical href="https://x.example/a"><meta property="og:site_name" content="X"><p>{PROSE}</p>'
    assert load("x.html", page).source == "https://x.example/a"


def test_the_declared_encoding_is_used(load: Load) -> None:
    page = '<meta charset="big5"><p>香港數碼港</p>'.encode("big5")
    assert "香港數碼港" in load("x.html", page).text


def test_the_name_of_the_site_is_cut() -> None:
    assert cut_site("Bank hit | News | X") == "Bank hit"
    assert cut_site("X | Bank hit", "X") == "Bank hit"
    assert cut_site("Bank in Dublin hit - Daily News") == "Bank in Dublin hit"
    assert cut_site("State-sponsored gang back") == "State-sponsored gang back"


@pytest.mark.parametrize(
    ("page", "line"),
    [
        ("<html><script>x()</script></html>", "InputError: x.html: has no text to read; check that the page is not drawn by a script"),
        ("<!-- nothing -->", "InputError: x.html: has no text to read; check that the page is not drawn by a script"),
        ('<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x;', "InputError: x.html: declares entities; "
         "take the part in square brackets out of its first line"),
        (b"%PDF-1.4", "InputError: x.html: is a PDF under another name; rename it to end in .pdf"),
    ],
)  # fmt: skip
def test_pages_without_text_are_refused(
    refusal: Callable[[str, str | bytes], str], page: str | bytes, line: str
) -> None:
    assert refusal("x.html", page) == line


def test_a_thousand_nested_elements_hide_nothing(load: Load, outline_of: Outline) -> None:
    page = (
        f"<p>{PROSE}</p>"
        + "<div>" * 1000
        + "<p>The bank was hit.</p>"
        + "</div>" * 1000
        + "<p>So was the port.</p>"
    )
    assert outline_of(load("x.html", page)) == [PROSE.strip(), "The bank was hit.", "So was the port."]


def test_a_page_of_which_the_parser_leaves_a_part_out_is_refused(
    refusal: Callable[[str, str | bytes], str],
) -> None:
    """Else whoever writes a page could have all that stands below read by people alone."""
    page = f"<p>{PROSE}</p>" + "<div>" * 100_000 + "deep" + "</div>" * 100_000 + "<p>The bank was hit.</p>"
    assert refusal("x.html", page) == "InputError: x.html: nests too deep to be parsed; save it as text"


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>unseen()</script>",
        "<style>.unseen { color: red }</style>",
        "<noscript>unseen</noscript>",
        "<template>unseen</template>",
        "<p aria-hidden=true>unseen</p>",
        "<p class='lead sr-only'>unseen</p>",
        "<p style='visibility : hidden'>unseen</p>",
        f"<p style='{'color: red; ' * 500} display:none'>unseen</p>",
        f"<p class='{'lead ' * 200} cookie-banner'>unseen</p>",
    ],
)
def test_what_no_reader_sees_is_not_read(load: Load, outline_of: Outline, hidden: str) -> None:
    page = f"<p>{PROSE}</p>{hidden}<p>The bank was hit.</p>"
    assert outline_of(load("x.html", page)) == [PROSE.strip(), "The bank was hit."]


@pytest.mark.parametrize("between", ["<!-- unseen -->", "<?unseen ?>"])
def test_a_sentence_goes_on_after_a_remark(load: Load, outline_of: Outline, between: str) -> None:
    page = f"<p>The port {between}was hit.</p>"
    assert outline_of(load("x.html", page)) == ["The port was hit."]


def test_a_page_whose_names_call_all_of_it_furniture_is_read_without_them(
    load: Load, outline_of: Outline
) -> None:
    page = '<div class="banner"><p>The port was hit.</p></div>'
    assert outline_of(load("x.html", page)) == ["The port was hit."]
