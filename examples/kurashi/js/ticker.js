// 新着の文字を左へ流す（止めるボタンはない）
var t = document.getElementById("ticker");
var x = 600;
setInterval(function () {
  x -= 2;
  if (x < -t.offsetWidth) { x = 600; }
  t.style.left = x + "px";
}, 40);
