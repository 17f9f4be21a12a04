var form = document.getElementById('tsuho');
var msg = document.getElementById('msg');
form.addEventListener('submit', function (e) {
  var bad = Array.prototype.filter.call(form.elements, function (el) {
    var row = el.closest('.row');
    if (!row) return false;
    var ng = !el.checkValidity();
    row.classList.toggle('is-ng', ng);
    return ng;
  });
  if (bad.length) {
    e.preventDefault();
    msg.textContent = '入力内容に不備があります。ご確認ください。';
    msg.scrollIntoView();
  } else {
    msg.textContent = '';
  }
});
