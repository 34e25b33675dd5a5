// CSV as RFC 4180 has it. Spreadsheets run text that begins like a formula, so such text gets an apostrophe in front.

import { isNumeric } from "./table.js";

const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

function cell(value, type) {
  if (value === null) return "";
  const text = !isNumeric(type) && FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Columns are {name, type}; rows are arrays of strings or null. */
export function csvOf(columns, rows) {
  const lines = [columns.map(({ name }) => cell(name, "varchar"))];
  for (const row of rows) lines.push(row.map((value, index) => cell(value, columns[index].type)));
  return lines.map((line) => `${line.join(",")}\r\n`).join("");
}
