"""How well the letters in pictures are read, on pictures that a seeded generator makes.

    python tools/measure_letters.py [--count 200] [--seed 1] [--fonts DIR …] [--keep DIR]

Each picture has one or two lines of the kind that notices have, in one class: size, colours, ground, turn, vertical,
JPEG. Prints a table of Markdown: pictures, share of letters read right (by edit distance, width and spaces folded),
median of processor time. Fonts: all that the folders hold; by default those of Debian's Japanese font packages.
"""

import argparse
import io
import random
import statistics
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from auditor.read.recogniser_child import Recogniser, recogniser_version

FONTS = ("/usr/share/fonts/opentype", "/usr/share/fonts/truetype")
JAPANESE = ("CJK-", "ipag", "ipam", "Takao", "VL-")
SIZES = (9, 11, 13, 16, 20, 28, 40, 60)
PHRASES = (
    "子育て応援ポータル", "献血バスが来ます", "夏まつりのお知らせ", "ごみの分別と収集日", "粗大ごみの申込み",
    "防災訓練に参加しませんか", "図書館からのご案内", "窓口の混雑状況", "パブリックコメント募集中",
    "市民ホールの予約はこちら", "マイナンバーカード交付", "インフルエンザ予防接種", "水道料金のお支払い",
    "Event Calendar 2026", "Disaster Information", "外国人のための相談", "道路工事による通行止め", "健康診断を受けましょう",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawing:
    """One picture with what is written in it and the class that it belongs to."""

    kind: str
    lines: tuple[str, ...]
    data: bytes


def main() -> None:
    """Make the pictures, read them and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fonts", type=Path, nargs="*", default=[Path(one) for one in FONTS])
    parser.add_argument("--keep", type=Path, help="write the pictures here, and what was misread")
    arguments = parser.parse_args()
    fonts = sorted(
        path
        for folder in arguments.fonts
        for path in folder.rglob("*.tt[fc]")
        if any(name in path.name for name in JAPANESE)
    )
    scores: dict[str, list[tuple[float, float]]] = defaultdict(list)
    with Recogniser() as recogniser:
        for number, one in enumerate(drawings(fonts, arguments.count, random.Random(arguments.seed))):
            drawn = recogniser.read(one.data)
            right = accuracy("".join(one.lines), "".join(line.text for line in drawn.lines))
            scores[one.kind].append((right, drawn.cpu))
            if arguments.keep:
                arguments.keep.mkdir(parents=True, exist_ok=True)
                (arguments.keep / f"{number:03}.png").write_bytes(one.data)
                if right < 1:
                    read = " / ".join(line.text for line in drawn.lines)
                    print(f"<!-- {number:03} {one.kind} {right:.2f} {' / '.join(one.lines)} → {read} -->")
    print(f"{recogniser_version()}, {len(fonts)} fonts, seed {arguments.seed}\n")
    print("| 種類 / class | 画像 / pictures | 文字の正解 / letters right | CPU 秒（中央値）/ median s |")
    print("|---|---|---|---|")
    for kind, found in [
        *sorted(scores.items()),
        ("全体 / all", [one for row in scores.values() for one in row]),
    ]:
        right, spent = (statistics.fmean(one[0] for one in found), statistics.median(one[1] for one in found))
        print(f"| {kind} | {len(found)} | {right:.1%} | {spent:.2f} |")


def drawings(fonts: list[Path], count: int, chance: random.Random) -> Iterator[Drawing]:
    """Yield the pictures, the same for the same seed and fonts."""
    kinds = [
        *(f"大きさ / size {size:02}px" for size in SIZES),
        "淡い色 2.2:1 / pale", "写真風の地 / over a photograph", "5度の傾き / turned 5°", "15度の傾き / turned 15°",
        "縦書き / vertical", "JPEG 品質30 / quality 30", "ふちどり / outlined",
    ]  # fmt: skip
    for number in range(count):
        kind = kinds[number % len(kinds)]
        font = chance.choice(fonts)
        size = int(kind[-4:-2]) if "size" in kind else chance.choice((16, 20, 28, 40))
        first = chance.choice(PHRASES)
        second = (
            f"{chance.randint(1, 12)}月{chance.randint(1, 28)}日 午前{chance.randint(8, 11)}時から 電話 0{chance.randint(3, 9)}-"
            f"{chance.randint(1000, 9999)}-{chance.randint(1000, 9999)}"
        )
        lines = (first,) if "縦" in kind or chance.random() < 0.5 else (first, second)
        yield Drawing(kind, lines, _drawn(kind, lines, font, size, chance))


def _drawn(kind: str, lines: tuple[str, ...], path: Path, size: int, chance: random.Random) -> bytes:
    font = ImageFont.truetype(str(path), size)
    dark = tuple(chance.randint(0, 90) for _ in range(3))
    light = tuple(chance.randint(215, 255) for _ in range(3))
    ink, ground = (dark, light) if chance.random() < 0.6 else (light, dark)
    if "pale" in kind:
        ink, ground = (172, 172, 172), (255, 255, 255)
    room = chance.randint(8, 30)
    if "vertical" in kind:
        (text,) = lines
        wide, high = size + 2 * room, int(size * 1.12 * len(text)) + 2 * room
        image = Image.new("RGB", (wide, high), ground)
        pen = ImageDraw.Draw(image)
        for at, char in enumerate(text):
            pen.text((room + size / 2, room + size * (1.12 * at + 0.5)), char, ink, font, anchor="mm")
        return _png(image)
    width = max(int(font.getlength(line)) for line in lines) + 2 * room
    image = Image.new("RGB", (width, int(size * 1.5 * len(lines)) + 2 * room), ground)
    if "photograph" in kind:
        noise = Image.effect_noise((max(2, width // 12), max(2, image.height // 12)), 90).resize(image.size)
        tinted = Image.merge("RGB", (noise, noise.transpose(Image.Transpose.FLIP_LEFT_RIGHT), noise))
        image = Image.blend(tinted.filter(ImageFilter.GaussianBlur(2)), image, 0.45)
    pen = ImageDraw.Draw(image)
    for at, line in enumerate(lines):
        edge = 2 if "photograph" in kind or "outlined" in kind else 0
        place = (room, room + size * 1.5 * at)
        pen.text(place, line, ink, font, stroke_width=edge, stroke_fill=ground)
    if "turned" in kind:
        degrees = (5 if "turned 5" in kind else 15) * chance.choice((-1, 1))
        image = image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=ground)
    if "JPEG" in kind:
        out = io.BytesIO()
        image.save(out, "JPEG", quality=30)
        return out.getvalue()
    return _png(image)


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def accuracy(written: str, read: str) -> float:
    """Share of the letters read right: 1 less the edit distance over the length, at least 0."""
    one, other = (_folded(text) for text in (written, read))
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, its in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (char != its))
    return max(0.0, 1 - row[-1] / max(1, len(one)))


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


if __name__ == "__main__":
    main()
