"use strict";
// The desk: it asks for the facts of each build and points its two frames at the mail again.

const at = (id) => document.getElementById(id);
const all = (selector) => [...document.querySelectorAll(selector)];
const frames = all("iframe");
const CUTS = [35, 60, 100];
const GAP = 20;
const BORDER = 1;
const ASIDE = 300;
const STACKED = window.matchMedia("(max-width: 1099px)");

const chosen = { colours: "light", parts: "everything", widths: "both" };
let version = 0;
let content = "";

// -- what is chosen: buttons, and the address so that a reload keeps it

function recall() {
  const asked = new URLSearchParams(location.search);
  for (const button of all("[data-choice]"))
    if (asked.get(button.dataset.choice) === button.value) chosen[button.dataset.choice] = button.value;
}

function choose(choice, value) {
  chosen[choice] = value;
  history.replaceState(null, "", `?${new URLSearchParams(chosen)}`);
  press();
}

function press() {
  for (const button of all("[data-choice]"))
    button.setAttribute("aria-pressed", String(chosen[button.dataset.choice] === button.value));
  for (const button of all("[data-choice=colours]")) button.disabled = chosen.parts === "no-styles";
  for (const figure of all("figure"))
    figure.hidden = chosen.widths !== "both" && !figure.classList.contains(chosen.widths);
  scale();
}

// -- the frames: a mail is laid out at its true width and drawn smaller where there is less room

function scale() {
  const widths = all("figure").filter((figure) => !figure.hidden).map((figure) => Number(figure.dataset.width));
  const beside = STACKED.matches ? 0 : ASIDE + GAP;
  const room = at("main").clientWidth - 2 * GAP - beside - GAP * (widths.length - 1) - 2 * BORDER * widths.length;
  const wanted = widths.reduce((sum, width) => sum + width, 0);
  const factor = Math.max(0.4, Math.min(1, room / wanted));
  document.documentElement.style.setProperty("--scale", Math.floor(factor * 1000) / 1000);
}

function source(anchor = "") {
  const asked = new URLSearchParams({ colours: chosen.colours, parts: chosen.parts, version });
  return `${content}/mail?${asked}${anchor && `#${anchor}`}`;
}

function show({ anchor = "" } = {}) {
  for (const frame of frames) frame.contentWindow.location.replace(source(anchor));
}

function pointTo(anchor) {
  if (chosen.parts === "text") choose("parts", "everything");
  show({ anchor });
}

// -- the facts

function made(name, text = "", className = "") {
  return Object.assign(document.createElement(name), { textContent: text, className });
}

function remarkLine(remark) {
  const line = made("li", "", remark.severity);
  const body = made(remark.anchor ? "button" : "div", "", "remark");
  if (remark.anchor) {
    body.type = "button";
    body.title = "Show it in the mail";
    body.addEventListener("click", () => pointTo(remark.anchor));
  }
  body.append(made("b", remark.severity), made("span", remark.where, "where"), made("span", remark.message));
  if (remark.fix) body.append(made("small", remark.fix));
  line.append(body);
  return line;
}

function counted(remarks) {
  const kinds = ["error", "warning", "note"];
  const told = kinds.map((kind) => [remarks.filter((one) => one.severity === kind).length, kind]);
  return told.filter(([many]) => many).map(([many, kind]) => `${many} ${kind}${many > 1 ? "s" : ""}`).join(", ");
}

// Inboxes cut these lines at about so many characters; the marks say where.
function marked(id, text) {
  const letters = [...text];
  const ends = [...CUTS.filter((cut) => cut < letters.length), letters.length];
  at(id).replaceChildren(...ends.map((end, number) => {
    const piece = made("span", letters.slice(number ? ends[number - 1] : 0, end).join(""));
    if (end < letters.length) piece.dataset.cut = end;
    return piece;
  }));
  at(`${id}-length`).textContent = letters.length || "none";
}

function list(id, texts) {
  at(id).replaceChildren(...texts.map((text) => made("li", text)));
}

function tell(facts) {
  at("error").hidden = !facts.error;
  at("reason").textContent = facts.error;
  at("kept").hidden = !facts.date;
  at("files").hidden = !facts.date;
  at("editing").hidden = !facts.page;
  if (!facts.date) return;
  document.title = `${facts.error ? "⚠ " : ""}${facts.title} ${facts.date}`;
  for (const id of ["title", "status", "sender", "page"]) at(id).textContent = facts[id];
  at("issue").textContent = `No. ${facts.number}, ${facts.date}`;
  marked("subject", facts.subject);
  marked("preheader", facts.preheader);
  Object.assign(at("meter"), { max: facts.clip_bytes, high: facts.near_clip_bytes, low: facts.near_clip_bytes - 1, value: facts.bytes });
  const [bytes, clip] = [facts.bytes, facts.clip_bytes].map((number) => number.toLocaleString("en"));
  at("bytes").textContent = facts.bytes < facts.clip_bytes
    ? `${bytes} bytes of HTML; Gmail cuts it off at about ${clip}.`
    : `${bytes} bytes of HTML: Gmail cuts it off at about ${clip}.`;
  at("count").textContent = counted(facts.remarks);
  at("remarks").replaceChildren(...facts.remarks.map(remarkLine));
  if (!facts.remarks.length) at("remarks").append(made("li", "Nothing to mend.", "clean"));
  at("unread").hidden = !facts.failures.length;
  list("failures", facts.failures);
  list("notes", facts.notes);
  for (const kind of ["html", "txt", "eml"]) at(kind).href = `${content}/archive/${facts.date}/issue.${kind}`;
}

async function refresh() {
  const facts = await (await fetch("/facts")).json();
  ({ version, content } = facts);
  at("archive").href = `${content}/archive/`;
  tell(facts);
  show();
}

// -- what happens

function listen() {
  const events = new EventSource("/events");
  let restarted = false;
  events.addEventListener("message", ({ data }) => {
    const [built, doing] = data.split(" ");
    at("doing").textContent = doing === "building" ? "Building…" : "";
    if (Number(built) !== version || restarted) refresh();
    restarted = false;
  });
  events.addEventListener("error", () => {
    restarted = true;
    at("doing").textContent = "The desk was closed. Run digest preview again.";
  });
}

for (const button of all("[data-choice]"))
  button.addEventListener("click", () => {
    choose(button.dataset.choice, button.value);
    if (button.dataset.choice !== "widths") show();
  });
window.addEventListener("resize", scale);
recall();
press();
listen();
