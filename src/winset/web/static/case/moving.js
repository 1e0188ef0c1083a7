// Rows whose order counts: dragged by their grip, dropped onto another row of the same list, moved with the arrow keys.

import { el } from "../dom.js";

let dragged = null;

/** What a row is moved by: dragged, or with the arrow keys. */
export function grip(path, place, count, move) {
  const list = JSON.stringify(path);
  const row = (event) => event.currentTarget.closest(".row-entry");
  return el(
    "span",
    {
      role: "button",
      tabindex: "0",
      draggable: "true",
      class: "grip",
      title: "Drag, or press ↑ ↓",
      aria: { label: `Place ${place + 1} of ${count}: move with the arrow keys` },
      on: {
        keydown: (event) => {
          const to = { ArrowUp: place - 1, ArrowDown: place + 1, Home: 0, End: count - 1 }[event.key];
          if (to === undefined) return;
          event.preventDefault();
          move(to);
        },
        dragstart: (event) => {
          dragged = { list, place };
          event.dataTransfer.effectAllowed = "move";
          event.dataTransfer.setData("text/plain", String(place + 1));
          event.dataTransfer.setDragImage(row(event), 12, 12);
          row(event).classList.add("dragged");
        },
        dragend: (event) => row(event).classList.remove("dragged"),
      },
    },
    "⠿",
  );
}

/** Handlers of a row onto which another of the same list can be dropped. */
export function dropping(path, place, move) {
  const list = JSON.stringify(path);
  return {
    dragover: (event) => {
      if (dragged?.list !== list) return;
      event.preventDefault();
      event.currentTarget.classList.add(place > dragged.place ? "over-below" : "over-above");
    },
    dragleave: (event) => event.currentTarget.classList.remove("over-below", "over-above"),
    drop: (event) => {
      event.currentTarget.classList.remove("over-below", "over-above");
      if (dragged?.list !== list) return;
      event.preventDefault();
      move(dragged.place, place);
      dragged = null;
    },
  };
}
