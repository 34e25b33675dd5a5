// What a mark stands for, beside the pointer. Values are from messages: they become text, never markup.

import { element } from "./dom.js";

const GAP = 14;

const box = element("div", "", { class: "tooltip", "aria-hidden": "true" });
box.hidden = true;
document.body.append(box);
document.addEventListener("scroll", () => (box.hidden = true), { passive: true });

function lines(value) {
  if (typeof value !== "object") return [element("dd", String(value))];
  return Object.entries(value).flatMap(([name, text]) => [element("dt", name), element("dd", String(text))]);
}

/** Vega calls it with undefined, null or "" where there is nothing to say. */
export function TooltipHandler(handler, event, item, value) {
  box.hidden = value === undefined || value === null || value === "";
  if (box.hidden) return;
  const list = element("dl");
  list.append(...lines(value));
  box.replaceChildren(list);
  const left = Math.min(event.clientX + GAP, innerWidth - box.offsetWidth - GAP);
  const isBelow = event.clientY + GAP + box.offsetHeight < innerHeight;
  box.style.left = `${Math.max(GAP, left)}px`;
  box.style.top = `${isBelow ? event.clientY + GAP : Math.max(0, event.clientY - GAP - box.offsetHeight)}px`;
}
