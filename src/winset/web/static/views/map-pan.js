// Moving about a drawing: drag, pinch or Ctrl and the wheel, keys; the reader's page scrolls as ever.

const LEGIBLE = 0.62;

/** Let a drawing be moved and enlarged; gives `begin(node)`, `zoom(factor)`, `fit()` and `reveal(node)`. */
export function panAndZoom(drawing, signal) {
  const [, , width, height] = drawing.getAttribute("viewBox").split(" ").map(Number);
  let box = { x: 0, y: 0, w: width, h: height };
  const draw = () => drawing.setAttribute("viewBox", `${box.x} ${box.y} ${box.w} ${box.h}`);
  const scale = () => Math.min(drawing.clientWidth / box.w, drawing.clientHeight / box.h) || 1;
  const hold = () => {
    box.x = Math.max(-box.w * 0.6, Math.min(width - box.w * 0.4, box.x));
    box.y = Math.max(-box.h * 0.6, Math.min(height - box.h * 0.4, box.y));
  };
  const zoom = (factor, at = { x: box.x + box.w / 2, y: box.y + box.h / 2 }) => {
    const wanted = Math.max(0.15, Math.min(8, (width / box.w) * factor));
    const real = wanted / (width / box.w);
    box = { x: at.x - (at.x - box.x) / real, y: at.y - (at.y - box.y) / real, w: box.w / real, h: box.h / real };
    hold();
    draw();
  };
  const fit = () => {
    box = { x: 0, y: 0, w: width, h: height };
    draw();
  };
  const point = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
  drawing.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(Math.exp(-event.deltaY * 0.002), point(event));
    },
    { passive: false, signal },
  );
  drag(
    drawing,
    (dx, dy) => {
      box.x -= dx / scale();
      box.y -= dy / scale();
      hold();
      draw();
    },
    signal,
  );
  drawing.addEventListener(
    "keydown",
    (event) => {
      const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
      if (!way || !event.shiftKey) return;
      event.preventDefault();
      box.x += way[0] * box.w * 0.15;
      box.y += way[1] * box.h * 0.15;
      hold();
      draw();
    },
    { signal },
  );
  const reveal = (node) => {
    const { e, f } = node.transform.baseVal.consolidate().matrix;
    if (e < box.x || e + 152 > box.x + box.w) box.x = e + 76 - box.w / 2;
    if (f < box.y || f + 48 > box.y + box.h) box.y = f + 24 - box.h / 2;
    draw();
  };
  const begin = (node) => {
    const tall = Math.max(240, Math.min(innerHeight * 0.72, (drawing.clientWidth * height) / width));
    const small = drawing.clientWidth / width < LEGIBLE;
    drawing.style.setProperty("--tall", `${small ? innerHeight * 0.6 : tall}px`);
    if (small) {
      box = { x: 0, y: 0, w: drawing.clientWidth / 0.75, h: drawing.clientHeight / 0.75 };
      const { e, f } = node.transform.baseVal.consolidate().matrix;
      box.x = Math.max(0, e - 14);
      box.y = f + 24 - box.h / 2;
    }
    draw();
  };
  return { begin, zoom, fit, reveal };
}

function drag(drawing, moved, signal) {
  let last = null;
  let far = 0;
  drawing.addEventListener(
    "pointerdown",
    (event) => {
      if (event.button || (event.pointerType === "touch" && !event.isPrimary)) return;
      last = [event.clientX, event.clientY];
      far = 0;
    },
    { signal },
  );
  drawing.addEventListener(
    "pointermove",
    (event) => {
      if (!last) return;
      const [dx, dy] = [event.clientX - last[0], event.clientY - last[1]];
      far += Math.abs(dx) + Math.abs(dy);
      if (far < 4) return;
      if (!drawing.hasPointerCapture(event.pointerId)) drawing.setPointerCapture(event.pointerId);
      drawing.classList.add("dragging");
      last = [event.clientX, event.clientY];
      moved(dx, dy);
    },
    { signal },
  );
  const stop = () => {
    last = null;
    drawing.classList.remove("dragging");
  };
  drawing.addEventListener("pointerup", stop, { signal });
  drawing.addEventListener("pointercancel", stop, { signal });
  drawing.addEventListener("click", (event) => far >= 4 && event.stopPropagation(), { capture: true, signal });
}
