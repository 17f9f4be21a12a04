function hiraku(toi) {
  var kotae = toi.nextElementSibling;
  kotae.style.display = kotae.style.display === "block" ? "none" : "block";
}
