// Sounds and films of the page: how long, with sound or not, playing by themselves or not, and what their text tracks say.
const found = [];
const wait = (target, names, ms) =>
  new Promise((done) => {
    const end = setTimeout(() => done(false), ms);
    for (const name of names) target.addEventListener(name, () => (clearTimeout(end), done(true)), {once: true});
  });
const hasSound = (media) => {
  if (media.localName === 'audio') return true;
  try {
    return media.captureStream().getAudioTracks().length > 0;
  } catch {
    return null; // of another host, or protected
  }
};
const shown = (element) => {
  const box = element.getBoundingClientRect();
  return box.width > 1 && box.height > 1 &&
    (!element.checkVisibility || element.checkVisibility({opacityProperty: true, visibilityProperty: true}));
};
const cuesOf = async (element) => {
  const known = {
    kind: element.track.kind, lang: element.srclang.toLowerCase(), label: element.label.slice(0, 100),
    shown: element.default || element.track.mode === 'showing', src: element.src.slice(0, 500),
  };
  if (element.readyState < 2) {
    const loaded = wait(element, ['load', 'error'], $wait);
    element.track.mode = 'hidden';
    await loaded;
  }
  const cues = element.track.cues ? [...element.track.cues].slice(0, 5000) : [];
  return {
    ...known,
    state: ['none', 'loading', 'loaded', 'error'][element.readyState],
    cues: cues.length,
    first: cues.length ? Math.min(...cues.map((cue) => cue.startTime)) : null,
    last: cues.length ? Math.max(...cues.map((cue) => cue.endTime)) : null,
    texts: cues.slice(0, 200).map((cue) => String(cue.text || '').replace(/<[^>]*>/g, '').slice(0, 200)),
    characters: cues.reduce((sum, cue) => sum + String(cue.text || '').replace(/<[^>]*>|\s/g, '').length, 0),
  };
};
for (const media of document.querySelectorAll('audio, video')) {
  if (found.length >= $most) break;
  const written = media.hasAttribute('src') || media.querySelector('source[src]') || media.srcObject;
  const fact = {
    selector: path(media), tag: media.localName, written: Boolean(written), shown: shown(media),
    autoplay: media.autoplay, muted: media.muted, volume: media.volume, loop: media.loop, controls: media.controls,
    playing: !media.paused && !media.ended, at: media.currentTime,
  };
  if (written && media.readyState < 1 && !media.error) {
    const known = wait(media, ['loadedmetadata', 'error', 'emptied'], $wait);
    if (media.networkState < 2 || media.preload === 'none') media.preload = 'metadata';
    await known;
  }
  const read = media.readyState >= 1;
  const box = media.getBoundingClientRect();
  Object.assign(fact, {
    src: media.currentSrc.slice(0, 500),
    state: read ? 'read' : media.error ? 'error' : 'unread',
    seconds: read && Number.isFinite(media.duration) ? Math.round(media.duration * 100) / 100 : null,
    live: read && media.duration === Infinity,
    picture: read ? media.videoWidth > 0 && media.videoHeight > 0 : null,
    sound: read ? hasSound(media) : null,
    box: [box.x + scrollX, box.y + scrollY, box.width, box.height].map(Math.round),
    tracks: [],
  });
  for (const track of [...media.querySelectorAll('track')].slice(0, 10)) fact.tracks.push(await cuesOf(track));
  found.push(fact);
}
return found;
