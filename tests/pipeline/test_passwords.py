"""Where the password of the mail account comes from, and what is said where there is none."""

import os
import subprocess
import sys

import pytest

from digest.config.delivery import SmtpSettings
from digest.errors import UsageError
from digest.pipeline.passwords import read_password

FROM_KEYRING = SmtpSettings(host="smtp.example.org", user="desk")
FROM_ENVIRONMENT = SmtpSettings.model_validate(
    {"host": "smtp.example.org", "user": "desk", "password": "${MAIL_PW}"}
)


def empty(_service: str, _user: str) -> None:
    """A keyring that has nothing."""


def full(service: str, user: str) -> str:
    """A keyring that knows every account."""
    return f"{user} at {service}"


def test_who_does_not_sign_in_needs_none() -> None:
    """Nobody is asked."""
    assert read_password(SmtpSettings(host="localhost"), {}, empty) == ""


def test_the_environment_comes_before_the_keyring() -> None:
    """As newsletter.toml says; a value may hold anything."""
    assert read_password(FROM_ENVIRONMENT, {"MAIL_PW": "${x}$"}, full) == "${x}$"
    assert read_password(FROM_KEYRING, {"MAIL_PW": "x"}, full) == "desk at digest:smtp.example.org"


@pytest.mark.parametrize(
    ("settings", "environment", "why"),
    [
        (FROM_ENVIRONMENT, {}, r"MAIL_PW is not set in the environment.*\.digest/environment"),
        (FROM_ENVIRONMENT, {"MAIL_PW": ""}, "MAIL_PW is not set in the environment"),
        (FROM_KEYRING, {}, "`keyring set digest:smtp.example.org desk`"),
    ],
)
def test_a_missing_password_is_named(
    settings: SmtpSettings, environment: dict[str, str], why: str
) -> None:
    """With what to do."""
    with pytest.raises(UsageError, match=why):
        read_password(settings, environment, empty)


@pytest.mark.parametrize(
    ("prepared", "why"),
    [
        ("import sys; sys.modules['keyring'] = None", "install newsletter-digest[keyring]"),
        ("import keyring", "the keyring does not answer (NoKeyringError)"),
    ],
)
def test_a_machine_without_a_keyring_says_so(prepared: str, why: str) -> None:
    """The library is not installed, or finds nothing to ask."""
    code = (
        f"{prepared}\n"
        "from digest.errors import UsageError\n"
        "from digest.pipeline.passwords import ask_keyring\n"
        "try:\n    ask_keyring('digest:smtp.example.org', 'desk')\n"
        "except UsageError as error:\n    print(error)\n"
    )
    environment = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert why in done.stdout
