// What of a part takes the focus, itself first; what is called a slider or is dragged before others.
const element = auditorAt($selector);
if (!element) return [];
const inside = [...element.querySelectorAll('[role=slider], [role=separator], input[type=range], [tabindex="0"], button, input')]
  .filter((one) => one.tabIndex >= 0 && one.checkVisibility({visibilityProperty: true}));
return [element, ...inside].filter((one) => one.tabIndex >= 0).slice(0, $most).map(path);
