// The page is at its end here: nothing is measured any more, so it may be painted on.
(() => {
  const layer = document.createElement('div');
  layer.style.cssText = 'all:initial;position:absolute;left:0;top:0;width:0;height:0;z-index:2147483647';
  for (const [x, y, width, height] of $boxes) {
    const box = document.createElement('div');
    box.style.cssText = 'all:initial;position:absolute;background:#444';
    Object.assign(box.style, {left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px`});
    layer.append(box);
  }
  document.documentElement.append(layer);
})();
