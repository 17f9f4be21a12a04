"""JIS X 8341-3:2016 1.4.2: audio that plays by itself (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/no-autoplay-audio",
    criteria=["1.4.2"],
    techniques=["F23", "G60", "G170"],
    act=["80f0bf"],
    impact=Impact.MODERATE,
    certainty=Certainty.REVIEW,
    title=Text(ja="音声が自動で再生される", en="Audio that plays by itself"),
    why=Text(
        ja="読み上げソフトの声が自動再生の音に埋もれ、ページを聞き取れません。",
        en="The sound drowns the voice of the screen reader, so the page cannot be heard.",
    ),
    fix=Text(
        ja=(
            "自動再生をやめ、利用者が再生ボタンを押したときに流してください。"
            '例：<video src="…" controls>（autoplay を削除、または muted を付ける）'
        ),
        en='Let users start the sound: <video src="…" controls> without autoplay, or with muted.',
    ),
    messages={
        "violation": Text(
            ja="3秒を超える音声が、止める手段なしに自動で再生される可能性があります。",
            en="Audio of more than 3 seconds may play by itself with no way to stop it.",
        ),
        "incomplete": Text(
            ja="音声が自動で再生されるか、止める手段があるかを確かめる必要があります。",
            en="Someone must check whether audio plays by itself and whether it can be stopped.",
        ),
    },
    question=Text(
        ja="ページを開くと3秒を超えて音が鳴りますか。鳴る場合、ページの初めの方で止められますか。",
        en=(
            "Does sound play for more than 3 seconds on opening, "
            "and can it be stopped near the top of the page?"
        ),
    ),
)
