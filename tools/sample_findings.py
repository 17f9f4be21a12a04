"""Draws findings of each rule over a folder of files by seed, as a person reads them to measure precision."""

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from auditor.criteria import STANDARDS, profile
from auditor.evaluate.file_rules import judge_file
from auditor.evaluate.rulebook import load
from auditor.model import Finding
from auditor.read.child import read_file
from auditor.rule import File


def files_in(folder: Path) -> Iterator[File]:
    """Yield all files below a folder, each with the others of its own folder as siblings."""
    by_folder: dict[Path, list[File]] = defaultdict(list)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        by_folder[path.parent].append(File(read_file(path), path.relative_to(folder).as_posix()))
    for group in by_folder.values():
        for file in group:
            yield File(file.facts, file.url, siblings=tuple(one.facts for one in group if one is not file))


def main() -> None:
    """Print up to N findings of each rule, with what the rule says of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--number", type=int, default=20)
    parser.add_argument("--least", type=int, default=5, help="findings that make a rule frequent")
    asked = parser.parse_args()
    book, wanted = load(), profile(tuple(STANDARDS))
    found: dict[str, list[tuple[str, Finding]]] = defaultdict(list)
    for file in files_in(asked.folder):
        for one in judge_file(file, book.of_kind("file"), wanted):
            found[one.rule] += [(file.url, finding) for finding in one.findings]
    for rule, places in sorted(found.items()):
        drawn = random.Random(f"{asked.seed} {rule}").sample(places, min(asked.number, len(places)))
        sys.stdout.write(f"\n# {rule}: {len(places)} findings in {len({url for url, _ in places})} files\n")
        if len(places) < asked.least:
            continue
        for url, finding in sorted(drawn, key=lambda item: (item[0], item[1].target.where)):
            said = book[rule].messages[finding.key].fill("ja", finding.data)
            sys.stdout.write(
                f"{finding.certainty}\t{url}\t{finding.target.where}\t{finding.target.snippet[:50]!r}\t{said}\n"
            )


if __name__ == "__main__":
    main()
