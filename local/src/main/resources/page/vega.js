// Charts: a question's Vega-Lite specification in the page's colours, language and width. Vega's expressions are
// interpreted, so that the content security policy may forbid what is made of strings.

import { TooltipHandler } from "./tooltip.js";
import { language, t } from "./words.js";
import { BRAZIL, VALUES } from "./portuguese.js";

const TALLEST = 380;
const HEIGHT = 240;
const STEPS = { least: 12, most: 26 };
const SYMBOLS = 12;
const BARS = { least: 2, most: 18, share: 0.6 };

/** What the labels of an axis may take of the width. */
const LABELS = 0.4;

/** Fields whose values are words of the pipeline, not of people. */
const FIXED_WORDS = new Set(["content_type", "kind", "measure", "state", "span", "change", "event", "origin", "is_bot"]);

let loading;

async function load() {
  await import("./vendor/vega.min.js");
  await import("./vendor/vega-lite.min.js");
  const { expressionInterpreter } = await import("./vendor/vega-interpreter.js");
  return { vega: globalThis.vega, vegaLite: globalThis.vegaLite, expressionInterpreter };
}

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function theme(width) {
  const quiet = colour("--quiet");
  const line = colour("--line");
  const text = { labelColor: quiet, titleColor: quiet, labelFontSize: 11, titleFontSize: 11, titleFontWeight: "normal" };
  return {
    background: "transparent",
    font: "system-ui, sans-serif",
    aria: false,
    padding: 2,
    view: { stroke: null },
    axis: {
      ...text,
      gridColor: line,
      domainColor: line,
      tickColor: line,
      labelFlush: false,
      labelLimit: width * LABELS,
      maxExtent: width,
    },
    legend: { ...text, orient: "bottom", columns: 3, symbolLimit: SYMBOLS, labelLimit: 120, gradientLength: 160 },
    mark: { color: colour("--accent") },
    range: { category: Array.from({ length: 8 }, (_, index) => colour(`--series-${index + 1}`)) },
    ...(language === "pt" ? { locale: BRAZIL } : {}),
  };
}

/** Calls visit with every object of a specification. */
function walk(node, visit) {
  if (typeof node !== "object" || node === null) return;
  if (!Array.isArray(node)) visit(node);
  Object.values(node).forEach((child) => walk(child, visit));
}

const isDark = () => matchMedia("(prefers-color-scheme: dark)").matches;

/** The specification for this page: translated, with its data, in a width. */
function prepared(chart, answer, width) {
  const spec = structuredClone(chart);
  walk(spec, (node) => {
    if (typeof node.title === "string") node.title = t(node.title);
    // A day is a day wherever it is read: its tooltip is in UTC, as its axis is.
    if (Array.isArray(node.tooltip)) {
      node.tooltip.filter(({ type }) => type === "temporal").forEach((field) => (field.scale = { type: "utc" }));
    }
    if (node.axis?.format === "%b %d") node.axis.format = t("%b %d");
    if (node.axis?.labelLimit) node.axis.labelLimit = Math.min(node.axis.labelLimit, width * LABELS);
    if (node.scale?.scheme && isDark()) {
      const { scheme, ...scale } = node.scale;
      node.scale = { ...scale, range: [colour("--heat-low"), colour("--heat-high")] };
    }
    for (const channel of ["x", "y", "color"]) translateLabels(node.encoding?.[channel], channel);
  });
  spec.params = [
    ...(spec.params ?? []).map((param) =>
      Array.isArray(param.value) ? { ...param, value: param.value.map((word) => t(word)) } : param),
    { name: "words", value: language === "pt" ? VALUES.pt : VALUES.en },
  ];
  spec.data = { values: answer.rows };
  spec.width = width;
  spec.height = height(spec, answer.rows);
  spec.autosize = { type: "fit-x", contains: "padding" };
  spec.config = { ...theme(width), bar: { continuousBandSize: barSize(spec, answer.rows, width) } };
  return spec;
}

function translateLabels(channel, name) {
  if (!FIXED_WORDS.has(channel?.field)) return;
  const guide = name === "color" ? "legend" : "axis";
  channel[guide] = { ...channel[guide], labelExpr: "words[datum.label] || datum.label" };
}

const distinct = (rows, { field }) => new Set(rows.map((row) => row[field])).size;

/** Bars of days or weeks: as wide as so many of them allow. */
function barSize({ encoding }, rows, width) {
  if (encoding?.x?.type !== "temporal") return BARS.most;
  return Math.max(BARS.least, Math.min(BARS.most, (BARS.share * width) / distinct(rows, encoding.x)));
}

function height({ encoding }, rows) {
  const y = encoding?.y;
  if (y?.type !== "nominal" && y?.type !== "ordinal") return HEIGHT;
  const bars = distinct(rows, y);
  return bars * Math.max(STEPS.least, Math.min(STEPS.most, TALLEST / bars));
}

const logger = () => ({
  level() {
    return this;
  },
  error: (...words) => console.error("vega", ...words),
  warn: (...words) => console.warn("vega", ...words),
  info() {},
  debug() {},
});

/** An element with the chart in it. */
export async function draw(chart, answer, width) {
  loading ??= load();
  const { vega, vegaLite, expressionInterpreter } = await loading;
  const picture = document.createElement("div");
  const { spec } = vegaLite.compile(prepared(chart, answer, width), { logger: logger() });
  const view = new vega.View(vega.parse(spec, null, { ast: true }), {
    expr: expressionInterpreter,
    renderer: "svg",
    container: picture,
    hover: true,
    logger: logger(),
    tooltip: TooltipHandler,
  });
  await view.runAsync();
  return picture;
}
