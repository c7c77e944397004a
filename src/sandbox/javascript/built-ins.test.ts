import { describe, expect, it } from 'vitest'
import type { CallTest } from '../../domain/code-test.ts'
import type { Json } from '../../domain/json.ts'
import { aCall, callOutcome, type Files } from './testing/run-program.ts'

// Programs that add to built-in objects, inherit from them, hide them or assign over them, as people do.

type Row = readonly [
  what: string,
  files: Files,
  test: Partial<CallTest>,
  passes: boolean,
  args?: readonly Json[],
]

const PROGRAMS: readonly Row[] = [
  [
    'String.prototype.trim override',
    'String.prototype.includes = String.prototype.includes || function(){}; export const f=()=>1',
    { expected: 1 },
    true,
  ],
  [
    'Object.prototype add',
    'Object.prototype.size = function(){return Object.keys(this).length}; export const f=()=>({a:1}).size()',
    { expected: 1 },
    true,
  ],
  [
    'Object.prototype enumerable in result',
    'Object.prototype.size = function(){}; export const f=()=>({a:1})',
    { expected: { a: 1 } },
    true,
  ],
  [
    'own key named as builtin',
    'export const f=()=>{const o={}; for (const k of ["toString","constructor","hasOwnProperty","valueOf","isPrototypeOf"]) o[k]=1; return Object.keys(o).length}',
    { expected: 5 },
    true,
  ],
  [
    'array own method name',
    'export const f=()=>{const a=[]; a.map=1; a.length=2; return a.map}',
    { expected: 1 },
    true,
  ],
  [
    'array own push',
    'export const f=()=>{"use strict"; const a=[]; a.push=function(x){this[this.length]=x*2}; a.push(2); return a}',
    { expected: [4] },
    true,
  ],
  [
    'map own get',
    'export const f=()=>{const m=new Map(); m.get=()=>5; return m.get()}',
    { expected: 5 },
    true,
  ],
  [
    'fn own call',
    'export const f=()=>{function g(){}; g.call=1; g.bind=2; g.apply=3; return g.call+g.bind}',
    { expected: 3 },
    true,
  ],
  [
    'fn own name',
    'export const f=()=>{function g(){}; try{g.name="x"}catch{}; g.description=1; return g.description}',
    { expected: 1 },
    true,
  ],
  [
    'fn toString own',
    'export const f=()=>{function g(){}; g.toString=()=>"g!"; return String(g)}',
    { expected: 'g!' },
    true,
  ],
  [
    'class static name',
    'class A{static name="B"; static length=5}; export const f=()=>A.name',
    { expected: 'B' },
    true,
  ],
  [
    'promise own then',
    'export const f=()=>{const p=Promise.resolve(1); p.cancel=()=>{}; p.then=p.then.bind(p); return p}',
    { expected: 1 },
    true,
  ],
  [
    'date own',
    'export const f=()=>{const d=new Date(0); d.getTime=()=>5; return d.getTime()}',
    { expected: 5 },
    true,
  ],
  [
    'regexp lastIndex',
    'export const f=()=>{const r=/a/g; r.lastIndex=1; r.exec=()=>7; return r.exec()}',
    { expected: 7 },
    true,
  ],
  [
    'extends proto fn',
    'function A(){} A.prototype.push=function(){return 1}; A.prototype.__proto__=Array.prototype; function f(){return new A().push()}',
    { expected: 1 },
    true,
  ],
  [
    'proto via create+assign',
    'function L(){} L.prototype=Object.create(Array.prototype); L.prototype.push=function(){return 1}; L.prototype.concat=function(){return 2}; exports.f=()=>new L().push()+new L().concat()',
    { expected: 3 },
    true,
  ],
  [
    'strict L.prototype.map',
    '"use strict"; function L(){} L.prototype=Object.create(Array.prototype); L.prototype.map=function(){return 1}; exports.f=()=>new L().map()',
    { expected: 1 },
    true,
  ],
  [
    'error subclass old',
    '"use strict"; function E(m){ this.message=m; this.stack=(new Error()).stack } E.prototype=new Error(); E.prototype.name="E"; E.prototype.constructor=E; exports.f=()=>{throw new E("x")}',
    { throws: 'E' },
    true,
  ],
  [
    'map subclass assign',
    '"use strict"; class M extends Map{}; const m=new M(); M.prototype.set=function(){return 1}; exports.f=()=>m.set()',
    { expected: 1 },
    true,
  ],
  [
    'iterator proto assign',
    '"use strict"; class It{constructor(){this.n=0} next(){return {done:this.n++>1,value:this.n}}}; It.prototype[Symbol.iterator]=function(){return this}; exports.f=()=>[...new It()]',
    { expected: [1, 2] },
    true,
  ],
  [
    'Object.create(iteratorproto) next',
    '"use strict"; const P=Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())); exports.f=()=>{const o=Object.create(P); let n=0; o.next=()=>({done:n++>1,value:n}); return [...o]}',
    { expected: [1, 2] },
    true,
  ],
  [
    'Symbol.iterator on instance of array',
    '"use strict"; exports.f=()=>{const a=[1]; a[Symbol.iterator]=function*(){yield 9}; return [...a]}',
    { expected: [9] },
    true,
  ],
  [
    'set size own',
    '"use strict"; class S extends Set{get size(){return 5}}; exports.f=()=>new S().size',
    { expected: 5 },
    true,
  ],
  ['freeze proto', 'Object.freeze(Object.prototype); export const f=()=>1', { expected: 1 }, true],
  [
    'Function.prototype add',
    'Function.prototype.method=function(n,g){this.prototype[n]=g;return this}; Number.method("integer",function(){return Math.round(this)}); export const f=()=>(1.2).integer()',
    { expected: 1 },
    true,
  ],
  [
    'Function.prototype.bind polyfill',
    'if(!Function.prototype.bind){Function.prototype.bind=function(){}} export const f=()=>1',
    { expected: 1 },
    true,
  ],
  [
    'Array.prototype.myMap',
    'Array.prototype.myMap=function(cb){const r=[];for(const x of this)r.push(cb(x));return r}; export const f=()=>[1,2].myMap(x=>x*2)',
    { expected: [2, 4] },
    true,
  ],
  [
    'override map (exercise)',
    'Array.prototype.map=function(cb){const r=[];for(let i=0;i<this.length;i++)r.push(cb(this[i],i,this));return r}; export const f=()=>[1,2].map(x=>x*2)',
    { expected: [2, 4] },
    true,
  ],
  [
    'override map sloppy',
    'Array.prototype.map=function(cb){return "mine"}; function f(){return [1,2].map(x=>x*2)}',
    { expected: [2, 4] },
    true,
  ],
  [
    'Promise polyfill',
    'Promise.allSettled=Promise.allSettled||function(){}; Promise.prototype.finally=Promise.prototype.finally; export const f=()=>1',
    { expected: 1 },
    true,
  ],
  ['global fetch define', 'globalThis.myLib={a:1}; export const f=()=>myLib.a', { expected: 1 }, true],
  [
    'redeclare global fn',
    'function setTimeout(g){return g()} function f(){return setTimeout(()=>1)}',
    { expected: 1 },
    true,
  ],
  [
    'const name',
    'const name="x"; const status=1; const event=2; const top=3; function f(){return name}',
    { expected: 'x' },
    true,
  ],
  ['const console', 'const console={log(){}}; function f(){console.log(1);return 1}', { expected: 1 }, true],
  ['class Map', 'class Map{get(){return 1}} function f(){return new Map().get()}', { expected: 1 }, true],
  [
    'export class Set',
    'export class Set{size(){return 1}} export const f=()=>new Set().size()',
    { expected: 1 },
    true,
  ],
  [
    'function test',
    'function test(){return 1} function expect(){return 2} const it=3; function f(){return test()+expect()+it}',
    { expected: 6 },
    true,
  ],
  ['await as name', 'var await=1; function f(){return await}', { expected: 1 }, true],
  ['html comment', 'var x=1 <!-- y\nfunction f(){return x}', { expected: 1 }, true],
  ['octal', 'function f(){return 010}', { expected: 8 }, true],
  ['dup params', 'function f(a,a){return a}', { expected: 2 }, true, [1, 2]],
  ['arguments.callee', 'function f(n){return n<=1?1:n*arguments.callee(n-1)}', { expected: 6 }, true, [3]],
  ['with', 'function f(o){with(o){return a}}', { expected: 1 }, true, [{ a: 1 }]],
  [
    'label fn',
    'function f(){ a: for(const x of [1,2]){ for(;;){ continue a } } return 1 }',
    { expected: 1 },
    true,
  ],
  ['regex v flag', 'function f(){return /^[\\p{L}--[a-z]]$/v.test("Z")}', { expected: true }, true],
  [
    'iterator helpers',
    'function f(){return [1,2,3].values().filter(x=>x>1).map(x=>x*2).toArray()}',
    { expected: [4, 6] },
    true,
  ],
  ['set methods', 'function f(){return new Set([1,2]).intersection(new Set([2]))}', { expected: [2] }, true],
  [
    'withResolvers',
    'async function f(){const {promise,resolve}=Promise.withResolvers();resolve(1);return promise}',
    { expected: 1 },
    true,
  ],
  [
    'top level await timers',
    'await new Promise(r=>setTimeout(r,10)); export const f=()=>1',
    { expected: 1 },
    true,
  ],
  [
    'json import',
    {
      'solution.js': 'import d from "./d.json" with {type:"json"}; export const f=()=>d.a',
      'd.json': '{"a":1}',
    },
    { expected: 1 },
    true,
  ],
  [
    'json require',
    { 'solution.js': 'const d=require("./d"); exports.f=()=>d.a', 'd.json': '{"a":1}' },
    { expected: 1 },
    true,
  ],
  [
    'dynamic import path',
    { 'solution.js': 'export const f=async()=>(await import("./g.js")).g', 'g.js': 'export const g=1' },
    { expected: 1 },
    true,
  ],
  [
    'index folder',
    { 'solution.js': 'import {g} from "./lib"; export const f=()=>g', 'lib/index.js': 'export const g=1' },
    { expected: 1 },
    true,
  ],
  [
    'circular cjs',
    {
      'solution.js': 'const b=require("./b"); exports.f=()=>b.g(); exports.h=()=>1',
      'b.js': 'const a=require("./solution"); exports.g=()=>a.h()',
    },
    { expected: 1 },
    true,
  ],
  [
    'esm imports cjs named',
    { 'solution.js': 'import {g} from "./g.cjs"; export const f=()=>g', 'g.cjs': 'exports.g=1' },
    { expected: 1 },
    true,
  ],
  [
    'esm imports cjs default',
    { 'solution.js': 'import g from "./g.cjs"; export const f=()=>g.g', 'g.cjs': 'module.exports={g:1}' },
    { expected: 1 },
    true,
  ],
  [
    're-export chain star',
    {
      'solution.js': 'export * from "./a.js"',
      'a.js': 'export * from "./b.js"',
      'b.js': 'export function f(){return 1}',
    },
    { expected: 1 },
    true,
  ],
]

const programs = PROGRAMS.map(([what, files, test, passes, args = []]) => ({
  what,
  files,
  passes,
  test: aCall(args, test),
}))

describe('a program with its own way with built-in objects', () => {
  it.each(programs)('is judged by what it does: $what', async ({ files, test, passes }) => {
    expect(await callOutcome(files, test)).toMatchObject({ passed: passes })
  })
})
