import { describe, expect, it } from 'vitest'
import type { Json } from '../../../domain/json.ts'
import { aCall, callOutcome, suiteOutcomes, verdicts } from '../testing/run-program.ts'

// What ordinary programs find besides the language: formats of countries, addresses, Base64, events, Node's modules.

/** Each is evaluated in a realm and in Node, which must agree. */
const AS_IN_NODE = [
  `(1234567.891).toLocaleString('en-US')`,
  `(1234.5).toLocaleString('en-US', { style: 'currency', currency: 'USD' })`,
  `(1234.5).toLocaleString('de-DE', { style: 'currency', currency: 'EUR' })`,
  `(0.256).toLocaleString('en-US', { style: 'percent', minimumFractionDigits: 1 })`,
  `(12345678901234567890n).toLocaleString('en-IN')`,
  `[NaN, Infinity, -0].map(new Intl.NumberFormat('en-US').format)`,
  `new Intl.NumberFormat('en-US', { notation: 'compact' }).format(12345)`,
  `Intl.NumberFormat('en-US', { minimumFractionDigits: 2 }).formatToParts(1234.5).map(({ type }) => type)`,
  `new Date(0).toLocaleDateString('en-GB', { dateStyle: 'full', timeZone: 'Asia/Tokyo' })`,
  `new Date(NaN).toLocaleDateString('en-US')`,
  `new Date(1e12).toLocaleString('en-US', { month: 'long', timeZone: 'UTC' })`,
  `new Intl.DateTimeFormat('en-US', { timeStyle: 'short', timeZone: 'UTC' }).format(new Date(1e12))`,
  `['b', 'a', 'C', 'á', 'Z', 'z', 'A'].sort((a, b) => a.localeCompare(b)).join('')`,
  `['item 10', 'item 9'].sort(new Intl.Collator('en', { numeric: true }).compare)`,
  `'a'.localeCompare('Á', 'en', { sensitivity: 'base' })`,
  `new Intl.PluralRules('en-US', { type: 'ordinal' }).select(22)`,
  `new Intl.ListFormat('en', { type: 'conjunction' }).format(['a', 'b', 'c'])`,
  `new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(-1, 'day')`,
  `new Intl.DisplayNames('en', { type: 'region' }).of('DE')`,
  `[...new Intl.Segmenter('en').segment('👨‍👩‍👧é')].map(({ segment }) => segment)`,
  `Object.prototype.toString.call(new Intl.NumberFormat())`,
  `(() => { const u = new URL('../c?x=1 2#h', 'https://me@a.example:8080/b/d'); u.searchParams.append('y', 'ä&'); u.hash = ''; return [u.href, u.host, u.origin, u.username, \`\${u}\`, JSON.stringify({ u })] })()`,
  `(() => { const u = new URL('http://a.example/?q=1'); u.search = 'z=2'; return [...u.searchParams] })()`,
  `[URL.canParse('nothing'), URL.parse('a b'), new URL('HTTP://EXAMPLE.com:80/%7Efoo/../bar').href]`,
  `(() => { const p = new URLSearchParams({ a: '1 +', b: 'ä~!' }); p.set('a', 2); p.set('c', 3); p.delete('b'); p.append('a', ''); return [p.toString(), p.getAll('a'), p.has('b'), p.get('x'), p.size] })()`,
  `[...new URLSearchParams('?a=%C3%A4+b&c&=d&e=%zz&&').entries()]`,
  `[btoa('hällo'), atob(btoa('any carnal pleas')), atob(' aGk ')]`,
  `Buffer.from('héllo').toString('base64') + Buffer.from('aGk=', 'base64') + Buffer.from('hé').toString('hex') + Buffer.from('ff41', 'hex').toString('latin1')`,
  `new TextDecoder().decode(new TextEncoder().encode('é👍'))`,
]

/** What Node says of these hangs on the machine; here, they are always the same. */
const ALIKE_EVERYWHERE: readonly (readonly [expression: string, expected: Json])[] = [
  ['(1234.5).toLocaleString()', '1,234.5'],
  ['[1234.5].map((n) => n.toLocaleString(undefined, { minimumFractionDigits: 2 }))', ['1,234.50']],
  ['new Date(0).toLocaleDateString()', '1/1/1970'],
  ['new Date(0).toLocaleString()', '1/1/1970, 12:00:00 AM'],
  [`new Date(0).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })`, '12:00 AM'],
  [`new Date(0).toLocaleDateString('default', { month: 'long' })`, 'January'],
  ['Intl.DateTimeFormat().resolvedOptions().timeZone', 'UTC'],
  ['Intl.DateTimeFormat().format()', '1/1/2024'],
  ['String(new Date(0))', 'Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time)'],
  ['crypto.randomUUID().replace(/[0-9a-f]/g, "h")', 'hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh'],
  ['[typeof process.env, process.argv.length, process.exitCode]', ['object', 2, null]],
]

