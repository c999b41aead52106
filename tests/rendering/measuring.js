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
function runsOf(frame) {
  const { contentDocument: page, contentWindow: view } = frame;
  const runs = [];
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim();
    const element = walker.currentNode.parentElement;
    const style = view.getComputedStyle(element);
    if (!text || !element.getClientRects().length || element.closest("[style*='max-height:0']")) continue;
    const size = parseFloat(style.fontSize);
    runs.push({
      text: text.slice(0, 40),
      contrast: contrast(channels(style.color), backgroundOf(element, view)),
      large: size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700),
    });
  }
  return runs;
}
addEventListener("load", () => {
  const found = [...document.querySelectorAll("iframe")].map((frame) => {
    const root = frame.contentDocument.documentElement;
    const view = frame.contentWindow;
    const colour = (selector, property) => {
      const element = frame.contentDocument.querySelector(selector);
      return element ? view.getComputedStyle(element)[property] : "";
    };
    return {
      name: frame.name,
      width: root.clientWidth,
      scrolls: root.scrollWidth,
      mode: frame.contentDocument.compatMode,
      paper: colour(".sheet > table", "backgroundColor"),
      headline: colour("h1", "color"),
      runs: runsOf(frame),
    };
  });
  const output = document.createElement("script");
  output.type = "application/json";
  output.id = "found";
  output.textContent = JSON.stringify(found).replaceAll("<", "\\u003c");
  document.body.append(output);
});
