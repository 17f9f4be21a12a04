"""What languages are called, in themselves and in Japanese, and how addresses name them."""

import re
import unicodedata

OWN = {
    "en": ("english", "english site", "english page", "english version", "in english"),
    "zh": (
        "中文", "简体中文", "繁體中文", "繁体中文", "简体字", "简体", "繁體", "繁體字", "中文(简体)", "中文(繁體)",
        "中文简体", "中文繁體", "汉语", "漢語", "chinese", "chinese(simplified)", "chinese(traditional)",
    ),
    "ko": ("한국어", "한글", "한국어 페이지", "korean"),
    "es": ("español", "espanol", "spanish"),
    "pt": ("português", "portugues", "portuguese"),
    "fr": ("français", "francais", "french"),
    "de": ("deutsch", "german"),
    "it": ("italiano",),
    "ru": ("русский",),
    "vi": ("tiếng việt", "vietnamese"),
    "th": ("ภาษาไทย", "ไทย", "thai"),
    "ne": ("नेपाली",),
    "id": ("bahasa indonesia", "indonesian"),
    "tl": ("tagalog", "filipino"),
    "my": ("မြန်မာဘာသာ", "မြန်မာ"),
    "uk": ("українська",),
    "ja": ("日本語", "やさしい日本語", "にほんご", "japanese", "日本語版", "日本語ページ", "日本語サイト"),
}  # fmt: skip
IN_JAPANESE = {
    "英語": "en", "中国語": "zh", "簡体字": "zh", "繁体字": "zh", "中国語(簡体字)": "zh", "中国語(繁体字)": "zh",
    "中国語(簡体)": "zh", "中国語(繁体)": "zh", "韓国語": "ko", "朝鮮語": "ko", "韓国・朝鮮語": "ko", "ハングル": "ko",
    "スペイン語": "es", "ポルトガル語": "pt", "フランス語": "fr", "ドイツ語": "de", "イタリア語": "it",
    "ロシア語": "ru", "ベトナム語": "vi", "タイ語": "th", "ネパール語": "ne", "インドネシア語": "id",
    "タガログ語": "tl", "フィリピノ語": "tl", "ミャンマー語": "my", "ウクライナ語": "uk",
}  # fmt: skip
# How a path names a language; the first folder is looked at.
FOLDERS = {
    "en": ("en", "english", "eng", "e"),
    "zh": ("zh", "cn", "tw", "zh-cn", "zh-tw", "chinese", "sc", "tc", "zh_cn", "zh_tw", "chs", "cht"),
    "ko": ("ko", "kr", "korean", "hangul", "kor"),
    "ja": ("ja", "jp", "japanese"),
    **{
        code: (code,)
        for code in ("es", "pt", "fr", "de", "it", "ru", "vi", "th", "ne", "id", "tl", "my", "uk")
    },
}
_OF_NAME = {name: code for code, names in OWN.items() for name in names}
_ENGLISH = (
    "english chinese chinese(simplified) chinese(traditional) korean spanish portuguese french german vietnamese thai "
    "indonesian japanese"
)
_ENGLISH_NAMES = frozenset(_ENGLISH.split())
_VERSION = re.compile(r"(?:版|ページ|サイト|のページ|のサイト|で読む|で見る)$")


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip("[]()【】/|・ ")


def own_name(text: str) -> str:
    """Return the language whose own (or English) name a text is, '' where it is none."""
    folded = _folded(text)
    return _OF_NAME.get(folded) or _OF_NAME.get(folded + ")", "")


def name_in_itself(text: str) -> str:
    """Return the language that a text names in itself: “French” is a word of English."""
    return "en" if _folded(text) in _ENGLISH_NAMES else own_name(text)


def japanese_name(text: str) -> str:
    """Return the foreign language whose Japanese name a text is, '' where it is none."""
    folded = _VERSION.sub("", _folded(text)).strip()
    return IN_JAPANESE.get(folded) or IN_JAPANESE.get(folded + ")", "")


def own_example(code: str) -> str:
    """Return how speakers of a language write its name, as an example for a cure."""
    own = {"en": "English", "zh": "中文", "vi": "Tiếng Việt", "tl": "Tagalog", "id": "Bahasa Indonesia"}
    return own.get(code) or OWN[code][0].capitalize()


def counterparts(path: str, code: str) -> tuple[str, ...]:
    """Paths under which the same page in another language would stand."""
    parts = path.lstrip("/").split("/")
    head = parts[0].casefold()
    inner = parts[1:] if len(parts) > 1 and any(head in names for names in FOLDERS.values()) else parts
    rest = "/".join(inner)
    bare = (f"/{rest}",) if code == "ja" else ()
    return tuple(one for one in (*bare, *(f"/{folder}/{rest}" for folder in FOLDERS[code])) if one != path)


def called(code: str) -> str:
    """Return what a language is called in Japanese, its code where there is no name."""
    return next(
        (name for name, known in IN_JAPANESE.items() if known == code), "日本語" if code == "ja" else code
    )
