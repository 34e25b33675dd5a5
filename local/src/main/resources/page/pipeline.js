// The state of the pipeline: its stages, the rate, where things are.

import { ago, byId, bytes, clock, duration, element, setText } from "./dom.js";
import { number, plural, t } from "./words.js";

const RATE_SECONDS = 60;
const REJECTIONS = {
  unwanted_chat: "from a chat that is not wanted",
  bad_json: "not JSON",
  bad_secret: "wrong or missing secret",
  bad_method: "not a POST",
  too_large: "too large",
  unavailable: "stream not available",
  broken: "broken off",
};

let currentZone = "UTC";

/** The zone in which the pipeline's days begin. */
export const zone = () => currentZone;

const shellQuoted = (text) => (/^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

// ---- The state in one sentence

function setState(tone, sentence) {
  document.body.dataset.tone = tone;
  setText("state", sentence);
}

function showState(status) {
  if (status.lastDeliveryError) {
    setState("bad", t("Delivery is failing: {reason}", { reason: status.lastDeliveryError }));
  } else if (status.received === 0) {
    setState("quiet", t("Waiting for the first update."));
  } else if (status.accepted === 0) {
    setState("quiet", t("Requests come in, but none has been accepted yet."));
  } else if (rate.some((count) => count > 0)) {
    setState("good", t("Receiving updates."));
  } else {
    // What came before this page was open is not known.
    setState("quiet", t(rate.length < RATE_SECONDS ? "Ready." : "Ready. Nothing came in the last minute."));
  }
  setText("lag", status.webhookToSql
    ? t("From webhook to SQL: {time}", { time: duration(status.webhookToSql.millis) })
    : "");
}

// ---- The stages

/** Notes are {text, warn, link, time}. */
export function setNotes(id, notes) {
  const list = byId(id);
  const key = JSON.stringify(notes);
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  list.replaceChildren(...notes.map(noteItem));
}

function noteItem(note) {
  const item = element("li", note.link ? "" : note.text, note.warn ? { class: "warn" } : {});
  if (note.link) item.append(element("a", note.text, { href: note.link }));
  if (note.time) item.title = clock(note.time, currentZone);
  return item;
}

function rejections(rejected) {
  return Object.entries(rejected)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => ({
      text: t("{n} rejected: {reason}", {
        n: number(count),
        reason: t(REJECTIONS[reason] ?? reason.replaceAll("_", " ")),
      }),
      // To leave out other chats is what the operator asked for.
      warn: reason !== "unwanted_chat",
    }));
}

function failures(count, words) {
  return count > 0 ? [{ text: t(words, { n: number(count) }), warn: true, link: "#failed" }] : [];
}

function showStages(status) {
  const { buffered, delivered } = status;
  setText("received", number(status.received));
  setText("accepted", number(status.accepted));
  setText("buffered", number(buffered.records));
  setText("transformed", number(status.transformed));
  setText("delivered", number(delivered.rows));

  setNotes("received-notes", rejections(status.rejected));
  setNotes("buffered-notes", [
    { text: bytes(buffered.bytes) },
    { text: plural(status.bufferSeconds, "delivered every {n} second", "delivered every {n} seconds") },
  ]);
  setNotes("transformed-notes", [
    ...(status.dropped > 0 ? [{ text: t("{n} dropped on purpose", { n: number(status.dropped) }) }] : []),
    ...failures(status.failed.transform, "{n} failed: transform"),
  ]);
  setNotes("delivered-notes", [
    { text: `${plural(delivered.files, "{n} file", "{n} files")}, ${bytes(delivered.bytes)}` },
    status.lastDelivery
      ? { text: t("last delivery {ago}", { ago: ago(status.lastDelivery) }), time: status.lastDelivery }
      : { text: t("no delivery yet") },
    ...(status.lastDeliveryError ? [{ text: t("the newest delivery failed"), warn: true }] : []),
    ...failures(status.failed.conversion, "{n} failed: conversion"),
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
  if (rate.length === 0) return setText("rate-text", t("No measurement yet."));
  const total = Math.round(rate.reduce((sum, count) => sum + count, 0));
  const span = plural(rate.length, "in the last second", "in the last {n} seconds");
  const peak = total === 0 ? "" : `, ${t("at most {n} in one second", { n: number(Math.max(...rate)) })}`;
  return setText("rate-text", `${plural(total, "{n} request", "{n} requests")} ${span}${peak}.`);
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
  setText("secret-note", t(status.secretFile
    ? "The webhook asks for a secret. It is printed at the start and kept in a file, where the command reads it."
    : "The webhook asks for the secret that it was started with. Put it into WEBHOOK_SECRET first."));
  setText("curl", [
    `curl -i ${shellQuoted(new URL("webhook", location.href).href)}`,
    `-H "X-Telegram-Bot-Api-Secret-Token: ${secret}"`,
    "-H 'Content-Type: application/json'",
    `-d '${update}'`,
  ].join(" \\\n  "));
  byId("first").hidden = status.accepted > 0 || document.body.dataset.chats !== "none";
  for (const id of ["s3", "aws", "stream", "data"]) {
    setText(id, status[id]);
  }
  setText("since", t("Counts since {time} ({zone})", { time: clock(status.started, currentZone), zone: currentZone }));
}

async function copy(button) {
  const source = byId(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.textContent);
    setText("copied", t("Copied."));
    button.textContent = t("Copied");
  } catch {
    // Without a secure origin there is no clipboard: leave the text selected.
    getSelection().selectAllChildren(source);
    setText("copied", t("The command is selected. Copy it with the keyboard."));
    button.textContent = t("Selected");
  }
  setTimeout(() => {
    button.textContent = t("Copy");
    setText("copied", "");
  }, 2000);
}

// ---- All of it

export function showStatus(status) {
  currentZone = status.zone;
  measure(status);
  showRate();
  showStages(status);
  showCommands(status);
  showState(status);
  byId("main").classList.remove("stale");
}

export function statusNotReachable() {
  setState("bad", t("Not reachable. The numbers are the last ones known; trying again."));
  byId("main").classList.add("stale");
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", () => copy(button));
}
