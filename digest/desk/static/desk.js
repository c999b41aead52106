"use strict";
// What makes the desk smooth: without it every link and form works with a full page.
// htmx swaps the page's parts; here are the mail's frame, keys, commands, unsaved texts, dragging.

const at = (id) => document.getElementById(id);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const desk = () => at("desk");
const made = (name, className = "", text = "") => Object.assign(document.createElement(name), { className, textContent: text });
document.documentElement.classList.add("scripted");

// -- the mail's frame: it tells where its blocks are; the desk draws over it. It is a stranger:
// only numbers and ids are taken from it.

const mail = { blocks: new Map(), asked: false, pointed: "", story: null, clip: -1, calm: false, scale: 1 };

function heard({ source, origin, data }) {
  const frame = at("mail");
  const coming = document.querySelector("iframe.coming");
  if (origin !== "null" || !data || typeof data !== "object") return;
  if (coming && source === coming.contentWindow && Number.isFinite(data.height)) arrive(frame, coming);
  else if (!frame || source !== frame.contentWindow) return;
  if (Number.isFinite(data.height)) measured(data);
  if (typeof data.clicked === "string") clicked(data.clicked, Boolean(data.text));
  if (typeof data.pointed === "string") { mail.pointed = data.pointed; draw(); }
}

function arrive(old, coming) {
  coming.classList.remove("coming");
  old.remove();
  coming.id = "mail";
}

function measured({ height, blocks, clip }) {
  const [id, before] = inView();
  mail.clip = Number.isFinite(clip) ? clip : -1;
  at("mail").style.height = `${Math.min(Math.max(height, 200), 60000)}px`;
  mail.blocks.clear();
  for (const { id, box, texts } of Array.isArray(blocks) ? blocks.slice(0, 400) : [])
    if (typeof id === "string" && numbers(box)) mail.blocks.set(id, { box, texts: numbers(texts) ? texts : null });
  draw();
  // What was read stays where it was, whatever became longer or shorter above it.
  if (mail.blocks.has(id)) at("mail-column").scrollBy({ top: topOf(id) - before, behavior: "instant" });
  follow();
}

// Where a block of the mail begins, from the upper end of what is seen of the column.
const topOf = (id) => at("glass").getBoundingClientRect().top - at("mail-column").getBoundingClientRect().top + mail.blocks.get(id).box.top * mail.scale;

// The selected story if it is in view, else the first that is, and where it is.
function inView() {
  const selected = `item-${document.querySelector(".row.selected")?.dataset.story}`;
  const room = at("mail-column").clientHeight;
  const seen = [...mail.blocks.keys()].filter((id) => id.startsWith("item-")).map((id) => [id, topOf(id)]).filter(([id, top]) => top + mail.blocks.get(id).box.height * mail.scale > 40 && top < room);
  return seen.find(([id]) => id === selected) ?? seen[0] ?? ["", 0];
}

const numbers = (box) => Boolean(box) && ["left", "top", "width", "height"].every((side) => Number.isFinite(box[side]));

function load() {
  const frame = at("mail");
  const wanted = desk()?.dataset.mail;
  if (!frame || !wanted) return;
  if (!mail.asked) {
    mail.asked = true;
    // It may have spoken before anyone listened; it has no origin that could be named.
    frame.contentWindow.postMessage("measure", "*");
  }
  // A swap may have taken away one that was coming.
  const late = document.querySelector("iframe.coming");
  if (wanted === (late ?? frame).getAttribute("src")) return;
  late?.remove();
  if (wanted === frame.getAttribute("src")) return;
  // The new mail is loaded beside the old one and takes its place when it has been laid out.
  const coming = frame.cloneNode(false);
  coming.removeAttribute("id");
  coming.classList.add("coming");
  coming.src = wanted;
  // A mail that cannot be measured, as its own template broke it, is shown all the same.
  coming.addEventListener("load", () => setTimeout(() => { if (coming.matches(".coming")) arrive(at("mail"), coming); }, 500));
  frame.after(coming);
}

