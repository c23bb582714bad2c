"""Who takes part: members, participants, consent and access."""
