// One question: its card, and when it asks for its answer.

import { get, inTurn } from "./api.js";
import { button, bytes, duration, element } from "./dom.js";
import { openInSql } from "./sql.js";
import { tableOf } from "./table.js";
import { draw } from "./vega.js";
import { language, plural, t } from "./words.js";

/** New rows come all the time: a chart asks again after some times what its answer took, within these limits. */
const PAUSE_FACTOR = 3;
const SHORTEST_PAUSE_MILLIS = 2000;
const LONGEST_PAUSE_MILLIS = 10_000;

const onScreen = new IntersectionObserver((entries) => {
  for (const entry of entries) entry.target.chart.seen(entry.isIntersecting);
}, { rootMargin: "200px 0px" });

const resized = new ResizeObserver((entries) => {
  for (const entry of entries) entry.target.chart.fit();
});

export class Chart {
  #question;
  #filters = {};
  #wanted = 0;
  #shown = 0;
  #shownFilters = null;
  #answer = null;
  #isVisible = false;
  #timer = 0;
  #isInTurn = false;
  #isTable = false;
  #notBefore = 0;
  #width = 0;
  #sql = "";
  #plot = element("div", "", { class: "plot" });
  #note = element("p", "", { class: "quiet" });
  #toggle = button(t("Show as table"), () => this.#setTable(!this.#isTable));

  constructor(question) {
    this.#question = question;
    this.#sql = question.sql;
    this.card = element("article", "", { class: "panel chart", id: `chart-${question.name}` });
    const tools = element("div", "", { class: "tools" });
    tools.append(this.#toggle, button(t("Open in SQL box"), () => openInSql(this.#sql)));
    this.card.append(
      element("p", question.title[language], { class: "quiet" }),
      element("h3", question.question[language]),
      this.#plot,
      this.#note,
      tools,
    );
    this.card.chart = this;
    this.#plot.chart = this;
    this.#state(t("Waiting for its turn."));
  }

  /** Begins to ask when the chart comes onto the screen. */
  watch() {
    onScreen.observe(this.card);
    resized.observe(this.#plot);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#draw());
  }

  /** The question is asked with these filters from now on. */
  ask(filters) {
    if (this.#wanted > 0 && !this.#question.hasPeriod) return;
    this.#filters = filters;
    this.#notBefore = 0;
    this.grow();
  }

  /** There are new rows. */
  grow() {
    this.#wanted++;
    this.#load();
  }

  seen(isVisible) {
    this.#isVisible = isVisible;
    this.#load();
    this.#tell();
  }

  get isVisible() {
    return this.#isVisible;
  }

  /** Whether it shows what its filters ask for, be it without the newest rows. */
  get isAnswered() {
    return this.#shownFilters === this.#filters;
  }

  /** Tells who counts the answers. */
  #tell = () => this.card.dispatchEvent(new Event("progress", { bubbles: true }));

  fit() {
    if (this.#width > 0 && this.#plot.clientWidth > 0 && this.#plot.clientWidth !== this.#width) this.#draw();
  }

  #isStale = () => this.#isVisible && this.#shown < this.#wanted;

  #load() {
    if (this.#isInTurn || !this.#isStale()) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(async () => {
      this.#isInTurn = true;
      await inTurn(() => this.#read(), this.#isStale);
      this.#isInTurn = false;
      this.#load();
    }, Math.max(0, this.#notBefore - performance.now()));
  }

  async #read() {
    const wanted = this.#wanted;
    const filters = this.#filters;
    const begun = performance.now();
    this.card.setAttribute("aria-busy", "true");
    if (this.#shownFilters === null) this.#state(t("Loading."));
    try {
      const parameters = this.#question.hasPeriod ? `?${new URLSearchParams(filters)}` : "";
      this.#answer = await get(`/api/questions/${this.#question.name}${parameters}`);
      this.#sql = this.#answer.sql;
      await this.#draw();
    } catch (error) {
      console.warn(this.#question.name, error);
      this.#answer = null;
      this.#state(t("There is no answer: {reason}", { reason: error.message }), "warn");
    }
    this.#shown = wanted;
    this.#shownFilters = filters;
    const took = performance.now() - begun;
    const pause = Math.max(SHORTEST_PAUSE_MILLIS, Math.min(LONGEST_PAUSE_MILLIS, took * PAUSE_FACTOR));
    // Who chooses another filter waits for nothing.
    this.#notBefore = filters === this.#filters ? performance.now() + pause : 0;
    this.card.removeAttribute("aria-busy");
    this.#tell();
  }

  async #draw() {
    if (this.#answer === null) return;
    const { rows, columns, bytesScanned, elapsedMillis } = this.#answer;
    if (rows.length === 0) {
      this.#state(t(this.#question.hasPeriod ? "No data in this period." : "No data."));
      return;
    }
    this.#note.textContent =
      `${plural(rows.length, "{n} row", "{n} rows")}, ${bytes(bytesScanned)}, ${duration(elapsedMillis)}`;
    this.#toggle.hidden = false;
    if (this.#isTable) {
      const top = this.#plot.firstElementChild?.scrollTop ?? 0;
      this.#plot.replaceChildren(tableOf(columns, rows.map((row) => columns.map(({ name }) => row[name]))));
      this.#plot.firstElementChild.scrollTop = top;
      return;
    }
    this.#width = this.#plot.clientWidth;
    const picture = await draw(this.#question.chart, this.#answer, this.#width);
    if (this.#isTable) return;
    picture.setAttribute("role", "img");
    const rowsInAll = plural(rows.length, "{n} row", "{n} rows");
    picture.setAttribute("aria-label", `${this.#question.question[language]} ${t(this.#question.chart.description)}. ${rowsInAll}.`);
    this.#plot.replaceChildren(picture);
  }

  #state(text, tone = "quiet") {
    this.#toggle.hidden = true;
    this.#note.textContent = "";
    this.#plot.replaceChildren(element("p", text, { class: `state-of-chart ${tone}` }));
  }

  #setTable(isTable) {
    this.#isTable = isTable;
    this.#toggle.textContent = t(isTable ? "Show as chart" : "Show as table");
    this.#draw();
  }
}
