"use strict";
// The only script that may run in a mail, allowed by its hash; the frame has an origin of its own.
// It tells the desk where the blocks are and which was clicked: numbers and ids, nothing of what
// the mail says.
(() => {
  const { desk, edits } = document.currentScript.dataset;
  const BLOCKS = '[id^="item-"],[id^="section-"],[id^="block-"],[id^="slot-"]';
  const known = ({ id }) => /^(?:item|section|slot|block)-[\w-]{1,64}$/.test(id);
  const say = (message) => parent.postMessage(message, desk);
  const place = ({ left, top, width, height }) => ({ left: left + scrollX, top: top + scrollY, width, height });
  const union = (boxes) => {
    const [left, top] = [Math.min(...boxes.map((one) => one.left)), Math.min(...boxes.map((one) => one.top))];
    return { left, top, width: Math.max(...boxes.map((one) => one.right)) - left, height: Math.max(...boxes.map((one) => one.bottom)) - top };
  };
  const text = (block) => [...block.querySelectorAll("h1,h2,h3,p")].map((one) => one.getBoundingClientRect()).filter((box) => box.height);
  function measured(block) {
    const boxes = block.id.startsWith("item-") ? text(block) : [];
    return { id: block.id, box: place(block.getBoundingClientRect()), texts: boxes.length ? place(union(boxes)) : null };
  }
  let last = "";
  function tell() {
    const blocks = [...document.querySelectorAll(BLOCKS)].filter(known).slice(0, 400).map(measured);
    const clip = document.querySelector("[data-clip]")?.getBoundingClientRect().top;
    const message = { clip: clip === undefined ? -1 : clip + scrollY, height: Math.ceil(document.documentElement.getBoundingClientRect().height), blocks };
    const now = JSON.stringify(message);
    if (now !== last) say(message);
    last = now;
  }
  const within = (event) => [event.target.closest?.(BLOCKS)].find((block) => block && known(block));
  // What a link opens learns nothing of this frame and cannot lead it elsewhere.
  for (const link of document.querySelectorAll("a[href], area[href]")) {
    // Not as a property: that of a link in a drawing can only be read.
    link.setAttribute("target", "_blank");
    link.setAttribute("rel", "noopener noreferrer");
    link.removeAttribute("ping");
  }
  if (edits) {
    document.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      const block = within(event);
      event.preventDefault();
      if (block) say({ clicked: block.id, text: Boolean(event.target.closest("h1,h2,h3,p")) });
    });
    document.addEventListener("mouseover", (event) => say({ pointed: within(event)?.id ?? "" }));
    document.documentElement.addEventListener("mouseleave", () => say({ pointed: "" }));
  }
  // The desk asks where it may have begun to listen too late.
  addEventListener("message", ({ source }) => {
    if (source !== parent) return;
    last = "";
    tell();
  });
  new ResizeObserver(tell).observe(document.documentElement);
  addEventListener("load", tell);
  document.fonts.ready.then(tell);
  tell();
})();
