// The questions: a chart each, for one period and one chat.

import { get } from "./api.js";
import { Chart } from "./chart.js";
import { byId, daysBefore, element, setText, today } from "./dom.js";
import { t } from "./words.js";

const QUICK = [7, 30, 90];
const CHATS_MILLIS = 15_000;

let zone = "UTC";
let charts = [];
let delivered = "";
let chatsAsked = -Infinity;

const filters = () => ({ chat: byId("chat").value, from: byId("from").value, to: byId("to").value });

function setPeriod(days) {
  byId("to").value = today(zone);
  byId("from").value = daysBefore(today(zone), days - 1);
  changed();
}

function changed() {
  const { from, to } = filters();
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  for (const choice of document.querySelectorAll("[data-days]")) {
    choice.setAttribute("aria-pressed", String(to === today(zone) && Number(choice.dataset.days) === days));
  }
  const isBackwards = from > to;
  byId("to").setAttribute("aria-invalid", String(isBackwards));
  setText("filters-note", isBackwards ? t("The last day is before the first one. Exchange the two.") : "");
  if (isBackwards) return;
  const asked = filters();
  charts.forEach((chart) => chart.ask(asked));
  showProgress();
}

function showProgress() {
  const onScreen = charts.filter((chart) => chart.isVisible);
  const answered = onScreen.filter((chart) => chart.isAnswered).length;
  setText("progress", answered === onScreen.length ? ""
    : t("{n} of {all} charts loaded.", { n: answered, all: onScreen.length }));
}

async function showChats() {
  chatsAsked = performance.now();
  let chats;
  try {
    ({ chats } = await get("/api/chats"));
  } catch (error) {
    console.warn("/api/chats", error);
    return;
  }
  document.body.dataset.chats = chats.length === 0 ? "none" : "some";
  const select = byId("chat");
  const key = JSON.stringify(chats);
  if (select.dataset.key === key) return;
  select.dataset.key = key;
  const chosen = select.value;
  select.replaceChildren(
    element("option", t("All chats"), { value: "" }),
    ...chats.map(({ id, title }) => element("option", title ?? String(id), { value: String(id) })),
  );
  select.value = chosen;
}

/** Tells that there are new rows, where the count is another one than before. */
export function rowsDelivered(count) {
  if (count === delivered) return;
  const isFirst = delivered === "";
  delivered = count;
  if (isFirst) return;
  charts.forEach((chart) => chart.grow());
  if (performance.now() - chatsAsked > CHATS_MILLIS || document.body.dataset.chats === "none") showChats();
}

export async function startQuestions(inZone) {
  zone = inZone;
  byId("quick").replaceChildren(...QUICK.map((days) => {
    const choice = element("button", t("{n} days", { n: days }), { type: "button", "data-days": days });
    choice.addEventListener("click", () => setPeriod(days));
    return choice;
  }));
  for (const id of ["chat", "from", "to"]) byId(id).addEventListener("change", changed);
  byId("charts").addEventListener("progress", showProgress);
  const { questions } = await get("/api/questions");
  // Those that the filters are for come first.
  questions.sort((one, other) => other.hasPeriod - one.hasPeriod);
  charts = questions.map((question) => new Chart(question));
  byId("charts").replaceChildren(...charts.map((chart) => chart.card));
  // The address may name one of them. Those above it need not be asked for.
  charts.find(({ card }) => `#${card.id}` === location.hash)?.card.scrollIntoView();
  setPeriod(30);
  charts.forEach((chart) => chart.watch());
  showChats();
}
