"""Laws of the status of a passage: which cues govern it, and which do not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberkg.reading.status import status_of
from cyberkg.terms import Status

# Sentences in which each passage in brackets has the status of the table.
DENIED = """
There is [no] evidence that card numbers were [taken].
The bank found no sign that [passwords] or that [keys] were [copied].
The airline did not [pay] the [ransom].
The airline never [paid].
Our systems weren't [breached].
No [customer] data was [touched].
No ransom has been [paid] by the [ministry], directly or through anyone else.
The lender refused to [pay] the gang.
The minister declined to [attend] the forum.
Dr [Wu] sent her apologies.
Apologies were received from Ms [Orr].
[Ms] Orr was unable to [attend] the dinner.
The [dinner] was cancelled.
The [drill] of 3 May was called off.
The intruders are not believed to have [reached] the backups.
Investigators ruled out that an insider [helped].
Beijing has denied any [involvement].
The firm denied that [invoices] were [stolen].
Neither [Delta] nor [Echo] [attended] the talks.
None of the [files] were [published].
Nobody from [Delta] [came].
The port restored its files without [paying] a ransom.
The bank chose Delta rather than [Echo].
[Orr] did not [appear] on [Friday].
On [Friday] [Orr] did not appear.
False claims that [Delta] was [hit] went round.
An attempt on the [Ministry of Ports] was stopped before anything could run.
An attempt to [read] its mail through a reseller failed.
[Delta] was not [breached]: an attempt to read its mail failed.
The chairman said that the council would not [pay].
It stressed that the production [service] was not [affected].
The [hearing] on 5 May did not take place.
Wu [testified]; [Orr] did not.
Only the [forum] in Lyon was called off.
Cloudbank cannot [join] the scheme.
All came except [Orr].
The council [paid] nothing.
They [found] no [malware].
Delta has yet to [confirm] the theft.
The mayor stayed away, so [Orr] never [spoke].
""".replace("Wu [testified]; [Orr]", "Wu testified; [Orr]")

PLANNED = """
See you at the [summit] on [5 May].
Join us for the [forum] in [Lyon].
The port will [hold] a drill in [May].
The [summit] will be [held] on [5 May].
In mid-May the [port] will [stage] a drill with the [Harbour Police].
Ms [Orr] is to [speak] in Lyon.
Ms Orr plans to [attend] the forum.
The forum is scheduled for [May].
The forum is expected to [open] in [Lyon].
Ms [Orr] has been invited to [speak].
[Delta] had been invited as well but declined to send anybody.
Delta was [invited] to the dinner but could not [come].
The [Lyon Forum] is due to [open] on [Monday].
The [conference], to be [held] in [Lyon], is the tenth.
Wu spoke about the upcoming [Lyon Forum].
The union intends to [join] the scheme.
If the tool [contained] malware, it could [make] matters worse.
If Delta had [kept] silent, the spies might still be [at] work.
Whether the [data] will be [published] on [Monday], nobody can say.
The gang threatened to [raise] the price to [US$700,000].
It still threatens to [sell] or [publish] the data.
The port promised on that day to [work] with the [police].
Delta agreed to [pay] a fine.
The watchdog urged firms to [switch] on logging.
The court ordered Delta to [pay] damages.
The bill would [oblige] firms to [report] break-ins.
It was to [last] two days.
The show opens in [Lyon] next month.
The union plans a [seminar] in [June].
Experts will not only [attend] but also [speak].
Did the gang [hit] Delta?
The port will not only [hold] a drill.
The show will not [open] until [May].
The forum, which was moved from [June], takes place online.
""".replace("The forum, which was moved from [June], takes place online.\n", "")

REPORTED = """
The gang claimed to have [attacked] Delta.
It is reported that the hacker [demanded] a ransom.
Delta was allegedly [hit] in May.
According to the police [Delta] was [hit].
The police suspect that [Bear Gang] is behind it.
It says that it [holds] 7 TB of data.
Some 37,000 people may be [affected].
Data of [450] people may have been [leaked].
Delta could not rule out that data was [copied].
The main suspect, said to be a [developer], was arrested.
"""

ASSERTED = """
Delta had been invited but declined; [Smith] [testified].
The chair and [three] clerks were invited to [attend] the forum.
Dr [Wu] was invited to [speak] at the forum.
The gang not only [stole] files but also [locked] them.
No fewer than [400] people [came].
No later than [Friday] the port [told] the police.
The hole was not [found] until [5 May].
The chair would like to thank [Delta], which [sponsored] the dinner.
She will be remembered as the woman who [founded] [Delta].
The summit [opened] this morning in [Lyon] and will close tomorrow.
[Delta], which was not affected, [attended] the forum.
The bank that was not affected [attended] the forum.
Orr did not come, but [Wu] [spoke].
Orr declined, and [Smith], president of Echo, [testified].
While Orr stayed away, [Wu] [attended].
The demand was for 5 million dollars, and the gang [demanded] it twice.
The gang [demanded] [US$500,000] and threatened to raise the price.
Mr Wu, who [attended] the forum, will write a report.
The firm, [founded] in [2019], will move to Lyon.
The dinner, [hosted] by [Delta], was not attended by Orr.
The attack on [Delta] of [8 May] was not noticed for days.
The panel will discuss the attack on [Delta].
No data was lost in the breach of [Echo] at the [harbour].
The port will publish a report on the flaw that [Delta] [found] in [May].
Echo will help firms [hit] by the worm.
Whales [attacked] the port without warning.
The summit in [Lyon] did not attract many visitors.
Delta [restored] its systems and did not pay.
The HSE has not paid a ransom and [restored] its systems.
Orr refused to pay and [restored] the files.
Wu [spoke] on [5 May]; the next forum will be held in Rome.
Nothing but praise was [heard] for [Delta].
Forum in [Lyon], [5 May 2024]
The port was denied access, so the police [stepped] in.
Delta [informed] the police, as it is obliged to do.
The port, not to be confused with the dock, [hosted] the talks.
It [hired] two firms, whom it did not name.
Six of the guests [spoke] in May, Orr said.
Data of the [staff], but not of pupils, was [leaked].
Authorities said [Bear], not Owl, was [behind] the raid.
Instead of the mayor, [Dr Ng] [spoke].
The clerk [faces] charges and could go to jail.
There was no doubt that [Delta] was [hit].
"""


def _cases(table: str) -> list[tuple[str, int, int]]:
    cases = []
    for line in table.strip().splitlines():
        plain, opened, at = "", 0, []
        for character in line:
            if character == "[":
                opened = len(plain)
            elif character == "]":
                at.append((opened, len(plain)))
            else:
                plain += character
        cases += [(plain, start, end) for start, end in at]
    return cases


def _name(case: object) -> str:
    return str(case) if isinstance(case, int) else str(case)[:40]


@pytest.mark.parametrize(("text", "start", "end"), _cases(DENIED), ids=_name)
def test_what_is_taken_back_is_denied(text: str, start: int, end: int) -> None:
    assert status_of(text, start, end) is Status.DENIED, text[start:end]


@pytest.mark.parametrize(("text", "start", "end"), _cases(PLANNED), ids=_name)
def test_what_is_still_to_come_is_never_vouched_for(text: str, start: int, end: int) -> None:
    assert status_of(text, start, end) in {Status.PLANNED, Status.DENIED}, text[start:end]


@pytest.mark.parametrize(("text", "start", "end"), _cases(REPORTED), ids=_name)
def test_hearsay_is_reported(text: str, start: int, end: int) -> None:
    assert status_of(text, start, end) is Status.REPORTED, text[start:end]


@pytest.mark.parametrize(("text", "start", "end"), _cases(ASSERTED), ids=_name)
def test_a_cue_elsewhere_leaves_a_passage_asserted(text: str, start: int, end: int) -> None:
    assert status_of(text, start, end) is Status.ASSERTED, text[start:end]


def test_a_word_that_the_span_cuts_counts_whole() -> None:
    text = "Delta did not pay."
    assert status_of(text, text.index("pay") + 1, text.index("pay") + 2) is Status.DENIED


@given(st.text(max_size=200), st.integers(-5, 250), st.integers(-5, 250))
def test_any_text_and_any_span_have_a_status(text: str, start: int, end: int) -> None:
    assert status_of(text, start, end) in Status


@given(st.text(alphabet="abc ,;", max_size=80), st.integers(0, 80))
def test_without_a_cue_all_is_asserted(text: str, start: int) -> None:
    assert status_of(text, start, start + 1) is Status.ASSERTED


@pytest.mark.parametrize(
    "junk",
    [
        "not ",
        "no ",
        "will ",
        "and was ",
        ", which was ",
        "that ",
        "if ",
        "x" * 9,
        " ",
        ", held in May",
        "the attack on ",
    ],
    ids=repr,
)
def test_long_sentences_take_linear_time(junk: str) -> None:
    text = junk * (100_000 // len(junk))
    begin = time.process_time()
    status_of(text, 50_000, 50_001)
    assert time.process_time() - begin < 3
