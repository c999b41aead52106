"""A job in, an agent of macOS's launchd out."""

import plistlib

from digest.schedule.schedulers.job import (
    MINUTES,
    READ_ENVIRONMENT,
    USUAL_PATH,
    Job,
    ScheduleText,
)


def launch_agent(job: Job, *, home: str) -> ScheduleText:
    """The property list that stands in ~/Library/LaunchAgents of the user whose `home` it is.

    A run that was due while the machine slept is made up for once when it wakes.
    """
    agent = {
        "Label": job.name,
        "ProgramArguments": [
            *("/bin/sh", "-c", READ_ENVIRONMENT),
            job.environment_file,
            *job.command,
        ],
        "EnvironmentVariables": {"PATH": USUAL_PATH},
        "StartInterval": MINUTES * 60,
        "RunAtLoad": True,
        "ProcessType": "Background",
        "StandardErrorPath": f"{home}/Library/Logs/{job.name}.log",
    }
    text = plistlib.dumps(agent, sort_keys=False).decode()
    return ScheduleText(name=f"{job.name}.plist", text=text)
