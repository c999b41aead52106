"""The services that send: one file for each, behind the same few acts."""
