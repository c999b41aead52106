"""Settings and environment in; the secret of an account out, never from a file (the only user of
keyring)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from digest.config.delivery import SmtpSettings
from digest.errors import UsageError
from digest.text import filled, placeholders

Keyring = Callable[[str, str], str | None]
"""What gives the secret of an account: the name of a service, a user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Whose secret is meant: `setting` is where newsletter.toml names it, as `written`.

    The keyring has it under `service` and `user`.
    """

    setting: str
    written: str
    service: str
    user: str


def keyring_service(host: str) -> str:
    """Under what name the system's keyring has the account at `host`."""
    return f"digest:{host}"


def ask_keyring(service: str, user: str) -> str | None:
    """What the system's keyring has. Raises UsageError where there is none to ask."""
    try:
        import keyring
    except ImportError:
        raise UsageError("there is no keyring to ask: install newsletter-digest[keyring]") from None
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(service, user)
    except KeyringError as error:
        raise UsageError(
            f"the keyring does not answer ({type(error).__name__}); unlock it"
        ) from None


def read_password(
    smtp: SmtpSettings, environment: Mapping[str, str], keyring: Keyring = ask_keyring
) -> str:
    """The password of [smtp] user; "" where nobody signs in.

    Raises UsageError where it is missing.
    """
    if not smtp.user:
        return ""
    account = Account(
        setting="[smtp] password",
        written=smtp.password,
        service=keyring_service(smtp.host),
        user=smtp.user,
    )
    return read_secret(account, environment, keyring)


def read_secret(
    account: Account, environment: Mapping[str, str], keyring: Keyring = ask_keyring
) -> str:
    """What the environment has, as newsletter.toml says, else the keyring. Raises UsageError."""
    if account.written:
        secret = filled(account.written, environment)
        if secret == account.written or not secret:
            name = placeholders(account.written)[0]
            raise UsageError(
                f"{name} is not set in the environment; {account.setting} asks for it. A scheduled "
                "run reads it from .digest/environment"
            )
        return secret
    try:
        found = keyring(account.service, account.user)
    except UsageError as error:
        raise UsageError(
            f"{account.setting} is not set, and {error}, or write it as ${{NAME}} and set NAME in "
            "the environment"
        ) from None
    if found:
        return found
    raise UsageError(
        f"{account.setting} is not set, and the keyring has nothing for {account.user}; put it "
        f"there with `keyring set {account.service} {account.user}`"
    )
