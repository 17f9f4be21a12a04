const SITE = '手続きナビ(朝凪市)';
const data = {
  tennyu: { name: '転入の届出', who: '市外から引っ越してきた人', when: '引っ越した日から14日以内', need: '転出証明書、本人確認書類、マイナンバーカード' },
  inkan: { name: '印鑑登録', who: '15歳以上で市に住民登録のある人', when: 'いつでも', need: '登録する印鑑、顔写真付きの本人確認書類' },
  inu: { name: '犬の登録', who: '生後91日以上の犬を飼う人', when: '飼い始めた日から30日以内', need: '手数料3,000円、マイクロチップの登録証明書' },
  kekkon: { name: '婚姻の届出', who: '結婚する2人', when: '届け出た日から効力が生じます', need: '婚姻届(証人2人の署名)、本人確認書類' }
};
const h = s => s.replace(/[&<>"]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }[c]));

const pages = {
  list() {
    return { title: '手続きの一覧', html: `<ul class="tiles">${Object.keys(data).map(k => `<li><a href="#/p/${k}">${h(data[k].name)}</a></li>`).join('')}</ul>` };
  },
  detail(k) {
    const d = data[k];
    return { title: d.name, html: `<dl><dt>対象</dt><dd>${h(d.who)}</dd><dt>期限</dt><dd>${h(d.when)}</dd><dt>持ち物</dt><dd>${h(d.need)}</dd></dl><p><a href="#/">一覧へ戻る</a></p>` };
  },
  help() {
    return { title: '使い方', html: '<p>一覧から手続きを選ぶと、対象・期限・持ち物を表示します。</p>' };
  }
};

let first = true;
function route() {
  if (location.hash === '#view') { document.getElementById('view').focus(); return; }
  const m = location.hash.match(/^#\/p\/(\w+)$/);
  const p = m && data[m[1]] ? pages.detail(m[1]) : location.hash === '#/help' ? pages.help() : pages.list();
  const view = document.getElementById('view');
  view.innerHTML = `<h1 tabindex="-1">${h(p.title)}</h1>${p.html}`;
  if (!first) view.firstElementChild.focus();
  first = false;
}
window.addEventListener('hashchange', route);
route();
