(function () {
  var WEEK = '日月火水木金土';
  var YASUMI = [16, 17];
  var form = document.getElementById('sodai');
  var kibo = document.getElementById('kibo');
  var er = document.getElementById('kibo-er');
  function youbi(d) { return new Date(2025, 5, d).getDay(); }
  function dekiru(chiku) {
    var ok = chiku.split(',').map(Number), list = [];
    for (var d = 5; d <= 30; d++) {
      if (ok.indexOf(youbi(d)) >= 0 && YASUMI.indexOf(d) < 0) list.push(d);
    }
    return list;
  }
  function fumei() { return '収集を希望する日は、6月5日から30日までの日を数字で入力してください(例:19)。'; }
  form.addEventListener('submit', function (e) {
    e.preventDefault();
    var v = kibo.value.trim(), d = Number(v), list = dekiru(form.elements.chiku.value), text = '';
    if (!/^\d{1,2}$/.test(v) || d < 5 || d > 30) {
      text = fumei();
    } else if (list.indexOf(d) < 0) {
      text = '収集を希望する日が正しくありません。';
    }
    er.textContent = text;
    kibo.setAttribute('aria-invalid', text ? 'true' : 'false');
    if (text) { kibo.focus(); return; }
    document.getElementById('tsugi').textContent = '6月' + d + '日(' + WEEK.charAt(youbi(d)) + ')で受け付けられます。続けて品目を入力します。';
  });
})();
