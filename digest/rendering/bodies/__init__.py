"""The bodies for services that put a mail of their own around an issue."""
