// The page: people, phones, clock, tools, and the stream of changes.
import { $, $$, fullDay, make, minuteOf, post, toast } from "./dom.js";
import { Phone, face } from "./phone.js";
import { Wire } from "./wire.js";

const KIND = { verified_service: "认证服务号", verified_subscription: "认证公众号", unverified: "未认证账号" };
const MODE = { safe: "安全模式", compatible: "兼容模式", clear: "明文模式" };
const DONE = { busy: "下一次接口调用会答 -1", slow: "下一次接口调用会慢 6 秒", dead: "接口已断开", well: "接口恢复正常" };
const NOT_NOW = "现在不能这样做";

class Room {
  constructor() {
    this.phones = new Map();
    this.unread = new Map();
    this.chosen = "";
    this.menu = [];
    this.account = { name: "" };
    this.skewS = 0;
    this.wire = new Wire((openid) => this.phones.get(openid)?.follower.name ?? openid.slice(0, 8));
    this.#listen();
    setInterval(() => this.#tick(), 1000);
  }

  nowS() {
    return Date.now() / 1000 + this.skewS;
  }

  async load() {
    const state = await (await fetch("/simulator/room/state")).json();
    const here = new Set(state.followers.map(({ openid }) => openid));
    if ([...this.phones.keys()].some((openid) => !here.has(openid))) {
      location.reload(); // the server was started anew: nobody of this page is there any more
      return;
    }
    this.account = state.account;
    this.menu = state.menu;
    this.state = state;
    this.#setClock(state.clock);
    this.#drawAccount();
    for (const follower of state.followers) this.#meet(follower);
    for (const line of state.wire) this.wire.add(line);
    if (!state.followers.length && !this.asked) {
      this.asked = true;
      await this.#add();
    } else if (!this.chosen) {
      this.choose(state.followers[0]?.openid ?? "");
    }
  }

  /** Server-sent events; every (re)connection loads what was missed. */
  connect() {
    const stream = new EventSource("/simulator/room/stream");
    const on = (name, does) => stream.addEventListener(name, (event) => does(JSON.parse(event.data)));
    stream.addEventListener("open", () => this.load());
    on("reload", () => this.load());
    on("wire", (line) => this.wire.add(line));
    on("follower", (follower) => this.#meet({ talk: [], ...follower }));
    on("bubble", ({ openid, bubble }) => this.#hear(openid, bubble));
    on("typing", ({ openid, for_s: forS }) => this.phones.get(openid)?.typing(forS));
    on("menu", ({ buttons }) => { this.menu = buttons; for (const phone of this.phones.values()) phone.drawMenu(); });
    on("clock", (clock) => this.#setClock(clock));
    on("impossible", ({ reason }) => toast(`${NOT_NOW}（${reason}）`));
  }

  #meet(follower) {
    const known = this.phones.get(follower.openid);
    if (known) {
      for (const bubble of follower.talk) known.add(bubble);
      const { talk, ...rest } = follower;
      known.update(rest);
      known.drawMenu();
    } else {
      const phone = new Phone(follower, this.phones.size, this);
      this.phones.set(follower.openid, phone);
      $("#phones").append(phone.root);
      phone.show(false);
    }
    this.#drawPeople();
  }

  #hear(openid, bubble) {
    const phone = this.phones.get(openid);
    if (!phone) return;
    phone.add(bubble);
    if (phone.root.hidden && bubble.source !== "self") {
      this.unread.set(openid, (this.unread.get(openid) ?? 0) + 1);
      this.#drawPeople();
    }
  }

  choose(openid) {
    this.chosen = openid;
    const all = $("#side").checked;
    for (const [id, phone] of this.phones) {
      phone.show(all || id === openid);
      if (all || id === openid) this.unread.delete(id);
    }
    if (all) this.phones.get(openid)?.root.scrollIntoView({ inline: "nearest", block: "nearest" });
    this.#drawPeople();
  }

  async #add() {
    const made = await post("followers");
    if (!made) return;
    if (!this.phones.has(made.openid)) await this.load();
    this.choose(made.openid);
    this.#view("chat");
  }

  #drawPeople() {
    $("#people").replaceChildren(...[...this.phones.values()].map((phone) => this.#person(phone)));
  }

  #person(phone) {
    const { openid, name, followed } = phone.follower;
    const button = make("button", followed ? "person" : "person gone", "", face(name, phone.order), make("span", "", followed ? name : `${name}（未关注）`));
    button.type = "button";
    button.setAttribute("aria-pressed", String(openid === this.chosen));
    const count = this.unread.get(openid);
    if (count) button.append(make("span", "count", String(count)), make("span", "sr", "条未读"));
    button.addEventListener("click", () => { this.choose(openid); this.#view("chat"); });
    return button;
  }

  #drawAccount() {
    const { name, kind, mode, form } = this.account;
    $("#name").textContent = name;
    document.title = `${name} · 微信模拟器`;
    $("#account").replaceChildren(...[KIND[kind], MODE[mode], form.toUpperCase()].map((text) => make("li", "", text)));
  }

  #setClock({ now_s: nowS, offset_s: offsetS }) {
    this.skewS = nowS - Date.now() / 1000;
    $(".clock").classList.toggle("turned", Math.abs(offsetS) > 1);
    $("#reset").hidden = Math.abs(offsetS) <= 1;
    this.#tick();
  }

  #tick() {
    const [day, time] = [fullDay(this.nowS()), minuteOf(this.nowS())];
    if ($("#now").textContent !== day + time) $("#now").replaceChildren(make("span", "", day), time);
  }

