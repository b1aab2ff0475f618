"""How workers come in: the second step, guesses slowed, and the sessions that are open."""
