// What vega-interpreter.js imports from vega-util, which vega.min.js has in it.
export const { ascending, isString, DisallowedObjectProperties } = globalThis.vega;
