#!/bin/sh
# Set up what is missing: virtual environment, package with what reads pictures, headless Chromium, Japanese fonts.
# `sh tools/setup.sh run` is for users, `dev` adds what the checks need. Each step has 120 s where it can be slow.
set -u
cd "$(dirname "$0")/.." || exit 2
mode=${1:-run}
say() { printf '%s\n' "準備: $*"; }
root() { if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null 2>&1; then sudo "$@"; else return 1; fi; }
packages() {
    command -v apt-get >/dev/null 2>&1 || return 1
    log=.setup-apt.log
    root timeout 120 env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >"$log" 2>&1 && return 0
    root timeout 120 apt-get update -q >>"$log" 2>&1
    root timeout 300 env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >>"$log" 2>&1
}

python=
for name in python3.11 python3.12 python3.13 python3.14 python3; do
    if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$name
        break
    fi
done
[ -n "$python" ] || { say "Python 3.11 以上が見つかりません。python3 を入れてから、もう一度実行してください。" >&2; exit 2; }

if [ ! -x .venv/bin/python ]; then
    say "Python の仮想環境（.venv）を作ります。"
    if ! "$python" -m venv .venv >/dev/null 2>&1; then
        rm -rf .venv
        packages python3-venv || true
        "$python" -m venv .venv || { say "仮想環境を作れません。python3-venv を入れてください。" >&2; exit 2; }
    fi
fi

want=$(cat pyproject.toml constraints.txt | cksum | cut -d' ' -f1)-$mode
have=$(cat ".setup-$mode" 2>/dev/null || true)
if [ "$want" != "$have" ]; then
    say "必要なライブラリを入れます（初回は数分かかります）。"
    extra='[ocr]'
    [ "$mode" = dev ] && extra='[dev]'
    install() { .venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e "$1"; }
    install ".$extra" ||
        { [ "$mode" = run ] && say "画像の文字を読む部品を入れられないため、なしで続けます。" && install .; } ||
        { say "ライブラリを入れられませんでした。ネットワークの設定を確かめて、もう一度実行してください。" >&2; exit 2; }
    printf '%s' "$want" >".setup-$mode"
fi

if ! .venv/bin/auditor doctor --quiet; then
    say "画面を描くためのブラウザー（Chromium）を入れます。"
    packages chromium-headless-shell || packages chromium ||
        timeout 120 .venv/bin/python -m playwright install --only-shell chromium >.setup-browser.log 2>&1 || true
fi
if command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=ja 2>/dev/null)" ]; then :; else
    say "日本語フォントを入れます。"
    packages fonts-noto-cjk fontconfig || say "日本語フォントを入れられませんでした。画面の文字の形だけに影響します。"
fi
.venv/bin/auditor doctor --quiet || { .venv/bin/auditor doctor; exit 2; }
axe=$(cksum <auditor/capture/locate.py | cut -d' ' -f1)
if [ "$axe" != "$(cat .setup-axe 2>/dev/null || true)" ]; then
    # Tried once a pinned version: without npm or network the carried axe-core serves as well, only slower.
    .venv/bin/auditor setup | sed 's/^/準備: /' || true
    printf '%s' "$axe" >.setup-axe
fi
