// The panel beside the phones: what crossed the wire, newest first.
import { $, $$, clockTime, make } from "./dom.js";

const KEEP = 300;
const KINDS = { push: "推送", repeat: "重推", reply: "回复", fault: "超时", api: "接口", verify: "验证", note: "备注" };
const TELLING = ["Content", "Recognition", "EventKey", "Label", "Title", "Status", "MediaId", "Event"];
const WORDS = [[/^shown/, "显示给关注者"], [/^silent/, "不显示"], [/^dropped/, "悄悄丢弃"], [/^refused/, "拒收"], [/^event /, "事件 "]];

export class Wire {
  /** `nameOf` turns an openid into a name. */
  constructor(nameOf) {
    this.nameOf = nameOf;
    this.only = "";
    this.seen = new Set();
    this.list = $("#lines");
    for (const button of $$(".filters button")) button.addEventListener("click", () => this.#filter(button));
    $("#wipe").addEventListener("click", () => { this.list.replaceChildren(); this.#empty(); });
  }

  add(line) {
    if (this.seen.has(line.seq)) return;
    this.seen.add(line.seq);
    this.list.prepend(this.#row(line));
    while (this.list.childElementCount > KEEP) this.list.lastElementChild.remove();
    this.#empty();
  }

  #row(line) {
    const item = make("li", `${line.kind}${line.ok ? "" : " bad"}`);
    item.hidden = !this.#fits(item);
    const summary = make("summary");
    summary.append(make("span", "kind", KINDS[line.kind] ?? line.kind), this.#what(line), make("time", "", clockTime(line.at_s)));
    const peek = gist(line.plain).replace(/\s+/g, " ").slice(0, 160);
    if (line.reason) summary.append(make("span", "why", line.reason));
    else if (peek) summary.append(make("span", "peek", peek));
    const details = make("details");
    details.append(summary);
    details.addEventListener("toggle", () => this.#fill(details, line), { once: true });
    item.append(details);
    return item;
  }

  #what(line) {
    let title = line.title;
    for (const [from, to] of WORDS) title = title.replace(from, to);
    const what = make("span", "what", "", make("b", "", title));
    if (line.openid) what.append(make("span", "who", this.nameOf(line.openid)));
    if (line.took_ms) what.append(make("span", "who", `${line.took_ms} 毫秒`));
    return what;
  }

  #fill(details, line) {
    if (line.plain) details.append(make("h4", "", "明文"), make("pre", "", pretty(line.plain)));
    if (line.raw && line.raw !== line.plain) details.append(make("h4", "", "线上原文"), make("pre", "", line.raw));
  }

  #fits(item) {
    return !this.only || this.only.split(" ").some((name) => item.classList.contains(name));
  }

  #filter(button) {
    this.only = button.dataset.only;
    for (const other of $$(".filters button")) other.setAttribute("aria-pressed", String(other === button));
    for (const item of this.list.children) item.hidden = !this.#fits(item);
    this.#empty();
  }

  #empty() {
    $("#wire-empty").hidden = this.list.childElementCount > 0;
  }
}

/** The one value that tells most: the words, else the key, else the whole. */
function gist(plain) {
  for (const name of TELLING) {
    const found = plain.match(new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([\\s\\S]*?)(?:\\]\\]>)?</${name}>`));
    if (found?.[1]) return found[1];
  }
  return plain.replace(/"touser": "[^"]*", /, "");
}

/** XML with a line for each element, JSON indented. */
function pretty(text) {
  if (text.startsWith("<")) return text.replace(/(<xml>|<\/\w+>)\s*(?=<)/g, "$1\n");
  return text.split("\n").map((part) => {
    const at = part.search(/[{[]/);
    try {
      return at < 0 ? part : part.slice(0, at) + JSON.stringify(JSON.parse(part.slice(at)), null, 2);
    } catch {
      return part;
    }
  }).join("\n");
}
