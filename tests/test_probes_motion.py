"""Frames and length of animated images are read from their bytes."""

import struct

from auditor.capture.probes.motion import frames_in


def gif(delays: list[int], rounds: int | None) -> bytes:
    """A GIF of one pixel with a frame for each delay in hundredths of a second."""
    data = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    if rounds is not None:
        data += b"\x21\xff\x0bNETSCAPE2.0\x03\x01" + struct.pack("<H", rounds) + b"\0"
    for delay in delays:
        data += b"\x21\xf9\x04\0" + struct.pack("<H", delay) + b"\0\0"
        data += b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\0"
    return data + b"\x3b"


def test_an_endless_gif_tells_its_frames_and_the_seconds_of_one_round() -> None:
    assert frames_in(gif([50, 150], rounds=0)) == {"frames": 2, "seconds": 2.0, "rounds": 0}


def test_a_gif_without_a_loop_plays_once_and_one_with_a_count_plays_once_more() -> None:
    once, thrice = frames_in(gif([50, 50], None)), frames_in(gif([50, 50], 2))

    assert once and once["rounds"] == 1
    assert thrice and thrice["rounds"] == 3


def test_a_delay_browsers_refuse_counts_as_a_tenth_of_a_second() -> None:
    found = frames_in(gif([0, 1, 20], rounds=0))

    assert found and found["seconds"] == 0.4


def test_a_picture_of_one_frame_does_not_move() -> None:
    assert frames_in(gif([50], rounds=0)) is None
    assert frames_in(b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0IDAT\0\0\0\0") is None


def test_an_animated_png_and_webp_are_known() -> None:
    control = struct.pack(">II", 3, 0)
    frame = b"\0" * 20 + struct.pack(">HH", 1, 2) + b"\0\0"
    png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 8) + b"acTL" + control + b"\0\0\0\0"
    png += 3 * (struct.pack(">I", 26) + b"fcTL" + frame + b"\0\0\0\0")
    anmf = b"\0" * 12 + (500).to_bytes(3, "little") + b"\0"
    body = b"ANIM" + struct.pack("<I", 6) + b"\0" * 6 + 2 * (b"ANMF" + struct.pack("<I", 16) + anmf)
    webp = b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body

    assert frames_in(png) == {"frames": 3, "seconds": 1.5, "rounds": 0}
    assert frames_in(webp) == {"frames": 2, "seconds": 1.0, "rounds": 0}


def test_broken_bytes_are_no_animation() -> None:
    for data in (
        b"",
        b"GIF89a",
        gif([50, 50], 0)[:30],
        b"RIFF\0\0\0\0WEBPANIM",
        b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffacTL",
    ):
        assert frames_in(data) is None
