// Where an element that may hold a word is seen, in CSS px of the page; null where it is not, or is too small.
const shownBox = (element, least = 24) => {
  const box = element.getBoundingClientRect();
  const shown = element.checkVisibility
    ? element.checkVisibility({opacityProperty: true, visibilityProperty: true})
    : true;
  if (!shown || box.width < least || box.height < 10 || box.right + scrollX <= 0) return null;
  return [box.x + scrollX, box.y + scrollY, box.width, box.height].map(Math.round);
};
