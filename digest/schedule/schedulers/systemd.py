"""A job in, a service of systemd and the timer that starts it out."""

import re

from digest.errors import Locked
from digest.schedule.own_text import marked
from digest.schedule.schedulers.job import LONGEST_MINUTES, MINUTES, USUAL_PATH, Job, ScheduleText

_SAFE = re.compile(r"[A-Za-z0-9_@+:,=./-]+", re.ASCII)

_HARDENING = """\
NoNewPrivileges=true
LockPersonality=true
RestrictRealtime=true
RestrictSUIDSGID=true
SystemCallArchitectures=native
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
"""
"""What also a user's manager can do, on a kernel that gives users no namespaces of their own."""

_SYSTEM_HARDENING = """\
CapabilityBoundingSet=
ProtectSystem=full
ProtectClock=true
ProtectControlGroups=true
ProtectHostname=true
ProtectKernelLogs=true
ProtectKernelModules=true
ProtectKernelTunables=true
"""


def systemd_units(job: Job) -> tuple[ScheduleText, ScheduleText]:
    """The service and the timer; for the whole system where the job names a user."""
    return (
        ScheduleText(
            name=f"{job.name}.service",
            text=marked(_service(job), title=job.name),
            whose=f" -C {_quoted(job.folder)} ",
        ),
        ScheduleText(name=f"{job.name}.timer", text=marked(_timer(job), title=job.name)),
    )


def _service(job: Job) -> str:
    network = "Wants=network-online.target\nAfter=network-online.target\n" if job.user else ""
    user = f"User={job.user}\n" if job.user else ""
    return f"""\
[Unit]
Description=What is due for the newsletter {job.name}
{network}
[Service]
Type=oneshot
{user}Environment=PATH={USUAL_PATH}
EnvironmentFile=-{_pattern(job.environment_file)}
# The colon: a dollar sign in a path is one.
ExecStart=:{" ".join(map(_quoted, _startable(job.command)))}
# Another run was at work: not a failure.
SuccessExitStatus={Locked.exit_code}
TimeoutStartSec={LONGEST_MINUTES}min
{_HARDENING}{_SYSTEM_HARDENING if job.user else ""}"""


def _timer(job: Job) -> str:
    return f"""\
[Unit]
Description=Every {MINUTES} minutes: {job.name}

[Timer]
OnCalendar=*:0/{MINUTES}
RandomizedDelaySec=120
FixedRandomDelay=true
Persistent=true

[Install]
WantedBy=timers.target
"""


def _startable(command: tuple[str, ...]) -> tuple[str, ...]:
    """`command` behind a shell, where systemd refuses the name of its program."""
    if any(sign in command[0] for sign in "\"'\\"):
        return ("/bin/sh", "-c", 'exec "$0" "$@"', *command)
    return command


def _quoted(word: str) -> str:
    """`word` as systemd reads it out of a command line (systemd.service, "Command lines")."""
    if _SAFE.fullmatch(word):
        return word
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def _pattern(path: str) -> str:
    """`path` as a pattern that only it fits: EnvironmentFile takes no quotes, but wildcards."""
    return re.sub(r"([\\*?\[])", r"\\\1", path).replace("%", "%%")
