"""A job in, what a scheduler is told about it out: pure texts, one file a scheduler."""
