"""A YAML file as values that know their line; what is wrong with it is collected, never thrown one by one."""

import re
import warnings
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError, YAMLStreamError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

_TAG = "tag:yaml.org,2002:"
_SPECIAL = re.compile(r"\.(inf|nan)", re.IGNORECASE)  # YAML writes .inf where Python reads inf
# The parser's time grows with the square of open brackets, long before Python's own limit stops it.
_DEEP = re.compile(r"(?:[\[{]\s*){60}")
_WIDE_COLON = re.compile(r"\s*(?:- )?[^\s:：\"'#]+：")
_INTEGER = re.compile(r"[-+]?[0-9]+(_[0-9]+)*")
# ruamel.yaml raises these beside its own errors on odd escapes, directives and endless nesting.
_PARSER_ERRORS = (
    YAMLError, YAMLStreamError, ValueError, TypeError, KeyError, AttributeError, IndexError,
    NotImplementedError, AssertionError, RecursionError, OverflowError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marked:
    """One value and the line it is written on."""

    line: int
    value: "bool | int | float | str | list[Marked] | dict[str, Marked] | None"


@dataclass(slots=True)
class Problems:
    """What is wrong with one file, each with line and cure."""

    file: str
    found: list[tuple[int, str]] = field(default_factory=list)

    def add(self, line: int, what: str, cure: str) -> None:
        """Note one problem; line 0 means the whole file."""
        self.found.append((line, f"{what}（直し方: {cure}）"))

    def lines(self) -> tuple[str, ...]:
        """Return one sentence a problem, in the order of the file, none twice."""
        return tuple(
            f"{self.file}:{line}行目: {text}" if line else f"{self.file}: {text}"
            for line, text in dict.fromkeys(sorted(self.found, key=lambda found: found[0]))
        )


def show(value: object, limit: int = 60) -> str:
    """Return a value for a message: one line, bounded."""
    text = "".join(char if char.isprintable() else " " for char in str(value))
    return text if len(text) <= limit else text[: limit - 1] + "…"


def parse(data: bytes, problems: Problems) -> Marked | None:
    """Read YAML in UTF-8; None where it cannot be read at all, and then a problem says why."""
    text = _decode(data, problems)
    if text is None:
        return None
    try:
        if _DEEP.search(text):
            raise RecursionError
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # reused anchors: allowed by YAML 1.2
            node = YAML(typ="safe", pure=True).compose(text)
        return Marked(0, None) if node is None else _convert(node, problems, {})
    except _PARSER_ERRORS as error:
        _explain(error, text, problems)
        return None


def _decode(data: bytes, problems: Problems) -> str | None:
    cure = "エディターの「名前を付けて保存」で文字コードに UTF-8 を選び、保存し直してください"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        problems.add(0, "文字コードが UTF-16 です", cure)
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    try:
        data.decode("cp932")
    except UnicodeDecodeError:
        problems.add(line, "UTF-8 として読めない文字があります", cure)
        return None
    problems.add(line, "文字コードが UTF-8 ではありません（Shift_JIS のようです）", cure)
    return None


def _explain(error: Exception, text: str, problems: Problems) -> None:
    if isinstance(error, RecursionError):
        problems.add(0, "入れ子が深すぎます", "括弧 [ ] { } と字下げを確かめてください")
        return
    mark = (error.problem_mark or error.context_mark) if isinstance(error, MarkedYAMLError) else None
    line = mark.line + 1 if mark else 0
    lines = text.splitlines()
    written = lines[line - 1] if 0 < line <= len(lines) else ""
    indent = written[: len(written) - len(written.lstrip())]
    if "\t" in indent:
        problems.add(line, "字下げにタブが使われています", "タブを半角スペースに置き換えてください")
    elif "\u3000" in indent:
        problems.add(line, "字下げに全角スペースが使われています", "半角スペースに置き換えてください")
    elif wide := next((at for at in (line, line - 1) if _WIDE_COLON.match("".join(lines[at - 1 : at]))), 0):
        # The parser often stumbles only on the line after.
        problems.add(
            wide, "全角のコロン「：」が使われています", "半角の「: 」（後ろに半角スペース）にしてください"
        )
    elif "single document" in str(error):
        problems.add(
            line, "「---」で区切られた二つ目の文書があります", "一つのファイルに一つだけ書いてください"
        )
    else:
        problems.add(
            line,
            "YAML として読めません",
            "この行と前の行の字下げ（半角スペース）、「: 」の後ろの半角スペース、"
            "括弧と引用符の閉じ忘れを確かめてください",
        )


def _convert(node: Node, problems: Problems, done: dict[int, Marked]) -> Marked:
    """Turn a node into values. A node named by several aliases becomes one value, so size stays linear."""
    if id(node) in done:
        return done[id(node)]
    line = node.start_mark.line + 1
    if isinstance(node, MappingNode):
        members: dict[str, Marked] = {}
        done[id(node)] = marked = Marked(line, members)
        first: dict[str, int] = {}
        for key, value in node.value:
            at = key.start_mark.line + 1
            name = key.value if isinstance(key, ScalarNode) else None
            if name is None:
                problems.add(at, "項目名が文字ではありません", "「項目名: 値」の形で書いてください")
            elif name in first:
                problems.add(
                    at, f"「{show(name)}」が {first[name]}行目と重なっています", "どちらか一つにしてください"
                )
            else:
                first[name] = at
                members[name] = _at(at, _convert(value, problems, done))
        return marked
    if isinstance(node, SequenceNode):
        items: list[Marked] = []
        done[id(node)] = marked = Marked(line, items)
        items.extend(_convert(item, problems, done) for item in node.value)
        return marked
    done[id(node)] = marked = Marked(line, _scalar(node))
    return marked


def _at(line: int, marked: Marked) -> Marked:
    """Return a value of a key is reported where the key stands; mappings and lists are shared, not copied."""
    return Marked(line, marked.value)


def _scalar(node: Node) -> bool | int | float | str | None:
    text, tag = str(node.value), str(node.tag or "")
    if tag == _TAG + "null":
        return None
    if tag == _TAG + "bool":
        return text.lower() in ("true", "yes", "on")
    if tag == _TAG + "int" and _INTEGER.fullmatch(text) and len(text) <= 18:
        return int(text)
    if tag == _TAG + "float":
        text = _SPECIAL.sub(r"\1", text)
        try:
            return float(text)
        except ValueError:
            return text
    return text
