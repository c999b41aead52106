"""[smtp] in; the server that takes the newsletter's mail out, as a value and in words."""

from digest.config.delivery import SmtpSettings
from digest.delivery.server import Server, require_protection
from digest.errors import UsageError
from digest.pipeline.passwords import read_password
from digest.pipeline.workspace import Workspace

_PORTS = {"tls": 465, "starttls": 587, "none": 25}


def mail_server(workspace: Workspace) -> Server:
    """The server, ready to be asked. Raises UsageError for what is missing or unsafe."""
    smtp = workspace.newsletter.smtp
    if not smtp.host:
        raise UsageError(
            "[smtp] host is not set; name the server that takes your mail, such as "
            '"smtp.example.org"'
        )
    server = Server(
        host=smtp.host,
        port=_port(smtp),
        security=smtp.security,
        user=smtp.user,
        password=read_password(smtp, workspace.environment),
        timeout=smtp.timeout,
    )
    require_protection(server)
    return server


def server_in_words(smtp: SmtpSettings) -> str:
    """Where mail goes and how it is protected; "" where no server is named."""
    if not smtp.host:
        return ""
    user = f", as {smtp.user}" if smtp.user else ""
    protection = "unprotected" if smtp.security == "none" else smtp.security.upper()
    return f"{smtp.host}:{_port(smtp)} ({protection}{user})"


def _port(smtp: SmtpSettings) -> int:
    return smtp.port or _PORTS[smtp.security]
