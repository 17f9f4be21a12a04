"""The command line: arguments in, one call, exit code."""

import signal
import sys
from collections.abc import Sequence
from types import FrameType

from auditor.arguments import call_of, parser
from auditor.console import Exit, note, silence
from auditor.model import AuditorError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (INTERFACE: 0, 1, 2, 3, 130)."""
    signal.signal(signal.SIGTERM, _interrupt)
    # The terminal was closed; Windows has no such signal, and under nohup it is to be ignored.
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _interrupt)
    try:
        arguments = parser().parse_args(argv)
        return call_of(arguments.call)(arguments)
    except AuditorError as error:
        note(str(error))
        return Exit.WRONG
    except KeyboardInterrupt:
        note("中断しました。同じコマンドをもう一度実行すると、続きから再開します。")
        return Exit.INTERRUPTED
    except BrokenPipeError:
        silence()
        return Exit.OK
    except OSError as error:  # a full disk, a share that went away
        where = f"{error.filename}: " if error.filename else ""
        note(
            f"{where}ファイルを読み書きできません（{error.strerror or error}）。（直し方: ディスクの空きと権限を確かめ、"
            "もう一度同じコマンドを実行してください。）"
        )
        return Exit.WRONG


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
