"""A host and its ports in; the two addresses that the desk answers to out."""

# What the desk itself says and what came from strangers never share an origin: whatever ran in a
# mail or in the archive could not read the desk, nor act in its name.

from dataclasses import dataclass

USUAL_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A scheme, a host and a port (RFC 6454); `str(origin)` is as browsers write it."""

    scheme: str
    host: str
    port: int

    @property
    def place(self) -> str:
        """What browsers send as Host: without the port where it is the scheme's usual one."""
        usual = self.port == USUAL_PORTS[self.scheme]
        return self.host if usual else f"{self.host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.place}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """Where the desk is, and where that is shown which came from strangers."""

    desk: Origin
    content: Origin


def loopback_origins(port: int) -> Origins:
    """Two names of this machine on one port: two origins, and two sites for cookies."""
    return Origins(
        desk=Origin(scheme="http", host="127.0.0.1", port=port),
        content=Origin(scheme="http", host="localhost", port=port),
    )


def network_origins(scheme: str, host: str, port: int) -> Origins:
    """One name and two ports that follow each other, for browsers on other machines."""
    return Origins(
        desk=Origin(scheme=scheme, host=host, port=port),
        content=Origin(scheme=scheme, host=host, port=port + 1),
    )
