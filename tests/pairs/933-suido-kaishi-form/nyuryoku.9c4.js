const form = document.querySelector('#moushikomi');
const rules = { zip: { re: /^[0-9]{7}$/, msg: '郵便番号は、数字7けたで入力してください。' } };

function check(el) {
  const r = rules[el.dataset.rule];
  const half = el.value.replace(/[０-９]/g, c => String.fromCharCode(c.charCodeAt(0) - 0xFEE0)).replace(/-/g, '');
  el.value = half;
  const ok = r.re.test(half);
  document.getElementById(el.id + '-err').textContent = ok ? '' : r.msg;
  if (ok) el.removeAttribute('aria-invalid'); else el.setAttribute('aria-invalid', 'true');
  return ok;
}

form.addEventListener('focusout', e => {
  const el = e.target;
  if (!el.dataset || !el.dataset.rule) return;
  check(el);
});

form.addEventListener('submit', e => {
  const zip = form.querySelector('[data-rule]');
  const empty = [...form.querySelectorAll('[required]')].find(i => !i.value);
  const okZip = check(zip);
  const bad = !okZip ? zip : empty;
  if (bad) {
    e.preventDefault();
    document.getElementById('form-err').textContent =
      bad === zip ? '' : form.querySelector(`label[for="${bad.id}"]`).firstChild.textContent.trim() + 'を入力してください。';
    bad.focus();
  }
});
