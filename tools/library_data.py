"""Writes rules/security/libraries.json from a wheel of PyPI's `unretiredjs`, which carries RetireJS's data.

    pip download --no-deps unretiredjs && python tools/library_data.py unretiredjs-*.whl

Only what the rule reads is kept: how a library is told by its address, file name or banner comment, and which
versions have which known weakness. The data are RetireJS's (Apache-2.0); the module inside the wheel is read as
text and never run. The day is that of the files in the wheel. Review the change before committing it.
"""

import ast
import json
import re
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parent.parent / "rules" / "security" / "libraries.json"
MODULE = "unretiredjs/vulnerabilities.py"
LEFT_OUT = frozenset({"dont check", "retire-example"})
# A pattern with a free run in it may take time that grows with the square of the text.
WIDE = re.compile(r"\.[*+]|\.\{|\][*+?]?\{|\)[*+]|\)\{|\\s\\S|\\d\\D")
SEVERITIES = ("critical", "high", "medium", "low")


def main(wheel: Path) -> int:
    """Read the wheel and write the file."""
    with zipfile.ZipFile(wheel) as archive:
        info = archive.getinfo(MODULE)
        source = archive.read(info).decode("utf-8")
    known: dict[str, Any] = ast.literal_eval(source.partition("=")[2].strip())
    libraries = {
        name: entry
        for name in sorted(known, key=str.lower)
        if name not in LEFT_OUT and (entry := condensed(known[name]))
    }
    data = {
        "source": "RetireJS (Apache-2.0), as unretiredjs carries it",
        "release": wheel.name.split("-")[1],
        "day": date(*info.date_time[:3]).isoformat(),
        "libraries": libraries,
    }
    lines = ",\n".join(
        f"  {json.dumps(name)}: {json.dumps(entry, ensure_ascii=False)}" for name, entry in libraries.items()
    )
    head = json.dumps({**data, "libraries": {}}, indent=1, ensure_ascii=False)
    OUT.write_text(head.replace("{}", "{\n" + lines + "\n }") + "\n", encoding="utf-8")
    weak = sum(len(entry["weak"]) for entry in libraries.values())
    print(f"{OUT}: {len(libraries)} libraries, {weak} version ranges, {data['release']} of {data['day']}")
    return 0


def condensed(entry: dict[str, Any]) -> dict[str, Any]:
    """Return what the rule reads of one library; {} where no weakness of it is known."""
    extractors = entry.get("extractors", {})
    weak = sorted({_range(one) for one in entry.get("vulnerabilities", ())}, key=str)
    if not weak:
        return {}
    found = {
        "uri": extractors.get("uri", []),
        "file": extractors.get("filename", []),
        "banner": [one for one in extractors.get("filecontent", []) if _is_banner(one)],
    }
    for patterns in found.values():
        for pattern in patterns:
            re.compile(pattern)
    return {**{kind: list(dict.fromkeys(one)) for kind, one in found.items() if one}, "weak": weak}


def _is_banner(pattern: str) -> bool:
    """Return whether it begins as a comment does: such a pattern is tried at comments alone, on a short piece."""
    return pattern.startswith((r"/\*", "//")) and not WIDE.search(_known(pattern))


def _known(pattern: str) -> str:
    """Return the pattern without the part that stands for the version."""
    return pattern.replace("[0-9][0-9.a-z_-]+", "").replace("[\\s]", "").replace("[\\s*]", "")


def _range(one: dict[str, Any]) -> tuple[str, str, str, str]:
    """From, below, severity and the name of a weakness: its CVE, else the best there is."""
    names = one.get("identifiers", {})
    cve = sorted(names.get("CVE", []))
    name = cve[0] if cve else str(names.get("githubID") or names.get("bug") or names.get("issue") or "")
    severity = one.get("severity", "medium")
    assert severity in SEVERITIES, severity
    return one.get("atOrAbove", "0"), one["below"], severity, name


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
