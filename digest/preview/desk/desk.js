"use strict";
// The desk asks for the facts of each build and points its frames at the mail again.
const at = (id) => document.getElementById(id);
const shown = { scheme: "light", images: "on", text: false };
let version = 0;

function framed() {
  const mail = `/mail?scheme=${shown.scheme}&images=${shown.images}&version=${version}`;
  const source = shown.text ? `/text?version=${version}` : mail;
  for (const frame of [at("phone"), at("wide")]) frame.src = source;
}

function finding(one) {
  const line = document.createElement("li");
  const mark = document.createElement("span");
  mark.textContent = `${one.severity} `;
  if (one.severity === "error") mark.className = "error-mark";
  const fix = document.createElement("small");
  fix.textContent = one.fix;
  line.append(mark, `${one.block}: ${one.message}`, fix);
  return line;
}

function told(facts) {
  version = facts.version;
  at("error").hidden = !facts.error;
  at("error").textContent = facts.error;
  if (!facts.date) return;
  document.title = `${facts.title} ${facts.date}`;
  at("title").textContent = facts.title;
  at("issue").textContent = `No. ${facts.number}, ${facts.date}`;
  for (const key of ["status", "sender", "subject", "preheader"]) at(key).textContent = facts[key];
  at("meter").value = facts.bytes;
  const clip = facts.clip.toLocaleString("en");
  at("bytes").textContent = `${facts.bytes.toLocaleString("en")} of ${clip} bytes before Gmail clips`;
  const rows = facts.findings.map(finding);
  if (!rows.length) rows.push(Object.assign(document.createElement("li"), { textContent: "Nothing to mend." }));
  at("findings").replaceChildren(...rows);
}

async function refresh() {
  told(await (await fetch("/facts")).json());
  framed();
}

for (const button of document.querySelectorAll("[data-scheme]")) {
  button.addEventListener("click", () => {
    shown.scheme = button.dataset.scheme;
    for (const other of document.querySelectorAll("[data-scheme]"))
      other.setAttribute("aria-pressed", String(other === button));
    framed();
  });
}
at("images").addEventListener("click", () => {
  shown.images = shown.images === "on" ? "off" : "on";
  at("images").setAttribute("aria-pressed", String(shown.images === "off"));
  framed();
});
at("text").addEventListener("click", () => {
  shown.text = !shown.text;
  at("text").setAttribute("aria-pressed", String(shown.text));
  framed();
});

const events = new EventSource("/events");
events.addEventListener("message", refresh);
