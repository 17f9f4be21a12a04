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
  kokei.addEventListener('change', draw);
  draw();
})();
