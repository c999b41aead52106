// Measures every frame of the page and leaves what it found as JSON in an element of id "found".
function luminance([r, g, b]) {
  const [x, y, z] = [r, g, b].map((c) => c / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
}
function channels(colour) {
  return colour.match(/[\d.]+/g).map(Number);
}
function backgroundOf(element, view) {
  for (let at = element; at; at = at.parentElement) {
    const [r, g, b, alpha = 1] = channels(view.getComputedStyle(at).backgroundColor);
    if (alpha > 0) return [r, g, b];
  }
  return [255, 255, 255];
}
function contrast(text, background) {
  const [light, dark] = [luminance(text), luminance(background)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}
function textsOf(page) {
  const texts = [];
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const hidden = !element.getClientRects().length || element.closest("[style*='max-height:0']");
    if (walker.currentNode.data.trim() && !hidden) texts.push(walker.currentNode);
  }
  return texts;
}
function runsOf(frame) {
  const { contentDocument: page, contentWindow: view } = frame;
  return textsOf(page).map((node) => {
    const element = node.parentElement;
    const style = view.getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    return {
      text: node.data.trim().slice(0, 40),
      contrast: contrast(channels(style.color), backgroundOf(element, view)),
      large: size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700),
      size,
    };
  });
}
// Where the blocks of text begin that stand in no box, list or column of their own.
function edgesOf(page) {
  const inside = "ul, .correction, .contents, .quote, [class^=panel-], .bar";
  const edges = { column: new Set(), items: new Set() };
  for (const block of page.querySelectorAll("p, h1, h2, h3")) {
    if (block.closest(inside) || !block.textContent.trim()) continue;
    const left = Math.round(block.getBoundingClientRect().left);
    (block.closest(".item") ? edges.items : edges.column).add(left);
  }
  return { column: [...edges.column], items: [...edges.items] };
}
function brokenWords(page) {
  const broken = [];
  for (const node of textsOf(page).filter((one) => one.parentElement.closest(".nameplate"))) {
    for (const word of node.data.matchAll(/\S+/g)) {
      const range = page.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((one) => Math.round(one.top))).size > 1) broken.push(word[0]);
    }
  }
  return broken;
}
addEventListener("load", () => {
  const found = [...document.querySelectorAll("iframe")].map((frame) => {
    const page = frame.contentDocument;
    const root = page.documentElement;
    const colour = (selector, property) => {
      const element = page.querySelector(selector);
      return element ? frame.contentWindow.getComputedStyle(element)[property] : "";
    };
    const { column, items } = edgesOf(page);
    return {
      name: frame.name,
      width: root.clientWidth,
      scrolls: root.scrollWidth,
      mode: page.compatMode,
      paper: colour(".sheet > table", "backgroundColor"),
      headline: colour("h1", "color"),
      broken: brokenWords(page),
      column,
      items,
      smallest_headline: Math.min(
        ...[...page.querySelectorAll(".featured, .short, .small")].map((one) => parseFloat(frame.contentWindow.getComputedStyle(one).fontSize)),
        99,
      ),
      runs: runsOf(frame),
    };
  });
  const output = document.createElement("script");
  output.type = "application/json";
  output.id = "found";
  output.textContent = JSON.stringify(found).replaceAll("<", "\\u003c");
  document.body.append(output);
});
