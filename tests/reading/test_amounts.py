"""Laws of finding sums of money, volumes of data and counts."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyberkg.reading.amounts import find_counts, find_money, find_quantities
from cyberkg.reading.lexicon import words

MONEY = [
    ("$300,000", ["300000 USD"]),
    ("a payment of $300,000 (approximately HKD 2.35 million)", ["300000 USD", "2350000 HKD"]),
    ("US$500,000, then US$700,000", ["500000 USD", "700000 USD"]),
    ("HK$2.35 million", ["2350000 HKD"]),
    ("20 million dollars (about 16.5 million euros)", ["20000000 USD", "16500000 EUR"]),
    ("£1.2m and €16.5 million", ["1200000 GBP", "16500000 EUR"]),
    ("RMB 3 million", ["3000000 CNY"]),
    ("DEMAND USD 2 MILLION, $3 BN", ["2000000 USD", "3000000000 USD"]),
    ("10 bitcoin or 75 BTC", ["10 BTC", "75 BTC"]),
    ("0.5 BTC", ["0.5 BTC"]),
    ("A$10 million, S$5 and NT$3,000", ["10000000 AUD", "5 SGD", "3000 TWD"]),
    ("₹5 crore, ₩1bn", ["50000000 INR", "1000000000 KRW"]),
    ("¥500, ¥3 million yuan", ["500 JPY", "3000000 CNY"]),
    ("2 million Hong Kong dollars", ["2000000 HKD"]),
    ("$2 million Canadian dollars", ["2000000 CAD"]),
    ("$5 million bitcoin ransom", ["5000000 USD"]),
    ("five million pounds", ["5000000 GBP"]),
    ("half a million dollars", ["500000 USD"]),
    ("a 5 million-dollar ransom", ["5000000 USD"]),
    ("$3-5 million", ["3000000 USD"]),
    ("$3 to $5 million", ["3000000 USD"]),
    ("3 to 5 million dollars", ["3000000 USD"]),
    ("paid $300 to 2 million users", ["300 USD"]),
    ("a six-figure ransom", ["six-figure"]),
    ("a seven figure sum", ["seven-figure"]),
    ("Millions of dollars", ["millions of dollars"]),
    ("several million euros", ["several million euros"]),
    ("N$400, J$5 million and KSh 5,000", ["400 NAD", "5000000 JMD", "5000 KES"]),
    ("₦3 million, ₸200 and ৳500", ["3000000 NGN", "200 KZT", "500 BDT"]),
    ("GHS 300 or NGN 4 million", ["300 GHS", "4000000 NGN"]),
    ("R5 million, R 5 000, RM 3,000 and Rp25,000", ["5000000 ZAR", "5000 ZAR", "3000 MYR", "25000 IDR"]),
    ("the R2 robot, room R12 and an RM9 gauge", []),
    ("25 000 000 naira", ["25000000 NGN"]),
    ("They paid €25 000 000. Later, €1 234.50, then €4 000", ["25000000 EUR", "1234.5 EUR", "4000 EUR"]),
    ("five million Kenyan shillings, 40 Swedish kronor", ["5000000 KES", "40 SEK"]),
    ("300 birr and 20 Namibian dollars", ["300 ETB", "20 NAD"]),
    ("50 shillings, 50 pesos", []),
    ("at COP 28, for COP 28,000 or COP 28 million", ["28000 COP", "28000000 COP"]),
    ("360 won the prize", []),
    ("20 pounds of sugar", []),
    ("400GB, 13,000 people, 36%", []),
    ("$", []),
]


@pytest.mark.parametrize(("text", "values"), MONEY)
def test_money_is_an_amount_and_a_code(text: str, values: list[str]) -> None:
    assert [m.value for m in find_money(text)] == values


def test_a_sum_covers_its_words() -> None:
    text = "They paid US$5 million bitcoin."
    assert [text[m.start : m.end] for m in find_money(text)] == ["US$5 million"]


QUANTITIES = [
    ("400GB of data", ["400 GB"]),
    ("over 400 GB", ["400 GB"]),
    ("700 gigabytes", ["700 GB"]),
    ("1.5 TB, 3 terabytes of mail, 2GiB", ["1.5 TB", "3 TB", "2 GiB"]),
    ("three terabytes and half a petabyte", ["3 TB", "0.5 PB"]),
    ("a terabyte", ["1 TB"]),
    ("1,200 megabytes", ["1200 MB"]),
    ("two million gigabytes", ["2000000 GB"]),
    ("5-10 GB", ["5 GB"]),
    ("512 bytes", ["512 B"]),
    ("16 GB of RAM, 400 Gb/s, 10 Gbps, 3 MB per second", []),
    ("GB News, terabytes of data", []),
]


@pytest.mark.parametrize(("text", "values"), QUANTITIES)
def test_a_volume_is_a_number_and_a_unit(text: str, values: list[str]) -> None:
    assert [m.value for m in find_quantities(text)] == values


COUNTS = [
    ("13,000 people", [("13000", "people")]),
    ("more than 450 individuals", [("450", "individuals")]),
    ("9.7 million current and former customers", [("9700000", "customers")]),
    ("some 18,000 were", [("18000", "")]),
    (
        "34,140 infected hosts on October 17 and almost 42,000 a day later",
        [("34140", "hosts"), ("42000", "")],
    ),
    ("a dozen companies", [("12", "companies")]),
    ("two dozen firms", [("24", "firms")]),
    ("two million, half a million users", [("2000000", ""), ("500000", "users")]),
    ("one and a half million files", [("1500000", "files")]),
    ("one hundred and twenty banks", [("120", "banks")]),
    ("nearly 3m", [("3000000", "")]),
    ("450,000+ patients' records", [("450000", "records")]),
    ("18,000 of its customers", [("18000", "customers")]),
    ("about 7,200 of whom were readers", [("7200", "")]),
    ("5-10 million accounts", [("5000000", "accounts")]),
    ("between 5,000 and 10,000 people", [("5000", ""), ("10000", "people")]),
    ("five people were questioned in two cities", [("5", "people"), ("2", "cities")]),
    ("In 2021 13,000 people", [("13000", "people")]),
    ("Over two days more than 20 experts", [("20", "experts")]),
    ("67 key enterprises in three batches", [("67", "enterprises"), ("3", "batches")]),
    ("Over 60,000 sales records", [("60000", "records")]),
    ("4 406 voters and 25 000 000 stamps", [("4406", "voters"), ("25000000", "stamps")]),
    ("On Monday 4 406 voters", [("4406", "voters")]),
    ("By Friday 214 anglers had left", [("214", "anglers")]),
    ("On Fri 214 anglers left", [("214", "anglers")]),
    ("On Friday twelve sailors came", [("12", "sailors")]),
    ("On Friday 12 sailors came", [("12", "sailors")]),
    ("In June 214 anglers", [("214", "anglers")]),
    ("ring 555 123 4567", []),
    ("tens of thousands of people, hundreds of firms, several hundred guests", []),
    ("36% of them, 36 percent, 12 per cent of users", []),
    ("the 21st session, the third day", []),
    ("a 45-year-old man in a 12-month plan", []),
    ("two days, 24 hours, 20 years", []),
    ("$300,000, 20 million dollars, 400 GB, on 8 September 2023", []),
    ("at 10:30, 10 a.m., version 2.3.4, CVE-2023-20198, 10.0.0.1", []),
    ("Article 33, Microsoft 365 users, No. 5, room 12, #3", []),
    ("+852 2345 6789", []),
    ("four in ten applicants, 3 out of 5 banks", []),
    ("360 Digital Security Group", []),
    ("one person, one of the banks", []),
    ("Port Week 2023 events", []),
]


@pytest.mark.parametrize(("text", "counts"), COUNTS)
def test_a_count_is_a_number_and_the_noun_it_counts(text: str, counts: list[tuple[str, str]]) -> None:
    assert [(m.value, m.head) for m in find_counts(text)] == counts


def test_a_count_tells_its_modifier_and_its_noun_phrase() -> None:
    text = "It hit more than 450 former clerks, a total of 12 banks."
    rough, exact = find_counts(text)
    assert (rough.modifier, rough.approximate) == ("more than", True)
    assert (exact.modifier, exact.approximate) == ("a total of", False)
    assert text[rough.noun_start : rough.noun_end] == "former clerks"
    assert text[rough.start : rough.end] == "450"


_PIECES = st.sampled_from(
    sorted(
        words(
            """$ US$ € 3 300,000 1.5 -5 million bn k dollars euros BTC won five half a hundred dozen and thousand GB
    terabytes people users % of more than in , . - ( ) 2023 May"""
        )
    )
)
_TEXTS = st.lists(_PIECES, max_size=14).map(" ".join) | st.text(max_size=60)


@settings(max_examples=150)
@given(_TEXTS)
def test_amounts_are_in_order_within_the_text_and_well_formed(text: str) -> None:
    sums, volumes, counts = find_money(text), find_quantities(text), find_counts(text)
    for spans in ([(m.start, m.end) for m in found] for found in (sums, volumes, counts)):
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(re.fullmatch(r"\d+(\.\d+)? [A-Z]{3,4}|[a-z].*", m.value) for m in sums)
    assert all(re.fullmatch(r"\d+(\.\d+)? ([KMGTPE]i?)?B", m.value) for m in volumes)
    assert all(re.fullmatch(r"\d+", m.value) for m in counts)
    assert all(m.end <= m.noun_start <= m.noun_end <= len(text) for m in counts)


@settings(max_examples=60)
@given(_TEXTS)
def test_nothing_is_both_a_sum_and_a_count(text: str) -> None:
    sums = find_money(text)
    assert not any(c.start < m.end and m.start < c.end for c in find_counts(text) for m in sums)


@given(st.integers(1, 10**14))
def test_every_sum_is_read_back(amount: int) -> None:
    assert [m.value for m in find_money(f"They paid ${amount:,} then")] == [f"{amount} USD"]


@pytest.mark.parametrize(
    "junk",
    ["1 ", "1,000", " ", "9", "$5 ", "five ", "a ", "one hundred and ", "$1 to $2 million ", "5 in "],
    ids=repr,
)
def test_long_texts_take_linear_time(junk: str) -> None:
    text = junk * (100_000 // len(junk))
    begin = time.process_time()
    find_money(text)
    find_quantities(text)
    find_counts(text)
    assert time.process_time() - begin < 4
