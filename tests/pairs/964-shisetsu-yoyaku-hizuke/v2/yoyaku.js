// 空き照会 共通スクリプト
(function () {
  var form = document.getElementById('akiForm');
  function openCal(id) {
    return window.open('calendar.html?t=' + encodeURIComponent(id), 'cal', 'width=360,height=420');
  }
  form.addEventListener('focusin', function (ev) {
    var el = ev.target;
    var row = el.closest('tr');
    if (row) row.classList.add('is-on');
  });
  form.addEventListener('focusout', function (ev) {
    var row = ev.target.closest('tr');
    if (row) row.classList.remove('is-on');
  });
  form.addEventListener('click', function (ev) {
    var b = ev.target.closest('button.cal');
    if (b) openCal(b.getAttribute('data-target'));
  });
  window.setDate = function (id, v) { document.getElementById(id).value = v; };
})();
