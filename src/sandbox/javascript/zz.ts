import { openRunner } from '/work/main/src/sandbox/javascript/open-runner.ts'

let t = performance.now()
const r = await openRunner({ processes: 1 })
console.log('open', performance.now() - t)
const base = {
  language: 'javascript' as const,
  entry: 'solution.js',
  limits: { timeMs: 2000, memoryMb: 64 },
  probes: [],
}
const tst = (fn: string, args: any[], expected: any, more = {}) => ({
  kind: 'call' as const,
  name: 't',
  function: fn,
  args,
  expected,
  weight: 1,
  hidden: false,
  compare: 'exact' as const,
  ...more,
})
for (const code of [
  'export const f = (a) => a.filter(x=>x%2===0)',
  'function f(a){ return a.concat([Date.now(), Math.random()])}',
  'module.exports = {f: async (a) => { await new Promise(r => setTimeout(r, 1000)); return new Set(a).add(Date.now())}}',
  'export function f(){ null.x }',
  'throw new TypeError("x")',
  'export const f = () => new Promise(()=>{})',
  'export function f(a) {\n let b = ;}',
  'import fs from "fs"; export function f(){}',
  'const fs = require("fs"); function f(){}',
  'export function f(){process.exit()}',
  'class Foo extends Error{ constructor(){super("q"); this.name="Foo"}}; function f(){throw new Foo}',
  'await 1; export const f = a => a',
  'x = 5; function f(a) { Object.is = 5; return [x, typeof fetch, typeof process, typeof expect, typeof kitModules] }',
  '"use strict"; Array.prototype.map = 5; function f(){}',
  'export function f(a){ for(;;);}',
  'export function f(a){ return f(a)}',
  'export function f(a){ const z=[]; for(;;) z.push([1]) }',
  'function f(){for(;;)console.log("abc")}',
])
  console.log(
    code.slice(0, 60),
    JSON.stringify(
      (await r.run({ ...base, files: { 'solution.js': code }, tests: [tst('f', [[1, 2, 4]], [2, 4])] }))
        .tests[0],
    ),
  )
const tests = Array.from({ length: 10 }, () => tst('f', [[1, 2, 4]], [2, 4]))
for (let k = 0; k < 3; k++) {
  t = performance.now()
  for (let i = 0; i < 100; i++)
    await r.run({ ...base, files: { 'solution.js': 'export const f = (a) => a.filter(x=>x%2===0)' }, tests })
  console.log('per 10-test run', (performance.now() - t) / 100)
}
await r.stop()
