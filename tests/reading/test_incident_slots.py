"""What is told of an attack: when, by whom, how much of what, for which ransom, and who was told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Facts = Callable[..., list[str]]
PREDICATES = (
    "attacker", "incidentDate", "dataVolume", "affectedCount", "ransomDemanded", "ransomPaid", "compromisedData",
    "affectedGroup", "reportedTo", "investigatedBy", "usedTool",
)  # fmt: skip
HACKED = "Kumo Telecom was hacked."
HELD = "Kumo Telecom was hit by ransomware."
TOLD = [
    ("Kumo Telecom was hacked in February 2024.", ["incidentDate | 2024-02"]),
    ("Kumo Telecom suffered a cyberattack on Sunday 5 May.", ["incidentDate | 2024-05-05"]),
    (f"{HACKED} The attack began on 2 May and was noticed on 9 May.", ["incidentDate | 2024-05-02"]),
    ("Kumo Telecom was attacked by the Pale Otter group.", ["attacker | Pale Otter"]),
    ("A gang called Pale Otter attacked Kumo Telecom.", ["attacker | Pale Otter"]),
    (f"{HACKED} The Pale Otter gang is behind the attack.", ["attacker | Pale Otter"]),
    ("The attack on Kumo Telecom was claimed by the Velvet Lynx gang.", ["attacker | Velvet Lynx | (reported)"]),
    ("Hackers attacked Kumo Telecom and stole 3 TB of data.", ["dataVolume | 3 TB"]),
    (f"{HACKED} The intruders took 700 gigabytes.", ["dataVolume | 700 GB"]),
    (f"{HACKED} The passwords of 2.4 million customers were leaked.",
     ["affectedCount | 2400000", "affectedGroup | customers", "compromisedData | passwords"]),
    (f"{HACKED} Names, phone numbers and medical records of 12,000 patients were stolen.",
     ["affectedCount | 12000", "affectedGroup | patients", "compromisedData | Names",
      "compromisedData | medical records", "compromisedData | phone numbers"]),
    (f"{HACKED} The personal data of employees and suppliers was exposed.",
     ["affectedGroup | employees", "affectedGroup | suppliers", "compromisedData | personal data"]),
    (f"{HACKED} Home addresses, dates of birth and bank details were exposed.",
     ["compromisedData | Home addresses", "compromisedData | bank details", "compromisedData | dates of birth"]),
    (f"{HACKED} The data of customers may have been stolen.", ["affectedGroup | customers | (reported)"]),
    (f"{HELD} The attackers demanded 2 million dollars.", ["ransomDemanded | 2000000 USD"]),
    (f"{HELD} The gang asked for a ransom of USD 1.5 million.", ["ransomDemanded | 1500000 USD"]),
    (f"{HELD} The company paid a ransom of 300,000 euros.", ["ransomPaid | 300000 EUR"]),
    (f"{HACKED} It informed the Andean Privacy Commissioner and the police.",
     ["reportedTo | Andean Privacy Commissioner", "reportedTo | police"]),
    (f"{HACKED} Ms Yuki Tanabe informed the Andean Privacy Commissioner.",
     ["reportedTo | Andean Privacy Commissioner"]),
    (f"{HACKED} The case was referred to the Andean Privacy Commissioner.",
     ["reportedTo | Andean Privacy Commissioner"]),
    (f"{HACKED} It reported the attack to the Data Protection Commission.",
     ["reportedTo | Data Protection Commission"]),
    (f"{HACKED} The police were informed.", ["reportedTo | police"]),
    (f"{HACKED} The police have not been informed.", ["reportedTo | police | (denied)"]),
    (f"{HACKED} The police are investigating.", ["investigatedBy | police"]),
    (f"{HACKED} The Data Protection Commission has opened an investigation.",
     ["investigatedBy | Data Protection Commission"]),
    (f"{HACKED} It hired Osprey Labs to investigate.", ["investigatedBy | Osprey Labs"]),
    (f"{HACKED} Polaris Labs was hired to investigate.", ["investigatedBy | Polaris Labs"]),
    ("Kumo Telecom was hit by the NightHeron ransomware.", ["usedTool | NightHeron"]),
    (f"{HELD} The malware, called SilkSaw, is new.", ["usedTool | SilkSaw"]),
    (f"{HELD} The SilkSaw trojan opened the door.", ["usedTool | SilkSaw"]),
    (f"{HACKED} The attackers used CVE-2023-11111 and CVE-2023-22222.",
     ["usedTool | CVE-2023-11111", "usedTool | CVE-2023-22222"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_what_is_told_of_an_attack_is_read(facts: Facts, text: str, told: list[str]) -> None:
    assert facts(text, *PREDICATES) == [f"Incident at Kumo Telecom | {fact}" for fact in told]


@pytest.mark.parametrize(
    "text",
    [
        f"{HACKED} Its shares fell by 4 million euros.",
        f"{HACKED} It has 5,000 employees.",
        f"{HACKED} It thanked the police.",
        f"{HACKED} The attack encrypted 12 servers.",
        f"{HACKED} 300 laptops were stolen.",
        f"{HACKED} Customers were told to change their passwords.",
        f"{HELD} No ransom was paid.",
        "# Digest of 3 May 2024\nKumo Telecom was hacked.",
    ],
)
def test_nothing_is_added_to_an_attack(facts: Facts, text: str) -> None:
    assert facts(text, *PREDICATES) == []


def test_each_of_two_attacks_keeps_what_is_its_own(facts: Facts) -> None:
    told = "Fjord Bank was hacked in March. Kumo Telecom was hacked in April. It informed the police."
    assert facts(told, *PREDICATES) == [
        "Incident at Fjord Bank | incidentDate | 2024-03",
        "Incident at Kumo Telecom | incidentDate | 2024-04",
        "Incident at Kumo Telecom | reportedTo | police",
    ]
