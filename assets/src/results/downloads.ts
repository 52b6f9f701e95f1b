/** The answer as a file. */

import { element } from "../dom.ts";

/** Return a button that hands the reader a file, made when it is asked for. */
export function download(label: string, name: string, media: string, make: () => string): HTMLButtonElement {
  const act = () => {
    const href = URL.createObjectURL(new Blob([make()], { type: media }));
    element("a", { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  };
  return element("button", { type: "button", click: act }, label);
}
