// 表示する月を ?ym= から決め、前と次の月へのリンクを作る（2026年1月から2027年12月まで）
var ym = /[?&]ym=(\d{4})(\d{2})/.exec(location.search);
var y = ym ? +ym[1] : 2026, m = ym ? +ym[2] : 11;
document.getElementById("tsuki").textContent = y + "年" + m + "月";
function tsuki(sa) {
  var d = new Date(y, m - 1 + sa, 1);
  return d.getFullYear() < 2026 || d.getFullYear() > 2027 ? "?ym=202611" : "?ym=" + d.getFullYear() + ("0" + (d.getMonth() + 1)).slice(-2);
}
document.getElementById("mae").setAttribute("href", tsuki(-1));
document.getElementById("tsugi").setAttribute("href", tsuki(1));
