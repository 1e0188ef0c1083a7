// What a screen reader is told, and a line at the foot of the page that goes away by itself.

let timer = 0;

/** Tell something politely. */
export function say(text) {
  const live = document.getElementById("live");
  live.textContent = text;
  live.classList.add("shown");
  clearTimeout(timer);
  timer = setTimeout(() => live.classList.remove("shown"), 5000);
}
