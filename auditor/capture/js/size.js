// Size of the whole page, which is scrolled to its top for the picture.
(() => {
  scrollTo(0, 0);
  const root = document.documentElement;
  const body = document.body ? document.body.scrollHeight : 0;
  return [Math.max(root.clientWidth, 1), Math.max(root.scrollHeight, body, 1)];
})();
