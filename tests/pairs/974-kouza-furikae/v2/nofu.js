(function () {
  var form = document.getElementById('nofu'), owari = document.getElementById('owari');
  var rules = [
    ['bango', /^\d{10}$/, '納付番号は数字10けた(半角)で入力してください。', '納付番号'],
    ['kingaku', /^[1-9]\d{0,6}$/, '金額は「24000」のように数字だけ(半角)で入力してください。', '金額(円)'],
    ['card', /^\d{14,16}$/, 'カード番号は数字14~16けた(半角)で入力してください。', 'カード番号'],
    ['kigen', /^(0[1-9]|1[0-2])\/\d{2}$/, '有効期限は「06/28」のように入力してください。', '有効期限']
  ];
  function check() {
    var first = null;
    rules.forEach(function (r) {
      var el = document.getElementById(r[0]), id = r[0] + '-e', p = document.getElementById(id);
      var ok = r[1].test(el.value);
      if (p) p.remove();
      el.setAttribute('aria-invalid', String(!ok));
      el.setAttribute('aria-describedby', r[0] + '-x' + (ok ? '' : ' ' + id));
      if (!ok) {
        p = document.createElement('p');
        p.id = id; p.className = 'e'; p.textContent = r[2];
        el.parentNode.appendChild(p);
        first = first || el;
      }
    });
    if (first) first.focus();
    return !first;
  }
  function pay() {
    form.hidden = true;
    owari.textContent = '納付が完了しました。受付番号は 7-30418 です。';
  }
  form.addEventListener('submit', function (e) {
    e.preventDefault();
    if (!check()) return;
    var tb = document.getElementById('miru-t');
    tb.textContent = '';
    rules.forEach(function (r) {
      var tr = tb.insertRow(), th = document.createElement('th');
      th.scope = 'row'; th.textContent = r[3];
      tr.appendChild(th);
      tr.insertCell().textContent = document.getElementById(r[0]).value;
    });
    form.hidden = true;
    miru.hidden = false;
    miru.focus();
  });
  var miru = document.getElementById('miru');
  miru.addEventListener('click', function (e) {
    var b = e.target.closest('[data-do]');
    if (!b) return;
    miru.hidden = true;
    if (b.getAttribute('data-do') === 'pay') { pay(); return; }
    form.hidden = false;
    document.getElementById('bango').focus();
  });
})();
