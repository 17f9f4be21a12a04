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
  // 反応を速くするため pointerdown で受ける
  list.addEventListener('pointerdown', function (e) {
    var b = e.target.closest('.act');
    if (b) { e.preventDefault(); cancel(b); }
  });
  list.addEventListener('keydown', function (e) {
    var b = e.target.closest('.act');
    if (b && (e.key === 'Enter' || e.key === ' ')) { e.preventDefault(); cancel(b); }
  });
})();
