// 発券機データの受信(このページでは取得済みのデータを順に再生する)
var feed = [
  { t: '午前9時0分', r: [[112, 6], [345, 11], [508, 2], [721, 14]] },
  { t: '午前9時1分', r: [[113, 7], [345, 12], [509, 1], [722, 13]] },
  { t: '午前9時2分', r: [[115, 5], [346, 12], [509, 3], [722, 15]] },
  { t: '午前9時3分', r: [[116, 8], [347, 11], [510, 2], [723, 15]] }
];
var pos = 0;
function show() {
  pos = (pos + 1) % feed.length;
  var rows = document.querySelectorAll('#machi tbody tr');
  feed[pos].r.forEach(function (v, i) {
    rows[i].cells[1].textContent = v[0];
    rows[i].cells[2].textContent = v[1] + '人';
  });
  document.getElementById('jikoku').textContent = feed[pos].t;
}
var timer = setInterval(show, 8000);
document.getElementById('kan').addEventListener('change', function () {
  clearInterval(timer);
  var s = Number(this.value);
  if (s) timer = setInterval(show, s * 1000);
});
document.getElementById('ima').addEventListener('click', show);
