"""A job in, a task of the Windows Task Scheduler out."""

import subprocess
from xml.etree import ElementTree as ET

from digest.schedule.schedulers.job import LONGEST_MINUTES, MINUTES, Job, ScheduleText

_NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
_BEGINNING = "2024-01-01T00:00:00"
"""A day in the past: the task starts at the next quarter of an hour."""

_SETTINGS = {
    "MultipleInstancesPolicy": "IgnoreNew",
    "DisallowStartIfOnBatteries": "false",
    "StopIfGoingOnBatteries": "false",
    "StartWhenAvailable": "true",
    "ExecutionTimeLimit": f"PT{LONGEST_MINUTES}M",
}


def windows_task(job: Job) -> ScheduleText:
    """The XML that `schtasks /Create /XML` reads; no encoding is named, since shells choose one."""
    task = ET.Element("Task", {"version": "1.2", "xmlns": _NAMESPACE})
    _add(task, "RegistrationInfo", {"Description": f"What is due for the newsletter {job.name}"})
    trigger = _add(ET.SubElement(task, "Triggers"), "TimeTrigger", {"StartBoundary": _BEGINNING})
    _add(trigger, "Repetition", {"Interval": f"PT{MINUTES}M", "StopAtDurationEnd": "false"})
    _add(task, "Settings", _SETTINGS)
    arguments = subprocess.list2cmdline(job.command[1:])
    _add(
        ET.SubElement(task, "Actions"),
        "Exec",
        {"Command": job.command[0], "Arguments": arguments},
    )
    ET.indent(task)
    text = '<?xml version="1.0"?>\n' + ET.tostring(task, encoding="unicode") + "\n"
    return ScheduleText(name=f"{job.name}.xml", text=text)


def _add(parent: ET.Element, name: str, values: dict[str, str]) -> ET.Element:
    """A new element in `parent` with a plain one for each of `values`; returns it."""
    element = ET.SubElement(parent, name)
    for key, value in values.items():
        ET.SubElement(element, key).text = value
    return element
