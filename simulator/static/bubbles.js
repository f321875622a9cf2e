// One bubble of the chat as elements. Nothing from outside is ever set as HTML.
import { make } from "./dom.js";

const AI_LINE = "内容由第三方AI生成";
const UNDER = { custom: "客服消息", template: "模板消息", notice: "订阅通知" };
const LINK = /<a\s[^>]*?href\s*=\s*["']([^"']+)["'][^>]*>([\s\S]*?)<\/a>|https?:\/\/[^\s<>"'，。；、）】》]+/gi;
const OAUTH = "/connect/oauth2/authorize";

/** A link that opens apart; web authorization is answered in this follower's name. */
function link(address, words, openid) {
  const a = make("a", "", words);
  let target;
  try {
    target = new URL(address, location.origin);
  } catch {
    return make("span", "", words);
  }
  if (!["http:", "https:", "tel:"].includes(target.protocol)) return make("span", "", words);
  if (target.pathname.endsWith(OAUTH)) {
    if (target.hostname === "open.weixin.qq.com") target = new URL(`/simulator/api${OAUTH}${target.search}`, location.origin);
    target.searchParams.set("as", openid);
  }
  a.href = target.href;
  a.target = "_blank";
  a.rel = "noopener noreferrer";
  return a;
}

/** Text with <a> tags and bare addresses made into links, as WeChat does. */
function words(text, openid) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(LINK)) {
    parts.push(text.slice(from, found.index));
    parts.push(link(found[1] ?? found[0], found[2] ?? found[0], openid));
    from = found.index + found[0].length;
  }
  return [...parts, text.slice(from)];
}

const file = (id) => `/simulator/room/file/${encodeURIComponent(id)}`;

function picture(content) {
  const body = make("div", "body bare");
  const image = make("img");
  image.src = file(content.media_id);
  image.alt = "图片";
  body.append(image);
  return body;
}

function voice(content) {
  const body = make("div", "body");
  const bar = make("div", "voice");
  bar.innerHTML = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M7 10.500a3 3 0 0 1 0 3M11 7.500a7 7 0 0 1 0 9M15 4.500a11 11 0 0 1 0 15"/></svg>';
  bar.append(make("span", "", '1"'), make("span", "sr", "语音"));
  body.append(bar);
  return body;
}

function film(content) {
  const body = make("div", "body bare");
  const video = make("video");
  video.src = file(content.media_id);
  video.controls = true;
  body.append(video);
  return body;
}

function place(content) {
  const body = make("div", "body card");
  body.append(make("div", "part", "", make("strong", "", content.label || "位置"), make("em", "", `${content.latitude}, ${content.longitude}`)));
  const map = make("div", "cover");
  map.innerHTML = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 21.500s6.500-6 6.500-11a6.500 6.500 0 0 0-13 0c0 5 6.500 11 6.500 11Z"/><circle cx="12" cy="10.500" r="2.300" fill="#fff"/></svg>';
  body.append(map);
  return body;
}

function cover(address) {
  const box = make("div", "cover", "▤");
  if (!address) return box;
  const inside = new URL(address, location.origin).origin === location.origin;
  if (inside) {
    const image = make("img");
    image.src = address;
    image.alt = "";
    box.replaceChildren(image);
  }
  return box;
}

function news(content, openid) {
  const body = make("div", "body card");
  content.articles.forEach((article, n) => {
    const a = link(article.url || "", "", openid);
    if (n === 0) body.append(cover(article.picurl));
    a.append(make("strong", "", article.title), make("em", "", article.description));
    body.append(a);
  });
  return body;
}

function template(content, openid) {
  const body = make("div", "body card");
  const rows = make("dl");
  for (const [label, value] of content.lines) rows.append(make("dt", "", label), make("dd", "", value));
  body.append(make("div", "part", "", make("strong", "", content.title), rows));
  if (content.url) {
    const a = link(content.url, "查看详情", openid);
    a.classList.add("go");
    body.append(a);
  }
  return body;
}

function choices(content, openid, tap) {
  const body = make("div", "body", "", ...words(content.head_content, openid));
  const list = make("div", "choices");
  for (const item of content.list) {
    const button = make("button", "", item.content);
    button.type = "button";
    button.addEventListener("click", () => tap(item));
    list.append(button);
  }
  body.append(list, ...words(content.tail_content, openid));
  return body;
}

function card(title, detail, address, openid) {
  const body = make("div", "body card");
  const inner = address ? link(address, "", openid) : make("div", "part");
  inner.append(make("strong", "", title), make("em", "", detail));
  body.append(inner);
  return body;
}

const BODIES = {
  text: (c, o) => make("div", "body", "", ...words(c.content, o)),
  image: picture,
  voice,
  video: film,
  location: place,
  news,
  template,
  msgmenu: choices,
  link: (c, o) => card(c.title, c.description || c.url, c.url, o),
  music: (c, o) => card(c.title || "音乐", c.description, c.url, o),
  miniprogrampage: (c, o) => card(c.title || "小程序", c.pagepath, "", o),
  wxcard: (c, o) => card("卡券", c.card_id, "", o),
  mpnewsarticle: (c, o) => card("文章", c.article_id, "", o),
};

function under(bubble) {
  const heard = bubble.type === "voice" && bubble.content.recognition;
  return [UNDER[bubble.source], bubble.ai && AI_LINE, heard && `识别：${heard}`].filter(Boolean).join(" · ");
}

/** The whole bubble; `tap` is told when an item of a msgmenu is chosen. */
export function draw(bubble, follower, face, tap) {
  if (bubble.type === "transfer_customer_service") return make("p", "said", "已转接人工客服");
  if (bubble.source === "fault") return make("p", "said fault", bubble.content.content);
  if (bubble.source === "system") return make("p", "said", bubble.content.content);
  const mine = bubble.source === "self";
  const row = make("div", mine ? "bubble mine" : "bubble");
  const body = (BODIES[bubble.type] ?? ((c) => make("div", "body", JSON.stringify(c))))(bubble.content, follower.openid, tap);
  row.append(face(mine), body);
  const note = under(bubble);
  if (note) row.append(make("div", "under", note));
  return row;
}
