"""Says in one line why a path that a person typed is no file that can be read."""

import stat
from pathlib import Path

from auditor.model import AuditorError

_KINDS = (
    (stat.S_ISFIFO, "名前付きパイプ"),
    (stat.S_ISSOCK, "ソケット"),
    (stat.S_ISCHR, "デバイス"),
    (stat.S_ISBLK, "デバイス"),
)


def require_readable(path: Path, *, folders: bool, missing: str = "") -> None:
    """Raise AuditorError unless the path is a regular file that opens, or a folder where folders are welcome.

    Nothing is read of what is no regular file: opening a pipe waits for ever, a device never ends.
    missing: what else to say where there is nothing of that name.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            if not folders:
                raise AuditorError(f"{path}: フォルダーです。中の HTML ファイルを一つ指定してください。")
            next(path.iterdir(), None)
            return
        for is_kind, word in _KINDS:
            if is_kind(mode):
                raise AuditorError(
                    f"{path}: ふつうのファイルではありません（{word}）。"
                    "中身をファイルに保存して、そのファイルを指定してください。"
                )
        with path.open("rb"):
            return
    except FileNotFoundError as error:
        if path.is_symlink():
            raise AuditorError(
                f"{path}: リンクの先にファイルがありません。もとのファイルを指定してください。"
            ) from error
        raise AuditorError(
            f"{path}: ファイルがありません。名前と場所を確かめてください。{missing}"
        ) from error
    except PermissionError as error:
        raise AuditorError(
            f"{path}: 読む権限がありません。ファイルの権限を確かめるか、読める場所に写してください。"
        ) from error
    except (OSError, ValueError) as error:  # a name too long, a loop of links, a share that went away
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise AuditorError(f"{path}: 読めません（{why}）。名前と場所を確かめてください。") from error
