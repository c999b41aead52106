"""What is due when, and how a system is told to ask every few minutes."""
