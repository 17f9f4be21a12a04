// Fields that refuse what is pasted: asked with events of ours, which every listener hears as it hears a person's.
const FIELDS = 'input[type=password], input[type=text], input[type=tel], input[type=number], input[type=email], input:not([type])';
const seen = (one) => one.checkVisibility({visibilityProperty: true, opacityProperty: true}) && one.getBoundingClientRect().height > 1;
const usual = {bubbles: true, cancelable: true, composed: true};
const refuses = (field) => {
  const data = new DataTransfer();
  data.setData('text/plain', '1');
  const before = field.value;
  const acts = [
    () => new KeyboardEvent('keydown', {...usual, key: 'v', code: 'KeyV', keyCode: 86, ctrlKey: true}),
    () => new ClipboardEvent('paste', {...usual, clipboardData: data}),
    () => new InputEvent('beforeinput', {...usual, inputType: 'insertFromPaste', data: '1'}),
  ];
  const stopped = acts.some((act) => !field.dispatchEvent(act()));
  const taken = field.value !== before; // the script puts it in itself
  if (taken) field.value = before;
  return stopped && !taken;
};
const fields = [...document.querySelectorAll(FIELDS)].filter((one) => seen(one) && !one.disabled && !one.readOnly);
return fields.slice(0, $most).filter(refuses).map(path);
