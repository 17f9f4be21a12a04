(function () {
  var bgm = new Audio('satobue.wav');
  var sw = document.getElementById('oto');
  bgm.loop = true;
  bgm.volume = 0.6;
  function label() { if (sw) sw.textContent = bgm.paused ? '音楽を流す' : '音楽を止める'; }
  bgm.addEventListener('play', label);
  bgm.addEventListener('pause', label);
  function start() {
    var p = bgm.play();
    if (p && p.catch) p.catch(function () {
      label();
      // 自動再生が止められたときは、最初の操作で鳴らす
      function once(e) {
        document.removeEventListener('pointerdown', once);
        document.removeEventListener('keydown', once);
        if (sw && sw.contains(e.target)) return;
        bgm.play().catch(function () {});
      }
      document.addEventListener('pointerdown', once);
      document.addEventListener('keydown', once);
    });
  }
  window.addEventListener('load', start);
  if (sw) sw.addEventListener('click', function () {
    var stop = !bgm.paused;
    if (stop) bgm.pause(); else bgm.play();
  });
})();
