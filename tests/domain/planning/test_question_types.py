"""Questions from many fields with the type that two people would give them; none of them comes from a labelled set."""

from __future__ import annotations

import pytest

from firsthand.domain.planning.questions import question_type

IN_GUIDES = [
    # invitation
    ("Walk me through the last calving season, from the first sign to the last check.", "invitation"),
    ("Could you describe the ward on an ordinary night shift?", "invitation"),
    ("Think back to the most recent power cut and tell me about it.", "invitation"),
    ("Please introduce yourself and your orchestra.", "invitation"),
    ("I'd like to hear the story of your first harvest.", "invitation"),
    ("Take us back to the day the ferry was cancelled.", "invitation"),
    ("Talk to me about how the bakery runs on a Saturday.", "invitation"),
    # wh
    ("What goes into the weekly roster?", "wh"),
    ("How do you decide which field to water first?", "wh"),
    ("Who else looks at the stock list before it goes out?", "wh"),
    ("When the alarm went off, what did you do?", "wh"),
    ("Which suppliers do you turn to in winter?", "wh"),
    ("What, if anything, got in your way?", "wh"),
    ("In the past month, what made you phone the clinic?", "wh"),
    ("Can you tell me where the old maps are kept?", "wh"),
    ("What would have to be true for you to trust the forecast?", "wh"),
    ("From your point of view, how well does the handover work?", "wh"),
    ("How do parents find out that a lesson is off?", "wh"),
    # closed
    ("Have you ever had to recall a batch?", "closed"),
    ("How many beds are under your care?", "closed"),
    ("Roughly how often does the boiler need a service?", "closed"),
    ("Is there a lift in the building?", "closed"),
    ("Did anybody check the scales afterwards?", "closed"),
    ("Are you the one who signs the delivery note?", "closed"),
    ("What is your job title?", "closed"),
    ("How long have you taught at this school?", "closed"),
    ("Do you work with other museums, and if so, how?", "closed"),
    # option
    ("Do you plan the route by hand or with a program?", "option"),
    ("Would you rather ring them or write?", "option"),
    ("Is the order placed by the cook or by the office?", "option"),
    ("Which of these two labels is easier to read?", "option"),
    # task
    ("Please find the opening hours of the nearest pharmacy.", "task"),
    ("Task 2: Return the blue jacket.", "task"),
    ("Imagine you want to cancel the booking. How would you do that?", "task"),
    ("Where would you go to change the delivery address?", "task"),
    ("Show me how you would add a second driver.", "task"),
    ("Can you open the calendar and move the lesson to Friday?", "task"),
    ("How would you check whether the refund went through?", "task"),
    # logistics
    ("Do you mind if I record our conversation?", "logistics"),
    ("Before we begin, do you have any questions?", "logistics"),
    ("Can you see my screen?", "logistics"),
    ("Is now still a good time?", "logistics"),
    ("May we contact you again in spring?", "logistics"),
    ("Are you comfortable with us taking notes?", "logistics"),
    ("Is there anyone else you think we should talk to?", "closed"),
    # probe
    ("Why?", "probe"),
    ("Can you give me an example?", "probe"),
    ("What else?", "probe"),
    ("Could you say more about that?", "probe"),
    ("What happened then?", "probe"),
    # not a question
    ("Thank them for their time and stop the recording.", "not_a_question"),
    ("What we want to learn", "not_a_question"),
    ("Participants choose their own plot of land.", "not_a_question"),
]

ANSWER = "We ran out of flour on the Thursday, so my brother drove to the mill and we opened two hours late."
IN_SPEECH = [
    ("So you opened late?", "echo"),
    ("Two hours?", "echo"),
    ("Your brother drove to the mill?", "echo"),
    ("So what I'm hearing is that nobody had counted the flour?", "echo"),
    ("And then?", "probe"),
    ("How did that feel?", "probe"),
    ("What do you mean by late?", "probe"),
    ("Why was that?", "probe"),
    ("Okay. Mm-hm. And what did the customers do?", "wh"),
    ("Do you bake on Sundays?", "closed"),
    ("Sorry, could you repeat that?", "logistics"),
    ("Shall we move on to the next part?", "logistics"),
    ("Tell me about the last time the oven broke.", "invitation"),
    ("so tell me about a normal morning in the shop", "invitation"),
    ("and how many loaves do you make on a day like that", "closed"),
    ("and who told the customers", "wh"),
    ("Well, who knows?", "not_a_question"),
    ("You know what? That is fine.", "not_a_question"),
    ("Right. That makes sense.", "not_a_question"),
    ("I see what you mean.", "not_a_question"),
]


@pytest.mark.parametrize(("line", "expected"), IN_GUIDES)
def test_a_question_of_a_guide_has_its_type(line: str, expected: str) -> None:
    assert question_type(line, written=True) == expected


@pytest.mark.parametrize(("said", "expected"), IN_SPEECH)
def test_a_question_in_speech_has_its_type(said: str, expected: str) -> None:
    assert question_type(said, ANSWER) == expected
