"""Draws the chart of the example sites anew, the same at every run.

    python tools/example_pictures.py [--font FILE] [--out DIR]

The other pictures of examples/ were drawn by hand. Font: any with Japanese letters.
"""

import argparse
import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
SEED = 2026
SIZE = (480, 270)
YEARS = ("令和4年", "令和5年", "令和6年", "令和7年", "令和8年")
BAR, INK = "#1f6f8b", "#1a1a1a"


def main() -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--font", default=FONT)
    parser.add_argument("--out", type=Path, default=Path("examples"))
    arguments = parser.parse_args()
    chart(arguments.font).save(arguments.out / "kurashi" / "img" / "nyusho_graph.png", optimize=True)


def chart(font: str) -> Image.Image:
    """Return a bar chart of children who wait for a place, made up, with a figure over each bar."""
    chance = random.Random(SEED)
    values = [chance.randrange(40, 200) for _ in YEARS]
    image = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(image)
    title, small = ImageFont.truetype(font, 20), ImageFont.truetype(font, 15)
    pen.text((SIZE[0] / 2, 20), "保育施設の入所を待つお子さんの数", INK, title, anchor="mm")
    pen.line((30, 235, 450, 235), INK, 2)
    for number, (year, value) in enumerate(zip(YEARS, values, strict=True)):
        middle = 72 + 84 * number
        pen.rectangle((middle - 22, 235 - value * 0.8, middle + 22, 234), BAR)
        pen.text((middle, 225 - value * 0.8), f"{value}人", INK, small, anchor="mm")
        pen.text((middle, 251), year, INK, small, anchor="mm")
    return image.quantize(32)


if __name__ == "__main__":
    main()
