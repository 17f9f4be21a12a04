"""JIS X 8341-3:2016 1.2.2: video without captions found (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/video-caption",
    criteria=["1.2.2"],
    techniques=["F75", "G87", "H95"],
    act=["eac66b"],
    impact=Impact.CRITICAL,
    certainty=Certainty.REVIEW,
    title=Text(ja="動画に字幕が見当たらない", en="Video without captions found"),
    why=Text(
        ja="耳の聞こえない人や音を出せない場所で見る人に、話の内容が伝わりません。",
        en="People who are deaf, or who watch without sound, do not get what is said.",
    ),
    fix=Text(
        ja=(
            "字幕を付けてください。"
            '例：<video src="…"><track kind="captions" src="ja.vtt" srclang="ja" label="日本語字幕"></video>'
        ),
        en=(
            "Add captions: "
            '<video src="…"><track kind="captions" src="ja.vtt" srclang="ja" label="Japanese"></video>'
        ),
    ),
    messages={
        "violation": Text(
            ja="この動画には、字幕を示す track 要素がありません。",
            en="This video has no track element for captions.",
        ),
        "incomplete": Text(
            ja=(
                "この動画には字幕を示す track 要素がありません。"
                "映像に字幕が焼き込まれているか確かめる必要があります。"
            ),
            en=(
                "This video has no caption track; "
                "someone must check whether captions are part of the picture."
            ),
        ),
    },
    question=Text(
        ja="音声のある動画ですか。そうなら、話の内容と大事な音がすべて字幕で示されますか。",
        en="Does the video have sound, and if so, are all speech and important sounds captioned?",
    ),
)
