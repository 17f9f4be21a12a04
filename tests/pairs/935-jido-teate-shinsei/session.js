// 入力画面の有効時間の管理
var LIMIT = 20 * 60 * 1000;
(function () {
  var started = Date.now();
  function expire() {
    document.getElementById('teate').reset();
    location.replace('timeout.html');
  }
  var t = setInterval(function () {
    if (Date.now() - started >= LIMIT) {
      clearInterval(t);
      expire();
    }
  }, 1000);
})();
