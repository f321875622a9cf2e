// One follower's phone: the chat, the input, the account's menu.
import { draw } from "./bubbles.js";
import { $, $$, make, post, toast, when } from "./dom.js";

const GAP_S = 300;
const KEEP = 500;

/** The square with a letter; `order` picks the colour. */
export function face(name, order, account = false) {
  const square = make("span", account ? "face account" : `face c${order % 6}`, name.slice(0, 1));
  square.setAttribute("aria-hidden", "true");
  return square;
}

export class Phone {
  /** `room` gives account, menu, nowS() and open(dialog) of the whole page. */
  constructor(follower, order, room) {
    this.follower = follower;
    this.order = order;
    this.room = room;
    this.root = $("#phone").content.cloneNode(true).firstElementChild;
    this.talk = $(".talk", this.root);
    this.input = $("textarea", this.root);
    this.lastS = 0;
    this.seen = new Set();
    $(".face", this.root).replaceWith(face(room.account.name, 0, true));
    this.#label();
    this.#listen();
    for (const bubble of follower.talk) this.add(bubble, false);
    this.update(follower);
    this.drawMenu();
  }

  #label() {
    const id = `say-${this.order}`;
    $("label.sr", this.root).htmlFor = id;
    this.input.id = id;
    this.root.setAttribute("aria-label", `${this.follower.name} 的手机`);
    $("h3", this.root).textContent = this.room.account.name;
  }

  #listen() {
    const on = (selector, type, does) => $(selector, this.root).addEventListener(type, does);
    on(".say", "submit", (event) => { event.preventDefault(); this.send(); });
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.send();
      }
    });
    this.input.addEventListener("input", () => this.#grow());
    on('[data-act="extras"]', "click", () => this.#toggleExtras());
    on('[data-act="follow"]', "click", () => this.act("follow"));
    on('[data-act="unfollow"]', "click", () => { this.#closeMore(); this.act("unfollow"); });
    on('[data-act="block"]', "click", () => { this.#closeMore(); this.act("block", { blocked: !this.follower.blocked }); });
    on(".extra input", "change", (event) => this.#photo(event.target));
    for (const button of $$("[data-open]", this.root)) {
      button.addEventListener("click", () => { this.#toggleExtras(false); this.room.open(button.dataset.open, this); });
    }
    for (const button of $$(".try button", this.root)) {
      button.addEventListener("click", () => { this.act("text", { text: button.textContent }); this.input.focus(); });
    }
  }

  act(name, body) {
    return post(`${encodeURIComponent(this.follower.openid)}/${name}`, body);
  }

  send() {
    const text = this.input.value.trim();
    if (!text) return;
    this.input.value = "";
    this.#grow();
    this.act("text", { text });
  }

  #grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(120, this.input.scrollHeight)}px`;
  }

  #photo(input) {
    const chosen = input.files[0];
    input.value = "";
    this.#toggleExtras(false);
    if (!chosen) return;
    if (chosen.size > 10 * 1024 * 1024) toast("照片不能超过 10 MB");
    else this.act("photo", chosen);
  }

  #toggleExtras(open = $(".extras", this.root).hidden) {
    $(".extras", this.root).hidden = !open;
    $('[data-act="extras"]', this.root).setAttribute("aria-expanded", String(open));
    this.#bottom();
  }

  #closeMore() {
    $(".more", this.root).open = false;
  }

  /** Follows or not, refuses messages or not. */
  update(follower) {
    Object.assign(this.follower, follower);
    const { followed, blocked, name } = this.follower;
    for (const part of [".say", ".more"]) $(part, this.root).hidden = !followed;
    $(".unfollowed", this.root).hidden = followed;
    $(".menu", this.root).hidden = !followed || !this.room.menu.length;
    if (!followed) this.#toggleExtras(false);
    this.status = `${name} 的手机${followed ? "" : " · 未关注"}${blocked ? " · 已拒收消息" : ""}`;
    $("small", this.root).textContent = this.status;
    $('[data-act="block"]', this.root).textContent = blocked ? "接收消息" : "拒收消息";
    this.#suggest();
  }

  /** 「对方正在输入」 for so many seconds, 0 to end it. */
  typing(forS) {
    clearTimeout(this.typingEnds);
    $("small", this.root).textContent = forS ? "对方正在输入…" : this.status;
    if (forS) this.typingEnds = setTimeout(() => this.typing(0), forS * 1000);
  }

  add(bubble, live = true) {
    if (this.seen.has(bubble.seq)) return;
    this.seen.add(bubble.seq);
    const atEnd = this.talk.scrollHeight - this.talk.scrollTop - this.talk.clientHeight < 120;
    if (Math.abs(bubble.at_s - this.lastS) > GAP_S) {
      this.talk.append(make("p", "when", when(bubble.at_s, this.room.nowS())));
    }
    this.lastS = bubble.at_s;
    const name = (mine) => (mine ? face(this.follower.name, this.order) : face(this.room.account.name, 0, true));
    this.talk.append(draw(bubble, this.follower, name, (item) => this.act("text", { text: item.content, menu_id: item.id })));
    if (live && bubble.source !== "self") this.typing(0);
    while (this.talk.childElementCount > KEEP) this.talk.firstElementChild.remove();
    this.said ||= bubble.source === "self";
    this.#suggest();
    if (atEnd || bubble.source === "self") this.#bottom();
    for (const image of $$("img", this.talk.lastElementChild)) image.addEventListener("load", () => this.#bottom(), { once: true });
  }

  #suggest() {
    $(".try", this.root).hidden = Boolean(this.said) || !this.follower.followed;
  }

  #bottom() {
    requestAnimationFrame(() => { this.talk.scrollTop = this.talk.scrollHeight; });
  }

  show(visible) {
    this.root.hidden = !visible;
    if (visible) this.#bottom();
  }

  /** The menu as made through menu/create. */
  drawMenu() {
    const bar = $(".menu", this.root);
    bar.replaceChildren(...this.room.menu.map((button, n) => this.#top(button, n)));
    bar.hidden = !this.follower.followed || !this.room.menu.length;
  }

  #top(button, n) {
    const box = make("div");
    const main = make("button", button.sub_button.length ? "has" : "", button.name);
    main.type = "button";
    box.append(main);
    if (!button.sub_button.length) {
      main.addEventListener("click", () => this.#tap(button, String(n)));
      return box;
    }
    const list = make("ul");
    list.hidden = true;
    main.setAttribute("aria-expanded", "false");
    main.addEventListener("click", (event) => { event.stopPropagation(); this.#unfold(main, list); });
    button.sub_button.forEach((inner, m) => {
      const choice = make("button", "", inner.name);
      choice.type = "button";
      choice.addEventListener("click", () => { this.fold(); this.#tap(inner, `${n}.${m}`); });
      list.append(make("li", "", "", choice));
    });
    box.append(list);
    return box;
  }

  #unfold(main, list) {
    const open = list.hidden;
    this.fold();
    list.hidden = !open;
    main.setAttribute("aria-expanded", String(open));
  }

  fold() {
    for (const list of $$(".menu ul", this.root)) list.hidden = true;
    for (const main of $$(".menu [aria-expanded]", this.root)) main.setAttribute("aria-expanded", "false");
  }

  #tap(button, key) {
    this.act("menu", { key });
    if (button.type === "view" && /^https?:/.test(button.url)) {
      const holder = draw({ source: "passive", type: "text", content: { content: button.url } }, this.follower, () => "", null);
      $("a", holder)?.click();
    }
  }
}
