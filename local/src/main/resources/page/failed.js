// The records that were not made into rows.

import { byId, clock, element, setText } from "./dom.js";
import { zone } from "./pipeline.js";
import { number, plural, t } from "./words.js";

const SHOWN_FAILURES = 100;
const FAILURE_TYPES = {
  "processing-failed": "Transform failed",
  "format-conversion-failed": "Conversion failed",
};

let shownFailures = "";

function failureRow(failure) {
  const row = element("tr", "", { role: "row" });
  const time = element("th", "", { scope: "row", role: "rowheader" });
  time.append(element("time", clock(failure.arrival, zone()), { datetime: failure.arrival }));
  const type = element("td", t(FAILURE_TYPES[failure.type] ?? failure.type), { role: "cell" });
  const reason = element("td", "", { role: "cell" });
  const attempts = failure.attempts > 1 ? ` (${plural(failure.attempts, "{n} attempt", "{n} attempts")})` : "";
  reason.append(
    element("p", (failure.reason ?? failure.message) + attempts),
    element("p", failure.code),
  );
  const object = element("td", "", { role: "cell" });
  object.append(element("code", failure.object));
  row.append(time, type, reason, object);
  return row;
}

export function showFailed({ failed }) {
  const note = byId("failed-note");
  note.classList.remove("warn");
  setText("failed-note", failed.length === 0 ? t("No record has failed.") : "");
  note.hidden = failed.length > 0;
  byId("failed-table").hidden = failed.length === 0;
  const key = zone() + JSON.stringify(failed);
  if (key === shownFailures) return;
  shownFailures = key;
  const newest = [...failed].sort((a, b) => Date.parse(b.arrival) - Date.parse(a.arrival)).slice(0, SHOWN_FAILURES);
  const which = newest.length < failed.length
    ? t("The newest {n} of {all} records", { n: number(newest.length), all: number(failed.length) })
    : plural(failed.length, "{n} record", "{n} records");
  const rest = t("newest first, times in {zone}. The object in S3 holds the record as it came.", { zone: zone() });
  setText("failed-caption", `${which}, ${rest}`);
  byId("failed-rows").replaceChildren(...newest.map(failureRow));
}

export function failedNotReachable(reason) {
  const note = byId("failed-note");
  note.hidden = false;
  note.classList.add("warn");
  setText(
    "failed-note",
    t("The list of failed records is not reachable ({reason}). What is shown may be old.", { reason }),
  );
}
