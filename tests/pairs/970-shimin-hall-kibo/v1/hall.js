const form = document.querySelector('.c-form');
const conf = document.getElementById('kakunin');
const out = document.getElementById('kekka');
const rules = {
  dantai: [v => v.trim() !== '', '団体名を入力してください。'],
  hi: [v => /^\d{1,2}$/.test(v) && +v >= 1 && +v <= 31, '使用日は1から31までの数字で入力してください。'],
  nin: [v => /^\d{2,3}$/.test(v) && +v >= 10 && +v <= 600, '人数は10から600までの数字で入力してください。'],
};
form.addEventListener('submit', (e) => {
  e.preventDefault();
  const bad = Object.keys(rules).filter(n => !rules[n][0](form.elements[n].value));
  if (bad.length) {
    form.classList.add('shake');
    return;
  }
  const dl = document.getElementById('naiyo');
  dl.replaceChildren();
  [['団体名', 'dantai'], ['使用日', 'hi'], ['人数', 'nin'], ['目的', 'mokuteki']].forEach(([t, n]) => {
    const a = document.createElement('dt'), b = document.createElement('dd');
    a.textContent = t;
    b.textContent = form.elements[n].value;
    dl.append(a, b);
  });
  form.hidden = true;
  conf.hidden = false;
  conf.focus();
});
form.addEventListener('animationend', () => form.classList.remove('shake'));
conf.addEventListener('click', (e) => {
  const act = e.target.dataset.act;
  if (act === 'modoru') { conf.hidden = true; form.hidden = false; form.elements.dantai.focus(); }
  if (act === 'okuru') { conf.hidden = true; out.textContent = '抽選の申込みを受け付けました。'; }
});
