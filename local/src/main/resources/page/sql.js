// The SQL box: one statement that reads, its rows, or what is wrong with it and where.

import { get, post } from "./api.js";
import { csvOf } from "./csv.js";
import { button, byId, bytes, duration, element, setText } from "./dom.js";
import { tableOf } from "./table.js";
import { language, plural, t } from "./words.js";

let result = null;

function insert(text) {
  const box = byId("statement");
  box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
  box.focus();
}

// ---- The tables' columns

function tableItem({ name, isView, columns }) {
  const item = element("details");
  const head = element("summary", name);
  head.append(element("span", t(isView ? "view" : "table")));
  const list = element("ul");
  for (const column of columns) {
    const line = element("li");
    const choice = button(column.name, () => insert(column.name));
    if (column.comment) choice.title = column.comment;
    line.append(choice, element("span", column.type));
    list.append(line);
  }
  const whole = button(t("Insert name"), () => insert(name));
  item.append(head, whole, list);
  return item;
}

async function showTables() {
  const { tables } = await get("/api/tables");
  byId("tables").replaceChildren(...tables.map(tableItem));
  byId("tables").querySelector("details")?.setAttribute("open", "");
}

async function showExamples() {
  const { questions } = await get("/api/questions");
  const select = byId("examples");
  select.replaceChildren(
    element("option", t("Choose"), { value: "" }),
    ...questions.map((question) => element("option", question.title[language], { value: question.name })),
  );
  select.onchange = () => {
    const chosen = questions.find(({ name }) => name === select.value);
    if (chosen) fill(chosen.sql);
    select.value = "";
  };
}

// ---- Running

function fill(sql) {
  byId("statement").value = sql;
  clearError();
  byId("statement").focus();
  byId("statement").setSelectionRange(0, 0);
}

/** Brings a statement into the box. */
export function openInSql(sql) {
  location.hash = "#sql";
  fill(sql);
}

function clearError() {
  byId("sql-error").hidden = true;
  byId("statement").removeAttribute("aria-invalid");
}

function showError({ message, line, column }, sql) {
  byId("sql-error").hidden = false;
  byId("statement").setAttribute("aria-invalid", "true");
  byId("sql-place").hidden = line === undefined;
  if (line === undefined) return setText("sql-message", message);
  setText("sql-message", t("Line {line}, column {column}: {message}", { line, column, message }));
  const lines = sql.split("\n");
  const wrong = lines[line - 1] ?? "";
  setText("sql-place", `${wrong}\n${wrong.slice(0, column - 1).replaceAll(/[^\t]/g, " ")}^`);
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  const word = /^\w+/.exec(sql.slice(start))?.[0].length ?? 1;
  byId("statement").focus();
  return byId("statement").setSelectionRange(start, start + word);
}

function showResult({ columns, rows, isCut, bytesScanned, elapsedMillis }) {
  const cut = isCut ? ` ${t("There are more: the result is cut here.")}` : "";
  setText("sql-note", `${plural(rows.length, "{n} row", "{n} rows")}, ${
    t("{bytes} scanned", { bytes: bytes(bytesScanned) })}, ${duration(elapsedMillis)}.${cut}`);
  byId("sql-result").replaceChildren(tableOf(columns, rows));
  byId("download").hidden = false;
}

async function run() {
  if (byId("run").disabled) return;
  const sql = byId("statement").value;
  byId("run").disabled = true;
  setText("sql-note", t("Running ..."));
  try {
    result = await post("/api/query", { sql });
    clearError();
    showResult(result);
  } catch (error) {
    setText("sql-note", "");
    byId("sql-result").replaceChildren();
    byId("download").hidden = true;
    showError(error, sql);
  }
  byId("run").disabled = false;
}

function download() {
  const file = new Blob([csvOf(result.columns, result.rows)], { type: "text/csv" });
  const link = element("a", "", { href: URL.createObjectURL(file), download: "telegram-lake.csv" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}

byId("run").addEventListener("click", run);
byId("download").addEventListener("click", download);
byId("statement").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    run();
  }
});

export const startSql = () => Promise.all([showTables(), showExamples()]);
