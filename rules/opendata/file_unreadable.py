"""A published file can be opened."""

from collections.abc import Iterator

from auditor_rules.opendata._samples import PEOPLE, book

from auditor.model import Finding, Impact, Text
from auditor.read.facts import FileFacts
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    File,
    definite,
    file_rule,
    file_target,
    passed,
    review,
)

_SURE = frozenset({"empty", "encrypted", "damaged", "bomb"})


@file_rule(
    id="opendata/file-unreadable",
    impact=Impact.CRITICAL,
    title=Text(
        ja="開けないファイル",
        en="File that cannot be opened",
    ),
    why=Text(
        ja="利用者がデータを受け取れません。",
        en="Nobody receives the data.",
    ),
    fix=Text(
        ja="元のファイルを開けるか確かめ、パスワードを外して作り直し、置き直してください。",
        en="Check that the source opens, remove the password, and publish it again.",
    ),
    messages={
        "empty": Text(
            ja="「{name}」は空です。",
            en="“{name}” is empty.",
        ),
        "encrypted": Text(
            ja="「{name}」を開くにはパスワードが要ります。",
            en="“{name}” needs a password.",
        ),
        "damaged": Text(
            ja="「{name}」は壊れているようです（{detail}）。",
            en="“{name}” seems damaged ({detail}).",
        ),
        "bomb": Text(
            ja="「{name}」は展開すると異常に大きくなります（{detail}）。",
            en="“{name}” grows beyond measure when unpacked ({detail}).",
        ),
        "unsupported": Text(
            ja="「{name}」は検査の道具では読めませんでした（{detail}）。",
            en="“{name}” could not be read by the auditor ({detail}).",
        ),
    },
    question=Text(
        ja="このファイルは、利用者のパソコンで開けますか。",
        en="Does the file open on the machines of its users?",
    ),
    examples=[
        Example(PASSED, file=book(PEOPLE)),
        Example(DEFINITE, file=FileFacts("a.xlsx", 10, "xlsx", "empty"), key="empty"),
        Example(DEFINITE, file=FileFacts("a.xlsx", 10, "xlsx", "encrypted"), key="encrypted"),
        Example(DEFINITE, file=FileFacts("a.xlsx", 10, "xlsx", "damaged"), key="damaged"),
        Example(DEFINITE, file=FileFacts("a.xlsx", 10, "xlsx", "bomb"), key="bomb"),
        Example(REVIEW, file=FileFacts("a.xlsx", 10, "xlsx", "unsupported"), key="unsupported"),
        Example(INAPPLICABLE, file=FileFacts("a.bin", 10)),
    ],
)
def file_unreadable(file: File) -> Iterator[Finding]:
    facts = file.facts
    if not facts.problem:
        if facts.form:
            yield passed()
        return
    said = {"name": file.name, "detail": facts.detail[:100] or facts.form}
    target = file_target(file, identity=facts.problem)
    if facts.problem in _SURE:
        yield definite(target, facts.problem, **said)
    else:
        yield review(target, "unsupported", **said)
