"""Says how a rulebook differs from the rules that come with the tool: own rules, rules off, certainties set."""

from collections.abc import Iterator, Sequence

from auditor.evaluate.rulebook import Rulebook
from auditor.model import Text
from auditor.words import CERTAINTY

SHOWN = 10  # names of each kind; all are counted


def adjustments(book: Rulebook) -> Text | None:
    """Return one sentence for the reports, None where the rules are those of the tool."""
    changed = [(rule.id, CERTAINTY[rule.override]) for rule in book.changed if rule.override]
    # Named as they were written: a glob says more than the many rules it stands for.
    off, silent = sorted(set(book.off_globs)), len({*book.off, *_of_axe_core(book)})
    japanese = [
        *_part("追加した規則", len(book.own), book.own, "、"),
        *_part("止めた規則", silent, off, "、"),
        *_part("確からしさを変えた規則", len(changed), [f"{id}→{word.ja}" for id, word in changed], "、"),
    ]
    english = [
        *_part("rules added", len(book.own), book.own, ", "),
        *_part("rules off", silent, off, ", "),
        *_part("certainty set", len(changed), [f"{id} → {word.en}" for id, word in changed], ", "),
    ]
    return Text("／".join(japanese), "; ".join(english)) if japanese else None


def _of_axe_core(book: Rulebook) -> list[str]:
    """Rules of axe-core that are off and that we have no file for."""
    return [glob for glob in book.off_globs if glob.startswith("axe/") and not set("*?") & set(glob)]


def _part(label: str, count: int, names: Sequence[str], between: str) -> Iterator[str]:
    if names:
        rest = ["…"] if len(names) > SHOWN else []
        yield f"{label} {count}: {between.join([*names[:SHOWN], *rest])}"
