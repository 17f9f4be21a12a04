"use strict";
const kotoba = (new URLSearchParams(location.search).get("q") || "").trim();
if (kotoba) {
  document.getElementById("q").value = kotoba;
  let kensu = 0;
  for (const li of document.querySelectorAll("#ichiran > li")) {
    li.hidden = !li.textContent.includes(kotoba);
    if (!li.hidden) kensu += 1;
  }
  document.getElementById("kensu").textContent = `「${kotoba}」を含むページは${kensu}件です。`;
}
