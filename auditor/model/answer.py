"""Closed lists of the workbook beside status and verdict: what people pick, and what became of what they wrote.

The values are what stores hold.
"""

from enum import StrEnum


class Policy(StrEnum):
    """What is going to be done about an issue; people may write something else."""

    TEMPLATE = "テンプレートを修正"
    PAGE = "ページを修正"
    FILE = "文書を差し替え"
    SERVER = "サーバー設定を変更"
    SUPPLIER = "提供元に依頼"
    LATER = "次期リニューアルで対応"
    WITHDRAW = "公開を終了"


class Choice(StrEnum):
    """Which of two values of a conflict counts."""

    A = "A"
    B = "B"
    OTHER = "その他"


class Treatment(StrEnum):
    """What is done with a row that was set aside."""

    MOVE = "移す"
    ADD = "新規として残す"
    DROP = "破棄"


class ImportResult(StrEnum):
    """What became of one cell that somebody changed."""

    TAKEN = "取込"
    SAME = "同じ値"
    CONFLICT = "食い違い"
    ASIDE = "取込できない行"
    KEPT = "前回の値を維持"
    TYPED_OVER = "機械の欄への記入"
    UNPLACED = "欄のない所への記入"
    SETTLED = "決着"
    NOTE = "お知らせ"  # of the whole file
