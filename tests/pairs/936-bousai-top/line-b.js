window.addEventListener('DOMContentLoaded', function () {
  var line = document.getElementById('infoLine');
  var win = line.parentNode;
  var x = win.offsetWidth, last = 0, speed = 60; // 1秒に60ピクセル
  var btn = document.getElementById('infoBtn'), run = true;
  function setRun(on) {
    run = on;
    line.closest('.info-bar').classList.toggle('is-still', !on);
    btn.textContent = on ? 'お知らせの動きを止める' : 'お知らせを動かす';
  }
  btn.addEventListener('click', function () { setRun(!run); });
  if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) setRun(false);
  function step(t) {
    var dt = last ? Math.min(100, t - last) : 0;
    last = t;
    if (run) x -= speed * dt / 1000;
    if (x < -line.scrollWidth) x = win.offsetWidth;
    line.style.transform = 'translateX(' + x.toFixed(1) + 'px)';
    requestAnimationFrame(step);
  }
  requestAnimationFrame(step);
});
