// Shows /api/status and /api/failed. All data reaches the page as text, never as markup.

const STATUS_MILLIS = 1000;
const FAILED_MILLIS = 3000;
const LONGEST_PAUSE_MILLIS = 15_000;
const TIMEOUT_MILLIS = 5000;
const RATE_SECONDS = 60;
const SHOWN_FAILURES = 100;

const REJECTIONS = {
  unwanted_chat: "from a chat that is not wanted",
  bad_json: "not JSON",
  bad_secret: "wrong or missing secret",
  bad_method: "not a POST",
  too_large: "too large",
  unavailable: "stream not available",
};
const FAILURE_TYPES = {
  "processing-failed": "Transform failed",
  "format-conversion-failed": "Conversion failed",
};

const numbers = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const relative = new Intl.RelativeTimeFormat("en", { numeric: "always" });

const byId = (id) => document.getElementById(id);

/** Writes only what changed, so that a selection stays and a live region speaks once. */
function setText(id, text) {
  const element = byId(id);
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function element(name, text = "", attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  return made;
}

// ---- Words for numbers and times

const plural = (count, one, many = `${one}s`) => `${numbers.format(count)} ${count === 1 ? one : many}`;

function bytes(count) {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  const power = count < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3));
  return power === 0 ? plural(count, "byte") : `${numbers.format(count / 1000 ** power)} ${units[power]}`;
}

function ago(instant) {
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(instant)) / 1000));
  if (seconds < 2) return "just now";
  if (seconds < 60) return relative.format(-seconds, "second");
  if (seconds < 3600) return relative.format(-Math.floor(seconds / 60), "minute");
  if (seconds < 86_400) return relative.format(-Math.floor(seconds / 3600), "hour");
  return relative.format(-Math.floor(seconds / 86_400), "day");
}

let zone = "UTC";

