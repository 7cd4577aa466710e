"""The paragraph: what it says, in which order, and how plainly it tells what is not certain."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from types import ModuleType

import pytest

from cyberkg.report.changes import Changes
from cyberkg.terms import PREDICATES

Tell = Callable[..., Changes]
MAY = "\n@ may.txt | 2024-05-31\n"
JUNE = "\n@ june.txt | 2024-06-30\n"


def rest(changes: Changes) -> str:
    """The paragraph without its first sentence, and without who is named for the first time."""
    return changes.paragraph.partition(". ")[2].partition(" Named for the first time ")[0]


def test_a_new_incident_is_told_as_a_story(told: Tell) -> None:
    made = told(
        JUNE
        + """
        s1. | I:Hack | victim | O:Orchid Bank
        s1. | I:Hack | incidentType | ransomware
        s1. | I:Hack | incidentDate | 2024-06-03
        s2. | I:Hack | attacker | O:Lock Gang | reported
        s2. | I:Hack | dataVolume | 400 GB | reported
        s3. | I:Hack | affectedCount | 5000
        s3. | I:Hack | affectedGroup | Customers
        s4. | I:Hack | compromisedData | Names
        s4. | I:Hack | compromisedData | Home addresses
        s5. | I:Hack | ransomDemanded | 8000000 USD
        s6. | I:Hack | ransomPaid | 8000000 USD | denied
        s7. | I:Hack | reportedTo | O:Privacy Office
        s7. | I:Hack | investigatedBy | O:Privacy Office
        """
    )
    assert made.paragraph.startswith("The briefing of 30 June 2024 brings 1 new incident. ")
    assert rest(made) == (
        "Orchid Bank was hit by a ransomware attack on 3 June 2024. It is reported that Lock Gang was behind it. "
        "It affected 5,000 customers. The data exposed includes home addresses and names. It is reported that 400 GB "
        "of data was involved. A ransom of USD 8 million was demanded. It is denied that a ransom of USD 8 million "
        "was paid. It was reported to the Privacy Office, which is investigating it."
    )


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (
            "s. | I:Hack | victim | O:A\ns. | I:Hack | victim | O:B",
            "A and B were the victims of an incident.",
        ),
        ("s. | I:Hack | incidentType | data-breach", "There was a data breach."),
        ("s. | I:Hack | victim | O:A | reported", "It is reported that A was the victim of an incident."),
        (
            "s. | I:Hack | victim | O:A\ns. | I:Hack | victim | O:B | reported\ns. | I:Hack | incidentType | ddos | reported",
            "A was the victim of an incident. It is reported that B was hit and that it was a denial-of-service attack.",
        ),
        ("s. | I:Hack | victim | O:A | denied", "There was an incident. It is denied that A was hit."),
        (
            "s. | I:Hack | usedTool | Cobalt\ns. | I:Hack | affectedCount | 10\ns. | I:Hack | affectedGroup | staff\ns. | I:Hack | affectedGroup | members",
            "There was an incident. Cobalt was used. The number affected is 10. It affected members and staff.",
        ),
    ],
)
def test_an_incident_is_told_as_far_as_it_is_known(told: Tell, facts: str, words: str) -> None:
    assert rest(told(JUNE + facts)) == words


def test_more_on_a_known_incident_tells_only_what_is_new(told: Tell) -> None:
    made = told(
        JUNE
        + "t. | I:Breach | victim | O:Orchid Bank\nt. | I:Breach | affectedGroup | staff\nt. | I:Breach | attacker | O:Gang | reported",
        MAY + "s. | I:Breach | victim | O:Orchid Bank",
    )
    assert made.paragraph == (
        "The briefing of 30 June 2024 brings 1 known incident on which more is told. There is more on the incident "
        "“Breach”, first told on 31 May 2024: it is reported that Gang was behind it; it affected staff. Named for "
        "the first time is 1 organisation (Gang)."
    )
    assert made.remark == "1 of the 3 facts had been told before."


def test_a_value_that_differs_is_set_beside_the_one_before(told: Tell) -> None:
    made = told(
        JUNE + "t. | I:Hack | affectedCount | 7000",
        MAY + "s. | I:Hack | affectedCount | 5000 | reported\ns. | I:Hack | victim | O:Bank",
    )
    assert made.paragraph == (
        "The briefing of 30 June 2024 brings 1 value that differs from before. For the incident “Hack”, the number "
        "affected is now told as 7,000; before, it was told as 5,000 (reported on 31 May 2024)."
    )
    (section,) = made.sections
    (line,) = section.lines
    assert [", ".join(ref.text for ref in cell) for cell in line.cells] == [
        "Hack", "affected", "7,000", "5,000 (31 May 2024)",
    ]  # fmt: skip
    assert [source.sentence.document for source in line.sources] == ["may.txt", "june.txt"]


def test_a_closer_value_is_no_difference(told: Tell) -> None:
    made = told(
        JUNE + "t. | I:Hack | incidentDate | 2024-05-03", MAY + "s. | I:Hack | incidentDate | 2024-05"
    )
    assert "differs" not in made.paragraph
    assert rest(made).endswith("first told on 31 May 2024: it happened on 3 May 2024.")


def test_what_was_reported_and_is_now_stated_is_news_and_no_difference(told: Tell) -> None:
    made = told(
        JUNE + "t. | I:Hack | affectedCount | 5000", MAY + "s. | I:Hack | affectedCount | 5000 | reported"
    )
    assert rest(made) == (
        "There is more on the incident “Hack”, first told on 31 May 2024: the number affected is 5,000."
    )


def test_a_denial_of_what_was_told_is_told(told: Tell) -> None:
    made = told(JUNE + "t. | P:Ada | attended | E:Gala | denied", MAY + "s. | P:Ada | attended | E:Gala")
    assert rest(made) == "That Ada attended Gala is now denied; it was told on 31 May 2024."


def test_an_event_tells_who_was_there_and_for_whom(told: Tell) -> None:
    made = told(
        JUNE
        + """
        s1. | E:Harbour Forum | eventDate | 2024-06-03/2024-06-05
        s1. | E:Harbour Forum | eventPlace | L:Port Meridian
        s1. | E:Harbour Forum | eventTheme | Calm Seas
        s2. | O:Harbour Alliance | organised | E:Harbour Forum
        s3. | P:Ada Tan | spokeAt | E:Harbour Forum | | O:Orchid Bank
        s3. | P:Ada Tan | attended | E:Harbour Forum | | O:Orchid Bank
        s3. | P:Bela Kiss | attended | E:Harbour Forum | | O:Orchid Bank
        s3. | P:Cy Fox | attended | E:Harbour Forum | | O:Orchid Bank
        s3. | P:Dan Roe | attended | E:Harbour Forum
        s4. | P:Eve Lund | attended | E:Harbour Forum | denied
        """
    )
    assert rest(made) == (
        "The Harbour Forum took place from 3 to 5 June 2024 in Port Meridian, organised by the Harbour Alliance, under "
        "the theme “Calm Seas”. Ada Tan (for Orchid Bank) spoke there. Bela Kiss and Cy Fox (both for Orchid Bank) and "
        "Dan Roe attended it. It is denied that Eve Lund attended it."
    )


def test_a_planned_event_is_told_as_planned(told: Tell) -> None:
    made = told(
        JUNE
        + """
        s1. | E:Autumn Drill | eventDate | 2024-10 | planned
        s1. | O:Harbour Alliance | organised | E:Autumn Drill | planned
        s2. | P:Ada Tan | officiated | E:Autumn Drill | planned
        s2. | P:Bela Kiss | spokeAt | E:Autumn Drill | planned
        s2. | P:Cy Fox | spokeAt | E:Autumn Drill | planned
        """
    )
    assert made.paragraph.startswith("The briefing of 30 June 2024 brings 1 newly planned event. ")
    assert rest(made) == (
        "The Autumn Drill is planned for October 2024, to be organised by the Harbour Alliance. Ada Tan is to "
        "officiate at it. Bela Kiss and Cy Fox are to speak there."
    )


def test_what_is_only_reported_of_an_event_is_told_as_such(told: Tell) -> None:
    made = told(
        JUNE + "s. | E:Gala | eventDate | 2024-06-01 | reported\ns. | O:Bank | organised | E:Gala | reported"
    )
    assert rest(made) == "It is reported that Gala took place on 1 June 2024, organised by Bank."
    made = told(JUNE + "s. | E:Gala | eventDate | 2024-06-01\ns. | O:Bank | organised | E:Gala | reported")
    assert rest(made) == "Gala took place on 1 June 2024. It is reported that it was organised by Bank."


def test_an_event_that_was_planned_and_then_held_is_news(told: Tell) -> None:
    made = told(
        JUNE + "t. | E:Gala | eventDate | 2024-06-01\nt. | P:Ada | attended | E:Gala",
        MAY + "s. | E:Gala | eventDate | 2024-06-01 | planned\ns. | P:Ada | attended | E:Gala | planned",
    )
    assert (
        rest(made)
        == "There is more on Gala, first told on 31 May 2024: it took place on 1 June 2024; Ada attended it."
    )


def test_a_long_list_ends_with_how_many_more(told: Tell) -> None:
    people = "\n".join(f"s. | P:Guest {n:02} | attended | E:Gala" for n in range(1, 19))
    made = told(JUNE + people)
    assert rest(made) == (
        "Gala took place. Guest 01, Guest 02, Guest 03, Guest 04, Guest 05, Guest 06 and 12 others attended it."
    )
    assert made.paragraph.endswith(
        "18 people (Guest 01, Guest 02, Guest 03, Guest 04, Guest 05 and 13 others)."
    )


def test_many_items_of_a_kind_end_with_how_many_more(told: Tell) -> None:
    hacks = "\n".join(f"s. | I:Hack {n:02} | affectedCount | {n}" for n in range(1, 13))
    made = told(JUNE + hacks)
    assert rest(made).startswith("There was an incident. The number affected is 12. There was")
    assert rest(made).endswith("4 more new incidents are in the table.")
    assert len(made.sections[0].lines) == 12


def test_posts_are_told_as_first_or_beside_the_last_one(told: Tell) -> None:
    made = told(
        JUNE
        + """
        s. | P:Ada Tan | holdsPost | O:Privacy Office | | | Chief
        s. | P:Bela Kiss | holdsPost | O:Orchid Bank | | | auditor
        s. | P:Bela Kiss | holdsPost | O:Harbour Alliance | | | auditor
        s. | P:Cy Fox | holdsPost | O:Orchid Bank | denied | | head
        """,
        MAY + "s. | P:Ada Tan | holdsPost | O:Orchid Bank | | | clerk",
    )
    assert made.paragraph.startswith("The briefing of 30 June 2024 brings 4 new posts. ")
    assert rest(made) == (
        "Ada Tan is now told to be Chief of the Privacy Office; the last post told before, on 31 May 2024, was clerk of "
        "Orchid Bank. A post told for the first time is that of Bela Kiss (auditor of the Harbour Alliance and of Orchid "
        "Bank). It is denied that Cy Fox is head of Orchid Bank."
    )


def test_the_same_post_in_other_capitals_is_no_news(told: Tell) -> None:
    made = told(
        JUNE + "s. | P:Ada | holdsPost | O:Bank | | | CHIEF",
        MAY + "s. | P:Ada | holdsPost | O:Bank | | | Chief",
    )
    assert made.paragraph == "The briefing of 30 June 2024 brings nothing that was not told before."
    assert made.sections == ()


def test_works_and_ties_stand_together(told: Tell) -> None:
    made = told(
        JUNE
        + """
        s. | O:Privacy Office | published | W:Guide
        s. | O:Privacy Office | published | W:Handbook
        s. | O:Orchid Bank | signed | W:a pact | planned
        s. | P:Ada | affiliatedWith | O:Orchid Bank
        s. | P:Bela | affiliatedWith | O:Orchid Bank
        s. | O:Crime Bureau | partOf | O:Police Force
        """
    )
    assert made.paragraph.startswith(
        "The briefing of 30 June 2024 brings 3 works and 3 ties between people or organisations. "
    )
    assert rest(made) == (
        "Orchid Bank is to sign a pact. The Privacy Office published “Guide” and “Handbook”. Also told is that Ada "
        "and Bela are affiliated with Orchid Bank and that the Crime Bureau is a part of the Police Force."
    )


def test_kinds_come_by_their_weight(told: Tell) -> None:
    made = told(
        JUNE
        + """
        a. | W:Guide | published | W:Guide
        """.replace("W:Guide | published", "O:Bank | published")
        + "b. | P:Ada | attended | E:Gala\nc. | I:Hack | affectedCount | 5\nd. | I:Big Hack | affectedCount | 900"
    )
    assert [section.key for section in made.sections] == ["incident", "event", "work"]
    assert made.sections[0].lines[0].cells[0][0].text == "Big Hack"


def test_facts_below_the_threshold_stay_in_the_tables(told: Tell) -> None:
    made = told(
        JUNE + "s. | I:Hack | affectedCount | 5 | | | | 0.9\ns. | I:Hack | victim | O:Bank | | | | 0.4",
        least=0.5,
    )
    assert made.paragraph == (
        "The briefing of 30 June 2024 brings 1 new incident. There was an incident. The number affected is 5."
    )
    assert made.remark == "1 fact less sure than 0.5 is left out of the text, not of the tables."
    assert len(made.sections[0].lines) == 2


def test_several_briefings_are_told_with_their_span(told: Tell) -> None:
    facts = "s. | P:Ada | attended | E:Gala"
    made = told(f"\n@ a.txt | 2024-06-03/2024-06-09\n{facts}\n@ b.txt | 2024-06-30\n{facts}")
    assert made.title == "What the 2 briefings from 3 to 30 June 2024 brought"
    assert made.paragraph.startswith("The 2 briefings from 3 to 30 June 2024 bring 1 new event. ")


def test_the_span_ends_with_the_last_day_of_any_briefing(told: Tell) -> None:
    facts = "s. | P:Ada | attended | E:Gala"
    made = told(f"\n@ a.txt | 2024-06-03/2024-06-30\n{facts}\n@ b.txt | 2024-06-09\n{facts}")
    assert made.title == "What the 2 briefings from 3 to 30 June 2024 brought"


@pytest.mark.parametrize("predicate", sorted(PREDICATES))
def test_every_fact_of_the_contract_is_told_in_words_and_in_the_tables(told: Tell, predicate: str) -> None:
    rule = PREDICATES[predicate]
    subject = f"{min(rule.domain)[0]}:Subject"
    target = "5" if rule.literal else f"{'L' if 'Place' in rule.range else min(rule.range)[0]}:Target"
    made = told(JUNE + f"s. | {subject} | {predicate} | {target}")
    assert len([line for section in made.sections for line in section.lines]) == 1
    assert "brings nothing" not in made.paragraph
    assert rest(made).endswith(".")


def test_nothing_new_is_said_so(told: Tell) -> None:
    same = "s. | P:Ada | attended | E:Gala"
    assert told(JUNE + same, MAY + same).paragraph == (
        "The briefing of 30 June 2024 brings nothing that was not told before."
    )
    assert told(JUNE).paragraph == "The briefing of 30 June 2024 tells no facts."
    assert told("", MAY + same, against=True).paragraph == "Nothing is new against the older graph."
    assert told("", MAY + same).paragraph == "No briefing is of that time."


def test_the_words_depend_on_the_facts_alone(telling: ModuleType) -> None:
    code = (
        "import importlib.util, sys\n"
        f"spec = importlib.util.spec_from_file_location('telling', {telling.__file__!r})\n"
        "telling = importlib.util.module_from_spec(spec); spec.loader.exec_module(telling)\n"
        "from cyberkg.report.changes import compare, render, tell\n"
        "lines = [f's{n % 5}. | P:Guest {n} | attended | E:Gala {n % 3}' for n in range(20)]\n"
        "lines += [f's{n % 5}. | I:Hack {n % 4} | victim | O:Bank {n}' for n in range(20)]\n"
        "table = '@ june.txt | 2024-06-30\\n' + '\\n'.join(lines)\n"
        "print(render(tell(compare(telling.knowledge(''), telling.knowledge(table))), 'json'))\n"
    )
    seeds = [str(random.Random(1).randrange(1000)), "1", "2"]
    written = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in seeds
    }  # fmt: skip
    assert len(written) == 1
