"""How the auditor does on labelled material that others made: one section a corpus.

    make score                                  all sections; "absent" where a corpus is not there
    python tools/score.py observatory           one section
    make score OBSERVATORY_CASES=path           another file of the form of observatory/cases.jsonl

Exit code 1 where a section that promises equality is not equal.
"""

import importlib
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

REPO = Path(__file__).resolve().parent.parent
CORPUS = REPO.parent / "shared" / "corpus"
sys.path.insert(0, str(REPO))

Settings = Mapping[str, str]
Section = Callable[[Settings], bool | None]  # True: as promised, False: not, None: its corpus is absent


def main(arguments: list[str]) -> int:
    """Print the sections asked for, all of them where none is named."""
    settings = dict(os.environ) | dict(one.split("=", 1) for one in arguments if "=" in one)
    names = [one for one in arguments if "=" not in one] or list(SECTIONS)
    unknown = [name for name in names if name not in SECTIONS]
    if unknown:
        print(f"unknown section {unknown[0]}; known: {', '.join(SECTIONS)}", file=sys.stderr)
        return 2
    right = True
    for name in names:
        print(f"== {name}")
        done = SECTIONS[name](settings)
        if done is None:
            print("absent")
        right = right and done is not False
    return 0 if right else 1


def observatory(settings: Settings) -> bool | None:
    """Result codes, modifiers and grades of the MDN HTTP Observatory, algorithm 6."""
    folder = CORPUS / "observatory"
    path = Path(settings.get("OBSERVATORY_CASES") or folder / "cases.jsonl")
    if not path.exists():
        return None
    checks, observed, grade = (_security(name) for name in ("_observatory", "_observed", "_grade"))
    preload = _json(path.parent / "hsts-preload.json") or _json(folder / "hsts-preload.json") or {}
    tests, right, wrong = Counter[str](), Counter[str](), []
    for number, case in enumerate(_lines(path), 1):
        name = _test_name(case["test"])
        site = observed_of(case["input"], observed, preload)
        code = checks.CHECKS[name](site)
        wanted = case["expected"]
        passed = grade.passes(code) or code in case.get("args", [])
        tests[name] += 1
        if code == wanted["result"] and passed == wanted.get("pass", passed):
            right[name] += 1
        else:
            wrong.append(f"  line {number} {name}: {code} ({passed}), expected {wanted}")
    for name in sorted(tests):
        print(f"  {name:32} {right[name]:4} of {tests[name]}")
    print("\n".join([*wrong, f"  result codes {right.total()} of {tests.total()}"]))
    table = _json(path.parent / "score_table.json") or _json(folder / "score_table.json")
    return not wrong and (table is None or _same_table(table, grade))


def _same_table(table: Mapping[str, Any], grade: Any) -> bool:
    modifiers = table["modifiers"] == dict(grade.MODIFIERS)
    grades = {int(points): letter for points, letter in table["grades"].items()} == dict(grade.GRADES)
    print(
        f"  modifiers {len(table['modifiers'])} {'equal' if modifiers else 'DIFFER'}, "
        f"grades {len(table['grades'])} {'equal' if grades else 'DIFFER'}"
    )
    return modifiers and grades and table["minScoreForExtraCredit"] == grade.CREDIT_FROM


def observed_of(case: Mapping[str, Any], observed: Any, preload: Mapping[str, Any]) -> Any:
    """Return a recorded input as what the tests look at."""

    def answer(recorded: Mapping[str, Any] | None) -> Any:
        if recorded is None:
            return None
        return observed.Answer(
            headers=_header_lines(recorded.get("headers") or {}),
            verified=bool(recorded.get("verified", True)),
            equiv={name.lower(): tuple(said) for name, said in (recorded.get("httpEquiv") or {}).items()},
            asked=_header_lines(recorded.get("requestHeaders") or {}),
        )

    cookies = tuple(
        observed.Jarred(
            name=one.get("key", ""),
            secure=bool(one.get("secure")),
            http_only=bool(one.get("httpOnly")),
            same_site=str(one.get("sameSite") or ""),
        )
        for one in case.get("cookies") or []
    )
    return observed.Observed(
        host=case["site"]["hostname"],
        url=case.get("sessionUrl") or "",
        cookies=cookies,
        html=case.get("html") or "",
        route=tuple(hop["url"] for hop in case.get("httpRedirects") or []),
        preload=preload,
        **{name: answer(case.get(name)) for name in ("auto", "http", "https", "cors")},
    )


def _header_lines(headers: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, str(value))
        for name, values in headers.items()
        for value in (values if isinstance(values, list) else [values])
        if value is not None
    )


def _test_name(function: str) -> str:
    """crossOriginOpenerPolicyTest → cross-origin-opener-policy."""
    name = "".join(f"-{char.lower()}" if char.isupper() else char for char in function)
    return name.removesuffix("-test")


