// What a press sends to the server: once, however often it is pressed; what was typed stays until it is taken.

import { ApiError } from "./api.js";
import { el } from "./dom.js";
import { drawnAt } from "./drawing.js";
import { keeping } from "./half_typed.js";
import { say } from "./live.js";

/** Give an act that is not begun again while it is under way. */
export function once(act) {
  let underWay = false;
  return async (...given) => {
    if (underWay) return null;
    underWay = true;
    try {
      return await act(...given);
    } finally {
      underWay = false;
    }
  };
}

/**
 * A form that is sent once at a time. What was taken is emptied; what is typed meanwhile stays. With a name to `keep` it
 * under, what is half-typed is there again when one comes back.
 * @param {(event: Event) => any} send gives whether what was typed was taken
 * @param {Record<string, any>} attributes of the form
 * @param {...any} inside
 */
export function sending(send, { keep = "", ...attributes }, ...inside) {
  const submit = once(async (event) => {
    const handed = [...form.querySelectorAll("input:not([type=file]), textarea")].map((one) => [
      one,
      one.value,
      one.defaultValue,
    ]);
    for (const [one, value] of handed) one.defaultValue = value; // nothing that is yet to be taken, should all be drawn anew
    let taken = false;
    try {
      taken = await send(event);
    } finally {
      for (const [one, value, before] of handed) {
        one.defaultValue = before;
        if (taken && one.value === value) one.value = before;
      }
      if (taken) for (const list of form.querySelectorAll("select")) list.selectedIndex = drawnAt(list);
      kept?.();
    }
  });
  const form = el(
    "form",
    { ...attributes, on: { submit: (event) => (event.preventDefault(), submit(event)) } },
    inside,
  );
  const kept = keep ? keeping(keep, form) : null;
  return form;
}

/** Tell of whatever the server refused and nobody has told of. */
export function tellRefusals() {
  addEventListener("unhandledrejection", (event) => {
    const error = event.reason;
    if (error instanceof ApiError) say(error.errors.map((one) => `${one.what}. ${one.hint ?? ""}`.trim()).join(" "));
    if (error instanceof ApiError || error?.name === "AbortError") event.preventDefault();
  });
}
