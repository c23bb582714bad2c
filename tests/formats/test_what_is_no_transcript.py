# ruff: noqa: E501 — the samples are files, a line each
"""Files that use the colon, the bold type or the clock as transcripts do, and are none: refused with what would work."""

from __future__ import annotations

import json

import pytest

from firsthand.formats.reading import read
from firsthand.formats.readings import Kind, Unreadable

NO_TRANSCRIPTS = {
    "README.md": "# Tool\n\nSmall.\n\n## Install\n\nRun it.\n\n- **Fast**: it is fast.\n- **Small**: it is small.\n- **Safe**: it "
    "asks.\n\nNote: it needs Python.\n\nLicense: MIT\n",
    "usage.md": "# Tool\n\n## A\n\n**Input:** a file.\n\n**Output:** a list.\n\n## B\n\n**Input:** a folder.\n\n**Output:** trees.\n",
    "agenda.txt": "Weekly\n\nDate: 3 March\nTime: 10:00\n\nAgenda:\n1. Budget: 10 min\n2. Hiring: 20 min\n\nOwner: Ana\nOwner: Ben\n",
    "programme.txt": "Workshop\n\n09:00 Welcome\n09:15 Introduction\n09:45 Group work\n10:30 Coffee\n11:00 Groups\n12:30 Lunch\n",
    "speakers.md": "# Programme\n\n- 09:00 - Ana Ruiz: Opening\n- 09:15 - Ben Okafor: Practice\n- 11:00 - Cem Kaya: Tools\n",
    "recipe.txt": "Pancakes\n\nServes: 4\nPrep: 10 minutes\n\nMethod:\nMix the flour.\nAdd milk: slowly.\nNote: rest.\nTip: butter.\n",
    "people.yml": "- name: Ana Ruiz\n  role: Owner\n  team: Red\n- name: Ben Okafor\n  role: Member\n  team: Blue\n",
    "ci.yml": "name: test\non: push\njobs:\n  build:\n    steps:\n      - name: one\n        run: make\n      - name: two\n        run: do\n",
    "code.py": "import re\n\n\ndef f(a):\n    try:\n        return g(a)\n    except ValueError:\n        return None\n    else:\n        pass\n",
    "code.js": "const a = {\n  name: 'x',\n  size: 3,\n};\nfunction f(b) {\n  switch (b) {\n    case 1: return 2;\n  }\n}\n",
    "app.log": "10:00:01 INFO: started\n10:00:02 DEBUG: connected\n10:00:03 INFO: ready\n10:00:09 ERROR: broken\n",
    "server.log": "2026-03-03 10:00:01 INFO server: started\n2026-03-03 10:00:02 INFO db: connected\n2026-03-03 10:00:05 WARN db: slow\n",
    "mail.txt": "From: Ana <a@example.com>\nTo: Ben <b@example.com>\nSubject: Plan\n\nHi Ben.\n\nFrom: Ben <b@example.com>\n"
    "To: Ana <a@example.com>\nSubject: Re: Plan\n\nYes: at ten.\n",
    "thread.txt": "Von: Ana Ruiz\nGesendet: Dienstag, 3. März 2026 10:00\nAn: Ben Okafor\nBetreff: Plan\n\nPasst es morgen?\n\n"
    "Von: Ben Okafor\nGesendet: Montag, 2. März 2026 09:00\nAn: Ana Ruiz\nBetreff: Plan\n\nJa, gern.\n",
    "CHANGELOG.md": "# Changelog\n\n## 1.2\n\n- Import: reads more.\n- Export: writes more.\n\n## 1.1\n\n- Import: no crash now.\n\n"
    "## 1.0\n\n- Export: first version of it.\n",
    "headings.md": "# API\n\n## Create\n\n### Parameters\n\nA name.\n\n### Returns\n\nAn id.\n\n## Delete\n\n### Parameters\n\nAn id.\n",
    "persona.md": "# Persona: Ana\n\nName: Ana\nAge: 34\nRole: Planner\n\nPains: copying\n\n# Persona: Ben\n\nName: Ben\nAge: 41\nPains: x\n",
    "words.txt": "apple - a round fruit\nbread - baked dough\nbread - also money\napple - also a firm\n",
    "song.txt": "Verse 1:\nI walked along\n\nChorus:\nOh yes\n\nVerse 2:\nAnd then\n\nChorus:\nOh yes\n",
    "headers.txt": "HTTP/1.1 200 OK\nServer: x\nContent-Type: text/html\nContent-Length: 12\nServer: y\n",
    "people.csv": "Name,Company,Role\nAna Ruiz,Acme,Owner\nBen Okafor,Beta,Member\n",
    "tickets.csv": "id,time,author,text\n1,2026-03-03,Ana,The export fails on big files\n2,2026-03-04,Ben,I can't find it\n",
    "scores.csv": "score,comment,date\n9,Great tool for planning,2026-03-03\n3,Too slow for us,2026-03-04\n",
    "cities.tsv": "Spain\tMadrid\nFrance\tParis\nSpain\tVigo\nFrance\tNice\n",
    "team.html": "<!doctype html><html><body><h1>Team</h1><p><b>Ana:</b> planner</p><p><b>Ben:</b> owner</p><p>Hello.</p></body></html>",
    "package.json": json.dumps(
        {"name": "x", "author": "Ana", "contributors": [{"name": "Ben"}], "scripts": {"test": "x"}}
    ),
    "map.geojson": json.dumps(
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "A"}}]}
    ),
    "note.ipynb": json.dumps({"cells": [{"cell_type": "code", "source": ["print(1)"]}], "nbformat": 4, "metadata": {}}),
}


@pytest.mark.parametrize("name", NO_TRANSCRIPTS)
def test_a_file_that_is_no_transcript_is_refused_with_what_would_work(name: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(NO_TRANSCRIPTS[name].encode(), name)
    assert "would work" in refusal.value.message or "Save the transcript" in refusal.value.message


@pytest.mark.parametrize(
    "text",
    [
        "[3/3/2026 2:05 PM] Ana Ruiz: are you there?\n[3/3/2026 2:06 PM] Ben: yes\n[3/3/2026 2:06 PM] Ana Ruiz: good\n",
        "3/3/26, 14:05 - Ana Ruiz: are you there?\n3/3/26, 14:06 - Ben: yes\n3/3/26, 14:06 - Ana Ruiz: good\n",
    ],
)
def test_messages_with_a_date_are_a_chat_and_no_speech(text: str) -> None:
    reading = read(text.encode(), "chat.txt")
    assert reading.kind is Kind.CHAT
    assert [(turn.speaker, turn.text, turn.start) for turn in reading.transcript.turns] == [
        ("Ana Ruiz", "are you there?", None),
        ("Ben", "yes", None),
        ("Ana Ruiz", "good", None),
    ]
