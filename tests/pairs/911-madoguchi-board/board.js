(function () {
  var rows = [['1番 戸籍の届出', '112', '6人', '25分'], ['2番 住所の異動', '348', '14人', '50分'], ['3番 証明書の発行', '507', '3人', '10分'], ['4番 印鑑登録', '605', '2人', '10分']];
  var tb = document.querySelector('#q tbody');
  rows.forEach(function (r) {
    var tr = document.createElement('tr');
    r.forEach(function (v, i) {
      var c = document.createElement(i ? 'td' : 'th');
      if (!i) c.scope = 'row';
      c.textContent = v;
      tr.appendChild(c);
    });
    tb.appendChild(tr);
  });
  document.getElementById('at').textContent = '10時40分現在の状況です。';
  var mq = window.matchMedia('(orientation: portrait)');
  function turn() { document.documentElement.classList.toggle('is-p', mq.matches); }
  mq.addEventListener('change', turn);
  turn();
  var x = document.getElementById('tipx');
  if (x) x.addEventListener('click', function () {
    document.getElementById('tip').classList.add('off');
    document.getElementById('app').focus();
  });
})();
