// The page's own world: no DevTools event tells that a permission is asked for, only a wrapper sees it.
(() => {
  const say = console.debug.bind(console);
  const wrap = (owner, name, kind) => {
    if (!owner || typeof owner[name] !== 'function') return;
    owner[name] = new Proxy(owner[name], {
      apply(target, self, args) {
        say($token, kind);
        return Reflect.apply(target, self, args);
      },
    });
  };
  try {
    if (globalThis.Geolocation) {
      wrap(Geolocation.prototype, 'getCurrentPosition', 'geolocation');
      wrap(Geolocation.prototype, 'watchPosition', 'geolocation');
    }
    if (globalThis.Notification) wrap(Notification, 'requestPermission', 'notifications');
    if (globalThis.MediaDevices) wrap(MediaDevices.prototype, 'getUserMedia', 'camera-microphone');
    // Sound that begins by script alone has no element in the page.
    if (globalThis.SpeechSynthesis) wrap(SpeechSynthesis.prototype, 'speak', 'speech');
    if (globalThis.OscillatorNode) wrap(AudioScheduledSourceNode.prototype, 'start', 'audio');
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = new Proxy(play, {
      apply(target, self, args) {
        if (self instanceof HTMLMediaElement && !self.muted) say($token, self.isConnected ? 'media' : 'audio');
        return Reflect.apply(target, self, args);
      },
    });
  } catch (error) {
    console.debug(error);
  }
})();
