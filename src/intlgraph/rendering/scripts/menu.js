// Closes the menu of the page with Escape, and when the reader goes elsewhere. Without this script its summary does.

const menu = document.querySelector("details.menu");

/** Close the menu; `back` says whether the focus goes back to what opened it. */
function close(back) {
  menu.open = false;
  if (back) menu.querySelector("summary").focus();
}

if (menu) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) close(menu.contains(document.activeElement));
  });
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) close(false);
  });
  menu.addEventListener("focusout", (event) => {
    if (menu.open && event.relatedTarget && !menu.contains(event.relatedTarget)) close(false);
  });
}
