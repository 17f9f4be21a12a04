window.addEventListener('DOMContentLoaded', function () {
  var line = document.getElementById('infoLine');
  var win = line.parentNode;
  var x = win.offsetWidth, last = 0, speed = 60; // 1秒に60ピクセル
  function step(t) {
    var dt = last ? Math.min(100, t - last) : 0;
    last = t;
    x -= speed * dt / 1000;
    if (x < -line.scrollWidth) x = win.offsetWidth;
    line.style.transform = 'translateX(' + x.toFixed(1) + 'px)';
    requestAnimationFrame(step);
  }
  requestAnimationFrame(step);
});
