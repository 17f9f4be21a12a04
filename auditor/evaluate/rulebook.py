"""All rules, ours and own ones, found as files of folders and checked before any of them judges."""

import difflib
import hashlib
import importlib
import importlib.util
import inspect
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from importlib.metadata import entry_points
from pathlib import Path
from types import MappingProxyType, ModuleType

from auditor.criteria import CRITERIA
from auditor.model import AuditorError, Certainty, Outcome, RuleSettings, Text
from auditor.rule import Rule

_PACKAGE = "auditor_rules"  # PyPI has a package named `rules`
ENTRY_POINTS = "auditor.rules"  # group of installed packages of rules: name → package
_NEVER: Mapping[str, Certainty] = MappingProxyType({})
_KINDS = frozenset({"page", "site", "file", "axe"})
_HERE = Path(__file__).resolve().parent.parent


class RulebookError(AuditorError):
    """Rule files that cannot be used; one line per problem: file, what is wrong."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Rulebook:
    """Rules by id, sorted. `digest` changes when any rule, shared helper or setting of a rule does."""

    rules: Mapping[str, Rule]  # those that run
    digest: str
    own: tuple[str, ...] = ()  # ids of those that did not come with the tool
    off: Mapping[str, Rule] = field(default_factory=dict)  # rules that do not run: their words remain
    off_globs: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules.values())

    def __len__(self) -> int:
        return len(self.rules)

    def __contains__(self, id: object) -> bool:
        return id in self.rules

    def __getitem__(self, id: str) -> Rule:
        """Return the rule of this id; an axe-core rule we have no words for yet speaks in axe-core's own."""
        found = self.get(id)
        if found is None and id.startswith("axe/"):
            return wordless_axe_rule(id)
        return found or self.rules[id]

    def get(self, id: str) -> Rule | None:
        """Return the rule of this id with its words, whether it runs or is off."""
        return self.rules.get(id) or self.off.get(id)

    def is_off(self, id: str) -> bool:
        """Return whether the settings take this rule out."""
        return any(fnmatchcase(id, glob) for glob in self.off_globs)

    @property
    def changed(self) -> tuple[Rule, ...]:
        """The rules whose certainty the settings set."""
        return tuple(rule for rule in self if rule.override is not None)

    def of_kind(self, kind: str) -> tuple[Rule, ...]:
        """Return the rules of one kind: page, site, file or axe."""
        return tuple(rule for rule in self if rule.kind == kind)


def wordless_axe_rule(id: str) -> Rule:
    """Return how an axe-core rule without a file in rules/axe is reported, so that nothing is silent."""
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


def configured(settings: RuleSettings) -> Rulebook:
    """Load the rules with the settings of targets.yaml or the command line."""
    return load(folders=settings.folders, off=settings.off, certainty=dict(settings.certainty))


def load(
    folder: Path | None = None,
    *,
    folders: Sequence[str | Path] = (),
    off: Sequence[str] = (),
    certainty: Mapping[str, Certainty] = _NEVER,
) -> Rulebook:
    """Import and check every rule file. Raises RulebookError with a line for each problem.

    An exception in a rule file that came with the tool flies, with the file named in a note.
    folder: takes the place of the rules that come with the tool and of installed packages of rules.
    folders: own rules, which join them. off: ids or globs of rules that do not run.
    certainty: rule id → certainty of its failing findings; a question or advice is never raised.
    """
    problems: list[str] = []
    rules = {rule.id: rule for rule in _read((folder or rules_folder()).resolve(), "", problems)}
    own: list[str] = []
    installed = _installed(problems) if folder is None else []
    for place in dict.fromkeys(Path(one).resolve() for one in (*installed, *folders)):
        for rule in _own(place, problems):
            if rule.id in rules:
                problems.append(
                    f"{place}: 規則「{rule.id}」はすでにあります。（直し方: ファイル名と id を別の名前にしてください。"
                    "元の規則を止めるには、targets.yaml の rules: off: に書きます。）"
                )
                continue
            rules[rule.id] = rule
            own.append(rule.id)
    problems += _settings_problems(rules, off, certainty)
    problems += (
        f"{rule.id}: replaces の「{id}」という規則はありません。"
        for rule in rules.values()
        for id in rule.replaces
        if id not in rules and not id.startswith("axe/")
    )
    if problems:
        raise RulebookError(tuple(problems))
    changed = {id: _overridden(rules[id], wanted) for id, wanted in certainty.items()}
    ordered = {id: changed.get(id, rules[id]) for id in sorted(rules)}
    silent = {id: rule for id, rule in ordered.items() if any(fnmatchcase(id, glob) for glob in off)}
    spoken = {id: rule for id, rule in ordered.items() if id not in silent}
    # A glob also takes out rules of axe-core that we have no file for.
    parts = [id + rule.digest for id, rule in spoken.items()] + [f"-{glob}" for glob in sorted(set(off))]
    total = hashlib.sha256("".join(parts).encode()).hexdigest()[:16]
    return Rulebook(MappingProxyType(spoken), total, tuple(sorted(own)), silent, tuple(off))


def load_one(path: Path) -> Rule:
    """Import and check one rule file, FAMILY/NAME.py; those beside it are only there to be imported."""
    problems: list[str] = []
    rules = list(_read(path.parent.parent, f"{path.parent.parent}/", problems, fly=False, only=path))
    if not rules and not problems:
        problems.append(
            f"{path}: 規則のファイルではありません（分類/名前.py の形で、名前は _ で始めません）。"
        )
    if problems:
        raise RulebookError(tuple(problems))
    return rules[0]


