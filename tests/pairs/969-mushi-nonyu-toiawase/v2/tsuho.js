var form = document.getElementById('tsuho');
var msg = document.getElementById('msg');
form.addEventListener('submit', function (e) {
  var bad = Array.prototype.filter.call(form.elements, function (el) {
    var row = el.closest('.row');
    if (!row) return false;
    var ng = !el.checkValidity();
    row.classList.toggle('is-ng', ng);
    el.setAttribute('aria-invalid', String(ng));
    var er = row.querySelector('.err');
    if (ng && !er) {
      er = document.createElement('span');
      er.className = 'err';
      er.id = el.id + '-e';
      er.textContent = el.dataset.err;
      row.appendChild(er);
      el.setAttribute('aria-describedby', ((el.getAttribute('aria-describedby') || '') + ' ' + er.id).trim());
    } else if (!ng && er) {
      el.setAttribute('aria-describedby', (el.getAttribute('aria-describedby') || '').replace(er.id, '').trim());
      er.remove();
    }
    return ng;
  });
  if (bad.length) {
    e.preventDefault();
    msg.textContent = '入力内容に不備があります(' + bad.length + 'か所)。';
    bad[0].focus();
  } else {
    msg.textContent = '';
  }
});
