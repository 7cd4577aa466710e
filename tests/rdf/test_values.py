from __future__ import annotations

import datetime
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberkg.errors import InputError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.rdf import vocab
from cyberkg.rdf.turtle import write_turtle
from cyberkg.rdf.values import (
    date_term,
    day_bounds,
    decimal_term,
    describe_amount,
    node,
    number_term,
    text,
    value_term,
)
from cyberkg.terms import LiteralKind


@pytest.mark.parametrize(
    ("date", "datatype"),
    [
        ("2023", vocab.XSD_G_YEAR),
        ("2023-09", vocab.XSD_G_YEAR_MONTH),
        ("2023-09-08", vocab.XSD_DATE),
        ("2023-09-13/2023-09-15", vocab.EDTF_EDTF),
        ("2023-09/2024", vocab.EDTF_EDTF),
        ("2023-02-29", vocab.XSD_STRING),
        ("2023-00", vocab.XSD_STRING),
        ("0000", vocab.XSD_STRING),
        ("2023-9-8", vocab.XSD_STRING),
        ("٢٠٢٣", vocab.XSD_STRING),
        ("early March", vocab.XSD_STRING),
        ("2023/", vocab.XSD_STRING),
        ("", vocab.XSD_STRING),
    ],
)
def test_a_date_is_typed_as_precisely_as_it_is_written(date: str, datatype: str) -> None:
    term = date_term(date)
    assert (term.value, term.datatype.value) == (date, datatype)


@given(st.dates(), st.dates())
def test_bounds_of_a_month_hold_its_days(first: datetime.date, last: datetime.date) -> None:
    bounds = day_bounds(f"{first.isoformat()[:7]}/{last.isoformat()[:4]}")
    assert bounds is not None
    assert bounds[0].day == 1
    # the last year first: no day comes after it
    assert first.year == datetime.MAXYEAR or bounds[0] <= first < bounds[0] + datetime.timedelta(days=31)
    assert bounds[1] == datetime.date(last.year, 12, 31)


@given(st.floats(0, 1))
def test_a_decimal_reads_back_as_the_same_number(value: float) -> None:
    assert float(decimal_term(value).value) == value


def test_a_store_does_not_respell_what_is_typed() -> None:
    subject, predicate = node("http://x/s"), node("http://x/p")
    terms = [
        decimal_term(0.9),
        decimal_term(1.0),
        decimal_term(Decimal("300000.50")),
        decimal_term(100),
        number_term("0"),
        number_term("13000"),
        number_term("007"),
        number_term("-0"),
        date_term("0001"),
        date_term("2023-09"),
    ]
    store = ox.Store()
    store.extend(ox.Quad(subject, predicate, term) for term in terms)
    assert {quad.object for quad in store} == set(terms)


def test_rdflib_does_not_respell_dates() -> None:
    import rdflib

    dates = ["2023", "2023-09", "2023-09-08", "2023-09-13/2023-09-15"]
    quads = [ox.Quad(node("http://x/s"), node("http://x/p"), date_term(date)) for date in dates]
    graph = rdflib.Graph().parse(data=write_turtle(quads), format="turtle")
    assert sorted(str(value) for value in graph.objects()) == dates


def described(kind: LiteralKind, value: str) -> dict[str, str]:
    amount = value_term(DEFAULT_BASE, kind, value)
    assert isinstance(amount, ox.NamedNode)
    return {predicate.value: term.value for _, predicate, term in describe_amount(amount, kind, value)}


def test_money_has_value_and_currency() -> None:
    assert described(LiteralKind.MONEY, "300000.50 USD") == {
        vocab.RDF_TYPE: vocab.SCHEMA_MONETARY_AMOUNT,
        vocab.RDF_VALUE: "300000.50 USD",
        vocab.SCHEMA_VALUE: "300000.5",
        vocab.SCHEMA_CURRENCY: "USD",
    }


def test_vague_money_has_bounds() -> None:
    assert described(LiteralKind.MONEY, "six-figure") == {
        vocab.RDF_TYPE: vocab.SCHEMA_MONETARY_AMOUNT,
        vocab.RDF_VALUE: "six-figure",
        vocab.SCHEMA_MIN_VALUE: "100000",
        vocab.SCHEMA_MAX_VALUE: "999999",
    }


def test_other_words_for_money_stay_words() -> None:
    assert set(described(LiteralKind.MONEY, "a double-figure sum")) == {vocab.RDF_TYPE, vocab.RDF_VALUE}


def test_a_quantity_has_value_and_unit() -> None:
    assert described(LiteralKind.QUANTITY, "400 GB") == {
        vocab.RDF_TYPE: vocab.SCHEMA_QUANTITATIVE_VALUE,
        vocab.RDF_VALUE: "400 GB",
        vocab.SCHEMA_VALUE: "400",
        vocab.SCHEMA_UNIT_TEXT: "GB",
    }


def test_what_no_rdf_can_carry_is_refused() -> None:
    with pytest.raises(InputError, match="half a surrogate pair; replace it by U"):
        text("\udc00")
    with pytest.raises(InputError, match="is no IRI"):
        node("")
