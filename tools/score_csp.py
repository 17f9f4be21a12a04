"""Agreement of the CSP parser with npm's csp_evaluator on 100 drawn policies."""

import contextlib
import importlib
import json
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

_EVALUATE = """
const {CspEvaluator} = require(process.argv[1] + '/dist/evaluator.js');
const {CspParser} = require(process.argv[1] + '/dist/parser.js');
const said = JSON.parse(require('fs').readFileSync(0)).map(text =>
  new CspEvaluator(new CspParser(text).csp).evaluate().map(one => [one.type, one.directive]));
console.log(JSON.stringify(said));
"""
PACKAGE = "csp_evaluator@1.1.8"
CACHE = Path(__file__).resolve().parent.parent / ".score"
_LOOSE, _EVAL, _MISSING = {301, 303, 304}, 302, 300  # numbers of its findings


def csp_evaluator(settings: Mapping[str, str]) -> bool | None:
    """Scripts let in, eval, no rule for scripts; CSP_EVALUATOR names the folder of the npm package if it is there."""
    node = shutil.which("node")
    folder = Path(settings["CSP_EVALUATOR"]) if settings.get("CSP_EVALUATOR") else _fetched()
    if node is None or not (folder / "dist" / "evaluator.js").exists():
        return None
    importlib.import_module("auditor.evaluate.rulebook").load()
    csp = importlib.import_module("auditor_rules.security._csp")
    policies = drawn(100)
    run = subprocess.run(
        [node, "-e", _EVALUATE, str(folder.resolve())],
        input=json.dumps(policies).encode(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    agreed = Counter[str]()
    for text, said in zip(policies, json.loads(run.stdout), strict=True):
        (policy,) = csp.parse(text)
        scripts = policy.sources("script-src")
        where = "script-src" if "script-src" in policy else "default-src"
        on_scripts = {kind for kind, name in said if name == where} if scripts is not None else set()
        pairs = {
            "scripts let in": (any(csp.loose_scripts(policy)), bool(on_scripts & _LOOSE)),
            "eval": ("'unsafe-eval'" in (scripts or ()), _EVAL in on_scripts),
            "no rule for scripts": (scripts is None, [_MISSING, "script-src"] in said),
        }
        for name, (ours, theirs) in pairs.items():
            agreed[name] += ours == theirs
            if ours != theirs and settings.get("VERBOSE"):
                print(f"  {name}: {ours}, theirs {theirs}: {text}")
    for name, count in agreed.items():
        print(f"  {name:32} {count:4} of {len(policies)}")
    return all(count == len(policies) for count in agreed.values())


def _fetched() -> Path:
    """Return the package in a folder of our own, fetched once where npm is there."""
    folder, npm = CACHE / "node_modules" / "csp_evaluator", shutil.which("npm")
    if npm is not None and not folder.exists():
        CACHE.mkdir(exist_ok=True)
        command = [
            npm,
            "install",
            "--prefix",
            str(CACHE),
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            PACKAGE,
        ]
        with contextlib.suppress(subprocess.TimeoutExpired):  # without a network it is absent
            subprocess.run(command, capture_output=True, check=False, timeout=60)
    return folder


def drawn(count: int) -> list[str]:
    """Drawn policies, the same every time."""
    draw = random.Random(5)
    directives = (
        "default-src",
        "script-src",
        "object-src",
        "img-src",
        "base-uri",
        "style-src",
        "form-action",
    )
    sources = (
        "'self'", "'none'", "'unsafe-inline'", "'unsafe-eval'", "'strict-dynamic'", "*", "https:", "data:",
        "'nonce-aaaaaaaaaaaaaaaaaaaaaa'", "https://a.example", "'sha256-" + "A" * 43 + "='",
    )  # fmt: skip
    return [
        "; ".join(
            " ".join([name, *draw.sample(sources, draw.randint(1, 3))])
            for name in draw.sample(directives, draw.randint(1, 4))
        )
        for _ in range(count)
    ]
