// Leaves of the page what is drawn as letters and is no text: the text of nodes and fields, pictures, grounds and lines are taken away,
// and what a style sheet or a font of signs still draws is black on white.
const sheet = new CSSStyleSheet();
sheet.replaceSync(
  '*,*::before,*::after{transition:none!important;background:none!important;border-color:transparent!important;' +
  'border-image:none!important;box-shadow:none!important;outline-color:transparent!important;text-shadow:none!important;' +
  'text-decoration-color:transparent!important;list-style:none!important;-webkit-text-fill-color:#000!important;' +
  'caret-color:transparent!important}' +
  'html{background:#fff!important}' +
  'input,textarea,select,option,meter,progress,*::placeholder,*::file-selector-button{-webkit-text-fill-color:transparent!important;appearance:none!important}' +
  'img,svg,svg *,canvas,video,audio,object,embed,iframe,frame,hr{visibility:hidden!important}' +
  '::highlight(auditor-said){color:transparent!important;-webkit-text-fill-color:transparent!important;' +
  '-webkit-text-stroke-color:transparent!important}',
);
const said = new Highlight();
let nodes = 0;
const roots = [document];
while (roots.length) {
  const root = roots.pop();
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (node.nodeType === 1) {
      if (node.shadowRoot) roots.push(node.shadowRoot);
    } else if (nodes < $nodes && /[\p{L}\p{N}]/u.test(node.data)) {
      // Characters that are no letters, as those of fonts of signs, stay: what they look like is told by nothing.
      nodes += 1;
      const range = new Range();
      range.selectNodeContents(node);
      said.add(range);
    }
  }
}
CSS.highlights.set('auditor-said', said);
const root = document.documentElement;
await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
return {
  size: [Math.max(root.clientWidth, 1), Math.max(root.scrollHeight, document.body ? document.body.scrollHeight : 0, 1)],
  text: document.body ? document.body.innerText.slice(0, $text) : '',
  cut: nodes >= $nodes,
};
