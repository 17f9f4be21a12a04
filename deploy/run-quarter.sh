#!/bin/sh
# 四半期の監査を実行し、結果の1行を reports/last-run.txt に残します。使い方は deploy/README.md にあります。
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
python="$root/.venv/bin/python"
if [ ! -x "$python" ]; then
    echo "監査ツールの準備ができていません。$root で make setup を実行してください。" >&2
    exit 2
fi
cd "$root"
exec "$python" "$root/deploy/run_quarter.py" "$@"
