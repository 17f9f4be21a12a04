"""Writes the list of modules in docs/architecture.md from their first lines: `python tools/architecture.py`."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- modules -->", "<!-- end of modules -->"


def module_list(root: Path = ROOT) -> str:
    """Return the Markdown list of all modules, a heading a room."""
    return "\n".join(_lines(root / "auditor"))


def _lines(package: Path) -> Iterator[str]:
    room = ""
    for path in sorted(package.rglob("*.py"), key=lambda path: (path.parent, path.name)):
        text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        if text is None:
            continue
        here = path.parent.relative_to(package.parent).as_posix()
        if here != room:
            room = here
            yield f"\n### `{room}/`\n"
        name = "" if path.name == "__init__.py" else f"`{path.name}`: "
        yield f"- {name}{text.splitlines()[0]}"


def with_list(document: str, modules: str) -> str:
    """Return the document with the list between its marks."""
    head, rest = document.split(BEGIN)
    return f"{head}{BEGIN}\n{modules}\n\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    DOCUMENT.write_text(with_list(DOCUMENT.read_text(encoding="utf-8"), module_list()), encoding="utf-8")
