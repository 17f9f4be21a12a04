(function () {
  var DATA = [
    ['津島小学校', '中央町1丁目', '洪水・地震'], ['津島中学校', '中央町3丁目', '地震'], ['東公民館', '東町2丁目', '洪水・地震'],
    ['東町小学校', '東町5丁目', '地震'], ['南高等学校', '南本町', '洪水・地震・津波'], ['南児童館', '南本町', '地震'], ['文化会館', '藤浪町', '洪水・地震']
  ];
  function h(tag, props, kids) {
    var el = document.createElement(tag);
    Object.keys(props || {}).forEach(function (k) { el.setAttribute(k, props[k]); });
    (kids || []).forEach(function (c) { el.append(c); });
    return el;
  }
  var input = h('input', { id: 'kw', type: 'search', 'aria-describedby': 'kw-m', autocomplete: 'off' });
  var memo = h('p', { id: 'kw-m', class: 'memo' }, ['入力するたびに下の一覧がしぼられます。']);
  var cnt = h('p', { class: 'cnt', id: 'cnt', role: 'status' });
  var res = h('ul', { class: 'res' });
  document.getElementById('root').append(
    h('div', { class: 'q' }, [h('label', { for: 'kw' }, ['名前か町名']), input, memo]), cnt, res);
  function draw() {
    var kw = input.value.trim();
    var hit = DATA.filter(function (d) { return d.join(' ').indexOf(kw) >= 0; });
    cnt.textContent = hit.length ? hit.length + '件の避難所が見つかりました。' : '当てはまる避難所はありません。';
    res.replaceChildren.apply(res, hit.map(function (d) {
      return h('li', {}, [h('strong', {}, [d[0]]), ' ' + d[1] + '(' + d[2] + ')']);
    }));
  }
  input.addEventListener('input', draw);
  draw();
  setInterval(function () {
    var n = new Date();
    document.getElementById('now').textContent = (n.getMonth() + 1) + '月' + n.getDate() + '日 ' + n.getHours() + '時' + ('0' + n.getMinutes()).slice(-2) + '分';
  }, 60000);
})();
