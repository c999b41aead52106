"""A repository's newsletter in, a workflow of GitHub Actions that looks after it out.

No expression of GitHub stands in a script: what a script needs comes as its environment, so that
nothing can be put into it. Actions are pinned to the commits of their releases.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from digest.errors import UsageError
from digest.schedule.own_text import marked
from digest.schedule.schedulers.job import LONGEST_MINUTES, ScheduleText

ACTIONS = {
    "CHECKOUT": "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
    "SETUP_PYTHON": "actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0",
    "CACHE_RESTORE": "actions/cache/restore@27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5",
    "CACHE_SAVE": "actions/cache/save@27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5",
    "UPLOAD_SITE": (
        "actions/upload-pages-artifact@fc324d3547104276b827a68afc52ff2a11cc49c9 # v5.0.0"
    ),
    "DEPLOY_SITE": "actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128 # v5.0.0",
}
"""Each action at the commit of a release."""

_TEMPLATE = Path(__file__).with_name("workflow.yml")
_ABOUT_SITE = re.compile(r"^# site:\n(.*?)^# :site\n", re.MULTILINE | re.DOTALL)
_PLAIN_FOLDER = re.compile(r"[\w./+@,= -]+")
"""The cache reads a path as a pattern, and GitHub reads ${{: neither gets any other sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostedJob:
    """A newsletter in a repository: its `folder` from the root, "." for the root itself.

    `secrets` are the names that its settings take from the environment; `site` says whether GitHub
    Pages shows the public archive. Raises UsageError for a folder or a secret of a name that
    GitHub cannot be told.
    """

    name: str
    folder: str
    secrets: tuple[str, ...] = ()
    site: bool = True

    def __post_init__(self) -> None:
        if not _PLAIN_FOLDER.fullmatch(self.folder):
            raise UsageError(
                f"{self.folder}: on GitHub a newsletter's folder may have letters, digits, blanks "
                "and ./+@,=- in its name; rename it"
            )
        for name in self.secrets:
            if name.upper().startswith("GITHUB_"):
                raise UsageError(
                    f"${{{name}}}: GitHub has no secret whose name begins with GITHUB_; "
                    "choose another one in newsletter.toml"
                )


def github_workflow(job: HostedJob) -> ScheduleText:
    """The file of that name in .github/workflows."""
    secrets = "".join(f"          {name}: ${{{{ secrets.{name} }}}}\n" for name in job.secrets)
    values = ACTIONS | {
        "NAME": job.name,
        "MINUTES": str(LONGEST_MINUTES),
        "FOLDER": _scalar(job.folder),
        "STORE": _scalar(str(PurePosixPath(job.folder, ".digest"))),
    }
    text = _TEMPLATE.read_text(encoding="utf-8")
    text = _ABOUT_SITE.sub(r"\1" if job.site else "", text)
    text = text.replace("@SECRETS@\n", f"        env:\n{secrets}" if secrets else "")
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return ScheduleText(
        name=f"{job.name}.yml",
        text=marked(text, title=job.name),
        whose=f"working-directory: {_scalar(job.folder)}\n",
    )


def _scalar(text: str) -> str:
    """`text` as YAML reads it: a text in JSON is one."""
    return json.dumps(text, ensure_ascii=False)