function drawn(className, box, grow = 0) {
  const mark = made("div", className);
  Object.assign(mark.style, {
    left: `${box.left - grow}px`, top: `${box.top - grow}px`,
    width: `${box.width + 2 * grow}px`, height: `${box.height + 2 * grow}px`,
  });
  return mark;
}

// A mail is laid out at its true width and drawn smaller where there is less room.
function fit() {
  const glass = at("glass");
  glass.style.zoom = 1;
  mail.scale = Math.min(1, (at("mail-column").clientWidth - 24) / glass.offsetWidth);
  glass.style.zoom = mail.scale;
}

function draw() {
  const over = at("over");
  if (!over) return;
  fit();
  const marks = [];
  const now = document.querySelector(".row.selected")?.dataset.story;
  for (const [id, { box, texts }] of mail.blocks) {
    const story = id.startsWith("item-") ? id.slice(5) : "";
    const shape = texts ?? box;
    if (story && story === now) marks.push(drawn("ring", shape, 8));
    else if (id === mail.pointed && story) marks.push(drawn("pointed", shape, 6));
    if (story && document.querySelector(`#row-${CSS.escape(story)} .flag.yours`))
      marks.push(drawn("mine", { ...shape, left: shape.left - 14, width: 3 }));
    const cost = story && document.querySelector(`[data-price-of="${CSS.escape(story)}"]`)?.textContent;
    if (cost) {
      const tag = made("span", story === now ? "price now" : "price", cost);
      tag.style.top = `${box.top + 4}px`;
      marks.push(tag);
    }
  }
  if (mail.clip >= 0) marks.push(drawn("below-cut", { left: 0, top: mail.clip, width: at("mail").clientWidth, height: Math.max(at("mail").clientHeight - mail.clip, 0) }));
  over.replaceChildren(...marks);
  settle();
}

// The open box lies on its story, as wide as the mail sets it.
function settle() {
  const open = document.querySelector(".open.at-story");
  if (!open) return;
  const block = mail.blocks.get(open.dataset.anchor);
  open.classList.toggle("placed", Boolean(block));
  if (!block) return;
  const paper = at("glass").getBoundingClientRect();
  const column = at("mail-column").getBoundingClientRect();
  const shape = block.texts ?? block.box;
  const width = Math.max(shape.width * mail.scale + 24, Math.min(440, column.width - 24));
  const left = paper.left - column.left + shape.left * mail.scale - 12;
  Object.assign(open.style, {
    left: `${Math.max(8, Math.min(left, column.width - width - 8))}px`,
    top: `${paper.top - column.top + at("mail-column").scrollTop + shape.top * mail.scale - 12}px`,
    width: `${width}px`,
  });
}

function clicked(id, text) {
  // Only the editor's own click counts, and it puts the focus into the frame.
  if (document.activeElement !== at("mail") || navigator.userActivation?.isActive === false) return;
  const story = id.replace(/^item-/, "");
  const link = at(`story-${story}`);
  // The frame keeps no keys: they are the desk's.
  (link ?? at("mail-column")).focus({ preventScroll: true });
  if (!id.startsWith("item-") || !link) {
    if (id.startsWith("block-masthead")) all(".inbox .end a")[0]?.click();
    return;
  }
  const open = document.querySelector(`.open[data-keep="${CSS.escape(story)}"] textarea`);
  if (open) { open.focus(); return; }
  mail.calm = true;
  if (!text) { link.click(); return; }
  const there = new URL(link.href);
  there.searchParams.set("open", "texts");
  there.searchParams.set("about", "article");
  if (!saveFirst(there)) go(there.pathname + there.search);
}

// The selected story comes into view, unless it was chosen in the mail itself.
function follow() {
  const now = document.querySelector(".row.selected")?.dataset.story ?? "";
  const changed = now !== mail.story;
  const open = document.querySelector(".open");
  if (open && open !== mail.open) open.scrollIntoView({ block: "nearest" });
  mail.open = open;
  if (changed && mail.story !== null) at("about")?.scrollTo({ top: 0, behavior: "instant" });
  const first = mail.story === null && !new URLSearchParams(location.search).has("story");
  if (!changed || mail.calm || open || first) { Object.assign(mail, { calm: false, story: now }); return; }
  const block = mail.blocks.get(`item-${now}`);
  const column = at("mail-column");
  if (!block || !column) return;
  mail.story = now;
  column.scrollTo({ top: Math.max(column.scrollTop + topOf(`item-${now}`) - 120, 0) });
}

