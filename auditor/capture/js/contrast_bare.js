// Takes the letters away and leaves what lies behind them.
const sheet = new CSSStyleSheet();
sheet.replaceSync(
  '*,*::before,*::after,*::placeholder{transition:none!important;-webkit-text-fill-color:transparent!important;' +
  'caret-color:transparent!important;text-decoration-color:transparent!important;-webkit-text-stroke-color:transparent!important}' +
  '*::placeholder{opacity:0!important}svg text,svg text *{fill:transparent!important;stroke:transparent!important}',
);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
return true;