function clock(instant) {
  const parts = { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" };
  const time = new Date(instant);
  if (Number.isNaN(time.getTime())) return String(instant);
  try {
    return new Intl.DateTimeFormat("en-GB", { ...parts, timeZone: zone }).format(time);
  } catch {
    // The server may know a zone that this browser does not.
    return `${new Intl.DateTimeFormat("en-GB", { ...parts, timeZone: "UTC" }).format(time)} UTC`;
  }
}

const shellQuoted = (text) => (/^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

// ---- The state in one sentence

function setState(tone, sentence) {
  document.body.dataset.tone = tone;
  setText("state", sentence);
}

function showState(status) {
  if (status.lastDeliveryError) {
    setState("bad", `Delivery is failing: ${status.lastDeliveryError}`);
  } else if (status.received === 0) {
    setState("quiet", "Waiting for the first update.");
  } else if (status.accepted === 0) {
    setState("quiet", "Requests come in, but none has been accepted yet.");
  } else if (rate.some((count) => count > 0)) {
    setState("good", "Receiving updates.");
  } else {
    // What came before this page was open is not known.
    setState("quiet", rate.length < RATE_SECONDS ? "Ready." : "Ready. Nothing came in the last minute.");
  }
}

// ---- The stages

/** Notes are {text, warn, link, time}. */
function setNotes(id, notes) {
  const list = byId(id);
  const key = JSON.stringify(notes);
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  list.replaceChildren(...notes.map(noteItem));
}

function noteItem(note) {
  const item = element("li", note.link ? "" : note.text, note.warn ? { class: "warn" } : {});
  if (note.link) item.append(element("a", note.text, { href: note.link }));
  if (note.time) item.title = clock(note.time);
  return item;
}

function rejections(rejected) {
  return Object.entries(rejected)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => ({
      text: `${numbers.format(count)} rejected: ${REJECTIONS[reason] ?? reason.replaceAll("_", " ")}`,
      // To leave out other chats is what the operator asked for.
      warn: reason !== "unwanted_chat",
    }));
}

function failures(count, what) {
  return count > 0 ? [{ text: `${numbers.format(count)} failed: ${what}`, warn: true, link: "#failed" }] : [];
}

function showStages(status) {
  const { buffered, delivered } = status;
  setText("received", numbers.format(status.received));
  setText("accepted", numbers.format(status.accepted));
  setText("buffered", numbers.format(buffered.records));
  setText("transformed", numbers.format(status.transformed));
  setText("delivered", numbers.format(delivered.rows));

  setNotes("received-notes", rejections(status.rejected));
  setNotes("buffered-notes", [
    { text: bytes(buffered.bytes) },
    { text: `delivered every ${plural(status.bufferSeconds, "second")}` },
  ]);
  setNotes("transformed-notes", [
    ...(status.dropped > 0 ? [{ text: `${numbers.format(status.dropped)} dropped on purpose` }] : []),
    ...failures(status.failed.transform, "transform"),
  ]);
  setNotes("delivered-notes", [
    { text: `${plural(delivered.files, "file")}, ${bytes(delivered.bytes)}` },
    status.lastDelivery
      ? { text: `last delivery ${ago(status.lastDelivery)}`, time: status.lastDelivery }
      : { text: "no delivery yet" },
    ...(status.lastDeliveryError ? [{ text: "the newest delivery failed", warn: true }] : []),
    ...failures(status.failed.conversion, "conversion"),
  ]);
}

// ---- Updates received per second: the difference of two answers, spread over the seconds between them

let rate = [];
let before = null;

function measure(status) {
  const now = performance.now();
  if (before === null || before.started !== status.started || status.received < before.received) {
    rate = [];
  } else {
    const seconds = Math.max(1, Math.round((now - before.time) / 1000));
    const perSecond = (status.received - before.received) / seconds;
    const bars = Array(Math.min(seconds, RATE_SECONDS)).fill(perSecond);
    rate = [...rate, ...bars].slice(-RATE_SECONDS);
  }
  before = { time: now, started: status.started, received: status.received };
}

function showRate() {
  const highest = Math.max(1, ...rate);
  const bars = rate.map((count, index) => {
    const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const height = count === 0 ? 0 : Math.max(1, (count / highest) * 54);
    bar.setAttribute("x", String((RATE_SECONDS - rate.length + index) * 4));
    bar.setAttribute("y", String(56 - height));
    bar.setAttribute("width", "3");
    bar.setAttribute("height", String(height));
    return bar;
  });
  byId("rate").replaceChildren(...bars);
  if (rate.length === 0) return setText("rate-text", "No measurement yet.");
  const total = Math.round(rate.reduce((sum, count) => sum + count, 0));
  const span = rate.length === 1 ? "second" : `${rate.length} seconds`;
  const peak = total === 0 ? "" : `, at most ${numbers.format(Math.max(...rate))} in one second`;
  return setText("rate-text", `${plural(total, "request")} in the last ${span}${peak}.`);
}

// ---- How to post an update, and where it went

// Fixed when the page opens, so that the command does not change while it is being copied.
const openedAt = Math.floor(Date.now() / 1000);

function showCommands(status) {
  const secret = status.secretFile ? `$(cat ${shellQuoted(status.secretFile)})` : "$WEBHOOK_SECRET";
  const chat = { id: -1001234567890, type: "supergroup", title: "First group" };
  const from = { id: 1, is_bot: false, first_name: "Ada" };
  const message = { message_id: 1, date: openedAt, chat, from, text: "Hello, lake" };
  const update = JSON.stringify({ update_id: openedAt, message });
  setText("secret-note", status.secretFile
    ? "The webhook asks for a secret. It is printed at the start and kept in a file, where the command reads it."
    : "The webhook asks for the secret that it was started with. Put it into WEBHOOK_SECRET first.");
  setText("curl", [
    `curl -i ${shellQuoted(new URL("webhook", location.href).href)}`,
    `-H "X-Telegram-Bot-Api-Secret-Token: ${secret}"`,
    "-H 'Content-Type: application/json'",
    `-d '${update}'`,
  ].join(" \\\n  "));
  byId("first").hidden = status.accepted > 0;
  for (const id of ["s3", "aws", "stream", "data"]) {
    setText(id, status[id]);
  }
  setText("since", `Counts since ${clock(status.started)} (${zone})`);
}

// ---- Compaction

const compactedDays = (days) => days.filter((day) => day.status === "compacted");

function daySentence(day) {
  return `${day.day}: ${plural(day.filesIn, "file")} into ${numbers.format(day.filesOut)}, `
    + `${plural(day.rowsOut, "row")}, ${plural(day.duplicates, "duplicate")} left out`;
}

function showCompaction(last) {
  setText("compaction", last ? ago(last.time) : "not yet");
  if (!last) return setNotes("compaction-notes", []);
  if (last.error) return setNotes("compaction-notes", [{ text: `Failed: ${last.error}`, warn: true }]);
  const { days, before, after } = last.summary;
  const notes = compactedDays(days).map((day) => ({ text: daySentence(day) }));
  if (notes.length === 0) notes.push({ text: "nothing new in the days that are over" });
  for (const day of days) {
    for (const file of day.setAside) notes.push({ text: `Set aside: ${file.key}`, warn: true });
  }
  if (before && after) {
    notes.push({
      text: `a sample query reads ${plural(after.files, "file")} in ${numbers.format(after.millis)} ms; `
        + `before it was ${numbers.format(before.files)} in ${numbers.format(before.millis)} ms`,
    });
  }
  return setNotes("compaction-notes", notes);
}

async function compactNow(button) {
  button.disabled = true;
  setText("compact-state", "Compacting.");
  try {
    const response = await fetch("/api/compact", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: "{}",
    });
    const answer = await response.json();
    const count = response.ok ? compactedDays(answer.days).length : 0;
    setText("compact-state", response.ok ? `Done: ${plural(count, "day")} compacted.` : answer.error);
  } catch (error) {
    setText("compact-state", `Not reachable (${error.message}).`);
  }
  button.disabled = false;
}

