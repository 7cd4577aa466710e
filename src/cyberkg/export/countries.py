"""Countries of the places that are known, as ISO 3166-1 codes, which STIX asks of a location.

Source: https://www.iso.org/iso-3166-country-codes.html
"""

from __future__ import annotations

from types import MappingProxyType

from cyberkg.identity.geography import country_mentions

__all__ = ["CODES", "country_code"]

_TABLE = """
af afghanistan, al albania, dz algeria, ar argentina, am armenia, au australia, at austria, az azerbaijan, bh bahrain,
bd bangladesh, by belarus, be belgium, bo bolivia, ba bosnia and herzegovina, br brazil, bn brunei, bg bulgaria,
kh cambodia, cm cameroon, ca canada, cl chile, cn china, co colombia, cr costa rica, hr croatia, cu cuba, cy cyprus,
cz czech republic, dk denmark, do dominican republic, ec ecuador, eg egypt, ee estonia, et ethiopia, fj fiji,
fi finland, fr france, ge georgia, de germany, gh ghana, gr greece, gt guatemala, hn honduras, hk hong kong,
hu hungary, is iceland, in india, id indonesia, ir iran, iq iraq, ie ireland, il israel, it italy, jm jamaica,
jp japan, je jersey, jo jordan, kz kazakhstan, ke kenya, kw kuwait, la laos, lv latvia, lb lebanon, lt lithuania,
lu luxembourg, mo macau, my malaysia, mv maldives, mt malta, mx mexico, md moldova, mc monaco, mn mongolia,
me montenegro, ma morocco, mm myanmar, np nepal, nl netherlands, nz new zealand, ng nigeria, kp north korea,
mk north macedonia, no norway, om oman, pk pakistan, ps palestine, pa panama, py paraguay, pe peru, ph philippines,
pl poland, pt portugal, qa qatar, ro romania, ru russia, rw rwanda, sa saudi arabia, rs serbia, sg singapore,
sk slovakia, si slovenia, za south africa, kr south korea, es spain, lk sri lanka, se sweden, ch switzerland, sy syria,
tw taiwan, tz tanzania, th thailand, tt trinidad and tobago, tn tunisia, tr turkey, ug uganda, ua ukraine,
ae united arab emirates, gb united kingdom, us united states, uy uruguay, uz uzbekistan, va vatican, ve venezuela,
vn vietnam, ye yemen, zm zambia, zw zimbabwe
"""
CODES = MappingProxyType(
    {name: code.upper() for code, _, name in (entry.strip().partition(" ") for entry in _TABLE.split(","))}
)
"""Code of each country that the list of places has, by its name there."""


def country_code(place: str) -> str | None:
    """Find the country that a place lies in; None where it is not known, or several may be meant.

    >>> country_code("Singapore"), country_code("Lantern Hall")
    ('SG', None)
    """
    found = {country for _, country in country_mentions(place)}
    return CODES.get(found.pop()) if len(found) == 1 else None
