(function () {
  var list = document.getElementById('yoyaku');
  var msg = document.getElementById('msg');
  function cancel(btn) {
    var li = btn.closest('li');
    var name = li.querySelector('h3').textContent;
    var next = li.nextElementSibling || li.previousElementSibling;
    li.remove();
    msg.textContent = name + 'の予約を取り消しました。';
    var to = next ? next.querySelector('.act') : document.getElementById('m');
    to.focus();
  }
  // 押した感じを出す
  list.addEventListener('pointerdown', function (e) {
    var b = e.target.closest('.act');
    if (b) b.classList.add('is-down');
  });
  ['pointerup', 'pointercancel', 'pointerout'].forEach(function (n) {
    list.addEventListener(n, function (e) {
      var b = e.target.closest('.act');
      if (b) b.classList.remove('is-down');
    });
  });
  list.addEventListener('click', function (e) {
    var b = e.target.closest('.act');
    if (b && window.confirm('この予約を取り消しますか。')) cancel(b);
  });
})();
