// The page: its parts, and what they are told as the pipeline runs.

import { poll } from "./api.js";
import { showCompaction } from "./compaction.js";
import { byId } from "./dom.js";
import { failedNotReachable, showFailed } from "./failed.js";
import { showStatus, statusNotReachable } from "./pipeline.js";
import { rowsDelivered, startQuestions } from "./questions.js";
import { startSql } from "./sql.js";
import { chooseLanguage, language, translatePage } from "./words.js";

const STATUS_MILLIS = 1000;
const FAILED_MILLIS = 3000;
const PARTS = ["questions", "sql", "pipeline"];

/** Shows the part that the address names; an address within a part shows that one. */
function showPart() {
  const named = byId(location.hash.slice(1));
  const part = named?.closest(".part")?.id ?? PARTS[0];
  for (const name of PARTS) {
    byId(name).hidden = name !== part;
    const link = document.querySelector(`nav a[href="#${name}"]`);
    if (name === part) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (!named || named.id === part) scrollTo(0, 0);
  else named.scrollIntoView();
}

translatePage();
for (const choice of document.querySelectorAll("[data-language]")) {
  choice.setAttribute("aria-pressed", String(choice.dataset.language === language));
  choice.addEventListener("click", () => chooseLanguage(choice.dataset.language));
}
addEventListener("hashchange", showPart);
showPart();
let started = null;
poll("/api/status", STATUS_MILLIS, (status) => {
  showStatus(status);
  showCompaction(status.lastCompaction);
  started ??= Promise.all([startQuestions(status.zone), startSql()]).catch((error) => {
    console.warn("start", error);
    started = null;
  });
  rowsDelivered(`${status.started} ${status.delivered.rows}`);
}, statusNotReachable);
poll("/api/failed", FAILED_MILLIS, showFailed, failedNotReachable);
