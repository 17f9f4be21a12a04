"""What well-known third parties that pages load from are for."""

from collections.abc import Mapping

# registrable domain → what it is for, in the words of the report
KNOWN: Mapping[str, str] = {
    "google-analytics.com": "アクセス解析",
    "googletagmanager.com": "タグ管理",
    "doubleclick.net": "広告",
    "youtube.com": "動画",
    "youtube-nocookie.com": "動画",
    "ytimg.com": "動画",
    "facebook.net": "SNS",
    "facebook.com": "SNS",
    "twitter.com": "SNS",
    "x.com": "SNS",
    "instagram.com": "SNS",
    "line.me": "SNS",
    "googleapis.com": "部品・フォント",
    "gstatic.com": "部品・フォント",
    "google.com": "地図・検索など",
    "clarity.ms": "アクセス解析",
    "jsdelivr.net": "部品",
    "cloudflare.com": "部品",
    "unpkg.com": "部品",
    "typekit.net": "フォント",
    "yahoo.co.jp": "広告・解析",
    "yimg.jp": "広告・解析",
    "userway.org": "支援部品",
    "readspeaker.com": "音声読み上げ",
    "j-server.com": "翻訳",
}
# Those who watch what people do, rather than only deliver a part.
WATCHING = frozenset(
    owner for owner, use in KNOWN.items() if any(word in use for word in ("解析", "広告", "SNS", "タグ"))
)