def _security(name: str) -> Any:
    """Return a helper of the security rules: they are loaded by path, as the auditor does."""
    importlib.import_module("auditor.evaluate.rulebook").load()
    return importlib.import_module(f"auditor_rules.security.{name}")


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def pdf_ua(settings: Settings) -> bool | None:
    """Return one-fault PDF files of the veraPDF corpus: failing ones get a finding, passing ones none that
    is definite.
    """
    folder = Path(settings.get("PDF_UA") or CORPUS / "pdf-ua")
    paths = sorted(folder.rglob("*.pdf"))
    if not paths:
        return None
    judge = _file_judge("pdf")
    found, missed, false = 0, [], []
    for path in paths:
        findings = judge(path)[1]
        if "-fail-" in path.name:
            found += bool(findings)
            missed += [] if findings else [path.name]
        elif any(one.certainty == "definite" for one in findings):
            false.append(path.name)
    failing = found + len(missed)
    print(
        f"failing files found: {found} of {failing}; passing files with a definite finding: {len(false)} of {len(paths) - failing}"
    )
    print(f"missed: {', '.join(missed) or '-'}; false alarms: {', '.join(false) or '-'}")
    return found * 69 >= 60 * failing and not false


def open_data(settings: Settings) -> bool | None:
    """Real files of cities: no crash; seconds a file; how often each rule speaks."""
    folder = Path(settings.get("OPEN_DATA") or CORPUS / "open-data")
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    if not paths:
        return None
    judge = _file_judge("opendata", "pdf")
    seconds, said, crashed = [], Counter[str](), []
    for path in paths:
        started = time.monotonic()
        facts, findings, untested = judge(path)
        seconds.append(time.monotonic() - started)
        said.update({one.rule for one in findings})
        crashed += [path.name] if untested or facts.problem else []
    middle = sorted(seconds)[len(seconds) // 2]
    print(
        f"{len(paths)} files: median {middle:.2f} s, slowest {max(seconds):.2f} s; not read or not judged: {len(crashed)}"
    )
    for rule, number in sorted(said.items(), key=lambda item: (-item[1], item[0])):
        print(f"  {number:3} files  {rule}")
    return not crashed and middle < 0.3 and max(seconds) < 3


def _file_judge(*families: str) -> Callable[[Path], tuple[Any, list[Any], list[Any]]]:
    """(facts, findings as rows, rules that did not run) of a file, read in a process of its own."""
    from auditor.criteria import STANDARDS, profile
    from auditor.evaluate.assertions import to_rows
    from auditor.evaluate.file_rules import judge_file
    from auditor.evaluate.rulebook import load
    from auditor.read.child import read_file
    from auditor.rule import File

    book, wanted = load(), profile(tuple(STANDARDS))
    rules = [rule for rule in book.of_kind("file") if rule.family in families]

    def judge(path: Path) -> tuple[Any, list[Any], list[Any]]:
        facts = read_file(path)
        made = judge_file(File(facts), rules, wanted)
        untested = [one for one in made if one.outcome == "untested"]
        return facts, to_rows(made, "", "", book, wanted), untested

    return judge


def jis(settings: Settings) -> bool | None:
    """Planted barriers of a Japanese practice site: found, missed, false alarms, axe-core beside it."""
    folder = Path(settings.get("JIS_CASES") or CORPUS / "jis-practice-site")
    if not (folder / "manifest.json").exists():
        return None
    sys.path.insert(0, str(REPO / "tools"))
    return bool(importlib.import_module("score_jis").score(folder))


def act(settings: Settings) -> bool | None:
    """Test cases of the approved ACT rules: consistent rules, cases found, false alarms, ACT_RULES=a,b for some."""
    folder = Path(settings.get("ACT_CASES") or CORPUS / "act")
    if not (folder / "testcases.json").exists():
        return None
    sys.path.insert(0, str(REPO / "tools"))
    only = [id for id in settings.get("ACT_RULES", "").split(",") if id]
    return bool(importlib.import_module("score_act").score(folder, only))


def csp_evaluator(settings: Settings) -> bool | None:
    """Agreement of the CSP parser with npm's csp_evaluator."""
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    found: bool | None = importlib.import_module("score_csp").csp_evaluator(settings)
    return found


def pairs(settings: Settings) -> bool | None:
    """Return pairs of pages with a barrier and without it: found, missed, suspect.

    PAIRS_ONLY=1.1.1,probe,042 for some.
    """
    folder = Path(settings.get("PAIRS_CASES") or REPO / "tests" / "pairs")
    if not (folder / "cases.jsonl").exists():
        return None
    sys.path.insert(0, str(REPO / "tools"))
    only = [one for one in settings.get("PAIRS_ONLY", "").split(",") if one]
    return bool(importlib.import_module("score_pairs").score(folder, only))


SECTIONS: Mapping[str, Section] = {
    "act": act,
    "csp-evaluator": csp_evaluator,
    "jis": jis,
    "observatory": observatory,
    "open-data": open_data,
    "pairs": pairs,
    "pdf-ua": pdf_ua,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
