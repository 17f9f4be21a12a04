// 写真を3秒ごとに替える（止めるボタンはない）
var shashin = document.querySelectorAll("#slide img");
var ban = 0;
setInterval(function () {
  shashin[ban].className = "";
  ban = (ban + 1) % shashin.length;
  shashin[ban].className = "deru";
}, 3000);
