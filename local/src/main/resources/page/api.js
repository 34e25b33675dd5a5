// What the page asks the server.

const LONGEST_PAUSE_MILLIS = 15_000;
const TIMEOUT_MILLIS = 5000;
const AT_ONCE = 2;

/** The server's refusal: a sentence, and the place in the statement where there is one. */
export class Refusal extends Error {
  constructor({ message, error, line, column }, status) {
    super(message ?? error ?? `HTTP ${status}`);
    this.line = line;
    this.column = column;
  }
}

async function answer(response) {
  if (response.ok) return response.json();
  throw new Refusal(await response.json().catch(() => ({})), response.status);
}

export const get = async (path, options = {}) => answer(await fetch(path, { cache: "no-store", ...options }));

export async function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  return answer(await fetch(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

let running = 0;
const waiting = [];

/** Runs tasks in turn, a few at once. A task that is not wanted any more when its turn comes is left out. */
export async function inTurn(task, isWanted) {
  if (running === AT_ONCE) await new Promise((resolve) => waiting.push(resolve));
  else running++;
  try {
    if (isWanted()) await task();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

/** Asks again and again; after a failure it waits twice as long, up to a limit, and recovers by itself. */
export function poll(path, everyMillis, show, notReachable) {
  let pause = everyMillis;
  let timer = 0;
  let asking = false;
  async function ask() {
    if (asking) return;
    asking = true;
    clearTimeout(timer);
    const begun = performance.now();
    try {
      show(await get(path, { signal: AbortSignal.timeout(TIMEOUT_MILLIS) }));
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
