"""A newsletter and a scheduler in; what is to stand where, and what switches it on, out."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from digest.config import load_newsletter
from digest.errors import ConfigError, UsageError
from digest.schedule.schedulers.cron import cron_lines, whose_lines
from digest.schedule.schedulers.github import HostedJob, github_workflow
from digest.schedule.schedulers.job import Job, job_name
from digest.schedule.schedulers.systemd import systemd_units
from digest.text import placeholders

_SYSTEM_UNITS = Path("/etc/systemd/system")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFile:
    """A file that is the program's own, as it is to be; `whose` is what no other's has."""

    path: Path
    text: str
    whose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that belongs to one job: files, lines of the user's crontab, or both empty.

    `whose` is what no other newsletter's lines have.
    The command lines `switch_on` are run once all is written, `switch_off` before it is taken away
    and `forget` after that; `links` are what switching on makes. `then` says what is left to do.
    """

    name: str
    files: tuple[OwnFile, ...] = ()
    lines: str = ""
    whose: str = ""
    switch_on: tuple[tuple[str, ...], ...] = ()
    switch_off: tuple[tuple[str, ...], ...] = ()
    forget: tuple[tuple[str, ...], ...] = ()
    links: tuple[Path, ...] = ()
    then: tuple[str, ...] = ()


def plan_cron(job: Job) -> Plan:
    """The lines of the user's own crontab."""
    return Plan(name=job.name, lines=cron_lines(job), whose=whose_lines(job))


def plan_systemd(job: Job, environment: Mapping[str, str]) -> Plan:
    """The units of the user's manager, or of the system's where the job names a user."""
    folder = _SYSTEM_UNITS if job.user else _user_units(environment)
    systemctl = ("systemctl",) if job.user else ("systemctl", "--user")
    timer = f"{job.name}.timer"
    linger = "So that it also runs while you are logged out: loginctl enable-linger"
    return Plan(
        name=job.name,
        files=tuple(
            OwnFile(path=folder / unit.name, text=unit.text, whose=unit.whose)
            for unit in systemd_units(job)
        ),
        switch_on=((*systemctl, "daemon-reload"), (*systemctl, "enable", "--now", timer)),
        switch_off=(
            (*systemctl, "disable", "--now", timer),
            # When it last ran, which it keeps beside.
            (*systemctl, "clean", "--what=state", timer),
        ),
        forget=((*systemctl, "daemon-reload"),),
        links=(folder / "timers.target.wants" / timer,),
        then=() if job.user else (linger,),
    )


def plan_github(folder: Path, *, asked: str, secrets: tuple[str, ...], site: bool) -> Plan:
    """The workflow in the repository that `folder` is in; raises UsageError where it is in none."""
    root = next((place for place in (folder, *folder.parents) if (place / ".git").exists()), None)
    if root is None:
        raise UsageError(f"{folder} is in no git repository; run `git init` at its root first")
    inside = folder.relative_to(root).as_posix()
    # Without the clone's own place: the same name in every clone.
    name = job_name(inside, asked or ("newsletter" if inside == "." else ""))
    workflow = github_workflow(HostedJob(name=name, folder=inside, secrets=secrets, site=site))
    path = root / ".github" / "workflows" / workflow.name
    return Plan(
        name=name,
        files=(OwnFile(path=path, text=workflow.text, whose=workflow.whose),),
        then=_left_on_github(folder, secrets, site=site),
    )


def workflow_secrets(folder: Path) -> tuple[str, ...]:
    """The names that the newsletter's settings take from the environment, each once.

    None where the settings cannot be read: its workflow can be taken away all the same.
    """
    try:
        newsletter = load_newsletter(folder)
    except ConfigError:
        return ()
    notices = newsletter.notices
    texts = [source.url for source in newsletter.sources]
    texts += [newsletter.smtp.password, notices.webhook, notices.heartbeat]
    texts += newsletter.services.unattended_secrets
    return tuple(dict.fromkeys(name for text in texts for name in placeholders(text)))


def _left_on_github(folder: Path, secrets: tuple[str, ...], *, site: bool) -> tuple[str, ...]:
    left = [f"Under Settings, Secrets and variables, Actions: {', '.join(secrets)}"] * bool(secrets)
    if site:
        left.append("Under Settings, Pages: take GitHub Actions as the source")
    if not (folder / "requirements.txt").exists():
        left.append(f"{folder / 'requirements.txt'}: write in it what pip installs digest from")
    return (*left, "Commit the workflow and push it to the repository's default branch")


def _user_units(environment: Mapping[str, str]) -> Path:
    config = environment.get("XDG_CONFIG_HOME", "")
    if not Path(config).is_absolute():
        config = f"{environment.get('HOME') or Path.home()}/.config"
    return Path(config, "systemd", "user")