def _read(
    folder: Path, prefix: str, problems: list[str], *, fly: bool = True, only: Path | None = None
) -> Iterator[Rule]:
    """Yield the rules of one folder; `prefix` goes before the name of a file with a problem."""
    files = sorted(folder.glob("*/*.py"))
    sources = {path: path.read_bytes() for path in files}
    package = _open_package(folder, sources)
    helpers = {path.parent: b"" for path in files}
    for path, data in sources.items():
        if path.name.startswith("_"):
            helpers[path.parent] += data
    # What makes findings of axe-core's answer is the check that all rules on it share.
    judging = Path(__file__).with_name("axe_results.py").read_bytes()
    for path, data in sources.items():
        if path.name.startswith("_") or only not in (None, path):
            continue
        where = f"{prefix}{path.parent.name}/{path.name}"
        try:
            module = _import(path, package)
        except RulebookError:
            raise
        except Exception as error:
            if fly:
                raise
            problems.append(f"{where}: 規則のファイルを読み込めません（{_one_line(error)}）。")
            continue
        found = [value for value in vars(module).values() if isinstance(value, Rule)]
        if len(found) != 1:
            problems.append(f"{where}: 1 ファイルに規則は 1 つです（{len(found)} 個あります）。")
            continue
        shared = helpers[path.parent] + (judging if found[0].kind == "axe" else b"")
        text = (data + shared).decode("utf-8", "replace")
        problems += [f"{where}: {problem}" for problem in problems_of(found[0], path, text)]
        # A change in what the rules of a family share is a change of each of them.
        yield replace(found[0], digest=hashlib.sha256(data + shared).hexdigest()[:16])


def _own(folder: Path, problems: list[str]) -> Iterator[Rule]:
    """Yield the rules of a folder that did not come with the tool; what is wrong with it is a problem, never
    a traceback.
    """
    if not folder.is_dir():
        problems.append(
            f"{folder}: 規則のフォルダーがありません。（直し方: targets.yaml の rules: folders: か --rules の場所を確かめてください。）"
        )
    elif not any(folder.glob("*/*.py")):
        problems.append(
            f"{folder}: 規則がありません。（直し方: 分類のフォルダーの中に、my/no_blink.py の形で置いてください。）"
        )
    else:
        yield from _read(folder, f"{folder}/", problems, fly=False)


def _installed(problems: list[str]) -> list[Path]:
    """Return the folders of installed packages that offer rules."""
    folders = []
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda one: one.name):
        try:
            spec = importlib.util.find_spec(point.module)
        except (ImportError, ValueError):
            spec = None
        places = list(spec.submodule_search_locations or ()) if spec else []
        if places:
            folders.append(Path(places[0]))
        else:
            problems.append(
                f"規則のパッケージ「{point.name}」（{point.value}）がありません。（直し方: 入れ直すか、取り除いてください。）"
            )
    return folders


def _settings_problems(
    rules: Mapping[str, Rule], off: Sequence[str], certainty: Mapping[str, Certainty]
) -> Iterator[str]:
    for glob in off:
        # axe-core has rules that we have no file for.
        if not glob.startswith("axe/") and not any(fnmatchcase(id, glob) for id in rules):
            yield f"rules の off「{glob}」に当てはまる規則はありません。（直し方: {_nearest(glob, rules)}）"
    for id in certainty:
        if id not in rules:
            yield f"rules の certainty「{id}」という規則はありません。（直し方: {_nearest(id, rules)}）"


def _nearest(id: str, rules: Mapping[str, Rule]) -> str:
    near = difflib.get_close_matches(id, list(rules), 1)
    return f"「{near[0]}」ではありませんか" if near else "auditor rules list で名前を確かめてください"


_ANY = Text(
    ja="この指摘は、利用者の妨げになっていますか。",
    en="Does what is reported here hinder the people who use it?",
)


def _overridden(rule: Rule, wanted: Certainty) -> Rule:
    """Return the rule with the certainty that the settings want of it; what becomes a question needs one."""
    question = rule.question or (_ANY if wanted is Certainty.REVIEW else None)
    digest = hashlib.sha256(f"{rule.digest} {wanted}".encode()).hexdigest()[:16]
    return replace(rule, override=wanted, question=question, digest=digest)


def _one_line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]


def problems_of(rule: Rule, path: Path, source: str) -> Iterator[str]:
    """Yield what is wrong with a rule, in one sentence each."""
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


def _open_package(folder: Path, sources: Mapping[Path, bytes]) -> str:
    """Make the folder a package of sys.modules and return its name: of other rules by place and content."""
    name = _PACKAGE
    if folder != rules_folder().resolve():
        content = b"".join(sources.values())
        name += f"_{hashlib.sha256(str(folder).encode() + content).hexdigest()[:16]}"
    with _OPENING:
        if name not in sys.modules:
            package = ModuleType(name, "Rule files, imported by path.")
            package.__path__ = [str(folder)]
            sys.modules[name] = package
    return name


def _import(path: Path, package: str) -> ModuleType:
    try:
        module = importlib.import_module(f"{package}.{path.parent.name}.{path.stem}")
    except Exception as error:
        error.add_note(f"rule file: {path}")
        raise
    if Path(inspect.getfile(module)).resolve() != path:
        raise RulebookError((f"{path}: 別の場所の同名ファイルが読み込まれました。",))
    return module
