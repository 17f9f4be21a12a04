// 入力画面の有効時間の管理
var LIMIT = 20 * 60 * 1000;
(function () {
  var WARN = 2 * 60 * 1000;
  var started = Date.now();
  var dlg = document.getElementById('encho');
  function expire() {
    document.getElementById('teate').reset();
    location.replace('timeout.html');
  }
  function renew() { started = Date.now(); }
  var t = setInterval(function () {
    var left = LIMIT - (Date.now() - started);
    if (left <= 0) { clearInterval(t); expire(); return; }
    if (left <= WARN && !dlg.open) dlg.showModal();
  }, 1000);
  ['input', 'keydown', 'pointerup'].forEach(function (n) {
    document.getElementById('teate').addEventListener(n, renew);
  });
  document.getElementById('encho-b').addEventListener('click', function () { renew(); dlg.close(); });
  dlg.addEventListener('cancel', renew);
})();
