"""Closed lists that people choose from: formats, pages to probe, probes, and the evidence rules ask for."""

from enum import StrEnum

from auditor.model.finding import Text


class ExportFormat(StrEnum):
    """What `auditor export` writes."""

    JSONL = "jsonl"
    CSV = "csv"
    EARL = "earl"
    PARQUET = "parquet"


class TicketForm(StrEnum):
    """The issue trackers that `auditor plan export` writes tickets for."""

    BACKLOG = "backlog"
    REDMINE = "redmine"
    GITHUB = "github"


class ProbedPages(StrEnum):
    """Which selected pages of a site get the active probes: `probes` of targets.yaml."""

    ALL = "all"
    REPRESENTATIVE = "representative"
    NONE = "none"


class Ocr(StrEnum):
    """On which audited pages the letters in pictures are read: `ocr` of targets.yaml."""

    AUTO = "auto"  # those that get the active probes
    ALL = "all"
    NONE = "none"


class Revisit(StrEnum):
    """Which selected pages are visited again in a later cycle: `revisit` of targets.yaml."""

    CHANGED = "changed"  # those that changed since last cycle, or may have
    ALL = "all"


class ProbeName(StrEnum):
    """The active probes in the order in which they run: the cheap ones first, those that touch most last.

    A member holds its name, what it does in Japanese and in English, and whether what it tells depends on how the page looks.
    A probe is one member here, one of `Need`, and one module of its name in auditor/capture/probes/ with a function of that name.
    """

    words: Text
    looks: bool

    def __new__(cls, name: str, ja: str, en: str, looks: bool) -> "ProbeName":
        """Make the member, which is a string equal to its name."""
        member = str.__new__(cls, name)
        member._value_ = name
        member.words, member.looks = Text(ja, en), looks
        return member

    IMAGES = "images", "画像の中の文字らしい形の計測", "a look at the pixels of images", True
    LETTERS = "letters", "画像に描かれた文字の読み取り", "the letters drawn in pictures, read", True
    SCREEN = (
        "screen",
        "文字として書かれずに描かれた文字の読み取り",
        "letters that are drawn without being text, read",
        True,
    )
    REFLOW = "reflow", "幅 320px での再表示", "a second layout at 320 px", True
    ADAPT = (
        "adapt",
        "画面の向き・文字間隔・文字サイズの変更",
        "a turned screen, other spacing and larger text",
        True,
    )
    HANDLERS = "handlers", "スクリプトが操作を待つ要素", "elements that scripts listen on", False
    CONTRAST = "contrast", "画面に写した色の測定", "measurements of colours as they are seen", True
    MEDIA = (
        "media",
        "音声・動画の長さや字幕の読み取り",
        "length, captions and flashes of sounds and films",
        False,
    )
    STATES = (
        "states", "マウスを乗せたときとフォーカスしたときの色の測定", "colours under the pointer and with the focus", True,
    )  # fmt: skip
    HOVER = "hover", "マウスを乗せたときの変化の試行", "the pointer put on what may show something", True
    KEYBOARD = "keyboard", "キーボード操作の試行", "a walk with the keyboard", True
    MOTION = "motion", "5秒間の動きの観察", "five seconds of watching for motion", True
    PRESS = "press", "ボタンなどを押す試行", "buttons and other controls pressed on a copy of the page", False
    FORMS = (
        "forms",
        "誤った入力への答えの試行（送信はしません）",
        "wrong input tried without sending it",
        False,
    )
    TIMERS = (
        "timers",
        "時計を数分進めた試行",
        "minutes of timers served by a clock of the browser's own",
        False,
    )

    @property
    def need(self) -> str:
        """The word by which a rule asks for it."""
        return f"probe:{self}"


class Need(StrEnum):
    """Evidence a rule asks for beyond the tree; where a capture lacks it the rule is untested."""

    LAYOUT = "layout"  # .box .style .visible
    ACCESSIBILITY = "accessibility"  # .name .role
    SOURCE = "source"  # page.source: the markup as sent
    AXE = "axe"
    RESPONSE = "response"  # header lines
    SITE = "site"  # more than one page of the site
    RESOURCES = "resources"  # answers of linked files
    SIBLINGS = "siblings"  # what was read of the other files of the place
    PDF_CONTENT = "pdf-content"  # all pages of a PDF, and all of its structure tree
    REFLOW = ProbeName.REFLOW.need
    KEYBOARD = ProbeName.KEYBOARD.need
    ADAPT = ProbeName.ADAPT.need  # screen turned, text spaced and enlarged
    HANDLERS = ProbeName.HANDLERS.need  # elements that scripts listen on
    HOVER = ProbeName.HOVER.need  # what comes up under the pointer
    MOTION = ProbeName.MOTION.need
    STATES = ProbeName.STATES.need  # colours under the pointer and with the focus
    PRESS = ProbeName.PRESS.need  # what pressing, choosing, dragging and single keys do
    FORMS = ProbeName.FORMS.need  # what the page says of wrong input before it is sent
    TIMERS = ProbeName.TIMERS.need  # what happens within minutes in which nobody does anything
    IMAGES = ProbeName.IMAGES.need  # rows of letter-like shapes in their pixels
    LETTERS = ProbeName.LETTERS.need  # what is written in pictures, read from their pixels
    SCREEN = ProbeName.SCREEN.need  # what is drawn as letters and is no text; of one page of each template
    CONTRAST = ProbeName.CONTRAST.need  # texts over pictures, edges of fields, signs in controls, as seen
    MEDIA = ProbeName.MEDIA.need  # length, sound, text tracks and flashes of sounds and films