// -- going somewhere, and what is told by the desk

const here = () => location.pathname + location.search;

function go(address, push = true) {
  if (push) history.pushState(null, "", address);
  return htmx.ajax("GET", address, { target: "#desk", swap: "outerMorph show:none" });
}

const stream = { events: null, gone: false, version: "", sending: false };

// News waits while anything is on its way: its answer may lead elsewhere.
function catchUp() {
  if (stream.sending || asked.open || !stream.version) return;
  // A room that asks something stays, whatever came while it was on its way.
  if (desk()?.dataset.hold) { stream.version = ""; return; }
  const known = desk()?.dataset.version === stream.version && desk()?.dataset.live !== "always";
  stream.version = "";
  if (!known) go(here(), false);
}

function listen() {
  if (document.hidden) { stream.events?.close(); stream.events = null; return; }
  if (stream.events) return;
  stream.events = new EventSource("/events");
  stream.events.addEventListener("message", ({ data }) => {
    const [version, doing] = data.split(" ");
    const state = at("state");
    if (desk()?.dataset.hold) return;
    if (stream.gone) { stream.gone = false; go(here(), false); return; }
    if (doing === "building") state?.classList.add("busy");
    else { stream.version = version; catchUp(); }
  });
  stream.events.addEventListener("error", () => {
    stream.gone = true;
    const state = at("state");
    if (!state) return;
    state.className = "state error";
    state.textContent = document.querySelector("meta[name=gone]")?.content ?? "";
  });
}

// -- unsaved texts: kept in the browser until the desk has answered that they are saved

const keep = {
  then: "",
  of: () => `digest ${location.host} ${desk()?.dataset.issue ?? ""} `,
  name: (form) => `${keep.of()}${form.dataset.keep}`,
  fields: (form) => all("textarea,input:not([type=hidden]),select", form).filter((one) => one.name),
  changed: (form) => keep.fields(form).some((one) => one.value !== keep.first(one)),
  first: (one) => one.tagName === "SELECT" ? (all("option", one).find((choice) => choice.defaultSelected) ?? one.options[0])?.value : one.defaultValue,
};

function typed(form) {
  const changed = keep.changed(form);
  form.toggleAttribute("hx-morph-skip", changed);
  for (const one of keep.fields(form)) one.closest(".field")?.classList.toggle("changed", one.value !== keep.first(one));
  const hint = form.querySelector("[data-words]");
  const blurb = form.querySelector("[name=blurb]");
  if (hint && blurb) {
    const words = blurb.value.split(/\s+/).filter(Boolean).length;
    hint.dataset.said ??= hint.textContent;
    hint.textContent = `${words} / ${hint.dataset.words}. ${hint.dataset.said}`;
    hint.classList.toggle("over", words > Number(hint.dataset.words));
  }
  const texts = Object.fromEntries([...new FormData(form)].filter(([name, value]) => name !== "token" && name !== "back" && typeof value === "string"));
  if (changed) sessionStorage.setItem(keep.name(form), JSON.stringify(texts));
  else sessionStorage.removeItem(keep.name(form));
}

function restore() {
  const form = document.querySelector("form.open[data-keep]");
  if (!form || form.dataset.restored) return;
  form.dataset.restored = "yes";
  const kept = sessionStorage.getItem(keep.name(form));
  if (kept) {
    const texts = JSON.parse(kept);
    for (const one of all("[name]", form)) if (one.name in texts && one.name !== "token" && one.name !== "back") one.value = texts[one.name];
  }
  typed(form);
}

// The publishing sheet says whether a text waits in this browser: only the browser knows.
function waits() {
  const some = Object.keys(sessionStorage).some((name) => name.startsWith(keep.of()));
  for (const one of all("[data-waits]")) one.hidden = (one.dataset.waits === "yes") !== some;
}

