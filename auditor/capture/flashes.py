"""Counts flashes of moving images and of places that change their ground (WCAG 2.3.1, general flash)."""

from collections.abc import Sequence

# A flash is a pair of opposing changes of relative luminance by a tenth of the most there is, the darker below 0.80.
STEP = 0.1
DARKER = 0.8
SIDE = 0.25  # of the picture's places that have to change together


def flashes_a_second(grids: Sequence[bytes], moments: Sequence[float]) -> tuple[int, float]:
    """Return the most flashes within a second, and the share of the picture that flashes so.

    Each grid holds the relative luminance (0 to 255) of the same places at one moment, in seconds.
    """
    if len(grids) < 3 or not grids[0]:
        return 0, 0.0
    places = min(len(grid) for grid in grids)
    turns = [_turns([grid[place] / 255 for grid in grids], moments) for place in range(places)]
    counts = sorted((_most_within_a_second(one) for one in turns), reverse=True)
    # As many as a quarter of the picture reaches, and how much of it reaches as many.
    most = counts[max(0, int(SIDE * places) - 1)] // 2
    if not most:
        return 0, 0.0
    return most, sum(count // 2 >= most for count in counts) / places


def stepped(lights: Sequence[int]) -> int:
    """Flashes within the second that an animation was stepped through, sixty looks long."""
    moments = [step / 60 for step in range(len(lights))]
    return flashes_a_second([bytes((light,)) for light in lights], moments)[0]


def watched(lights: Sequence[tuple[int, int]]) -> int:
    """Flashes within a second of what a script restyled, from (millisecond, lightness) each time; a busy machine shows
    fewer of them, never more."""
    return flashes_a_second([bytes((light,)) for _, light in lights], [at / 1000 for at, _ in lights])[0]


def _turns(values: Sequence[float], moments: Sequence[float]) -> list[float]:
    """Return when the luminance went the other way by enough."""
    found: list[float] = []
    low = high = values[0]
    way = 0
    for value, moment in zip(values[1:], moments[1:], strict=False):
        if way != 1 and value - low >= STEP and low < DARKER:
            found.append(moment)
            way, high = 1, value
        elif way != -1 and high - value >= STEP and value < DARKER:
            found.append(moment)
            way, low = -1, value
        high = max(high, value) if way != -1 else high
        low = min(low, value) if way != 1 else low
    return found


def _most_within_a_second(turns: Sequence[float]) -> int:
    most, first = 0, 0
    for last, moment in enumerate(turns):
        while moment - turns[first] > 1.0:
            first += 1
        most = max(most, last - first + 1)
    return most
