// The page's languages. English words are the keys of the Portuguese dictionary; what it lacks stays English.

import { PORTUGUESE } from "./portuguese.js";

const STORED = "telegram-lake-language";

function chosen() {
  try {
    const stored = localStorage.getItem(STORED);
    if (stored) return stored;
  } catch {
    // Without storage the browser's language is the choice.
  }
  return navigator.language;
}

/** "pt" or "en". */
export const language = chosen().toLowerCase().startsWith("pt") ? "pt" : "en";
export const locale = language === "pt" ? "pt-BR" : "en-GB";

const numbers = new Intl.NumberFormat(language === "pt" ? "pt-BR" : "en", { maximumFractionDigits: 1 });

export const number = (value) => numbers.format(value);

/** Words in the page's language; {name} in them is the value of that name. */
export function t(words, values = {}) {
  const text = language === "pt" ? PORTUGUESE[words] ?? words : words;
  return text.replaceAll(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** The words for one or for many, with {n} for the number. */
export const plural = (count, one, many) => t(count === 1 ? one : many, { n: number(count) });

/** Translates what the page was delivered with: texts of [data-t], labels of [data-t-label]. */
export function translatePage() {
  document.documentElement.lang = language === "pt" ? "pt-BR" : "en";
  for (const element of document.querySelectorAll("[data-t]")) {
    element.textContent = t(element.textContent.replaceAll(/\s+/g, " ").trim());
  }
  for (const element of document.querySelectorAll("[data-t-label]")) {
    element.setAttribute("aria-label", t(element.getAttribute("aria-label")));
  }
}

export function chooseLanguage(next) {
  try {
    localStorage.setItem(STORED, next);
  } catch {
    return;
  }
  location.reload();
}
