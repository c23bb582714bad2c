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
    # invitation again
    ("Can you talk a little about your path into nursing?", "invitation"),
    ("Share a time when a delivery went wrong.", "invitation"),
    ("Help me understand how a claim gets from the counter to the vault.", "invitation"),
    ("Give me a quick tour of your workshop.", "invitation"),
    ("Start by telling me about your garden.", "invitation"),
    # wh again
    ("What is a typical Tuesday like for you at the clinic?", "wh"),
    ("If you could change one thing about the timetable, what would it be?", "wh"),
    ("To what extent do neighbours help each other during harvest?", "wh"),
    ("Whose job is it to lock the gate?", "wh"),
    ("What else do you keep in the folder?", "wh"),
    ("Thinking about your last flight, what stood out?", "wh"),
    ("Can you recall what the letter said?", "wh"),
    ("How, if at all, do you use the radio?", "wh"),
    ("How satisfied are you with the bus service?", "wh"),
    ("At what point do you call the vet?", "wh"),
    ("What are the three most important tools in your shed?", "wh"),
    # closed again
    ("Was there a moment when you wanted to give up?", "closed"),
    ("Would you recommend the course to a friend?", "closed"),
    ("Do your pupils bring their own tablets?", "closed"),
    ("In the last week, did you throw any food away?", "closed"),
    ("How far is the nearest hospital?", "closed"),
    ("What percentage of your calls come from tourists?", "closed"),
    ("How old is the tractor?", "closed"),
    ("Has the price of seed changed since spring?", "closed"),
    ("Any allergies?", "closed"),
    ("Are there any steps you skip?", "closed"),
    ("On a scale from 1 to 5, how confident are you?", "closed"),
    # option again
    ("Are you paid by the hour or by the piece?", "option"),
    ("Do you prefer the paper form or the app?", "option"),
    ("Did you hear about it from a friend, a poster or the news?", "option"),
    ("Morning or evening?", "option"),
    # task again
    ("Using this screen, book a table for four.", "task"),
    ("Please add a second passenger to the trip.", "task"),
    ("What would you click next?", "task"),
    ("Suppose you lost your ticket. What would you do on this page?", "task"),
    ("Could you find the price of a child's ticket?", "task"),
    ("Try to change the language to French.", "task"),
    # logistics again
    ("Can everyone hear me?", "logistics"),
    ("Would you like to take a short break?", "logistics"),
    ("Is it all right if a colleague listens in?", "logistics"),
    ("Did you receive the consent form?", "logistics"),
    ("Do you have anything you would like to ask me?", "logistics"),
    ("How are you today?", "logistics"),
    ("Are you ready to begin?", "logistics"),
    # probe again
    ("How come?", "probe"),
    ("Can you tell me more?", "probe"),
    ("In what way?", "probe"),
    ("Could you elaborate?", "probe"),
    ("For example?", "probe"),
    # not_a_question again
    ("Note: ask only if they have children.", "not_a_question"),
    ("Opening (5 minutes)", "not_a_question"),
    ("Ask the nurse to describe the form.", "not_a_question"),
    ("How the ferry works", "not_a_question"),
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

BEES = "I keep the bees behind the school, and last winter we lost four of the nine hives to the cold."
ABOUT_BEES = [
    ("Four of the nine?", "echo"),
    ("You lost four hives last winter?", "echo"),
    ("So it was the cold?", "echo"),
    ("What was that like?", "probe"),
    ("And what did you do next?", "probe"),
    ("Do the pupils help?", "closed"),
    ("okay and how did you get into that", "wh"),
    ("could you describe the hives for me", "invitation"),
    ("So, if I got it right, the cold killed four hives?", "echo"),
    ("Mm, go on.", "probe"),
    ("Tell me more about the winter.", "invitation"),
    ("Because of the cold?", "echo"),
    ("How do you mean?", "probe"),
    ("Is it okay if we stop here?", "logistics"),
    ("Did you lose them in one night or over weeks?", "option"),
    ("I had no idea.", "not_a_question"),
    ("That sounds hard.", "not_a_question"),
    ("what a winter", "not_a_question"),
    ("and then what happened", "probe"),
]


@pytest.mark.parametrize(("line", "expected"), IN_GUIDES)
def test_a_question_of_a_guide_has_its_type(line: str, expected: str) -> None:
    assert question_type(line, written=True) == expected


@pytest.mark.parametrize(("said", "expected"), IN_SPEECH)
def test_a_question_in_speech_has_its_type(said: str, expected: str) -> None:
    assert question_type(said, ANSWER) == expected


@pytest.mark.parametrize(("said", "expected"), ABOUT_BEES)
def test_a_question_about_what_was_said_has_its_type(said: str, expected: str) -> None:
    assert question_type(said, BEES) == expected


@pytest.mark.parametrize(
    "line",
    [
        "- [ ] How you will use the notes",
        "What the consent is about",
        "- Have the cook open the oven",
        "Know what you want",
    ],
)
def test_a_note_in_a_guide_is_no_question_without_its_mark(line: str) -> None:
    assert question_type(line, written=True) == "not_a_question"


def test_a_scene_before_the_question_makes_it_a_task_in_a_guide_only() -> None:
    asked = "Imagine you lost your key. How would you get a new one?"
    assert question_type(asked, written=True) == "task"
    assert question_type("You lost your key. How would you feel about it?", written=True) == "wh"
