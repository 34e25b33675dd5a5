// Rows as a table, in a box that scrolls.

import { element } from "./dom.js";
import { number, t } from "./words.js";

const SHOWN_ROWS = 500;
const NUMERIC = /^(bigint|integer|smallint|tinyint|double|real|decimal)/;

export const isNumeric = (type) => NUMERIC.test(type);

function cell(value, type) {
  if (value === null || value === undefined) return element("td", "null", { class: "null" });
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return element("td", text, isNumeric(type) ? { class: "number" } : {});
}

/** Columns are {name, type}; rows are arrays of values. */
export function tableOf(columns, rows) {
  const box = element("div", "", { class: "rows", tabindex: "0", role: "region", "aria-label": t("Rows") });
  const table = element("table");
  const head = element("tr");
  for (const { name, type } of columns) {
    const title = element("th", name, { scope: "col", ...(isNumeric(type) ? { class: "number" } : {}) });
    title.append(element("span", type));
    head.append(title);
  }
  const body = element("tbody");
  for (const row of rows.slice(0, SHOWN_ROWS)) {
    const line = element("tr");
    line.append(...row.map((value, index) => cell(value, columns[index].type)));
    body.append(line);
  }
  table.append(element("thead"), body);
  table.tHead.append(head);
  if (rows.length > SHOWN_ROWS) {
    table.append(element("caption", t("The first {n} of {all} rows", {
      n: number(SHOWN_ROWS),
      all: number(rows.length),
    })));
  }
  box.append(table);
  return box;
}
