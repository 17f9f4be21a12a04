"""Errors that a user can mend, each one clear Japanese line."""


class AuditorError(Exception):
    """Something a user can mend: the message is one clear Japanese line with where, what and cure.

    AuditorError
    ├── TargetsError    targets.yaml has errors; `errors` lists them all
    ├── StoreError      the store is of a newer version, or cannot be written
    ├── BrowserError    no browser, or it cannot start
    └── WorkbookError   a workbook that cannot be imported
        └── WorkbookUnread   it was not read now, for a reason on our side: another try may do it
    """


class TargetsError(AuditorError):
    """All errors of a targets.yaml at once, one line each."""

    def __init__(self, errors: tuple[str, ...]) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


class StoreError(AuditorError):
    """The store cannot be opened, is of a newer version, or cannot be written."""


class BrowserError(AuditorError):
    """No browser was found, or it cannot start."""


class WorkbookError(AuditorError):
    """A workbook that cannot be imported; nothing was changed."""


class WorkbookUnread(WorkbookError):
    """A workbook that was not read for a reason on our side, which says nothing about the file."""
