"""Settings and environment in; the password of a mail account out, never from a file (the only
user of keyring)."""

from collections.abc import Callable, Mapping

from digest.config.delivery import SmtpSettings
from digest.errors import UsageError
from digest.text import filled, placeholders

Keyring = Callable[[str, str], str | None]
"""What gives the password of an account: the name of a service, a user."""


def keyring_service(host: str) -> str:
    """Under what name the system's keyring has the account at `host`."""
    return f"digest:{host}"


def ask_keyring(service: str, user: str) -> str | None:
    """What the system's keyring has. Raises UsageError where there is none to ask."""
    try:
        import keyring
    except ImportError:
        raise UsageError(
            "[smtp] password is not set, and there is no keyring to ask: write "
            'password = "${SMTP_PASSWORD}" and set that in the environment, or install '
            "newsletter-digest[keyring]"
        ) from None
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(service, user)
    except KeyringError as error:
        raise UsageError(
            f"the keyring does not answer ({type(error).__name__}); unlock it, or write "
            'password = "${SMTP_PASSWORD}" under [smtp] and set that in the environment'
        ) from None


def read_password(
    smtp: SmtpSettings, environment: Mapping[str, str], keyring: Keyring = ask_keyring
) -> str:
    """The password of [smtp] user; "" where nobody signs in.

    Raises UsageError where it is missing.
    """
    if not smtp.user:
        return ""
    if smtp.password:
        password = filled(smtp.password, environment)
        if password == smtp.password or not password:
            name = placeholders(smtp.password)[0]
            raise UsageError(f"{name} is not set in the environment; [smtp] password asks for it")
        return password
    service = keyring_service(smtp.host)
    if found := keyring(service, smtp.user):
        return found
    raise UsageError(
        f"the keyring has no password for {smtp.user}; put it there with "
        f"`keyring set {service} {smtp.user}`"
    )
