"""Conversations that nobody had, written for tests: speech with fillers, repetitions, hedges, numbers and questions."""

from __future__ import annotations

import re

from firsthand.domain.interviews.transcripts import Role, Timing, Transcript, Turn

_ROLES = {"Dana": Role.RESEARCHER, "Noor": Role.OTHER}


def conversation(text: str) -> Transcript:
    """A transcript from lines such as "Maria: What she said."; indented lines go on.

    Dana asks, Noor takes notes, all others answer; a turn begins every ten seconds.
    """
    turns = []
    for index, line in enumerate(re.sub(r"\n {4,}", " ", text.strip()).splitlines()):
        speaker, _, said = line.partition(": ")
        role = _ROLES.get(speaker, Role.PARTICIPANT)
        turns.append(Turn(index, speaker, said, float(index * 10), float(index * 10 + 9), Timing.CUE, role))
    return Transcript(tuple(turns))


BAKERY = conversation(
    """
Dana: Thanks for making the time today. Could you tell me how the orders reach your bakery in the morning?
Maria: Sure. Most of them come by e-mail, um, and a few people still call us, uh, before five. I print the
    list, and then I walk over to the ovens and pin it on the board next to the big mixer.
Dana: Mm-hm.
Maria: And then my brother crosses off what is done. I think it works quite well for the small shops. We lose
    about 2.5% of the orders in a bad week, which is maybe forty euros, but in December it was -12 degrees and
    we lost a whole van of rolls.
Dana: What happened on the day when you lost the van?
Maria: Well, the driver, he he never saw the second page. It was lying under the flour. I don't think anybody
    checked it, because everyone was in a hurry and the printer had, uh, had run out of paper twice that
    night. People say the new printers are better, but I haven't seen one.
Dana: Okay.
Maria: So we paid $340 to the customer and apologised. If we had a screen in the van, I guess that would not
    have happened. My brother wanted one for years. He kind of gave up asking, you know, since our landlord
    never liked cables on the wall.
Dana: So a screen in the van would solve it for you, right?
Maria: Maybe it would help with the addresses, although I am not sure about the cold. The tablets we used to
    have died after one winter. Do you know any that survive flour and frost? We tried three of them and every
    single one stopped charging before Easter.
Dana: I don't, sorry. Let me ask you about the phone calls that still come in before five in the morning.
Maria: They are mostly the old customers. They like to talk, and I like to hear how the week was. It takes
    about ten minutes, sometimes more, and, er, I write everything on the back of yesterday's list. That is
    probably silly. But it is how my mother did it, and she never lost an order in thirty-one years.
Noor: The recording is still running, just so you both know that we are at half past two.
Maria: Fine with me. Where was I? The list, yes. On Sundays my niece types it into a spreadsheet for the tax
    adviser, and that takes her three hours, unless the handwriting is mine, then it takes four.
Dana: How do you notice that something went wrong with an order?
Maria: Somebody calls and shouts. I mean, that is honestly the only way we find out. There is no report, no
    alarm, nothing. We we hear it when it is too late to bake again, and then I send my brother with whatever
    is left on the shelf.
Dana: And what did you do about it last time?
Maria: Last time I drove there myself. It was the hotel by the lake, they had ordered sixty croissants and got
    sixteen. You can read a six as a one when the pen is wet. I stood in that kitchen for an hour and baked
    with their cook, which was, um, actually quite nice.
"""
)
CLINIC = conversation(
    """
Dana: Welcome. Before we begin, is it all right for you that we record this conversation for our notes?
Tom: Yes, that is fine with me. I run the front desk of a small clinic, we are two doctors and, uh, five
    people in total. On Mondays we see around 60 patients, on other days it is closer to 35.
Dana: Great. How do patients get an appointment with you these days?
Tom: They call, or they use the web form. The web form is, um, it is not really connected to anything. It
    sends an e-mail, and one of us copies it into the calendar by hand. I would say one in ten goes missing,
    or lands on the wrong day.
Dana: Can you tell me about the last one that went missing?
Tom: That was on Thursday. A father came with his little girl, and there was no entry for them. I I felt
    terrible. We looked through the whole inbox and found his request in the spam folder, four days old. He
    was kind about it, but the doctor was not, because her afternoon was full already.
Dana: I see.
Tom: Since then I check the spam folder every morning at 7:45 and again before lunch. It takes 1.5 minutes, so
    it is no big deal, I suppose. They told us that the new system would do that for us. I have heard that
    promise twice in three years, and nothing ever came.
Dana: Which system do you mean, the one from the insurance company or the one from the lab?
Tom: The one from the lab. We pay 89 euros a month for it, and we only use the part that prints labels. The
    doctors hardly ever open it. If it could read the forms, we would use it every day, although the screens
    are slow and, er, the font is tiny.
Dana: What would happen if you stopped paying for it tomorrow?
Tom: Honestly, probably nothing would change at the desk. The labels could be written by hand, we did that for
    years. But my colleague likes it, and she has more to do with the lab than I have. Why do you ask? Are you
    going to sell us another one?
Dana: No, we are not selling anything. I only want to understand how your day goes.
Tom: Good, good. Then I can tell you that the worst part of my day is the phone between eight and nine. It
    rings 40 times, and while I am talking to one person the next three hang up. They come by later and
    complain, and I can't even tell them that they are wrong.
Dana: Mm-hm.
Tom: We tried a recorded message last spring. It said that you can also write to us. The number of calls went
    down by 15% in the first week, and after a month it was exactly as before. People want to hear a voice, I
    think, at least the older ones do.
"""
)
CONVERSATIONS = [BAKERY, CLINIC]
