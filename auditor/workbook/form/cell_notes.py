"""The note on a cell of the workbook: what people said there, put together, and what a returned note says beyond it."""

from collections.abc import Sequence

from auditor.workbook.form.cells import words

MOST = 2_000  # characters of a note; all of it stands on コメント引継ぎ


def note_text(said: Sequence[str]) -> str:
    """Return the text of the note. `said`: each thing that people said, oldest first."""
    return words("\n".join(said))[:MOST]


def added_text(returned: str, said: Sequence[str]) -> str:
    """Return what a returned note says that is not known, '' where it is the note as it was written.

    `said`: what the note was made of; people write before it, behind it or between.
    """
    text, written = words(returned).strip(), note_text(said).strip()
    if written and text.startswith(written):
        return text[len(written) :].strip()
    for known in sorted((words(one).strip() for one in said), key=len, reverse=True):
        text = _without(text, known)
    return text


def _without(text: str, known: str) -> str:
    """Return the text without whole lines that say what is known."""
    framed = f"\n{text}\n"
    before, found, behind = framed.partition(f"\n{known}\n")
    return (
        "\n".join(part for part in (before.strip("\n"), behind.strip("\n")) if part)
        if known and found
        else text
    )
