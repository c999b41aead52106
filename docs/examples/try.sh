#!/usr/bin/env bash
# Installs the examples where a Python has digest, and runs their own tests there: try.sh PYTHON
set -euo pipefail
python=$1
cd "$(dirname "$0")"
if command -v uv >/dev/null; then
  install=(uv pip install --quiet --python "$python")
else
  install=("$python" -m pip install --quiet --disable-pip-version-check)
fi
"${install[@]}" pytest ./rules ./layout ./service
for example in rules layout service; do
  "$python" -m pytest -q -p no:cacheprovider "$example"
done
