// What a screen reader is told, and a line at the foot of the page that goes away by itself.

let timer = 0;

/** Tell that something takes its time, until what is given is called; nothing is told of what is quick. */
export function sayWhile(text, more) {
  const timers = [
    [1200, text],
    [8000, more],
  ].map(([after, told]) => setTimeout(() => (say(told), clearTimeout(timer)), after));
  return () => {
    timers.forEach(clearTimeout);
    const live = document.getElementById("live");
    if ([text, more].includes(live.textContent)) live.classList.remove("shown");
  };
}

/** Tell something politely. */
export function say(text) {
  const live = document.getElementById("live");
  live.textContent = text;
  live.classList.add("shown");
  clearTimeout(timer);
  timer = setTimeout(() => live.classList.remove("shown"), 5000);
}
