"""The extension of a file says what it is."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.read.facts import FileFacts
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    Example,
    File,
    definite,
    file_rule,
    file_target,
    passed,
)

from ._forms import FORMS, form_word
from ._samples import PEOPLE, book


@file_rule(
    id="opendata/file-name-untrue",
    impact=Impact.SERIOUS,
    title=Text(
        ja="拡張子と中身の違うファイル",
        en="File whose extension is not that of its content",
    ),
    why=Text(
        ja="拡張子を信じたソフトが開けず、壊れたファイルだと思われます。",
        en="Software that trusts the extension fails to open it.",
    ),
    fix=Text(
        ja="中身に合う拡張子に変えるか、正しい形式で保存し直してください。",
        en="Give it the extension of its content, or save it in the right form.",
    ),
    messages={
        "untrue": Text(
            ja="「{name}」の中身は {real} です。",
            en="The content of “{name}” is {real}.",
        ),
    },
    examples=[
        Example(PASSED, file=book(PEOPLE)),
        Example(DEFINITE, file=FileFacts("a.csv", 10, "xlsx"), key="untrue"),
        Example(DEFINITE, file=FileFacts("a.xlsx", 10, "html"), key="untrue"),
        Example(DEFINITE, file=FileFacts("a.csv", 10, "json"), key="untrue"),
        Example(DEFINITE, file=FileFacts("a.png", 10, "html"), key="untrue"),
        Example(PASSED, file=FileFacts("a.txt", 10, "csv")),
        Example(INAPPLICABLE, file=FileFacts("a", 10, "csv")),
    ],
)
def file_name_untrue(file: File) -> Iterator[Finding]:
    facts = file.facts
    expected = FORMS.get(facts.suffix)
    if expected is None or not facts.form or facts.problem == "empty":
        return
    if facts.form in expected:
        yield passed()
    else:
        yield definite(
            file_target(file, identity=f"{facts.suffix}-{facts.form}"),
            "untrue",
            name=file.name,
            real=form_word(facts.form),
        )
