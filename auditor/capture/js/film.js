// The lightness of a film's pictures in a coarse grid, one line of bytes for each moment that is asked for; null where
// its pixels may not be read. It is stepped through and not played: the same on every machine.
const film = document.querySelector($selector.split(' >>> ')[0]);
if (!film || film.localName !== 'video' || !film.videoWidth) return null;
const [wide, high] = [$wide, $high];
const pen = new OffscreenCanvas(wide, high).getContext('2d', {willReadFrequently: true});
const moments = $moments;
const grids = [];
const linear = Array.from({length: 256}, (_, value) =>
  value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
film.muted = true;
film.pause();
for (const moment of moments) {
  const there = new Promise((done) => {
    const end = setTimeout(() => done(false), 2000);
    film.addEventListener('seeked', () => (clearTimeout(end), done(true)), {once: true});
  });
  film.currentTime = moment;
  if (!(await there)) return {grids, cut: true};
  pen.drawImage(film, 0, 0, wide, high);
  let data;
  try {
    ({data} = pen.getImageData(0, 0, wide, high));
  } catch {
    return null;
  }
  let line = '';
  for (let i = 0; i < data.length; i += 4) {
    const light = 0.2126 * linear[data[i]] + 0.7152 * linear[data[i + 1]] + 0.0722 * linear[data[i + 2]];
    line += String.fromCharCode(Math.round(light * 255));
  }
  grids.push(btoa(line));
}
return {grids, cut: false};
