import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRunner, type Runner } from './open-runner.ts'
import { aCall, aRun, aSuite } from './testing/run-program.ts'

// Programs that would hold up, blow up or crash whoever runs or reads them. Each must end as a failure of its own
// test, in the one process there is, and the next run must be judged as ever.

const HOSTILE: readonly (readonly [what: string, program: string])[] = [
  ['huge holes', 'export const f=()=>new Array(2**32-1)'],
  ['shared dag blowup', 'export const f=()=>{let a=[1];for(let i=0;i<40;i++)a=[a,a];return a}'],
  ['deep object', 'export const f=()=>{let a={};for(let i=0;i<1e5;i++)a={a};return a}'],
  ['deep getter', 'export const f=()=>{const g=()=>({get a(){return g()}});return g()}'],
  ['looping getter', 'export const f=()=>({get a(){for(;;);}})'],
  [
    'proxy everything',
    'export const f=()=>{const p=new Proxy({}, {get:(t,k)=>k===Symbol.iterator?undefined:p, ownKeys:()=>["a"], getOwnPropertyDescriptor:()=>({value:p,enumerable:true,configurable:true})});return p}',
  ],
  [
    'proxy ownKeys many',
    'export const f=()=>new Proxy({}, {ownKeys:()=>Array.from({length:1e5},(_,i)=>"k"+i), getOwnPropertyDescriptor:()=>({value:1,enumerable:true,configurable:true}), get:()=>1})',
  ],
  ['proxy array', 'export const f=()=>new Proxy([3], {get:(t,k)=>k==="length"?1e9:3})'],
  ['thenable chain', 'export const f=()=>{const t=()=>({then(ok){ok(t())}});return t()}'],
  ['infinite generator', 'export function* f(){for(;;)yield 1}'],
  ['infinite async generator', 'export async function* f(){for(;;)yield 1}'],
  [
    'async gen with lies',
    'export const f=()=>({[Symbol.asyncIterator](){return {next(){return {then(){}}}}}})',
  ],
  [
    'iterator next returns primitive',
    'export const f=()=>({[Symbol.iterator](){return {next(){return 5}}}})',
  ],
  ['iterator is null', 'export const f=()=>({[Symbol.iterator](){return null}})'],
  [
    'iterator done getter',
    'export const f=()=>({[Symbol.iterator](){return {next(){return {get done(){for(;;);}}}}}})',
  ],
  ['huge string', 'export const f=()=>"x".repeat(2**29)'],
  ['string doubling', 'export const f=()=>{let s="x";for(;;)s+=s}'],
  [
    'huge replaceAll',
    'export const f=()=>"a".repeat(1e4).replaceAll("a","b".repeat(1e4)).replaceAll("b","c".repeat(1e4))',
  ],
  ['huge join', 'export const f=()=>new Array(1e8).join("abc")'],
  ['bigint mul', 'export const f=()=>{let a=3n;for(;;)a*=a}'],
  ['bigint toString', 'export const f=()=>String(7n**200000n).length'],
  ['regex catastrophe', 'export const f=()=>/^(a+)+$/.test("a".repeat(40)+"b")'],
  ['regex lookbehind', 'export const f=()=>/(?<=(a|a|a)*)b/.test("a".repeat(60)+"c")'],
  ['regex backref', 'export const f=()=>/(.*)\\1{5}(.*)\\2{5}z/.test("a".repeat(3000))'],
  ['regex deep compile', 'export const f=()=>new RegExp("(".repeat(1e5)+")".repeat(1e5))'],
  [
    'sort mutate',
    'export const f=()=>{const a=[3,2,1,5,4];a.sort((x,y)=>{a.length=0;a.push(1,2,3,4,5,6,7,8);return x-y});return a}',
  ],
  ['sort forever', 'export const f=()=>{const a=Array.from({length:1e5},(_,i)=>i);a.sort(()=>{for(;;);})}'],
  ['sort deep recursion', 'export const f=()=>{const g=()=>[1,2].sort(g);g()}'],
  ['json deep parse', 'export const f=()=>JSON.parse("[".repeat(1e6))'],
  [
    'json deep stringify',
    'export const f=()=>{let a=[];for(let i=0;i<1e5;i++)a=[a];return JSON.stringify(a)}',
  ],
  [
    'json toJSON recursion',
    'export const f=()=>JSON.stringify({toJSON(){return {toJSON:this.toJSON,a:this}}})',
  ],
  [
    'proxy proto recursion',
    'export const f=()=>{const p=new Proxy({}, {getPrototypeOf(t){return p}}); return p instanceof Array}',
  ],
  ['Function recursion', 'export const f=()=>Function("return "+"(".repeat(1e5)+"1"+")".repeat(1e5))()'],
  ['eval loop', 'export const f=()=>{for(;;)eval("1")}'],
  ['wasm', 'export const f=()=>typeof WebAssembly==="undefined"?0:new WebAssembly.Memory({initial:1e4})'],
  [
    'sab',
    'export const f=()=>{const a=new Int32Array(new SharedArrayBuffer(8));Atomics.wait(a,0,0,1e9);return 0}',
  ],
  ['array buffer huge', 'export const f=()=>new ArrayBuffer(2**31).byteLength'],
  [
    'resizable buffer',
    'export const f=()=>{const b=new ArrayBuffer(8,{maxByteLength:2**30});b.resize(2**30);return 1}',
  ],
  ['typed fill', 'export const f=()=>{for(;;)new Uint8Array(1e7).fill(1)}'],
  ['copyWithin loop', 'export const f=()=>{const a=new Uint8Array(2e7);for(;;)a.copyWithin(1,0)}'],
  ['splice loop', 'export const f=()=>{const a=Array(1e6).fill(0);for(;;){a.unshift(1);a.shift()}}'],
  ['apply args', 'export const f=()=>Math.max.apply(null,{length:1e8})'],
  ['concat doubling', 'export const f=()=>{let a=[1];for(;;)a=a.concat(a)}'],
  ['symbol registry', 'export const f=()=>{for(let i=0;;i++)Symbol.for("k"+i)}'],
  [
    'finalization',
    'export const f=()=>{const r=new FinalizationRegistry(()=>{for(;;);});r.register({},1);return 0}',
  ],
  ['console flood tiny', 'export const f=()=>{for(;;)console.log()}'],
  ['console cyclic getter', 'export const f=()=>{console.log({get a(){return this},toJSON(){for(;;);}})}'],
  ['promise flood', 'export const f=()=>{for(;;)Promise.resolve().then(()=>{})}'],
  ['microtask forever', 'export const f=()=>new Promise(()=>{const g=()=>queueMicrotask(g);g()})'],
  ['timer forever', 'export const f=()=>new Promise(()=>{setInterval(()=>{},1)})'],
  ['timer bomb', 'export const f=()=>new Promise(()=>{const g=()=>{setTimeout(g);setTimeout(g)};g()})'],
  [
    'late reject',
    'export const f=()=>{Promise.reject(new Error("late"));setTimeout(()=>{throw new Error("later")},1);return 0}',
  ],
  ['throw null proto', 'export const f=()=>{throw Object.create(null)}'],
  ['throw proxy', 'export const f=()=>{throw new Proxy({}, {get(){throw 1},getPrototypeOf(){for(;;);}})}'],
  ['throw huge message', 'export const f=()=>{throw new Error("x".repeat(1e7))}'],
  [
    'throw getter name',
    'export const f=()=>{const e=new Error("a");Object.defineProperty(e,"name",{get(){for(;;);}});throw e}',
  ],
  [
    'throw proto cycle proxy',
    'export const f=()=>{const p=new Proxy(new Error("x"), {getPrototypeOf:()=>p});throw p}',
  ],
  ['oom in catch', 'export const f=()=>{const a=[];for(;;)try{a.push(new Array(1e5).fill(0))}catch{}}'],
  ['stack in finally', 'export const f=()=>{try{return f()}finally{f()}}'],
  ['internal error catch loop', 'export const f=()=>{for(;;)try{(function g(){g()})()}catch{}}'],
  ['import bomb', 'export const f=async()=>{for(;;)await import("./solution.js")}'],
  ['tla never', 'await new Promise(()=>{}); export const f=()=>1'],
  ['tla loop', 'for(;;)await null; export const f=()=>1'],
  [
    'structuredClone deep',
    'export const f=()=>{let a=[];for(let i=0;i<1e5;i++)a=[a];return structuredClone(a)}',
  ],
  ['localeCompare big', 'export const f=()=>{const s="é".repeat(1e6);for(;;)s.localeCompare(s+"a")}'],
  [
    'for in deep proto',
    'export const f=()=>{let o={};for(let i=0;i<2000;i++){o=Object.create(o);o["k"+i]=1}for(;;)for(const k in o);}',
  ],
  ['bind chain', 'export const f=()=>{let g=()=>1;for(let i=0;i<1e5;i++)g=g.bind(null);return g()}'],
  ['proxy chain', 'export const f=()=>{let p={};for(let i=0;i<1e5;i++)p=new Proxy(p,{});return p.x}'],
  ['nested arrays toString', 'export const f=()=>{let a=[];for(let i=0;i<1e5;i++)a=[a];return String(a)}'],
  ['generator return trick', 'export function* f(){try{yield 1}finally{for(;;);}}'],
  ['Array.from len', 'export const f=()=>Array.from({length:2**53-1})'],
  ['Array.prototype.fill huge', 'export const f=()=>Array.prototype.fill.call({length:2**53-1},1)'],
  ['array holes reverse', 'export const f=()=>{const a=[];a.length=4294967295;a.reverse();return 0}'],
  ['sparse sort', 'export const f=()=>{const a=[];a[4294967290]=1;a.sort();return 0}'],
  [
    'Object.fromEntries infinite',
    'export const f=()=>Object.fromEntries((function*(){let i=0;for(;;)yield[i++,1]})())',
  ],
  ['Promise.all infinite', 'export const f=()=>Promise.all((function*(){for(;;)yield 1})())'],
  [
    'iterator helper infinite',
    'export const f=()=>Iterator.from({next:()=>({done:false,value:1})}).toArray()',
  ],
]

const LIMITS = { timeMs: 100, memoryMb: 32 }
const SUITE = `it('is', async () => { expect(await f()).toEqual(424242) })\nit('goes on', () => { expect(1).toBe(1) })`

describe('a hostile program', () => {
  let runner: Runner
  beforeAll(async () => {
    runner = await openRunner({ processes: 1 })
  })
  afterAll(() => runner.stop())

  const casesOf = async (program: string) => {
    const tests = [aCall([], { expected: 424242 }), aSuite(SUITE)]
    return (await runner.run(aRun(program, { tests, limits: LIMITS }))).tests.flat()
  }

  it.each(HOSTILE)('fails its own tests and nothing else: %s', async (_what, program) => {
    const failed = (await casesOf(program)).filter(({ name }) => name !== 'goes on')
    expect(failed.length).toBeGreaterThanOrEqual(2)
    expect(failed.filter(({ passed }) => passed)).toEqual([])
    expect((await casesOf('export const f = () => 424242')).map(({ passed }) => passed)).toEqual([
      true,
      true,
      true,
    ])
  })
})
