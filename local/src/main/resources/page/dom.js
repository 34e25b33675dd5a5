// Elements, and words for numbers and times. All data reaches the page as text, never as markup.

import { language, locale, number, plural, t } from "./words.js";

export const byId = (id) => document.getElementById(id);

/** Writes only what changed, so that a selection stays and a live region speaks once. */
export function setText(id, text) {
  const target = byId(id);
  if (target.textContent !== text) target.textContent = text;
}

export function element(name, text = "", attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  return made;
}

export function button(text, onClick) {
  const made = element("button", text, { type: "button" });
  made.addEventListener("click", onClick);
  return made;
}

export function bytes(count) {
  const units = ["", "kB", "MB", "GB", "TB"];
  const power = count < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3));
  return power === 0 ? plural(count, "{n} byte", "{n} bytes") : `${number(count / 1000 ** power)} ${units[power]}`;
}

export const duration = (millis) => (millis < 1000 ? `${number(millis)} ms` : `${number(millis / 1000)} s`);

const relative = new Intl.RelativeTimeFormat(language, { numeric: "always" });

export function ago(instant) {
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(instant)) / 1000));
  if (seconds < 2) return t("just now");
  if (seconds < 60) return relative.format(-seconds, "second");
  if (seconds < 3600) return relative.format(-Math.floor(seconds / 60), "minute");
  if (seconds < 86_400) return relative.format(-Math.floor(seconds / 3600), "hour");
  return relative.format(-Math.floor(seconds / 86_400), "day");
}

/** Date and time in a zone; in UTC where the server knows a zone that this browser does not. */
export function clock(instant, zone) {
  const parts = { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" };
  const time = new Date(instant);
  if (Number.isNaN(time.getTime())) return String(instant);
  try {
    return new Intl.DateTimeFormat(locale, { ...parts, timeZone: zone }).format(time);
  } catch {
    return `${new Intl.DateTimeFormat(locale, { ...parts, timeZone: "UTC" }).format(time)} UTC`;
  }
}

/** Today in a zone, as 2026-03-31. */
export function today(zone) {
  try {
    return new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone: zone }).format(new Date());
  } catch {
    return new Date().toISOString().slice(0, 10);
  }
}

export function daysBefore(day, days) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - days);
  return date.toISOString().slice(0, 10);
}
