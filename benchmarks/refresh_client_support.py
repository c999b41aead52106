"""The folder of npm package caniemail in, digest/checks/data/client_support.json out.

    npm pack caniemail && tar xf caniemail-*.tgz
    python benchmarks/refresh_client_support.py package

For each feature: the clients whose latest test says that they do not support it.
"""

import json
import sys
from pathlib import Path
from typing import TypedDict

TARGET = Path(__file__).parent.parent / "digest" / "checks" / "data" / "client_support.json"
NOTICE = (
    "From caniemail.com by Rémi Parmentier and contributors, MIT licence, Copyright (c) 2019 "
    "Rémi Parmentier; taken from npm caniemail, MIT licence, Copyright Avi Goldman, Andrew Powell"
)
KINDS = ("css-", "html-", "image-")
FAMILIES = {
    "gmail": "Gmail",
    "outlook": "Outlook",
    "apple-mail": "Apple Mail",
    "yahoo": "Yahoo",
    "thunderbird": "Thunderbird",
    "samsung-email": "Samsung Email",
    "protonmail": "Proton Mail",
}
PLATFORMS = {
    "desktop-webmail": "web",
    "mobile-webmail": "phone web",
    "outlook-com": "web",
    "windows": "Windows",
    "macos": "macOS",
    "ios": "iOS",
    "android": "Android",
}


class Feature(TypedDict):
    """What is used of a feature: statuses are by family, platform and tested version."""

    slug: str
    title: str
    stats: dict[str, dict[str, dict[str, str]]]


class Database(TypedDict):
    """The package's data file."""

    last_update_date: str
    data: list[Feature]


def main() -> None:
    """Write the table anew."""
    source = Path(sys.argv[1]) / "data" / "caniemail.json" if len(sys.argv) == 2 else Path()
    if not source.is_file():
        sys.exit("Usage: refresh_client_support.py FOLDER_OF_THE_NPM_PACKAGE_CANIEMAIL")
    database: Database = json.loads(source.read_text("utf-8"))
    features = {
        feature["slug"]: {"title": feature["title"], "lacking": lacking}
        for feature in database["data"]
        if feature["slug"].startswith(("css-", "html-", "image-"))
        and (lacking := _lacking(feature))
    }
    lines = ",\n".join(
        f"{json.dumps(slug)}: {json.dumps(feature, ensure_ascii=False)}"
        for slug, feature in sorted(features.items())
    )
    date = database["last_update_date"][:10]
    head = f'"notice": {json.dumps(NOTICE, ensure_ascii=False)},\n"date": "{date}"'
    TARGET.write_text(f'{{{head},\n"features": {{\n{lines}\n}}}}\n', "utf-8")
    print(f"{len(features)} features that some client lacks written, as of {date}.")


def _lacking(feature: Feature) -> list[str]:
    """Which clients lack the feature: a family by its name where all its platforms do."""
    clients = []
    for family, name in FAMILIES.items():
        latest = {
            PLATFORMS[platform]: _latest(versions)
            for platform, versions in feature["stats"].get(family, {}).items()
            if platform in PLATFORMS and versions
        }
        lacking = list(dict.fromkeys(where for where, status in latest.items() if status == "n"))
        if lacking:
            everywhere = len(lacking) == len(latest)
            clients.append(name if everywhere else f"{name} ({', '.join(lacking)})")
    return clients


def _latest(versions: dict[str, str]) -> str:
    # The last one written down: by name, version "16.80" would come before "2019".
    return list(versions.values())[-1].split()[0]


if __name__ == "__main__":
    main()
