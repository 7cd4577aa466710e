"""The written forms of literals."""

from __future__ import annotations

import pytest

from cyberkg.sources.literals import find_fault
from cyberkg.terms import LiteralKind

GOOD = {
    LiteralKind.DATE: [
        "2023",
        "2023-09",
        "2023-09-08",
        "2023-09-13/2023-09-15",
        "2023-09/2023-10-02",
        "2024-02-29",
    ],
    LiteralKind.MONEY: ["300000 USD", "2.5 HKD", "six-figure"],
    LiteralKind.QUANTITY: ["400 GB", "1.5 million files"],
    LiteralKind.NUMBER: ["0", "13000"],
    LiteralKind.TEXT: ["anything 1 at all"],
}
BAD = {
    LiteralKind.DATE: [
        "8 September",
        "2023-13",
        "2023-02-29",
        "2023-9-8",
        "0000",
        "2023-10/2023-09",
        "1/2/3",
        "٢٠٢٣",
    ],
    LiteralKind.MONEY: ["300000", "USD 5", "$5", "300,000 USD", "5 usd", ""],
    LiteralKind.QUANTITY: ["400", "GB", "about 400 GB"],
    LiteralKind.NUMBER: ["13,000", "-1", "1.5", "many", "٣"],
}


@pytest.mark.parametrize(("kind", "value"), [(k, v) for k, values in GOOD.items() for v in values])
def test_good_forms_pass(kind: LiteralKind, value: str) -> None:
    assert find_fault("any", kind, value) is None


@pytest.mark.parametrize(("kind", "value"), [(k, v) for k, values in BAD.items() for v in values])
def test_bad_forms_are_told_how_to_be_written(kind: LiteralKind, value: str) -> None:
    assert str(find_fault("any", kind, value)).startswith("write ")
