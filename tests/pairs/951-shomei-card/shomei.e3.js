/* 証明書の一覧を描く */
const el = (tag, attrs = {}, ...kids) => {
  const n = document.createElement(tag);
  for (const [k, v] of Object.entries(attrs)) {
    if (k.startsWith('on')) n.addEventListener(k.slice(2), v); else n.setAttribute(k, v);
  }
  n.append(...kids);
  return n;
};
const items = [
  { id: 'juminhyo', name: '住民票の写し', fee: 300, doc: '本人または同一世帯の人が請求できます。' },
  { id: 'koseki', name: '戸籍全部事項証明書', fee: 450, doc: '本籍が三笠町の人と、その配偶者、親、子などが請求できます。' },
  { id: 'inkan', name: '印鑑登録証明書', fee: 300, doc: '印鑑登録証(カード)が必要です。' },
  { id: 'mibun', name: '身分証明書', fee: 300, doc: '本籍が三笠町の本人が請求できます。' }
];
const Card = it => {
  const more = el('p', { id: `more-${it.id}`, class: 'more', hidden: '' }, it.doc);
  const btn = el('button', {
    type: 'button',
    'aria-expanded': 'false',
    'aria-controls': more.id,
    'aria-label': `${it.name}の詳細を表示`,
    onclick: () => {
      more.hidden = !more.hidden;
      btn.setAttribute('aria-expanded', String(!more.hidden));
    }
  }, '請求できる人');
  return el('li', {}, el('h3', {}, it.name), el('p', {}, `手数料 ${it.fee}円`), btn, more);
};
document.getElementById('shomei').append(...items.map(Card));
