// The page in half the window, as it is at a zoom of 200 %: what is cut off now, or with wider
// spacing, or runs into something else.
await new Promise((done) => setTimeout(done, 250));
return globalThis.auditorAdapt.later();
