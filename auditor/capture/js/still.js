// Brings motion to rest, so that two looks at one page are alike: what ends is at its end, what does not at its start.
for (const one of document.getAnimations()) {
  try {
    if (one.effect.getComputedTiming().endTime === Infinity) {
      one.pause();
      one.currentTime = 0;
    } else one.finish();
  } catch {
    // An animation without an effect, or one that scrolling drives.
  }
}
