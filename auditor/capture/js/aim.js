// A place within an element where the pointer meets it, once it is in view; null where something lies over all of it.
const element = auditorAt($selector);
if (!element) return null;
element.scrollIntoView({block: 'center', inline: 'nearest', behavior: 'instant'});
const box = element.getBoundingClientRect();
const tries = [[0.5, 0.5], [0.2, 0.5], [0.8, 0.5], [0.5, 0.15], [0.5, 0.85]];
const root = element.getRootNode();
for (const [across, down] of tries) {
  const point = [box.x + box.width * across, box.y + box.height * down];
  if (point[0] < 0 || point[1] < 0 || point[0] >= innerWidth || point[1] >= innerHeight) continue;
  const met = root.elementFromPoint(...point);
  if (met && (element === met || element.contains(met))) return point;
}
return null;
