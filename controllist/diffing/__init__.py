"""Two editions of a list as typed changes, each with its effect on what is controlled."""
