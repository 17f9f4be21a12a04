// Forms that a person fills in, each with its button and its fields; their state is asked again and again.
const FIELD = 'input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=image]):not([type=reset]), select, textarea';
const BUTTON = 'button:not([type=button]):not([type=reset]), input[type=submit], input[type=image]';
const fold = (text) => text.replace(/\s+/g, ' ').trim().slice(0, 200);
const seen = (one) => one.checkVisibility({visibilityProperty: true, opacityProperty: true}) && one.getBoundingClientRect().height > 1;
const called = (one) => fold(one.getAttribute('aria-label') || (one.labels && one.labels[0] ? one.labels[0].innerText : '') ||
  (one.closest('tr') && one.closest('tr').querySelector('th') ? one.closest('tr').querySelector('th').innerText : '') || one.title || one.placeholder || one.name);
const row = (one) => one.closest('p, li, dd, td, tr, fieldset, [class*=field i], [class*=group i], [class*=row i], div, label') || one.parentElement;
const fielded = (node) => node.nodeType === 1 && (node.matches(FIELD + ', label, ' + BUTTON) || node.querySelector(FIELD + ', ' + BUTTON));
// The words beside a field: of its row, or where the form has no rows, of what stands between it and the next field.
const beside = (one, form) => {
  const at = row(one);
  if (!at || (form.contains(at) && at !== form)) return fold((at && at.innerText) || '');
  const words = [called(one)];
  for (let next = one.nextSibling; next && !fielded(next); next = next.nextSibling) {
    if (next.nodeType === 3) words.push(next.data);
    else if (next.nodeType === 1 && seen(next)) words.push(next.innerText || '');
  }
  return fold(words.join(' '));
};
const look = (one) => {
  const {borderTopColor, borderTopWidth, backgroundColor, boxShadow, color} = getComputedStyle(one);
  return [borderTopColor, borderTopWidth, backgroundColor, boxShadow, color].join(' ');
};
const words = (one, names) => names.flatMap((name) => (one.getAttribute(name) || '').split(/\s+/)).filter(Boolean)
  .map((id) => document.getElementById(id)).filter((found) => found && seen(found)).map((found) => found.innerText).join(' ');
// A page that a script builds may have fields without a form, or a form whose button a script answers for.
const ANSWERED = 'button, input[type=button], a[role=button], [role=button][tabindex]';
const GOES = /確認|送信|送る|申|登録|次へ|進む|検索|探す|調べ|計算|判定|ログイン|認証|submit|send|next|confirm|search|log ?in/i;
const parts = (form) => (form instanceof HTMLFormElement ? [...form.elements] : [...form.querySelectorAll(FIELD)].filter((one) => !one.form));
const buttonOf = (form) => {
  const submits = parts(form).find((one) => one.matches(BUTTON) && seen(one));
  const goes = (one) => seen(one) && !one.disabled && GOES.test(`${one.innerText || ''} ${one.value || ''} ${one.getAttribute('aria-label') || ''}`);
  return submits || [...form.querySelectorAll(ANSWERED)].filter(goes).pop();
};
const loose = new Set();
for (const field of [...document.querySelectorAll(FIELD)].filter((one) => !one.form && seen(one)).slice(0, 40)) {
  let box = field.parentElement;
  while (box && box !== document.body && !buttonOf(box)) box = box.parentElement;
  if (box && box !== document.body && !box.querySelector('form') && ![...loose].some((one) => one.contains(box))) loose.add(box);
}
const forms = [...document.forms, ...loose].filter((form) => {
  const fields = parts(form).filter((one) => one.matches(FIELD) && seen(one));
  const button = buttonOf(form);
  const search = form.matches('[role=search]') || form.querySelector('input[type=search]') || /search|kensaku|検索/i.test(`${form.id} ${form.className} ${form.action}`);
  // A search that goes to another page has nothing to say here; one that a script answers does.
  return fields.length && button && !(search && fields.length < 3 && !$heard.some((at) => form.matches(at)));
}).slice(0, $most);
globalThis.auditorForms = {
  state: (turn) => parts(forms[turn]).filter((one) => one.matches(FIELD) && seen(one)).slice(0, 20).map((one) => ({
    selector: path(one), tag: one.localName, type: one.type, name: called(one), value: /^(radio|checkbox)$/.test(one.type) ? String(one.checked) : one.value.slice(0, 60),
    required: one.required || one.getAttribute('aria-required') === 'true', invalid: one.getAttribute('aria-invalid') === 'true',
    described: fold(words(one, ['aria-describedby', 'aria-errormessage'])), near: beside(one, forms[turn]), look: look(one),
    native: form_native(forms[turn], one), mode: one.inputMode || '', pattern: one.pattern || '', placeholder: one.placeholder || '',
  })),
};
const checked = (form) => form instanceof HTMLFormElement && !form.noValidate && buttonOf(form).matches(BUTTON);
const form_native = (form, one) => (!checked(form) || !one.willValidate || one.validity.valid ? '' : one.validationMessage.slice(0, 100));
return forms.map((form) => ({
  selector: path(form), method: form.getAttribute('method') || 'get', name: fold(form.innerText || '').slice(0, 60),
  novalidate: !checked(form), button: path(buttonOf(form)),
}));
