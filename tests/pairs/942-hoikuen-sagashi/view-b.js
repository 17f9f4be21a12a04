(() => {
  const root = document.getElementById('app');
  const state = { encho: false, ichiji: false, zero: false };
  const hit = () => EN.filter(e => Object.keys(state).every(k => !state[k] || e[k]));

  const Cond = () => `<fieldset class="cond"><legend>条件</legend>${Object.entries(JOKEN).map(([k, v]) =>
    `<label><input type="checkbox" name="${k}" ${state[k] ? 'checked' : ''}>${v}</label>`).join('')}</fieldset>`;
  const List = () => `<h2>園の一覧</h2><ul class="en">${hit().map(e =>
    `<li><h3><a href="https://kosodate.city.example.jp/en/${e.id}">${e.name}</a></h3><p>${e.area}</p><p>${
      Object.keys(JOKEN).filter(k => e[k]).map(k => JOKEN[k]).join('、') || '0歳児・延長・一時はなし'}</p></li>`).join('')}</ul>`;

  root.innerHTML = Cond() + '<div class="list-area"></div>';
  const render = () => {
    root.querySelector('.list-area').innerHTML = List();
    document.getElementById('kensu').textContent = `${hit().length}園が当てはまります。`;
  };
  root.addEventListener('change', e => {
    if (!(e.target.name in state)) return;
    state[e.target.name] = e.target.checked;
    render();
  });
  render();
})();