async function copy(button) {
  const source = byId(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.textContent);
    setText("copied", "Copied.");
    button.textContent = "Copied";
  } catch {
    // Without a secure origin there is no clipboard: leave the text selected.
    getSelection().selectAllChildren(source);
    setText("copied", "The command is selected. Copy it with the keyboard.");
    button.textContent = "Selected";
  }
  setTimeout(() => {
    button.textContent = "Copy";
    setText("copied", "");
  }, 2000);
}

// ---- Failed records

let shownFailures = "";

function failureRow(failure) {
  const row = element("tr", "", { role: "row" });
  const time = element("th", "", { scope: "row", role: "rowheader" });
  time.append(element("time", clock(failure.arrival), { datetime: failure.arrival }));
  const type = element("td", FAILURE_TYPES[failure.type] ?? failure.type, { role: "cell" });
  const reason = element("td", "", { role: "cell" });
  const attempts = failure.attempts > 1 ? ` (${plural(failure.attempts, "attempt")})` : "";
  reason.append(element("p", failure.message + attempts), element("p", failure.code));
  const object = element("td", "", { role: "cell" });
  object.append(element("code", failure.object));
  row.append(time, type, reason, object);
  return row;
}

function showFailed({ failed }) {
  const note = byId("failed-note");
  note.classList.remove("warn");
  setText("failed-note", failed.length === 0 ? "No record has failed." : "");
  note.hidden = failed.length > 0;
  byId("failed-table").hidden = failed.length === 0;
  const key = zone + JSON.stringify(failed);
  if (key === shownFailures) return;
  shownFailures = key;
  const newest = [...failed].sort((a, b) => Date.parse(b.arrival) - Date.parse(a.arrival)).slice(0, SHOWN_FAILURES);
  const which = newest.length < failed.length
    ? `The newest ${newest.length} of ${numbers.format(failed.length)} records`
    : plural(failed.length, "record");
  setText("failed-caption", `${which}, newest first, times in ${zone}. The object in S3 holds the record as it came.`);
  byId("failed-rows").replaceChildren(...newest.map(failureRow));
}

function failedNotReachable(reason) {
  const note = byId("failed-note");
  note.hidden = false;
  note.classList.add("warn");
  setText("failed-note", `The list of failed records is not reachable (${reason}). What is shown may be old.`);
}

// ---- Polling

/** Asks again and again; after a failure it waits twice as long, up to a limit, and recovers by itself. */
function poll(path, everyMillis, show, notReachable) {
  let pause = everyMillis;
  let timer = 0;
  let asking = false;
  async function ask() {
    if (asking) return;
    asking = true;
    clearTimeout(timer);
    const begun = performance.now();
    try {
      const response = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(TIMEOUT_MILLIS) });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      show(await response.json());
      pause = everyMillis;
    } catch (error) {
      console.warn(path, error);
      notReachable(error.message);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }
    asking = false;
    timer = setTimeout(ask, Math.max(0, pause - (performance.now() - begun)));
  }
  document.addEventListener("visibilitychange", () => document.hidden || ask());
  addEventListener("online", ask);
  ask();
}

function showStatus(status) {
  zone = status.zone;
  measure(status);
  showRate();
  showStages(status);
  showCommands(status);
  showCompaction(status.lastCompaction);
  showState(status);
  byId("main").classList.remove("stale");
}

function statusNotReachable() {
  setState("bad", "Not reachable. The numbers are the last ones known; trying again.");
  byId("main").classList.add("stale");
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", () => copy(button));
}
byId("compact").addEventListener("click", (event) => compactNow(event.currentTarget));
poll("/api/status", STATUS_MILLIS, showStatus, statusNotReachable);
poll("/api/failed", FAILED_MILLIS, showFailed, failedNotReachable);
