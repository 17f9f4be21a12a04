// The page in half the window, as it is at a zoom of 200 %: what is cut off now, or with wider
// spacing, or runs into something else, and text that has not grown at all.
await new Promise((done) => setTimeout(done, 250));
const {later, stuck, width} = globalThis.auditorAdapt;
const lost = await later();
const zoom = width / innerWidth;
return {...lost, zoom, stuck: stuck(zoom, 1.2)};
