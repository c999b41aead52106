"use strict";
// The only script that may run in a mail, allowed by its hash. It tells the desk where the blocks
// are and which was clicked: numbers and ids, nothing of what the mail says.
(() => {
  const desk = document.currentScript.dataset.desk;
  const known = /^(?:item|section|slot|block)-[\w-]{1,64}$/;
  const tell = (news) => window.parent.postMessage(news, desk);

  function measure() {
    const blocks = [];
    for (const element of document.querySelectorAll("[id]")) {
      if (!known.test(element.id)) continue;
      const { left, top, width, height } = element.getBoundingClientRect();
      blocks.push({ id: element.id, left: left + scrollX, top: top + scrollY, width, height });
    }
    tell({ height: document.documentElement.scrollHeight, blocks });
  }

  // What a link opens learns nothing of this frame and cannot lead it elsewhere.
  for (const link of document.querySelectorAll("a[href], area[href]")) {
    link.setAttribute("target", "_blank");
    link.setAttribute("rel", "noopener noreferrer");
    link.removeAttribute("ping");
  }
  document.addEventListener("click", ({ target }) => {
    const block = target instanceof Element && target.closest("[id^=item-], [id^=section-], [id^=slot-], [id^=block-]");
    if (block && known.test(block.id)) tell({ clicked: block.id });
  });
  addEventListener("load", measure);
  addEventListener("resize", measure);
  measure();
})();
