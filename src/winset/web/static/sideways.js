// What is wider than the window says so: it fades out on the side on which there is more of it.

const WIDE = ".scroll, .views, .groups";

/** Mark what scrolls sideways with the sides that hold more, for as long as the page is open. */
export function markSideways() {
  const sizes = new ResizeObserver((entries) => entries.forEach((one) => look(one.target.closest(WIDE))));
  const known = new WeakSet();
  const find = () => {
    for (const node of document.querySelectorAll(WIDE)) {
      for (const one of [node, ...node.children]) if (!known.has(one)) (known.add(one), sizes.observe(one));
    }
  };
  new MutationObserver(find).observe(document.body, { childList: true, subtree: true });
  const scrolled = ({ target }) => target instanceof Element && target.matches(WIDE) && look(target);
  document.addEventListener("scroll", scrolled, { capture: true });
  find();
}

function look(node) {
  if (!node) return;
  const rest = node.scrollWidth - node.clientWidth - node.scrollLeft;
  const sides = [node.scrollLeft > 1 ? "before" : "", rest > 1 ? "after" : ""].filter(Boolean).join(" ");
  if (node.dataset.more !== sides) node.dataset.more = sides;
}
