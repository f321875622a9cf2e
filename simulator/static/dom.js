// Small things every part needs: elements, posting, times.

/** An element with class, text and children. */
export function make(tag, name = "", text = "", ...children) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text) element.textContent = text;
  element.append(...children);
  return element;
}

export const $ = (selector, within = document) => within.querySelector(selector);
export const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

let hideToast = 0;

/** A short message at the bottom. */
export function toast(text) {
  const place = $("#toast");
  place.textContent = text;
  place.hidden = false;
  clearTimeout(hideToast);
  hideToast = setTimeout(() => { place.hidden = true; }, 3500);
}

/** Post JSON (or a file) to the page's own address; tells the person when it fails. */
export async function post(path, body = {}) {
  const isFile = body instanceof Blob;
  const headers = { "Content-Type": isFile ? body.type || "application/octet-stream" : "application/json" };
  try {
    const answer = await fetch(`/simulator/room/${path}`, {
      method: "POST", headers, body: isFile ? body : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return await answer.json();
  } catch (error) {
    toast(`没有成功（${error.message}）`);
    return null;
  }
}

const format = (options) => new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", hourCycle: "h23", ...options });
const minute = format({ hour: "2-digit", minute: "2-digit" });
const second = format({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = format({ month: "long", day: "numeric" });
const weekday = format({ weekday: "short" });

export const clockTime = (s) => second.format(s * 1000);
export const dayOf = (s) => day.format(s * 1000);

/** As WeChat writes above messages: time only today, else with the day. */
export function when(s, nowS) {
  const time = minute.format(s * 1000);
  return dayOf(s) === dayOf(nowS) ? time : `${dayOf(s)} ${time}`;
}

export const fullDay = (s) => `${day.format(s * 1000)} ${weekday.format(s * 1000)} `;
export const minuteOf = (s) => minute.format(s * 1000);
