// Ctrl+Z and its like in the form.

import { isTypedIn } from "../drawing.js";

/** Take back, or make again, what was last changed in a draft; what is typed and not taken yet, its field takes back. */
export function undoByKey(event, draft, body) {
  const key = event.key.toLowerCase();
  if (!(event.ctrlKey || event.metaKey) || event.altKey || !["z", "y"].includes(key)) return;
  if (event.defaultPrevented || isTypedIn(body)) return;
  event.preventDefault();
  if (key === "y" || event.shiftKey) draft.redo();
  else draft.undo();
}
