"""Which language a conversation is in, from all of its words together; single turns are too short to tell."""

from __future__ import annotations

from firsthand.domain.interviews.transcripts import Transcript

ENOUGH = 200  # code points; less is too short to tell
MOST = 20_000  # code points looked at, spread over the whole conversation
ASSUMED = "en"


def language_of(transcript: Transcript) -> str:
    """The BCP 47 code: the file's own, else the likeliest by py3langid; English where there is too little to tell."""
    if transcript.language:
        return transcript.language
    text = _sample(transcript)
    if len(text) < ENOUGH:
        return ASSUMED
    import py3langid  # loads a model of 5 MB

    code, _ = py3langid.classify(text)
    return str(code)


def _sample(transcript: Transcript) -> str:
    """Every turn, or every n-th where there are many words."""
    total = sum(len(t.text) for t in transcript.turns)
    step = max(total // MOST, 1)
    return " ".join(t.text for t in transcript.turns[::step])[: 2 * MOST]
