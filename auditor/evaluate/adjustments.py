"""Says how a rulebook differs from the rules that come with the tool: own rules, rules off, certainties set."""

from collections.abc import Iterable, Iterator

from auditor.evaluate.rulebook import Rulebook
from auditor.model import Text
from auditor.report.words import CERTAINTY

SHOWN = 10  # ids named of each kind; all are counted


def adjustments(book: Rulebook) -> Text | None:
    """Return one sentence for the reports, None where the rules are those of the tool."""
    changed = [(rule.id, CERTAINTY[rule.override]) for rule in book.changed if rule.override]
    off = sorted(
        {*book.off, *(glob for glob in book.off_globs if glob.startswith("axe/") and "*" not in glob)}
    )
    japanese = [
        *_part("追加した規則", book.own, "、"),
        *_part("止めた規則", off, "、"),
        *_part("確からしさを変えた規則", [f"{id}→{word.ja}" for id, word in changed], "、"),
    ]
    english = [
        *_part("rules added", book.own, ", "),
        *_part("rules off", off, ", "),
        *_part("certainty set", [f"{id} → {word.en}" for id, word in changed], ", "),
    ]
    return Text("／".join(japanese), "; ".join(english)) if japanese else None


def _part(label: str, ids: Iterable[str], between: str) -> Iterator[str]:
    named = list(ids)
    if named:
        rest = ["…"] if len(named) > SHOWN else []
        yield f"{label} {len(named)}: {between.join([*named[:SHOWN], *rest])}"
