/* つまみ部品 */
(function () {
  'use strict';
  var rs = document.getElementById('suiryo');
  var pt = rs.querySelector('.rs-pt');
  var min = +rs.dataset.min, max = +rs.dataset.max, val = +rs.dataset.val;
  var kokei = document.getElementById('kokei');

  function charge(m3) {
    var base = +kokei.value, v = 0;
    v += Math.min(m3, 20) * 88;
    v += Math.max(0, Math.min(m3, 60) - 20) * 220;
    v += Math.max(0, m3 - 60) * 286;
    return base + v;
  }
  function draw() {
    pt.style.left = ((val - min) / (max - min) * 100) + '%';
    document.getElementById('m3').textContent = val;
    document.getElementById('yen').textContent = charge(val).toLocaleString('ja-JP');
    pt.setAttribute('aria-valuenow', val);
    pt.setAttribute('aria-valuetext', val + '立方メートル');
  }
  function set(v) {
    val = Math.max(min, Math.min(max, Math.round(v)));
    draw();
  }
  function fromX(x) {
    var r = rs.getBoundingClientRect();
    set(min + (x - r.left) / r.width * (max - min));
  }
  var down = false;
  rs.addEventListener('pointerdown', function (e) { down = true; rs.setPointerCapture(e.pointerId); });
  rs.addEventListener('pointermove', function (e) { if (down) fromX(e.clientX); });
  rs.addEventListener('pointerup', function (e) { if (down) { down = false; fromX(e.clientX); } });
  rs.addEventListener('pointercancel', function () { down = false; });
  pt.addEventListener('keydown', function (e) {
    var to = { ArrowRight: val + 1, ArrowUp: val + 1, ArrowLeft: val - 1, ArrowDown: val - 1,
      PageUp: val + 10, PageDown: val - 10, Home: min, End: max }[e.key];
    if (to === undefined) return;
    e.preventDefault();
    set(to);
  });
  kokei.addEventListener('change', draw);
  draw();
})();
