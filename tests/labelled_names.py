"""Sentences written for these tests, with everything personal in them in ⟦brackets⟧ and its kind behind a bar."""

from __future__ import annotations

import re

KNOWN_PEOPLE = ("Marta Oyelaran", "Will Sand", "Ji-woo Han", "Zoë O'Brien", "Jürgen Möller", "May Long")
KNOWN_COMPANIES = ("Northmoor Hospital", "Alder & Finch", "Kestrel University Ltd")
LABELLED = """
Morning, ⟦Marta|person⟧. Can you hear me?
⟦Marta|person⟧'s team knew before ⟦Oyelaran|person⟧ did.
I spoke to ⟦MARTA OYELARAN|person⟧ and later to ⟦Oyelaran, Marta|person⟧.
and then ⟦marta|person⟧ just left the call
⟦Will|person⟧ said he would. Will you? I will. ⟦Will|person⟧'s list was longer.
We ran the test in May, and ⟦May Long|person⟧ was away in the sand.
⟦Jiwoo|person⟧ and ⟦Ji-woo|person⟧ and ⟦Ji-woo Han|person⟧ are one person.
⟦Zoe|person⟧ came, ⟦O’Brien|person⟧ did not.
⟦Moeller|person⟧ and ⟦Juergen Möller|person⟧ wrote the same mail.
At ⟦Northmoor|company⟧ nobody looks; ⟦northmoor hospital|company⟧ has two sites.
⟦Alder and Finch|company⟧ moved, and ⟦Kestrel University|company⟧ did not.
My name is ⟦Sarah Connor|person⟧ and I plan the vans.
Yeah, this is ⟦Peter|person⟧ speaking.
I'm ⟦Annika|person⟧, from the depot.
I'm German, I'm Head of Design, I'm happy.
my name is ⟦anna|person⟧ and i work nights
I asked my boss ⟦Graham|person⟧, and ⟦Derek|person⟧, he's the head of stores.
A colleague of mine, ⟦Sunita|person⟧, has a friend called ⟦Tobias|person⟧.
⟦Anna|person⟧, my manager, reports to Dr. ⟦Weber|person⟧ and Frau ⟦Klein|person⟧.
Hi ⟦Tom|person⟧, thanks for coming. Thanks everyone. Thank God.
I told ⟦Blessing|person⟧ and emailed ⟦Owen Prys|person⟧ about it.
Could you spell it? ⟦K-R-A-N-Z|person⟧.
Write to ⟦anna.weber+lab@post.example.org|e-mail⟧, please.
It's ⟦anna dot weber at example dot com|e-mail⟧, all lower case.
You can mail me, ⟦anna.weber [at] example.org|e-mail⟧.
Meet me at five. We are good at that. In the end it works.
My number is ⟦020 7946 0958|phone⟧, or ⟦+49 30 901820|phone⟧ from abroad.
Call me on ⟦oh seven seven double four one two three four nine|phone⟧.
We had 2019 2021 figures, 1,250,000 users, $4,500 and ticket 4821345.
It was 12:40 on 3/4/2026, order 20079460958, version 1.2.3.4.
one two three four five six seven eight, testing
Pay to ⟦DE89 3704 0044 0532 0130 00|account⟧ or with ⟦4111 1111 1111 1111|account⟧.
The reference DE89 3704 0044 0532 0130 01 and 4111 1111 1111 1112 have wrong digits.
The account number is ⟦12345678|account⟧, sort code ⟦12-34-56|account⟧.
My passport number is ⟦C01X00T47|id⟧ and my employee number ⟦448812|id⟧.
It was NH-2231 in the old system, and PROJ-99 in the new one.
I was born on the ⟦3rd of May 1987|date of birth⟧. Date of birth: ⟦03/05/1987|date of birth⟧.
We went live on the 3rd of May 1987.
I live at ⟦12 Maple Street, London SW1A 1AA|address⟧.
Come to ⟦Lindenstraße 12a, 10115 Berlin|address⟧ or ⟦12 rue de la Paix|address⟧.
We had 30 people on the street and 5 cars in the drive.
It is ⟦192.168.0.12|IP address⟧ behind the proxy, and 127.0.0.1 on my machine.
See ⟦https://www.linkedin.com/in/anna-weber|link⟧ and https://example.com/pricing.
It lies in /home/⟦aweber|handle⟧/notes; ping ⟦@aweber|handle⟧.
We use Python, Jira and Figma at Google, with Scrum, in Berlin.
The Product Owner told the Scrum Master that the Prime Minister called.
😀 ⟦Marta|person⟧ 👍🏽 and ⟦Zoé|person⟧ came, family 👨‍👩‍👧 too.
"""
_MARK = re.compile(r"⟦([^|⟧]*)\|([^⟧]*)⟧")
Label = tuple[str, str]  # the words, and their kind


def labelled() -> list[tuple[str, list[Label]]]:
    """Each sentence without its marks, and what is personal in it."""
    lines = [line for line in LABELLED.strip().split("\n") if line]
    return [(_MARK.sub(r"\1", line), [(found[1], found[2]) for found in _MARK.finditer(line)]) for line in lines]
