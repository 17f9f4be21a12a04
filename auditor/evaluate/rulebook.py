"""All rules, found as files of one folder and checked before any of them judges."""

import hashlib
import importlib
import inspect
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType, ModuleType

from auditor.criteria import CRITERIA
from auditor.model import AuditorError, Certainty, Outcome, Text
from auditor.rule import Rule

_PACKAGE = "auditor_rules"  # PyPI has a package named `rules`
_KINDS = frozenset({"page", "site", "file", "axe"})
_HERE = Path(__file__).resolve().parent.parent


class RulebookError(AuditorError):
    """Rule files that cannot be used; one line per problem: file, what is wrong."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Rulebook:
    """Rules by id, sorted. `digest` changes when any rule or shared helper does."""

    rules: Mapping[str, Rule]
    digest: str

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules.values())

    def __len__(self) -> int:
        return len(self.rules)

    def __contains__(self, id: object) -> bool:
        return id in self.rules

    def __getitem__(self, id: str) -> Rule:
        """The rule of this id; an axe-core rule we have no words for yet speaks in axe-core's own."""
        found = self.rules.get(id)
        if found is None and id.startswith("axe/"):
            return wordless_axe_rule(id)
        return self.rules[id]

    def of_kind(self, kind: str) -> tuple[Rule, ...]:
        """The rules of one kind: page, site, file or axe."""
        return tuple(rule for rule in self if rule.kind == kind)


def wordless_axe_rule(id: str) -> Rule:
    """How an axe-core rule without a file in rules/axe is reported, so that nothing is silent."""
    name = id.removeprefix("axe/")
    said = Text(ja="axe-core の検査「{help}」に該当しました。", en="axe-core reports: {help}.")
    return Rule(
        id=id,
        kind="axe",
        title=Text(ja=f"axe-core の検査項目 {name}", en=f"axe-core check {name}"),
        why=Text(
            ja="自動検査ツール axe-core が問題として挙げています。", en="The checker axe-core reports it."
        ),
        fix=Text(
            ja="axe-core の説明（英語）を読み、示された要素を直してください。",
            en="Read what axe-core says of it and mend the element named.",
        ),
        messages={"violation": said, "incomplete": said},
        certainty=Certainty.REVIEW,
        question=Text(
            ja="この要素は利用者の妨げになっていますか。",
            en="Does this element hinder the people who use it?",
        ),
    )


def rules_folder() -> Path:
    """Where the rules are: beside the package in a source tree, inside it in a wheel."""
    inside = _HERE / "_rules"
    return inside if inside.is_dir() else _HERE.parent / "rules"


def load(folder: Path | None = None) -> Rulebook:
    """Import and check every rule file. An exception in a rule file flies, with the file named in a note."""
    folder = (folder or rules_folder()).resolve()
    with _OPENING:
        _open_package(folder)
    files = sorted(folder.glob("*/*.py"))
    helpers = {path.parent: b"" for path in files}
    for path in files:
        if path.name.startswith("_"):
            helpers[path.parent] += path.read_bytes()
    # What makes findings of axe-core's answer is the check that all rules on it share.
    judging = Path(__file__).with_name("axe.py").read_bytes()
    rules: dict[str, Rule] = {}
    problems: list[str] = []
    for path in files:
        if path.name.startswith("_"):
            continue
        module = _import(path)
        found = [value for value in vars(module).values() if isinstance(value, Rule)]
        where = f"{path.parent.name}/{path.name}"
        if len(found) != 1:
            problems.append(f"{where}: 1 ファイルに規則は 1 つです（{len(found)} 個あります）。")
            continue
        source = path.read_text(encoding="utf-8")
        shared = helpers[path.parent] + (judging if found[0].kind == "axe" else b"")
        problems += [
            f"{where}: {text}" for text in problems_of(found[0], path, source + shared.decode("utf-8"))
        ]
        # A change in what the rules of a family share is a change of each of them.
        digest = hashlib.sha256(source.encode() + shared).hexdigest()[:16]
        rules[found[0].id] = replace(found[0], digest=digest)
    if problems:
        raise RulebookError(tuple(problems))
    ordered = {id: rules[id] for id in sorted(rules)}
    total = hashlib.sha256("".join(id + rule.digest for id, rule in ordered.items()).encode())
    return Rulebook(MappingProxyType(ordered), total.hexdigest()[:16])


def problems_of(rule: Rule, path: Path, source: str) -> Iterator[str]:
    """What is wrong with a rule, in one sentence each."""
    expected = f"{path.parent.name}/{path.stem.replace('_', '-')}"
    if rule.id != expected:
        yield f"id は「{expected}」のはずですが「{rule.id}」です。"
    if rule.kind not in _KINDS:
        yield f"種類「{rule.kind}」は使えません。"
    texts = {"title": rule.title, "why": rule.why, "fix": rule.fix, **rule.messages}
    if rule.question is not None:
        texts["question"] = rule.question
    for name, text in texts.items():
        if not (text.ja.strip() and text.en.strip()):
            yield f"「{name}」の日本語か英語が空です。"
    for number in rule.criteria:
        if number not in CRITERIA:
            yield f"達成基準「{number}」はありません。"
    for key in sorted({example.key for example in rule.examples} - {"", *rule.messages}):
        yield f"例の key「{key}」が messages にありません。"
    if rule.kind == "axe":
        if "violation" not in rule.messages:
            yield "messages に「violation」がありません。"
        return
    for key in rule.messages:
        if source.count(f'"{key}"') + source.count(f"'{key}'") < 2:
            yield f"messages の「{key}」はどこでも使われていません。"
    outcomes = {example.outcome for example in rule.examples}
    if not outcomes & set(Certainty):
        yield "不合格になる例がありません。"
    for needed in (Outcome.PASSED, Outcome.INAPPLICABLE):
        if needed not in outcomes:
            yield f"{needed} の例がありません。"
    if Certainty.REVIEW in outcomes and rule.question is None:
        yield "要判断になる例があるのに、人への質問（question）がありません。"


_OPENING = threading.Lock()  # sys.modules belongs to all threads


def _open_package(folder: Path) -> None:
    known = sys.modules.get(_PACKAGE)
    if known is not None and list(known.__path__) == [str(folder)]:
        return
    for name in list(sys.modules):  # a copy: other threads import meanwhile
        if name == _PACKAGE or name.startswith(_PACKAGE + "."):
            del sys.modules[name]
    package = ModuleType(_PACKAGE, "The rule files, imported by path.")
    package.__path__ = [str(folder)]
    sys.modules[_PACKAGE] = package


def _import(path: Path) -> ModuleType:
    try:
        module = importlib.import_module(f"{_PACKAGE}.{path.parent.name}.{path.stem}")
    except Exception as error:
        error.add_note(f"rule file: {path}")
        raise
    if Path(inspect.getfile(module)).resolve() != path:
        raise RulebookError((f"{path}: 別の場所の同名ファイルが読み込まれました。",))
    return module
