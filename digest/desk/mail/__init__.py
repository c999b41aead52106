"""The mail as it stands in the desk's frames: as an inbox would show it, and how it is served."""
