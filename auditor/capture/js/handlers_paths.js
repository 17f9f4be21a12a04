function () {
  // Path of an element and what a person would meet there; null for the document and the window.
  if (!this || this.nodeType !== 1 || !this.isConnected) return null;
  $path
  const box = this.getBoundingClientRect();
  return {
    selector: path(this),
    tag: this.localName,
    cursor: getComputedStyle(this).cursor,
    tabindex: this.tabIndex,
    box: [box.x + scrollX, box.y + scrollY, box.width, box.height].map(Math.round),
  };
}
