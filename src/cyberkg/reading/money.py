"""Finds sums of money, in any currency that briefings name and in cryptocurrencies.

A plain ``$`` is the US dollar and a plain ``¥`` the yen, unless the words behind the amount say otherwise. A
range (``$3-5 million``) counts as its lower end, which is the least that the text vouches for. A sum that is
only hinted at keeps its words: ``six-figure``, ``millions of dollars``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from cyberkg.reading.lexicon import words
from cyberkg.reading.numerals import DIGITS, MAGNITUDE, SPELLED, digits, magnitude, number_in, plain

__all__ = ["MoneyMention", "find_money"]

_SYMBOLS = {
    **{
        "$": "USD",
        "US$": "USD",
        "U.S.$": "USD",
        "HK$": "HKD",
        "A$": "AUD",
        "AU$": "AUD",
        "C$": "CAD",
        "CA$": "CAD",
    },
    **{
        "NZ$": "NZD",
        "S$": "SGD",
        "SG$": "SGD",
        "NT$": "TWD",
        "R$": "BRL",
        "MOP$": "MOP",
        "£": "GBP",
        "€": "EUR",
    },
    **{
        "¥": "JPY",
        "￥": "JPY",
        "CN¥": "CNY",
        "RMB¥": "CNY",
        "₹": "INR",
        "Rs.": "INR",
        "Rs": "INR",
        "₩": "KRW",
    },
    **{"N$": "NAD", "J$": "JMD", "TT$": "TTD", "Bds$": "BBD", "FJ$": "FJD", "RM": "MYR", "Rp": "IDR"},
    **{"KSh": "KES", "Ksh": "KES", "USh": "UGX", "TSh": "TZS", "GH₵": "GHS", "₦": "NGN"},
    **{"R": "ZAR", "₸": "KZT", "৳": "BDT"},
    **{"₽": "RUB", "₴": "UAH", "₺": "TRY", "₫": "VND", "₱": "PHP", "฿": "THB", "₪": "ILS", "₿": "BTC"},
}
_CODES = sorted(
    words(
        """USD HKD EUR GBP CNY RMB JPY KRW INR AUD CAD NZD SGD TWD NTD MOP CHF SEK NOK DKK RUB UAH BRL THB MYR
        IDR PHP VND ZAR PLN TRY ILS AED SAR NGN KES UGX TZS GHS ZMW NAD XOF XAF MXN ARS CLP COP PEN UYU CZK HUF
        RON BGN ISK KZT BDT LKR PKR QAR ETB EGP MAD WST FJD BTC ETH XMR USDT LTC"""
    )
)
_SAME = {"RMB": "CNY", "NTD": "TWD"}
_DOLLARS = {
    **{"us": "USD", "u.s.": "USD", "american": "USD", "hong kong": "HKD", "hk": "HKD", "australian": "AUD"},
    **{"namibian": "NAD", "jamaican": "JMD", "fijian": "FJD", "fiji": "FJD", "barbados": "BBD"},
    **{"canadian": "CAD", "singapore": "SGD", "new zealand": "NZD", "new taiwan": "TWD", "taiwan": "TWD"},
}
_DOLLAR_CODES = set(_DOLLARS.values())
_WORDS = {
    **{
        "dollar": "USD",
        "euro": "EUR",
        "pound": "GBP",
        "pounds sterling": "GBP",
        "yuan": "CNY",
        "renminbi": "CNY",
    },
    **{
        "yen": "JPY",
        "won": "KRW",
        "rupee": "INR",
        "ruble": "RUB",
        "rouble": "RUB",
        "swiss franc": "CHF",
        "rand": "ZAR",
    },
    **{"ringgit": "MYR", "baht": "THB", "pataca": "MOP", "bitcoin": "BTC", "ether": "ETH", "monero": "XMR"},
    **{"litecoin": "LTC", "tether": "USDT"},
    # a shilling, a peso or a crown without its country is the money of several
    **{
        "kenyan shilling": "KES",
        "kenya shilling": "KES",
        "ugandan shilling": "UGX",
        "uganda shilling": "UGX",
    },
    **{"tanzanian shilling": "TZS", "mexican peso": "MXN", "philippine peso": "PHP", "argentine peso": "ARS"},
    **{"chilean peso": "CLP", "colombian peso": "COP", "uruguayan peso": "UYU", "turkish lira": "TRY"},
    **{"swedish krona": "SEK", "swedish kronor": "SEK", "norwegian krone": "NOK", "norwegian kroner": "NOK"},
    **{"danish krone": "DKK", "danish kroner": "DKK", "czech koruna": "CZK", "czech crown": "CZK"},
    **{"cfa franc": "XOF", "francs cfa": "XOF", "zambian kwacha": "ZMW", "indian rupee": "INR"},
    **{"pakistani rupee": "PKR", "pakistan rupee": "PKR", "sri lankan rupee": "LKR", "emirati dirham": "AED"},
    **{"uae dirham": "AED", "moroccan dirham": "MAD", "saudi riyal": "SAR", "qatari riyal": "QAR"},
    **{"naira": "NGN", "cedi": "GHS", "tala": "WST", "zloty": "PLN", "forint": "HUF", "hryvnia": "UAH"},
    **{"rupiah": "IDR", "taka": "BDT", "tenge": "KZT", "shekel": "ILS", "reais": "BRL", "soles": "PEN"},
    **{"dong": "VND", "birr": "ETB"},
}


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))


# Letters that also begin a number of a model (``R2``) are a currency only before a sum that has a size.
_LETTERS = {"R", "RM", "Rp"}
_SIZED = r"(?=\s?\d{1,3}(?:[,\s]\d{3}(?!\d)|(?:\.\d{1,3})?[\s-]?(?:thousand|million|billion|trillion|bn|m)(?![A-Za-z])))"
_SYMBOL = rf"(?<![A-Za-z])(?:{_any([s for s in _SYMBOLS if s not in _LETTERS])})|(?<![\w-])(?:RM|Rp|R){_SIZED}|(?<![A-Za-z-])(?!COP\s?\d\d?(?!\d|[.,]\d|[\s-]?{MAGNITUDE}))(?:{'|'.join(_CODES)})(?=[\s$]?\d)"
_UNIT = (
    rf"(?:{'|'.join(_CODES)})(?![A-Za-z])"
    rf"|(?i:(?:(?:{_any(list(_DOLLARS))})\s)?dollars?|(?:{_any(list(_WORDS))})s?(?:\ssterling)?)(?![A-Za-z])"
)
_AMOUNT = rf"(?P<number>{DIGITS})(?:[\s-]?(?P<magnitude>{MAGNITUDE}))?"
_MORE = rf"(?={DIGITS}[\s-]?{MAGNITUDE})"

_BY_SYMBOL = re.compile(
    rf"(?P<symbol>{_SYMBOL})[\s$]?"
    rf"(?:(?P<low>{DIGITS})(?:\s?[-–—]\s?(?:{_SYMBOL})?|\sto\s(?:{_SYMBOL})){_MORE})?{_AMOUNT}"
    rf"(?:[\s-](?P<unit>{_UNIT}))?"
)
_BY_UNIT = re.compile(
    rf"(?<![\w.,$€£¥-])(?:(?:(?P<low>{DIGITS})(?:\s?[-–—]\s?|\sto\s){_MORE})?{_AMOUNT}|(?P<words>{SPELLED}))"
    rf"[\s-]?(?P<unit>{_UNIT})"
)
_VAGUE = re.compile(
    r"(?<![\w-])(?:(?P<figures>(?:four|five|six|seven|eight|nine|ten)[- ]figure)s?(?![a-z])"
    rf"|multi-?million[- ](?:{_UNIT})"
    r"|(?:(?:tens|hundreds|thousands|millions|billions)\sof\s(?:(?:thousands|millions|billions)\sof\s)?"
    rf"|(?:several|a\sfew|many)\s(?:hundred\s)?(?:thousand|million|billion)\s)(?:worth\sof\s)?(?:{_UNIT}))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
class MoneyMention:
    """A sum of money in a text.

    :param start: offset in characters, half-open with ``end``.
    :param value: amount and ISO 4217 code or ticker (``300000 USD``, ``75 BTC``), or the words
        of a vague sum.
    """

    start: int
    end: int
    value: str


@lru_cache(maxsize=1024)  # several readers ask of each passage
def find_money(text: str) -> tuple[MoneyMention, ...]:
    """Find the sums of money in a text, in order and without overlaps; in time linear in the text.

    >>> [m.value for m in find_money("US$500,000, 16.5 million euros or a six-figure sum in BTC")]
    ['500000 USD', '16500000 EUR', 'six-figure']
    """
    found = [MoneyMention(m.start(), m.end(), _vague(m)) for m in _VAGUE.finditer(text)]
    found += [MoneyMention(m.start(), _end(m), _value(m)) for m in _BY_SYMBOL.finditer(text)]
    found += [MoneyMention(m.start(), m.end(), _value(m)) for m in _BY_UNIT.finditer(text) if _is_money(m)]
    kept: list[MoneyMention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)


def _code(unit: str) -> str:
    """Return the currency that a word or a code behind an amount stands for."""
    if unit in _CODES:
        return _SAME.get(unit, unit)
    name = " ".join(unit.casefold().split())
    if "dollar" in name:
        return _DOLLARS.get(name.partition(" dollar")[0], "USD")
    return next((code for word, code in _WORDS.items() if name.startswith(word)), "USD")


def _by_words(match: re.Match[str]) -> str:
    """Return the currency that the words behind an amount make of a sign of several; empty for none."""
    sign, code = match["symbol"][-1], _code(match["unit"]) if match["unit"] else ""
    same_sign = (sign == "$" and code in _DOLLAR_CODES) or (sign in "¥￥" and code in {"CNY", "JPY"})
    return code if same_sign else ""


def _end(match: re.Match[str]) -> int:
    behind = match["unit"] and not _by_words(match)
    return (
        match.start() + len(match.string[match.start() : match.start("unit")].rstrip(" -"))
        if behind
        else match.end()
    )


def _value(match: re.Match[str]) -> str:
    groups = match.groupdict()
    factor = magnitude(groups["magnitude"])
    amount = (
        number_in(groups["words"])
        if groups.get("words")
        else digits(groups["low"] or groups["number"]) * factor
    )
    symbol = groups.get("symbol")
    code = (
        (_by_words(match) or _SYMBOLS.get(symbol) or _SAME.get(symbol, symbol))
        if symbol
        else _code(match["unit"])
    )
    return f"{plain(Decimal(amount))} {code}"


def _is_money(match: re.Match[str]) -> bool:
    """Tell sums from victories (``360 won``) and weights (``20 pounds of``)."""
    unit, scaled = match["unit"].casefold(), bool(match["magnitude"] or " " in (match["words"] or ""))
    if unit == "won":
        return scaled
    return not (unit.startswith("pound") and match.string[match.end() : match.end() + 4] == " of ")


def _vague(match: re.Match[str]) -> str:
    if match["figures"]:
        return match["figures"].casefold().replace(" ", "-")
    phrase = " ".join(match[0].split())
    return phrase[0].lower() + phrase[1:]
