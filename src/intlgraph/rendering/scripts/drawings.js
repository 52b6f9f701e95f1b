/**
 * Drawings move once they are touched: only then is what moves them loaded.
 * Without it, and without scripts, each drawing stands as it was drawn.
 */

const ASSETS = new URL("../assets/drawings.js", import.meta.url);
const TOUCHES = ["pointerenter", "focusin", "touchstart"];

/** @param {HTMLElement} box */
function wait(box) {
  const wake = async () => {
    for (const name of TOUCHES) box.removeEventListener(name, wake);
    const { move } = await import(ASSETS.href);
    move(box);
  };
  for (const name of TOUCHES) box.addEventListener(name, wake, { passive: true });
}

for (const box of document.querySelectorAll("[data-drawing]")) wait(/** @type {HTMLElement} */ (box));