const unsaved = () => all("form.open[data-keep]").find(keep.changed);

// Whoever leaves a changed box saves it on the way, and gets there once it is saved.
function saveFirst(there) {
  const form = unsaved();
  if (!form) return false;
  if (there.pathname === "/") form.elements.back.value = there.search.slice(1);
  else keep.then = there.pathname + there.search + there.hash;
  form.requestSubmit(form.querySelector("button.main"));
  return true;
}

// What would be typed while a text is being saved would be in neither the page nor the browser.
function saving(form, now) {
  form.classList.toggle("saving", now);
  for (const one of all("textarea,input:not([type=hidden])", form)) one.readOnly = now;
}

function forget(form) {
  sessionStorage.removeItem(keep.name(form));
  form.removeAttribute("hx-morph-skip");
}

function leave(event) {
  const link = event.target.closest?.('a[href^="/"]');
  if (!link || link.target || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const open = link.closest("form.open[data-keep]");
  if (open) forget(open);
  else if (saveFirst(new URL(link.href))) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}

// -- keys: each is that of a control in view

const mac = /Mac|iPhone|iPad/.test(navigator.platform);

function pressed(event) {
  const names = [event.ctrlKey || event.metaKey ? "Control" : "", event.altKey ? "Alt" : "", event.shiftKey && (event.key.length > 1 || event.ctrlKey || event.metaKey || /[a-z]/i.test(event.key)) ? "Shift" : "", event.key.length === 1 ? event.key.toLowerCase() : event.key];
  return names.filter(Boolean).join("+");
}

const writes = (target) => Boolean(target.closest?.("textarea,select,input:not([type=checkbox]):not([type=radio]),[contenteditable]"));
const visible = (one) => one.checkVisibility?.({ visibilityProperty: true }) ?? one.offsetParent !== null;

function keyed(event) {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
  const key = pressed(event);
  const within = writes(event.target);
  if (key === "Control+k" || (key === "?" && !within)) { event.preventDefault(); openPalette(); return; }
  if (within && !key.startsWith("Control+") && key !== "Escape" && !key.startsWith("Alt+Arrow")) return;
  if (within && /^Control\+(Shift\+)?z$/.test(key)) return;
  const inside = event.target.closest?.("form.open,.move-to");
  if (key === "Escape" && inside?.matches(".move-to")) { event.preventDefault(); inside.closest(".row").querySelector('[data-key="m"]').click(); return; }
  if (!within && ["ArrowDown", "ArrowUp"].includes(key) && (event.target === document.body || event.target.closest("#list,.bar"))) return step(event, key === "ArrowDown" ? 1 : -1);
  if (!within && (key === "j" || key === "k") && !document.querySelector(`[data-key="${key}"]`)) return step(event, key === "j" ? 1 : -1);
  if (key === "Enter" && !event.target.closest?.(".story") && event.target !== document.body) return;
  const control = controlOf(key, inside);
  // What is selected in a moment may have a control for it.
  const later = asked.open && /^([a-z]|Delete|Alt\+.+)$/.test(key);
  if (!control && !later) return;
  event.preventDefault();
  if (asked.open) waiting.push(key);
  else control.click();
}

const waiting = [];

function controlOf(key, inside) {
  const found = all(`[data-key="${CSS.escape(key)}"]`).filter((one) => !one.disabled);
  return found.find((one) => inside?.contains(one)) ?? found.find(visible) ?? found[0];
}

// A key that was pressed before the last answer came is for what is selected by then; in a box
// that has opened meanwhile it is no command.
function nextKey() {
  const key = waiting.shift();
  if (key && writes(document.activeElement) && !key.includes("+")) waiting.length = 0;
  else if (key) controlOf(key)?.click();
}

function step(event, by) {
  const links = all(".row .story").filter(visible);
  const now = links.includes(document.activeElement) ? links.indexOf(document.activeElement) : links.findIndex((one) => one.getAttribute("aria-current"));
  const next = links[Math.max(0, Math.min(links.length - 1, now + by))];
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  next.click();
}

// -- the command palette: all that can be done here, by its words

function commands() {
  const named = all("#desk [data-key],#desk [data-command],#desk .bar a,#desk .bar button").filter((one) => !one.disabled && (visible(one) || one.closest(".row.selected,details")));
  const acts = [...new Set(named)].map((control) => ({
    control,
    name: control.dataset.command || control.getAttribute("aria-label") || control.textContent.trim(),
    key: control.dataset.key ?? "",
  }));
  const stories = all(".row .story").map((control) => ({ control, name: control.querySelector(".head").textContent, key: "" }));
  return [...acts, ...stories].filter((one) => one.name);
}

function openPalette() {
  const box = at("palette");
  const search = box.querySelector("input");
  const found = commands();
  search.value = "";
  box.showModal();
  choices(box, found, "");
  search.oninput = () => choices(box, found, search.value);
}

function choices(box, found, words) {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const fit = found.filter(({ name }) => wanted.every((word) => name.toLowerCase().includes(word))).slice(0, 60);
  box.querySelector("input").setAttribute("aria-activedescendant", fit.length ? "command-0" : "");
  box.querySelector("ul").replaceChildren(...fit.map(({ control, name, key }, number) => {
    const line = made("li");
    line.role = "option";
    line.id = `command-${number}`;
    line.setAttribute("aria-selected", String(number === 0));
    line.append(made("span", "", name));
    if (key) line.append(made("kbd", "", shownKey(key)));
    line.onclick = () => {
      box.close();
      // A rebuild may have put another in its place since the palette was opened.
      const now = control.isConnected ? control : commands().find((one) => one.name === name)?.control;
      now?.closest("details")?.setAttribute("open", "");
      now?.focus();
      now?.click();
    };
    return line;
  }));
}

function shownKey(key) {
  const names = { Control: mac ? "⌘" : "Ctrl", Alt: mac ? "⌥" : "Alt", ArrowUp: "↑", ArrowDown: "↓", Enter: "↵", Escape: "Esc", Delete: "Del" };
  return key.split("+").map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join(" ");
}

function choose(event) {
  const box = at("palette");
  if (!box.open) return;
  const lines = all("li", box);
  const now = lines.findIndex((one) => one.getAttribute("aria-selected") === "true");
  if (event.key === "Enter") { event.preventDefault(); lines[now]?.click(); }
  if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
  event.preventDefault();
  const next = (now + (event.key === "ArrowDown" ? 1 : -1) + lines.length) % lines.length;
  lines.forEach((one, number) => one.setAttribute("aria-selected", String(number === next)));
  box.querySelector("input").setAttribute("aria-activedescendant", `command-${next}`);
  lines[next]?.scrollIntoView({ block: "nearest" });
}

// -- dragging, on top of the buttons

const drag = { story: null };

function unmark() { for (const row of all(".row.before,.row.after")) row.classList.remove("before", "after"); }

function dragged(event) {
  const row = event.target.closest?.(".row[draggable]");
  if (event.type === "dragstart" && row) {
    drag.story = row;
    row.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", row.dataset.story);
  } else if (event.type === "dragend") {
    drag.story?.classList.remove("dragged");
    drag.story = null;
    unmark();
  } else if (drag.story && row && row !== drag.story) {
    event.preventDefault();
    const { top, height } = row.getBoundingClientRect();
    const below = event.clientY > top + height / 2;
    unmark();
    row.classList.add(below ? "after" : "before");
    if (event.type !== "drop") return;
    const section = row.closest("[data-section]").dataset.section;
    const stories = all(".row", row.closest("ol")).filter((one) => one !== drag.story);
    const to = stories.indexOf(row) + (below ? 2 : 1);
    send(section === "lead" ? `promote:${drag.story.dataset.story}` : `send:${drag.story.dataset.story}:${section}:${to}`);
  }
}

function send(edit) {
  const button = made("button");
  Object.assign(button, { name: "edit", value: edit, hidden: true });
  at("acts").append(button);
  at("acts").requestSubmit(button);
  button.remove();
}

// -- what happens

// Whoever was somewhere still is: where a control has gone, at what is open, else at the story.
const focused = { id: "", somewhere: false, was: null, eager: new Set() };

function refocus() {
  // What asks for the focus got it when it came; it does not take it again.
  if (focused.eager.has(document.activeElement) && focused.was?.isConnected) {
    if (focused.somewhere) focused.was.focus({ preventScroll: true });
    else document.activeElement.blur();
  }
  const now = document.activeElement;
  if (!focused.somewhere || (now && now !== document.body && !now.disabled)) return;
  const next = [at(focused.id), ...all(".open [autofocus],.move-to [autofocus],.row.selected .story,main")];
  for (const one of next) {
    if (one && !one.disabled && visible(one)) one.focus({ preventScroll: true });
    if (one && document.activeElement === one) return;
  }
}

// An answer that was overtaken by one to a later question is of no use any more.
const asked = { number: 0, shown: 0, open: 0, leaving: false };
document.addEventListener("htmx:before:request", (event) => {
  const { ctx } = event.detail;
  const form = ctx.sourceElement?.tagName === "A" ? null : ctx.sourceElement?.closest?.("form");
  // A form that shows what would be written asks late: whoever has left does not want the answer.
  if (form && ctx.request.method === "GET" && (asked.leaving || stream.sending)) { event.preventDefault(); return; }
  asked.leaving ||= ctx.sourceElement?.tagName === "A";
  stream.sending ||= ctx.request.method !== "GET";
  ctx.number = ++asked.number;
  asked.open++;
  if (form?.matches(".open")) saving(form, true);
});
document.addEventListener("htmx:before:swap", (event) => {
  const number = event.detail?.ctx?.number ?? asked.shown;
  if (number < asked.shown) { event.preventDefault(); return; }
  asked.shown = number;
  const now = document.activeElement;
  Object.assign(focused, { id: now?.id ?? "", somewhere: Boolean(now) && now !== document.body, was: now, eager: new Set(all("[autofocus]")) });
});
document.addEventListener("htmx:after:swap", () => {
  load();
  draw();
  follow();
  restore();
  waits();
  refocus();
});
document.addEventListener("htmx:after:request", (event) => {
  const form = event.detail?.ctx?.sourceElement?.closest?.("form[data-keep]");
  if (form && event.detail.ctx.response?.status < 300) forget(form);
});
document.addEventListener("input", (event) => { const form = event.target.closest?.("form.open[data-keep]"); if (form) typed(form); });
document.addEventListener("click", leave, true);
document.addEventListener("keydown", choose, true);
document.addEventListener("keydown", keyed);
document.addEventListener("click", (event) => { for (const menu of all("details.menu[open]")) if (!menu.contains(event.target) || event.target.closest(".sheet a,.sheet button")) menu.open = false; });
for (const kind of ["dragstart", "dragover", "drop", "dragend"]) document.addEventListener(kind, dragged);
document.addEventListener("submit", ({ target, submitter }) => {
  if ((submitter?.getAttribute("formmethod") ?? target.method).toLowerCase() === "post") stream.sending = true;
});
document.addEventListener("htmx:finally:request", ({ detail }) => {
  asked.open--;
  if (detail.ctx.sourceElement?.tagName === "A") asked.leaving = false;
  const form = detail.ctx.sourceElement?.closest?.("form.open");
  if (form) saving(form, false);
  if (detail.ctx.request.method !== "GET") {
    const then = keep.then;
    stream.sending = false;
    keep.then = "";
    if (then && detail.ctx.response?.status < 300) { then.includes("#") ? location.assign(then) : go(then); return; }
  }
  if (asked.open) return;
  if (waiting.length) nextKey();
  else catchUp();
});
document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) window.print(); });
document.addEventListener("visibilitychange", listen);
window.addEventListener("message", heard);
window.addEventListener("resize", draw);
window.addEventListener("pagehide", () => stream.events?.close());
load();
restore();
waits();
listen();
