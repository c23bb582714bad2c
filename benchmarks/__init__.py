"""How long things take and how much room they need, each beside the least that any program would have to do."""
