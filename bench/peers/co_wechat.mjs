// co-wechat on koa, answering from a dictionary; stores nothing.
import { readFileSync } from 'node:fs'
import Koa from 'koa'
import wechat from 'co-wechat'

const { BENCH_PORT, BENCH_APPID, BENCH_TOKEN, BENCH_AES_KEY, BENCH_ANSWERS } = process.env
const answers = new Map(Object.entries(JSON.parse(readFileSync(BENCH_ANSWERS, 'utf8'))))
const account = { token: BENCH_TOKEN, appid: BENCH_APPID, encodingAESKey: BENCH_AES_KEY }

const app = new Koa()
app.use(wechat(account).middleware(async (message) => answers.get(message.Content) ?? '?'))
app.listen(Number(BENCH_PORT), '127.0.0.1', 4096)