  #view(name) {
    $("main").dataset.view = name;
    for (const button of $$(".views button")) button.setAttribute("aria-pressed", String(button.dataset.view === name));
  }

  #listen() {
    $("#add").addEventListener("click", () => this.#add());
    $("#side").addEventListener("change", () => this.choose(this.chosen));
    $("#reset").addEventListener("click", () => post("clock", { reset: true }));
    $("#verify").addEventListener("click", () => this.#verify());
    for (const button of $$("[data-advance]")) button.addEventListener("click", () => post("clock", { advance_s: Number(button.dataset.advance) }));
    for (const button of $$("[data-fault]")) button.addEventListener("click", () => this.#fault(button.dataset.fault));
    for (const button of $$(".views button")) button.addEventListener("click", () => this.#view(button.dataset.view));
    document.addEventListener("click", (event) => this.#closeOpen(event.target));
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") this.#closeOpen(document.body); });
  }

  #closeOpen(target) {
    for (const details of $$("details.tools[open], details.more[open]")) if (!details.contains(target)) details.open = false;
    for (const phone of this.phones.values()) if (!$(".menu", phone.root).contains(target)) phone.fold();
  }

  async #verify() {
    $(".tools").open = false;
    const check = await post("verify");
    if (check) toast(check.ok ? "接入地址验证通过" : `接入地址没有通过：${check.reason}`);
  }

  async #fault(what) {
    $(".tools").open = false;
    if (await post("fault", { what })) toast(DONE[what]);
  }

  /** Ask for what an extra needs, then act for that phone. */
  async open(name, phone) {
    const dialog = $(`dialog#${name}`);
    await this.#prepare(name, dialog);
    dialog.returnValue = "cancel";
    dialog.addEventListener("close", () => this.#close(name, dialog, phone), { once: true });
    dialog.showModal();
  }

  async #prepare(name, dialog) {
    if (name !== "scan" && name !== "consent") return;
    const state = await (await fetch("/simulator/room/state")).json();
    const scan = name === "scan";
    const options = scan ? state.scenes.map((s) => [s.ticket, s.scene]) : state.templates.map((t) => [t.id, t.title]);
    $("select", dialog).replaceChildren(...options.map(([value, text]) => Object.assign(make("option", "", text), { value })));
    if (scan) $("[data-none]", dialog).hidden = options.length > 0;
  }

  #close(name, dialog, phone) {
    if (dialog.returnValue === "cancel") return;
    const given = Object.fromEntries(new FormData($("form", dialog)));
    const bodies = {
      voice: () => (given.empty ? { recognition: "" } : given.recognition ? { recognition: given.recognition } : {}),
      location: () => {
        const [latitude, longitude, label] = given.place.split(",");
        return { latitude: Number(latitude), longitude: Number(longitude), label };
      },
      scan: () => given,
      link: () => given,
      consent: () => ({ template_id: given.template_id, accept: dialog.returnValue === "ok" }),
    };
    if (name === "scan" && !given.ticket) return;
    phone.act(name, bodies[name]());
  }
}

new Room().connect();
