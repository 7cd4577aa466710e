"""Laws of finding dates: the forms, what fills in what they leave out, and what is no date."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyberkg.model import Period
from cyberkg.reading.dates import FUTURE, Anchor, date_spans, dateline, find_dates
from cyberkg.reading.lexicon import words
from cyberkg.reading.numeric_dates import date_order
from cyberkg.reading.periods import is_value

DAY = Anchor(Period("2023-09-21", "2023-09-21"))  # a Thursday
FORTNIGHT = Anchor(Period("2023-09-08", "2023-09-21"))
NEW_YEAR = Anchor(Period("2023-12-25", "2024-01-07"))
YEAR = Anchor(Period("2024", "2024"))
NOTHING = Anchor()


def _values(text: str, anchor: Anchor) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.value) for m in find_dates(text, anchor)]


EXPLICIT = [
    ("on 8 September 2023", "8 September 2023", "2023-09-08"),
    ("on September 8, 2023,", "September 8, 2023", "2023-09-08"),
    ("on Sept. 8th, 2023", "Sept. 8th, 2023", "2023-09-08"),
    ("on Sep 8 2023", "Sep 8 2023", "2023-09-08"),
    ("on the 8th of September 2023", "the 8th of September 2023", "2023-09-08"),
    ("on Friday, 8 September 2023.", "Friday, 8 September 2023", "2023-09-08"),
    ("on Fri. September 8, 2023", "Fri. September 8, 2023", "2023-09-08"),
    ("on September 8 (Friday), 2023", "September 8 (Friday), 2023", "2023-09-08"),
    ("8\u00a0September\u00a02023", "8\u00a0September\u00a02023", "2023-09-08"),
    ("SEPTEMBER 8, 2023", "SEPTEMBER 8, 2023", "2023-09-08"),
    ("September 13,2023", "September 13,2023", "2023-09-13"),
    ("8-10 September 2023", "8-10 September 2023", "2023-09-08/2023-09-10"),
    ("from September 13 to 15, 2023 at", "September 13 to 15, 2023", "2023-09-13/2023-09-15"),
    ("from Wed 13 to Fri 15 September 2023", "Wed 13 to Fri 15 September 2023", "2023-09-13/2023-09-15"),
    ("16 – 31 October 2023", "16 – 31 October 2023", "2023-10-16/2023-10-31"),
    ("September 28 - October 2, 2023", "September 28 - October 2, 2023", "2023-09-28/2023-10-02"),
    ("30 Oct – 1 Nov 2023", "30 Oct – 1 Nov 2023", "2023-10-30/2023-11-01"),
    ("28 December – 3 January 2024", "28 December – 3 January 2024", "2023-12-28/2024-01-03"),
    ("December 28, 2023 to January 3", "December 28, 2023 to January 3", "2023-12-28/2024-01-03"),
    ("on 8 and 9 September 2023", "8 and 9 September 2023", "2023-09-08/2023-09-09"),
    ("between 16 and 20 October 2023", "16 and 20 October 2023", "2023-10-16/2023-10-20"),
    ("2023-09-08", "2023-09-08", "2023-09-08"),
    ("at 2023-09-08T10:00", None, None),
    ("2023/09/08", "2023/09/08", "2023-09-08"),
    ("2023-09-13 to 2023-09-15", "2023-09-13 to 2023-09-15", "2023-09-13/2023-09-15"),
    ("on 28/09/2023", "28/09/2023", "2023-09-28"),
    ("on 09/28/2023", "09/28/2023", "2023-09-28"),
    ("on 28.9.2023", "28.9.2023", "2023-09-28"),
    ("于2023年9月8日", "2023年9月8日", "2023-09-08"),
    ("2023年9月13日至15日", "2023年9月13日至15日", "2023-09-13/2023-09-15"),
    ("2023年9月", "2023年9月", "2023-09"),
    ("in September 2023", "September 2023", "2023-09"),
    ("in mid-May 2024", "mid-May 2024", "2024-05"),
    ("in early March 2024", "early March 2024", "2024-03"),
    ("at the end of June 2024", "the end of June 2024", "2024-06"),
    ("from April to June 2024", "April to June 2024", "2024-04/2024-06"),
    ("from November 2023 to January 2024", "November 2023 to January 2024", "2023-11/2024-01"),
    ("in late 2023", "late 2023", "2023"),
    ("in 2023", "2023", "2023"),
    ("since 2019", "2019", "2019"),
    ("(2021)", "2021", "2021"),
    ("the flood of 2021.", "2021", "2021"),
    ("in spring 2024", "spring 2024", "2024"),
    ("in Q1 2024", "Q1 2024", "2024-01/2024-03"),
    ("the third quarter of 2024", "the third quarter of 2024", "2024-07/2024-09"),
    ("in the first half of 2024", "the first half of 2024", "2024-01/2024-06"),
    ("in 2022/23", "2022/23", "2022/2023"),
    ("from 2019 to 2022", "2019 to 2022", "2019/2022"),
    ("early in May 2023", "early in May 2023", "2023-05"),
    ("the first week of May 2023", "the first week of May 2023", "2023-05"),
    ("the second half of May 2023", "the second half of May 2023", "2023-05"),
    ("on 5, 6 and 7 May 2023", "5, 6 and 7 May 2023", "2023-05-05/2023-05-07"),
    ("on 30 April and 1 May 2023", "30 April and 1 May 2023", "2023-04-30/2023-05-01"),
    ("on 08.09.2023", "08.09.2023", "2023-09-08"),
    ("on 16/5/23", "16/5/23", "2023-05-16"),
    ("13/06/2023 - 15/06/2023", "13/06/2023 - 15/06/2023", "2023-06-13/2023-06-15"),
    ("13/06/2023-15/06/2023", "13/06/2023-15/06/2023", "2023-06-13/2023-06-15"),
    ("on 13/5 to 16/5/2023", "13/5 to 16/5/2023", "2023-05-13/2023-05-16"),
    ("a ferry sank off Port Sable, 2021.", "2021", "2021"),
]


@pytest.mark.parametrize(("text", "words", "value"), EXPLICIT)
def test_a_written_date_needs_no_anchor(text: str, words: str | None, value: str | None) -> None:
    if words is None:
        assert [m.value for m in find_dates(text, NOTHING)] == ["2023-09-08"]
    else:
        assert _values(text, NOTHING) == [(words, value)]


def test_a_list_of_days_is_one_date_each() -> None:
    assert [v for _, v in _values("on 5, 7 and 12 May 2023", NOTHING)] == [
        "2023-05-05",
        "2023-05-07",
        "2023-05-12",
    ]
    assert [v for _, v in _values("on May 5, 7 and 12, 2023", NOTHING)] == [
        "2023-05-05",
        "2023-05-07",
        "2023-05-12",
    ]
    assert _values("on 5 May and 12 June 2023", NOTHING) == [
        ("5 May", "2023-05-05"),
        ("12 June 2023", "2023-06-12"),
    ]


INFERRED = [
    ("On September 8, the port was hit.", FORTNIGHT, ["2023-09-08"]),
    ("From September 13 to 15, the police held it.", FORTNIGHT, ["2023-09-13/2023-09-15"]),
    ("between September 16 and 20", FORTNIGHT, ["2023-09-16/2023-09-20"]),
    ("on December 28 and on January 2", NEW_YEAR, ["2023-12-28", "2024-01-02"]),
    ("30 Dec – 1 Jan", NEW_YEAR, ["2023-12-30/2024-01-01"]),
    ("9月13日至15日", FORTNIGHT, ["2023-09-13/2023-09-15"]),
    ("They met on November 12.", DAY, ["2022-11-12"]),
    ("They will meet on November 12.", DAY, ["2023-11-12"]),
    ("Deadline: November 12", DAY, ["2023-11-12"]),
    ("The bill, said the clerk in January, was late.", DAY, ["2023-01"]),
    ("In mid-November the port will stage a drill.", DAY, ["2023-11"]),
    ("It was on Tuesday, 20 September", DAY, ["2022-09-20"]),
    ("last December", DAY, ["2022-12"]),
    ("next May", DAY, ["2024-05"]),
    ("in March this year", DAY, ["2023-03"]),
    ("in March of this year", DAY, ["2023-03"]),
    ("in March last year", DAY, ["2022-03"]),
    ("on 3 March last year", DAY, ["2022-03-03"]),
    ("on 9 May", YEAR, ["2024-05-09"]),
    ("on 9 May", NOTHING, []),
    ("on 9 May", Anchor(Period("2019", "2023")), []),
    ("on 29 September 2023, and told it on 16 October", YEAR, ["2023-09-29", "2023-10-16"]),
    ("on 20 December 2023, and told it on 4 January", YEAR, ["2023-12-20", "2024-01-04"]),
    ("At the Port Forum 2022, on 11 September", YEAR, ["2022", "2022-09-11"]),
    ("The Port Survey 2022 appeared on 12 September", FORTNIGHT, ["2022", "2023-09-12"]),
    ("In May 2019 it was fined. On September 8 it was hit.", FORTNIGHT, ["2019-05", "2023-09-08"]),
    ("on 5 May and again on 2 June 2022", NOTHING, ["2022-05-05", "2022-06-02"]),
    ("The regatta was to open on 12 November.", DAY, ["2023-11-12"]),
    ("The tide talk planned for 12 November", DAY, ["2023-11-12"]),
    ("The club called off the ball of 12 November.", DAY, ["2023-11-12"]),
    ("on 5 May", Anchor(last="2022-04-30"), ["2022-05-05"]),
    ("It was struck on New Year's Eve.", DAY, ["2022-12-31"]),
    ("On New Year’s Day it rained.", YEAR, ["2024-01-01"]),
    ("on Christmas Eve 2019", DAY, ["2019-12-24"]),
]


@pytest.mark.parametrize(("text", "anchor", "values"), INFERRED)
def test_a_missing_year_comes_from_what_is_near(text: str, anchor: Anchor, values: list[str]) -> None:
    assert [value for _, value in _values(text, anchor)] == values


RELATIVE = [
    ("today", DAY, ["2023-09-21"]),
    ("It opened this morning and will close tomorrow.", DAY, ["2023-09-21", "2023-09-22"]),
    ("Only yesterday", DAY, ["2023-09-20"]),
    ("said on Friday", DAY, ["2023-09-15"]),
    ("said on Thursday", DAY, ["2023-09-21"]),
    ("will be published on Monday", DAY, ["2023-09-25"]),
    ("early on Friday of last week", DAY, ["2023-09-15"]),
    ("last week on Monday", DAY, ["2023-09-11"]),
    ("last Thursday", DAY, ["2023-09-14"]),
    ("next Thursday", DAY, ["2023-09-28"]),
    ("this Friday", DAY, ["2023-09-22"]),
    ("a week ago", DAY, ["2023-09-14"]),
    ("three days ago", DAY, ["2023-09-18"]),
    ("ten weeks ago", DAY, ["2023-07"]),
    ("two months ago", DAY, ["2023-07"]),
    ("two years ago", DAY, ["2021"]),
    ("last week", DAY, ["2023-09"]),
    ("next week", DAY, ["2023-09-25/2023-10-01"]),
    ("last month", DAY, ["2023-08"]),
    ("this month", FORTNIGHT, ["2023-09"]),
    ("last year", FORTNIGHT, ["2022"]),
    ("last year", YEAR, ["2023"]),
    ("on 5 May 2023 and almost twice as many a day later", NOTHING, ["2023-05-05", "2023-05-06"]),
    ("on 5 May 2023; two days earlier", NOTHING, ["2023-05-05", "2023-05-03"]),
    ("from 5 to 7 May 2023. The following day", NOTHING, ["2023-05-05/2023-05-07", "2023-05-08"]),
    ("on 5 May 2023. He promised on that day", NOTHING, ["2023-05-05", "2023-05-05"]),
    ("on 5 May 2023. The same month", NOTHING, ["2023-05-05", "2023-05"]),
    ("on 5 May 2023. The following Monday", NOTHING, ["2023-05-05", "2023-05-08"]),
    ("on Tuesday", Anchor(Period("2023-09-11", "2023-09-17")), ["2023-09-12"]),
    ("They dived on Monday and Tuesday.", DAY, ["2023-09-18/2023-09-19"]),
    ("They dived on Monday and Friday.", DAY, ["2023-09-18", "2023-09-15"]),
    ("The fair ran from Monday to Wednesday.", DAY, ["2023-09-18/2023-09-20"]),
    ("The fair will run from Monday to Wednesday.", DAY, ["2023-09-25/2023-09-27"]),
    ("The pier was closed on the 5th.", DAY, ["2023-09-05"]),
    ("The pier will be closed on the 5th.", DAY, ["2023-10-05"]),
    ("from the 5th to the 7th, they painted it", DAY, ["2023-09-05/2023-09-07"]),
    ("on Tuesday 12th at noon", DAY, ["2023-09-12"]),
    ("on Tue 12 - Thu 14.", DAY, ["2023-09-12/2023-09-14"]),
    ("on 10 May 2023. The week before, it rained", NOTHING, ["2023-05-10", "2023-05-01/2023-05-07"]),
    ("on 10 May 2023. The month after, it rained", NOTHING, ["2023-05-10", "2023-06"]),
    ("On Friday 12 were rescued.", DAY, ["2023-09-15"]),
    ("on the 10th floor, the winner of the 5th", DAY, []),
    # what it is counted from is not known
    ("yesterday, on Friday, a week ago, last week", FORTNIGHT, []),
    ("that day, the same month, a day later", DAY, []),
    ("today, this month, last year", NOTHING, []),
    ("this year", NEW_YEAR, []),
    # no dates
    ("two days after the attack, and on the first day", DAY, []),
    ("Black Friday, the Sunday Times and Patch Tuesday", DAY, []),
]


@pytest.mark.parametrize(("text", "anchor", "values"), RELATIVE)
def test_a_relative_date_is_counted_from_what_is_known(text: str, anchor: Anchor, values: list[str]) -> None:
    assert [value for _, value in _values(text, anchor)] == values


NO_DATES = [
    "You may march. May 12 companies? March on, April Wong and June Lee, said Theresa May.",
    "CVE-2023-20198 in version 2.3.4 of ISO 27001:2022 and Windows Server 2019",
    "+852 2023 4567, 360 Group, 10:30, $2023, 2,023 people, 2000 employees, 1990s",
    "on 31 February 2023",
    "on 08/09/2023",
    "at 5 p.m. on line 8, Section 12",
    "(1.8 million euros), (3.5 times as many), (5.6 GB) and (2.5 MILLION)",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    found = [text[m.start : m.end] for m in find_dates(text, Anchor(last="2022-05-01"))]
    assert [f for f in found if f not in {"May 12", "February 2023"}] == []


def test_a_number_after_in_month_counts_what_follows() -> None:
    assert _values("In May 12 companies were hit.", DAY) == [("May", "2023-05")]
    assert _values("On September 8 and 21 people left.", DAY) == [("September 8", "2023-09-08")]


def test_a_year_in_a_name_is_marked() -> None:
    kinds = [(m.value, m.kind) for m in find_dates("CSOP 2023, the 2024 Port Week, in 2022 Delta", NOTHING)]
    assert kinds == [("2023", "name-year"), ("2024", "name-year"), ("2022", "explicit")]


def test_kinds_tell_where_the_year_comes_from() -> None:
    text = "on 5 May 2023, on 6 May and a day later"
    assert [m.kind for m in find_dates(text, NOTHING)] == ["explicit", "inferred", "relative"]


def test_the_order_of_the_document_settles_slashes() -> None:
    assert [m.value for m in find_dates("08/09/2023", Anchor(order="dmy"))] == ["2023-09-08"]
    assert [m.value for m in find_dates("08/09/2023", Anchor(order="mdy"))] == ["2023-08-09"]
    assert [m.value for m in find_dates("08/08/2023", NOTHING)] == ["2023-08-08"]


SHORT = [
    ("on 6/12 to 6/14", "mdy", [("6/12 to 6/14", "2023-06-12/2023-06-14")]),
    ("on 6/12 to 6/14", "", [("6/12 to 6/14", "2023-06-12/2023-06-14")]),
    ("on 6/1 through 6/4", "mdy", [("6/1 through 6/4", "2023-06-01/2023-06-04")]),
    ("on 6/12-6/14", "mdy", [("6/12-6/14", "2023-06-12/2023-06-14")]),
    ("on 6/12 – 6/14", "mdy", [("6/12 – 6/14", "2023-06-12/2023-06-14")]),
    ("on 6/12 and 6/13", "mdy", [("6/12 and 6/13", "2023-06-12/2023-06-13")]),
    ("on 6/12 and 6/20", "mdy", [("6/12", "2023-06-12"), ("6/20", "2023-06-20")]),
    ("on 12/6 to 14/6", "dmy", [("12/6 to 14/6", "2023-06-12/2023-06-14")]),
    ("4/6: a visit to the docks", "dmy", [("4/6", "2023-06-04")]),
    ("on 16/5 it sailed", "", [("16/5", "2023-05-16")]),
    # open in which way it is read, shares, and names
    ("on 6/1 to 6/4", "", []),
    ("a majority of 2/3 of them; 1/2 - 3/4 of the crew; ports 1/2-3/4", "mdy", []),
    ("on watch 24/7 since 9/11", "mdy", []),
]


@pytest.mark.parametrize(("text", "order", "values"), SHORT)
def test_a_day_and_a_month_in_digits(text: str, order: str, values: list[tuple[str, str]]) -> None:
    assert _values(text, Anchor(DAY.period, order=order)) == values


TITLES = [
    "Under the Tidal Data Act, 2012, he was fined on 9 May.",
    "Under the Tidal Data Act 2012 he was fined on 9 May.",
    "Under the Tidal Data Act (2012) he was fined on 9 May.",
    "Under the Tidal Data Act of 2012 he was fined on 9 May.",
    "The Report on Ports and Lighthouses, 2012, was read on 9 May.",
]


@pytest.mark.parametrize("text", TITLES)
def test_the_year_of_a_law_or_report_is_in_its_name_and_dates_nothing(text: str) -> None:
    kinds = [(m.value, m.kind) for m in find_dates(text, DAY)]
    assert kinds == [("2012", "name-year"), ("2023-05-09", "inferred")]


def test_the_year_that_a_law_was_passed_in_is_a_date() -> None:
    text = "They passed the Tidal Data Act in 2022. On 9 May it was read."
    assert [m.value for m in find_dates(text, DAY)] == ["2022", "2022-05-09"]


def test_a_caller_may_set_the_tense() -> None:
    assert [m.value for m in find_dates("on Monday", DAY, FUTURE)] == ["2023-09-25"]


def test_spans_stand_for_dates_known_or_not() -> None:
    text = "on 9 May"
    assert [text[a:b] for a, b in date_spans(text)] == ["9 May"]


_PIECES = st.sampled_from(
    sorted(
        words(
            """8 31 12th May Sept. September to - – and , 2023 2023-09-08 年 9月 Friday last next week year ago a day later
    the same Q1 of in on will was ( ) / CSOP ."""
        )
    )
)


@settings(max_examples=150)
@given(
    st.lists(_PIECES, max_size=14).map(" ".join) | st.text(max_size=60),
    st.sampled_from([DAY, NEW_YEAR, NOTHING]),
)
def test_mentions_are_in_order_within_the_text_and_valid(text: str, anchor: Anchor) -> None:
    at = 0
    for mention in find_dates(text, anchor):
        assert at <= mention.start < mention.end <= len(text)
        assert is_value(mention.value)
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        at = mention.end


@given(st.dates(), st.sampled_from(["%-d %B %Y", "%B %-d, %Y", "%Y-%m-%d", "%a %-d %b %Y", "%Y年%-m月%-d日"]))
def test_every_day_of_our_time_is_read_back(day: date, form: str) -> None:
    day = day.replace(day=min(day.day, 28), year=1900 + day.year % 200)
    assert [m.value for m in find_dates(day.strftime(form), NOTHING)] == [day.isoformat()]


@pytest.mark.parametrize(
    "junk",
    [
        "1 ",
        "May ",
        "on 6/12-",
        "Act of The ",
        "Tue 12 - ",
        "on the 5th to ",
        "May 5 ",
        "2023-",
        " ",
        "9",
        "5, ",
        "on 5 May and ",
        "5月",
        "Friday ",
        "the early ",
        "invited to ",
        "called for ",
        "moved from ",
        "opens a ",
        "DOHA, ",
        "14-16/",
        "the spring of ",
    ],
    ids=repr,
)
def test_long_texts_take_linear_time(junk: str) -> None:
    text = junk * (50_000 // len(junk))
    begin = time.process_time()
    find_dates(text, DAY)
    assert time.process_time() - begin < 6


PLANNED = [
    ("The senator has called a hearing for 3 October and told nobody.", ["2023-10-03"]),
    ("He was asked to report by 5 December.", ["2023-12-05"]),
    ("The fair opens its doors at the old dock on 7 November.", ["2023-11-07"]),
    ("Still to come. Tide Shield, 2 February, Port Sable, hosted by the guild.", ["2024-02-02"]),
    ("Next: Tide Shield, Port Sable, organised by the guild, 2 February", ["2024-02-02"]),
    ("A second one, on drones, is pencilled in for January.", ["2024-01"]),
    ("The winners may travel to the finals in February.", ["2024-02"]),
    ("Next year's regatta goes to Port Sable, in the first week of September.", ["2024", "2024-09"]),
    ("It has been in service since 1 December.", ["2022-12-01"]),
    ("An attack on its western docks in December will cost it dearly.", ["2022-12"]),
    ("The port must pay for an outage of 9 November.", ["2022-11-09"]),
    ("12 December, 05:40: the porter rang the director.", ["2022-12-12"]),
    ("12 December: Tide talk, led by the guild", ["2023-12-12"]),
    ("Posted 21 September 2023, updated 22 September", ["2023-09-21", "2023-09-22"]),
    ("The guild cancelled the ball on Wednesday.", ["2023-09-20"]),
    ("It remains closed until Sunday.", ["2023-09-24"]),
    ("The guild was founded in 1924. It was hit on 6 February by a storm.", ["1924", "2023-02-06"]),
    ("until 12 October", ["2023-10-12"]),
    ("he worked there until June", ["2023-06"]),
]


@pytest.mark.parametrize(("text", "values"), PLANNED)
def test_what_is_planned_lies_ahead_and_what_happened_behind(text: str, values: list[str]) -> None:
    assert [m.value for m in find_dates(text, DAY)] == values


MOVED = [
    ("The talk has been moved from 9 to 16 November.", ["2023-11-09", "2023-11-16"]),
    ("Postponed: the ball, from 28 November to 23 January 2024", ["2023-11-28", "2024-01-23"]),
    ("It moved to the dock and lasted from 8 to 11 August.", ["2023-08-08/2023-08-11"]),
    ("19 TO 21 MAY 2025", ["2025-05-19/2025-05-21"]),
    ("JANUARY – MID-FEBRUARY 2023", ["2023-01/2023-02"]),
    ("19TH JULY, 2018", ["2018-07-19"]),
]


@pytest.mark.parametrize(("text", "values"), MOVED)
def test_a_move_is_from_one_date_to_another_and_no_stretch(text: str, values: list[str]) -> None:
    assert [m.value for m in find_dates(text, DAY)] == values


MONTHS = [
    ("hit in March 2017 and hit again that August", DAY, ["2017-03", "2017-08"]),
    ("held in October 2021 and tried the next March", DAY, ["2021-10", "2022-03"]),
    ("It has been used since at least May.", DAY, ["2023-05"]),
    ("for surviving the May intrusion", DAY, ["2023-05"]),
    ("Port Forum, Port Sable, August", DAY, ["2023-08"]),
    ("April: shut, 12 days without fish", DAY, ["2023-04"]),
    ("REVIEW OF THE MONTH OF JANUARY", DAY, ["2023-01"]),
    ("The March of the crews, said April, was the May Queen's.", DAY, []),
]


@pytest.mark.parametrize(("text", "anchor", "values"), MONTHS)
def test_a_month_alone_is_told_by_what_stands_around_it(text: str, anchor: Anchor, values: list[str]) -> None:
    assert [m.value for m in find_dates(text, anchor)] == values


DIGITS = [
    ("MONDAY 18.9", "", ["2023-09-18"]),
    ("Tu 12.9. rain", "", ["2023-09-12"]),
    ("On 14.09 the crew sailed", "", ["2023-09-14"]),
    ("(14.09) It sailed.", "", ["2023-09-14"]),
    ("2019.7.2 It sailed.", "", ["2019-07-02"]),
    ("2019.7.11–12 It sailed.", "", ["2019-07-11/2019-07-12"]),
    ("§ 2018-10-16/18 — It sailed.", "", ["2018-10-16/2018-10-18"]),
    ("14-16/03/21 — It sailed.", "dmy", ["2021-03-14/2021-03-16"]),
    ("Dock Range, 6/12 to 6/14, afloat", "mdy", ["2023-06-12/2023-06-14"]),
    # times, versions, sums
    ("from 9.30 to 10.15, at 16.20, on 12.10 per cent, on 4.5, on Dock 8.1", "", []),
    ("version 2019.7.2, Dock 2019.7.2", "", []),
]


@pytest.mark.parametrize(("text", "order", "values"), DIGITS)
def test_dates_in_digits_are_read_in_their_order(text: str, order: str, values: list[str]) -> None:
    assert [m.value for m in find_dates(text, Anchor(DAY.period, order=order))] == values


ORDERS = [
    (["held 12/2/25", "on 21/5/25"], None, "dmy"),
    (["held 12/2/25", "on 5/21/25"], None, "mdy"),
    (["held 9/11/23"], DAY.period, "mdy"),
    (["held 11/9/23"], DAY.period, "dmy"),
    (["held 12/2/25, on 3 March 2025"], None, "dmy"),
    (["held 12/2/25, on March 3, 2025"], None, "mdy"),
    (["held 12/2/25"], None, ""),
    (["open 24/7"], DAY.period, ""),
]


@pytest.mark.parametrize(("texts", "period", "order"), ORDERS)
def test_a_document_tells_the_order_of_its_digits(
    texts: list[str], period: Period | None, order: str
) -> None:
    assert date_order(texts, period) == order


MEETING = Anchor(DAY.period, stretch="2023-09-12/2023-09-14")

STRETCHES = [
    ("Day two was given over to drills.", MEETING, ["2023-09-13"]),
    ("the dinner on the first evening", MEETING, ["2023-09-12"]),
    ("On the last day it rained.", MEETING, ["2023-09-14"]),
    ("The fifth day of the strike", MEETING, []),
    ("the fourth day", MEETING, []),
    ("WEDNESDAY", MEETING, ["2023-09-13"]),
    ("SECOND DAY (Wednesday)", MEETING, ["2023-09-13"]),
    ("A dinner, 13 September", Anchor(YEAR.period, stretch="2025-09-12/2025-09-14"), ["2025-09-13"]),
    ("Day two", DAY, []),
    ("Mon. The guild sat.", DAY, ["2023-09-18"]),
    ("Tue.–Wed. The fair", DAY, ["2023-09-19/2023-09-20"]),
    ("THURSDAY The fair drew 350.", DAY, ["2023-09-21"]),
    ("Sun Microsystems and Sat dishes", DAY, []),
    ("held on 16 and 17 September. The same weekend", DAY, ["2023-09-16/2023-09-17"] * 2),
    ("held from 15 to 17 September. That weekend", DAY, ["2023-09-15/2023-09-17", "2023-09-16/2023-09-17"]),
    ("on 5 May 2023, as in 2019. On the same day", DAY, ["2023-05-05", "2019", "2023-05-05"]),
]


@pytest.mark.parametrize(("text", "anchor", "values"), STRETCHES)
def test_a_day_of_a_meeting_is_counted_from_its_first(text: str, anchor: Anchor, values: list[str]) -> None:
    assert [m.value for m in find_dates(text, anchor)] == values


DAYS = [
    ("it called on 27th inst. and", ["2023-08-27"]),
    ("it paid on 8th inst. The", ["2023-09-08"]),
    ("on Saturday the 16th instant under", ["2023-09-16"]),
    ("on the 8th ult.", ["2023-08-08"]),
    ("cut off since the 16th because of it", ["2023-09-16"]),
    ("On the 13th crews came.", ["2023-09-13"]),
    ("On the 13th floor, on the 9th Dock Forum", []),
    ("over the weekend of the 9th and 10th.", ["2023-09-09/2023-09-10"]),
]


@pytest.mark.parametrize(("text", "values"), DAYS)
def test_a_day_without_its_month_is_one_of_this_or_the_last(text: str, values: list[str]) -> None:
    assert [m.value for m in find_dates(text, DAY)] == values


YEARS = [
    ("to court over 2022 data breach", ["2022"]),
    ("since at least 2015", ["2015"]),
    ("as early as 2009, with", ["2009"]),
    ("Entries for 2024 open in March.", ["2024", "2024-03"]),
    ("for 2024 crews", []),
]


@pytest.mark.parametrize(("text", "values"), YEARS)
def test_a_year_of_what_happened_or_opens_counts_nothing(text: str, values: list[str]) -> None:
    assert [m.value for m in find_dates(text, DAY)] == values


DATELINES = [
    ("DOHA, 20 September 2023 – The summit closed today.", "2023-09-20"),
    ("Port Sable (Istria), 20 September. – It closed today.", "2023-09-20"),
    ("The summit met on 20 September – it closed today.", ""),
    ("DOHA, 20 June 2023 – The summit closed today.", ""),
    ("DOHA, 22 September 2023 – The summit closes.", ""),
]


@pytest.mark.parametrize(("text", "day"), DATELINES)
def test_a_story_may_open_with_its_place_and_day(text: str, day: str) -> None:
    assert dateline(text, DAY) == day


@pytest.mark.parametrize("text", ["See you all at the forum on 3 May!", "Join us in Lyon on 3 May."])
def test_a_day_to_which_readers_are_asked_is_to_come(text: str) -> None:
    assert [m.value for m in find_dates(text, DAY)] == ["2024-05-03"]
