document.addEventListener('click', function (ev) {
  var b = ev.target.closest('[data-player] [data-file]');
  if (!b) return;
  var box = b.closest('[data-player]');
  var v = box.querySelector('video');
  var t = v.currentTime, paused = v.paused;
  box.querySelectorAll('[data-file]').forEach(function (x) {
    x.setAttribute('aria-pressed', String(x === b));
  });
  v.querySelector('track').src = b.dataset.cap;
  v.src = b.dataset.file;
  v.addEventListener('loadedmetadata', function () {
    v.currentTime = t;
    if (!paused) v.play();
  }, { once: true });
  box.querySelector('.player__now').textContent = b.textContent + 'に切り替えました。';
});
