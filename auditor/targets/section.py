"""One mapping of a YAML file: its values by key, and a problem noted for each that is not in order."""

import difflib
import math
from collections.abc import Mapping, Sequence

from auditor.targets.marked import Marked, Problems, show

_KINDS = {dict: "項目の集まり", list: "一覧", str: "文字列", bool: "真偽値", int: "数", float: "数"}


class Section:
    """One mapping of the file: hands out its values by key and notes what is wrong with them.

    A key with nothing after it counts as absent. After a problem the default is handed out, so that
    reading goes on and every problem is found.
    """

    def __init__(self, marked: Marked, keys: Sequence[str], label: str, problems: Problems) -> None:
        self.line = marked.line
        self.problems = problems
        self._label = label
        self._values: Mapping[str, Marked] = {}
        self._readable = isinstance(marked.value, dict)
        if not isinstance(marked.value, dict):
            self._wrong(marked, label, "「項目名: 値」の形で書いてください")
            return
        self._values = {key: item for key, item in marked.value.items() if item.value is not None}
        for key, item in marked.value.items():
            if key not in keys:
                problems.add(item.line, f"{label}に「{show(key)}」という項目はありません", nearest(key, keys))

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def _wrong(self, marked: Marked, what: str, cure: str) -> None:
        if marked.value is None:
            self.problems.add(marked.line, f"{what}の値がありません", cure)
            return
        kind = _KINDS[type(marked.value)]
        written = "" if isinstance(marked.value, dict | list) else f"「{show(marked.value)}」"
        self.problems.add(marked.line, f"{what}の型が違います（{kind}{written}が書かれています）", cure)

    def get(self, key: str) -> Marked | None:
        """Return the value of a key as it stands, None where the key is absent."""
        return self._values.get(key)

    def is_text(self, key: str) -> bool:
        """Return whether a key holds text."""
        return key in self._values and isinstance(self._values[key].value, str)

    def is_empty_list(self, key: str) -> bool:
        """Return whether a key holds a list without members."""
        return key in self._values and self._values[key].value == []

    def line_of(self, key: str) -> int:
        """Line of a key, or of the section where the key is absent."""
        return self._values[key].line if key in self._values else self.line

    def need(self, key: str, cure: str) -> None:
        """Note a problem where a key is absent."""
        if self._readable and key not in self._values:
            self.problems.add(self.line, f"{self._label}に「{key}」がありません", cure)

    def text(self, key: str, default: str = "") -> str:
        """Return a single line of text, white space around it cut off."""
        marked = self._values.get(key)
        if marked is None:
            return default
        if not isinstance(marked.value, str):
            self._wrong(marked, f"「{key}」", f'引用符で囲んで {key}: "…" の形で書いてください')
            return default
        text = marked.value.strip()
        if not text.isprintable() or len(text) > 2000:
            self.problems.add(
                marked.line,
                f"「{key}」に改行などの見えない文字があるか、長すぎます",
                "1行で短く書いてください",
            )
            return default
        return text

    def choice(self, key: str, default: str, values: Sequence[str]) -> str:
        """Return one of a list of words."""
        text = self.text(key, default)
        if text in values:
            return text
        self.problems.add(
            self.line_of(key), f"「{key}」の値「{show(text)}」は使えません", nearest(text, values)
        )
        return default

    def number(self, key: str, default: float, low: float, high: float) -> float:
        """Return a number from `low` to `high`."""
        marked = self._values.get(key)
        if marked is None:
            return default
        value = marked.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._wrong(marked, f"「{key}」", f"{low:g} 以上 {high:g} 以下の数を書いてください")
            return default
        if not math.isfinite(value) or not low <= value <= high:
            self.problems.add(
                marked.line,
                f"「{key}」の値 {show(value)} は範囲の外です",
                f"{low:g} 以上 {high:g} 以下の数を書いてください",
            )
            return default
        return float(value)

    def integer(self, key: str, default: int, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`."""
        marked = self._values.get(key)
        if marked is not None and isinstance(marked.value, float):
            self._wrong(marked, f"「{key}」", "小数点のない数を書いてください")
            return default
        return int(self.number(key, default, low, high))

    def entries(self, key: str, limit: int) -> tuple[Marked, ...]:
        """Return the members of a list, whatever they are."""
        marked = self._values.get(key)
        if marked is None:
            return ()
        if not isinstance(marked.value, list):
            self._wrong(marked, f"「{key}」", "一覧にして、1件ずつ行頭に「- 」を付けて書いてください")
            return ()
        if len(marked.value) > limit:
            self.problems.add(
                marked.line, f"「{key}」が {len(marked.value)} 件あります", f"{limit} 件以下にしてください"
            )
        return tuple(marked.value[:limit])

    def texts(self, key: str, limit: int, single: bool = False) -> tuple[tuple[int, str], ...]:
        """Return the lines and texts of a list; `single` also takes one text in place of a list of one."""
        marked = self._values.get(key)
        if single and marked is not None and not isinstance(marked.value, list | dict):
            items: tuple[Marked, ...] = (marked,)
        else:
            items = self.entries(key, limit)
        found = []
        for item in items:
            if not isinstance(item.value, str):
                self._wrong(item, f"「{key}」の中の値", '引用符で囲んで "…" の形で書いてください')
            elif not item.value.strip() or not item.value.isprintable():
                self.problems.add(
                    item.line, f"「{key}」に空の値か改行があります", "値を書くか、行を消してください"
                )
            else:
                found.append((item.line, item.value.strip()))
        return tuple(found)


def nearest(word: str, words: Sequence[str]) -> str:
    """Return a cure that names the word most like the one written, or all of them."""
    near = difflib.get_close_matches(word[:100].lower(), list(words), n=1, cutoff=0.6)
    return f"「{near[0]}」ではありませんか" if near else f"使えるのは {'、'.join(words)} です"
