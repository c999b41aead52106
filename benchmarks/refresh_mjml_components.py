"""A folder with npm's mjml-preset-core in, digest/checks/data/mjml_components.json out.

    npm install mjml && python benchmarks/refresh_mjml_components.py .

Needs node, since the component list is code.
"""

import json
import subprocess
import sys
from pathlib import Path

TARGET = Path(__file__).parent.parent / "digest" / "checks" / "data" / "mjml_components.json"
NOTICE = "From npm mjml-preset-core, MIT licence, Copyright (c) 2016 Mailjet SAS, https://mjml.io"
LIST = """
const preset = require("mjml-preset-core").default || require("mjml-preset-core");
const attributes = {}, holds_text = [];
for (const component of preset.components) {
  attributes[component.componentName] = Object.keys(component.allowedAttributes || {}).sort();
  if (component.endingTag) holds_text.push(component.componentName);
}
const children = {};
for (const [parent, allowed] of Object.entries(preset.dependencies))
  children[parent] = allowed.filter((child) => typeof child === "string");
const version = require("mjml-preset-core/package.json").version;
console.log(JSON.stringify({ version, holds_text, attributes, children }));
"""


def main() -> None:
    """Write the table anew."""
    if len(sys.argv) != 2:
        sys.exit("Usage: refresh_mjml_components.py FOLDER_WITH_NODE_MODULES")
    folder = Path(sys.argv[1])
    if not (folder / "node_modules" / "mjml-preset-core").is_dir():
        sys.exit(f"{folder} has no node_modules/mjml-preset-core: run npm install mjml there.")
    listed = subprocess.run(
        ["node", "-e", LIST], cwd=folder, capture_output=True, text=True, check=True
    )
    table = {"notice": NOTICE, **json.loads(listed.stdout)}
    TARGET.write_text(json.dumps(table, sort_keys=True, separators=(",", ":")) + "\n", "utf-8")
    print(f"{len(table['attributes'])} components of version {table['version']} written.")


if __name__ == "__main__":
    main()