const THROWING: readonly (readonly [expression: string, error: string])[] = [
  [`(1).toLocaleString('en-US', { style: 'currency' })`, 'TypeError'],
  [`(1).toLocaleString('not a locale')`, 'RangeError'],
  [`new Intl.NumberFormat('en', { minimumFractionDigits: 101 })`, 'RangeError'],
  ['new Intl.DateTimeFormat("en").format(new Date(NaN))', 'RangeError'],
  ['Intl.PluralRules()', 'TypeError'],
  ['new URL("nothing")', 'TypeError'],
  ['btoa("€")', 'InvalidCharacterError'],
  ['atob("a")', 'InvalidCharacterError'],
  ['AbortSignal.abort().throwIfAborted()', 'AbortError'],
  ['new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array([195]))', 'TypeError'],
]

/** With spaces that no keyboard has as plain ones: ICU puts them into times. */
const answered = (expression: string) =>
  `export const f = () => { const plain = (v) => typeof v === 'string' ? v.replaceAll('\\u202f', ' ') : v; return plain(${expression}) }`

describe('a program', () => {
  it.each(AS_IN_NODE)('finds what Node has: %s', async (expression) => {
    const inNode: Json = new Function(`return ${expression}`)()
    const expected = typeof inNode === 'string' ? inNode.replaceAll('\u202f', ' ') : inNode
    expect(await callOutcome(answered(expression), aCall([], { expected }))).toMatchObject({ passed: true })
  })

  it.each(ALIKE_EVERYWHERE)(
    'finds American English and UTC on every machine: %s',
    async (expression, expected) => {
      expect(await callOutcome(answered(expression), aCall([], { expected }))).toMatchObject({ passed: true })
    },
  )

  it.each(THROWING)('is told of its mistake: %s', async (expression, throws) => {
    expect(await callOutcome(answered(expression), aCall([], { throws }))).toMatchObject({ passed: true })
  })

  it.each([
    [
      'sleeps',
      `import { setTimeout as sleep } from 'node:timers/promises'\nexport const f = () => sleep(5, 1)`,
    ],
    [
      'is cancelled',
      `export const f = () => new Promise((done) => { const c = new AbortController(); const t = setTimeout(done, 9, 0); c.signal.addEventListener('abort', () => { clearTimeout(t); done(c.signal.reason.name === 'AbortError' ? 1 : 2) }, { once: true }); c.abort() })`,
    ],
    [
      'emits',
      `import { EventEmitter } from 'node:events'\nclass Bus extends EventEmitter {}\nexport const f = () => { let n = 0; const b = new Bus(); b.once('x', (by) => { n += by }); b.emit('x', 1); b.emit('x', 1); return n }`,
    ],
    [
      'dispatches',
      `class Cart extends EventTarget { add() { this.dispatchEvent(new CustomEvent('add', { detail: 1 })) } }\nexport const f = () => { let n = 0; const c = new Cart(); c.addEventListener('add', (e) => { n += e.detail }); c.add(); return n }`,
    ],
    ['promisifies', `const { promisify } = require('util')\nexports.f = promisify((done) => done(null, 1))`],
    ['lets go of a timer', 'export const f = () => new Promise((done) => setTimeout(done, 5, 1).unref())'],
    [
      'has a rest of a main program',
      `const rl = require('readline')\nconst fs = require('fs')\nexports.f = () => 1`,
    ],
  ])('%s', async (_what, files) => {
    expect(await callOutcome(files, aCall([], { expected: 1 }))).toMatchObject({ passed: true })
  })

  it('has classes of its own under the names of the web', async () => {
    const files = 'export class Event { constructor(name) { this.name = name } }'
    const suite = `it('is the answer', () => { expect(new Event('a').name).toBe('a') })`
    expect(verdicts(await suiteOutcomes(files, suite))).toEqual({ 'is the answer': 'passed' })
  })

  it('pays for what it has formatted, and ends like any other', async () => {
    const files = `export const f = () => { for (let i = 0; ; i += 1) i.toLocaleString('en', { minimumFractionDigits: i % 90 }) }`
    expect(await callOutcome(files, aCall([], { expected: 1 }))).toMatchObject({ fault: 'time' })
    const long = `export const f = () => [...new Intl.Segmenter().segment('x'.repeat(200_000))]`
    expect(await callOutcome(long, aCall([], { throws: 'RangeError' }))).toMatchObject({ passed: true })
  })

  it.each([
    ['segments of a long text', `new Intl.Segmenter().segment('x'.repeat(90_000))`],
    [
      'thousands of marks',
      `'a\u0301\u0316'.padEnd(4e5, '\u0301\u0316').localeCompare('a\u0316'.padEnd(4e5, '\u0301'))`,
    ],
  ])('are paid for where they take long: %s', { timeout: 20_000 }, async (_what, asked) => {
    const files = `export const f = () => { for (;;) try { ${asked} } catch {} }`
    expect(await callOutcome(files, aCall([], { expected: 1 }))).toMatchObject({ fault: 'time' })
  })

  it.each([
    `new Intl.RelativeTimeFormat('en').format({ bigint: 'x' }, 'day')`,
    `new Intl.DisplayNames('en', { type: 'region' }).of({ bigint: 'x' })`,
  ])('refuse what is no number and no name: %s', async (asked) => {
    const test = aCall([], { throws: 'RangeError' })
    expect(await callOutcome(`export const f = () => ${asked}`, test)).toMatchObject({ passed: true })
  })
})
