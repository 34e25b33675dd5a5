// The last compaction, and the button that begins one.

import { post } from "./api.js";
import { ago, byId, setText } from "./dom.js";
import { setNotes } from "./pipeline.js";
import { number, plural, t } from "./words.js";

const compactedDays = (days) => days.filter((day) => day.status === "compacted");

const files = (count) => plural(count, "{n} file", "{n} files");

function daySentence(day) {
  return t("{day}: {in} into {out}, {rows}, {duplicates} left out", {
    day: day.day,
    in: files(day.filesIn),
    out: number(day.filesOut),
    rows: plural(day.rowsOut, "{n} row", "{n} rows"),
    duplicates: plural(day.duplicates, "{n} duplicate", "{n} duplicates"),
  });
}

/** What a run did, or why it failed; null before the first. */
export function showCompaction(last) {
  setText("compaction", last ? ago(last.time) : t("not yet"));
  if (!last) return setNotes("compaction-notes", []);
  if (last.error) {
    return setNotes("compaction-notes", [{ text: t("Failed: {reason}", { reason: last.error }), warn: true }]);
  }
  const { days, before, after } = last.summary;
  const notes = compactedDays(days).map((day) => ({ text: daySentence(day) }));
  if (notes.length === 0) notes.push({ text: t("nothing new in the days that are over") });
  for (const day of days) {
    for (const file of day.setAside) notes.push({ text: t("Set aside: {file}", { file: file.key }), warn: true });
  }
  if (before && after) {
    notes.push({
      text: t("a sample query reads {files} in {millis} ms; before it was {filesBefore} in {millisBefore} ms", {
        files: files(after.files),
        millis: number(after.millis),
        filesBefore: number(before.files),
        millisBefore: number(before.millis),
      }),
    });
  }
  return setNotes("compaction-notes", notes);
}

async function compactNow(button) {
  button.disabled = true;
  setText("compact-state", t("Compacting."));
  try {
    const { days } = await post("/api/compact", {});
    setText("compact-state", plural(compactedDays(days).length, "Done: {n} day compacted.", "Done: {n} days compacted."));
  } catch (error) {
    setText("compact-state", t("Failed: {reason}", { reason: error.message }));
  }
  button.disabled = false;
}

byId("compact").addEventListener("click", (event) => compactNow(event.currentTarget));
