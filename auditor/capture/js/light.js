// How light grounds are, and the layers of colour a text lies on.
const lightProbe = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
const lightKnown = new Map();
const rgba = (css) => {
  if (!lightKnown.has(css)) {
    lightProbe.clearRect(0, 0, 1, 1);
    lightProbe.fillStyle = css;
    lightProbe.fillRect(0, 0, 1, 1);
    lightKnown.set(css, [...lightProbe.getImageData(0, 0, 1, 1).data]);
  }
  return lightKnown.get(css);
};
const linear = (value) => (value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
const luminance = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
// How light the ground of an element is, 0 to 255, with what shows through it.
const lightness = (element) => {
  let [light, through] = [0, 1];
  for (let up = element; up && through > 0.01; up = up.parentElement) {
    const style = getComputedStyle(up);
    const colour = rgba(style.backgroundColor);
    const strength = style.visibility === 'visible' ? (colour[3] / 255) * parseFloat(style.opacity) : 0;
    light += through * strength * luminance(colour);
    through *= 1 - strength;
  }
  return Math.round(255 * (light + through));
};
// Lightness over a second of an animation, stepped through and not watched.
const flicker = (one, target) => {
  const {duration, delay} = one.effect.getComputedTiming();
  if (typeof duration !== 'number' || duration <= 0 || duration > 1000) return null;
  const at = one.currentTime;
  one.pause();
  const found = [];
  for (let step = 0; step < 64; step += 1) {
    one.currentTime = delay + (step * 1000) / 60;
    found.push(lightness(target));
  }
  one.currentTime = at;
  one.play();
  return found.some((value) => Math.abs(value - found[0]) > 20) ? found : null;
};
// The colours under a text from itself outwards, null where a picture, a veil or another place may be its ground.
const ground = (element) => {
  const layers = [];
  for (let up = element; up; up = up.parentElement) {
    const style = getComputedStyle(up);
    if (style.backgroundImage !== 'none' || Number(style.opacity) < 1) return null;
    if (!/rgba\(.*, 0\)|transparent/.test(style.backgroundColor)) {
      layers.push(style.backgroundColor);
      if (!/rgba/.test(style.backgroundColor)) return layers;
    }
  }
  return [...layers, 'rgb(255, 255, 255)'];
};
