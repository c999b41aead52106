"""What the rooms show, as pure functions; one for a single room has the name of its room."""
