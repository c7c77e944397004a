import { describe, expect, it } from 'vitest'
import type { CallTest } from '../../domain/code-test.ts'
import type { Json } from '../../domain/json.ts'
import { aCall, callOutcome, type Files } from './testing/run-program.ts'

// What programs return and throw, and the many ways in which people let a function be found.

type Row = readonly [
  what: string,
  files: Files,
  test: Partial<CallTest>,
  passes: boolean,
  args?: readonly Json[],
]

const PROGRAMS: readonly Row[] = [
  ['NaN', 'export const f=()=>NaN', { expected: 'NaN' }, true],
  ['-0', 'export const f=()=>-0', { expected: 0 }, true],
  ['undefined list', 'export const f=()=>[undefined,1]', { expected: [null, 1] }, true],
  ['holes', 'export const f=()=>[,1]', { expected: [null, 1] }, true],
  [
    'map of map',
    'export const f=()=>new Map([["a",new Map([["b",[1,new Set([2])]]])]])',
    { expected: { a: { b: [1, [2]] } } },
    true,
  ],
  ['map number keys', 'export const f=()=>new Map([[1,2]])', { expected: { 1: 2 } }, true],
  ['set unordered', 'export const f=()=>new Set([3,1])', { expected: [1, 3] }, true],
  [
    'set of sets',
    'export const f=()=>new Set([new Set([2,1]),new Set([3])])',
    { expected: [[3], [1, 2]] },
    true,
  ],
  [
    'approx nested',
    'export const f=()=>({a:[0.1+0.2]})',
    { expected: { a: [0.3] }, compare: 'approx' },
    true,
  ],
  ['approx tol', 'export const f=()=>3.14', { expected: Math.PI, compare: 'approx', tolerance: 0.01 }, true],
  ['approx NaN', 'export const f=()=>NaN', { expected: 1, compare: 'approx' }, false],
  ['approx infinity', 'export const f=()=>Infinity', { expected: 1, compare: 'approx' }, false],
  [
    'approx typed',
    'export const f=()=>new Float32Array([0.1])',
    { expected: [0.1], compare: 'approx', tolerance: 1e-6 },
    true,
  ],
  [
    'unordered',
    'export const f=()=>[{a:1},{b:2}]',
    { expected: [{ b: 2 }, { a: 1 }], compare: 'unordered' },
    true,
  ],
  [
    'unordered inner ordered',
    'export const f=()=>[[2,1],[3]]',
    { expected: [[3], [1, 2]], compare: 'unordered' },
    false,
  ],
  [
    'unordered generator',
    'export function* f(){yield 2;yield 1}',
    { expected: [1, 2], compare: 'unordered' },
    true,
  ],
  [
    'unordered object',
    'export const f=()=>({a:[2,1]})',
    { expected: { a: [1, 2] }, compare: 'unordered' },
    false,
  ],
  ['unordered async', 'export const f=async()=>[2,1]', { expected: [1, 2], compare: 'unordered' }, true],
  [
    'throws custom',
    'class NotFound extends Error{}; export const f=()=>{throw new NotFound()}',
    { throws: 'NotFound' },
    true,
  ],
  [
    'throws name prop',
    'export const f=()=>{const e=new Error("x");e.name="ValidationError";throw e}',
    { throws: 'ValidationError' },
    true,
  ],
  ['throws string', 'export const f=()=>{throw "bad"}', { throws: true }, true],
  ['throws string named', 'export const f=()=>{throw "bad"}', { throws: 'Error' }, false],
  ['throws Error superclass', 'export const f=()=>{throw new TypeError("bad")}', { throws: 'Error' }, true],
  ['throws async', 'export const f=async()=>{throw new RangeError("bad")}', { throws: 'RangeError' }, true],
  [
    'throws in generator',
    'export function* f(){yield 1; throw new RangeError("bad")}',
    { throws: 'RangeError' },
    true,
  ],
  [
    'throws in async generator',
    'export async function* f(){yield 1; throw new RangeError("bad")}',
    { throws: 'RangeError' },
    true,
  ],
  [
    'throws plain object',
    'export const f=()=>{throw {name:"ValidationError",message:"x"}}',
    { throws: 'ValidationError' },
    true,
  ],
  ['aggregate', 'export const f=()=>Promise.any([Promise.reject(1)])', { throws: 'AggregateError' }, true],
  [
    'factory function error',
    'function MyError(m){this.name="MyError";this.message=m} MyError.prototype=Object.create(Error.prototype); exports.f=()=>{throw new MyError("x")}',
    { throws: 'MyError' },
    true,
  ],
  ['DOMException-like', 'export const f=()=>{ structuredClone(()=>{}) }', { throws: 'DataCloneError' }, true],
  ['dates', 'export const f=()=>[new Date(0)]', { expected: ['1970-01-01T00:00:00.000Z'] }, true],
  ['bigint', 'export const f=()=>2n**70n', { expected: '1180591620717411303424' }, true],
  ['null proto', 'export const f=()=>Object.assign(Object.create(null),{a:1})', { expected: { a: 1 } }, true],
  [
    'class with getter',
    'class A{constructor(){this.x=1} get y(){return 2}}; export const f=()=>new A()',
    { expected: { x: 1 } },
    true,
  ],
  ['class private', 'class A{#x=1; y=2}; export const f=()=>new A()', { expected: { y: 2 } }, true],
  [
    'own toJSON',
    'class A{constructor(){this.x=1} toJSON(){return 5}}; export const f=()=>new A()',
    { expected: { x: 1 } },
    true,
  ],
  ['array with props', 'export const f=()=>{const a=[1];a.extra=2;return a}', { expected: [1] }, true],
  ['String object', 'export const f=()=>new String("a")', { expected: 'a' }, true],
  ['Number object', 'export const f=()=>new Number(5)', { expected: 5 }, true],
  ['Boolean object', 'export const f=()=>Object(true)', { expected: true }, true],
  ['arguments', 'exports.f=function(){return arguments}', { expected: [1, 2] }, true, [1, 2]],
  [
    'array-like entries()',
    'export const f=()=>[7,8].entries()',
    {
      expected: [
        [0, 7],
        [1, 8],
      ],
    },
    true,
  ],
  ['map.keys()', 'export const f=()=>new Map([[1,2]]).keys()', { expected: [1] }, true],
  ['groups', 'export const f=()=>({..."ab".match(/(?<x>b)/).groups})', { expected: { x: 'b' } }, true],
  ['groups raw', 'export const f=()=>"ab".match(/(?<x>b)/).groups', { expected: { x: 'b' } }, true],
  ['matchAll', 'export const f=()=>"aab".matchAll(/a/g)', { expected: [['a'], ['a']] }, true],
  ['BigInt64', 'export const f=()=>new BigInt64Array([1n])', { expected: [1] }, true],
  ['mutated arg', 'export const f=(a)=>{a.sort();return a}', { expected: [1, 2] }, true, [[2, 1]]],
  [
    'this undefined sloppy',
    'exports.f=function(){return this===undefined||this===globalThis}',
    { expected: true },
    true,
  ],
  ['this top', 'var self=this; function f(){return typeof self}', { expected: 'object' }, true],
  ['var global', 'var x=1; function f(){return globalThis.x===undefined||x}', { expected: true }, true],
  ['thenable', 'export const f=()=>({then(ok){ok(5)}})', { expected: 5 }, true],
  ['class called', 'export default class f{}', { expected: {} }, false],
  ['static class', 'export class Solution{static f(){return 1}}', { expected: 1 }, false],
  ['implicit global', 'f=()=>1', { expected: 1 }, true],
  ['window.f', 'globalThis.f=()=>1', { expected: 1 }, true],
  ['this.f', 'this.f=()=>1', { expected: 1 }, true],
  [
    'iife exports',
    '(function(root,factory){ if(typeof module==="object"&&module.exports) module.exports=factory(); else root.x=factory() })(this,function(){return {f(){return 1}}})',
    { expected: 1 },
    true,
  ],
  [
    'amd umd',
    '(function(g,f){typeof exports==="object"&&typeof module!=="undefined"?f(exports):f(g)})(this,function(e){e.f=()=>1; Object.defineProperty(e,"__esModule",{value:true})})',
    { expected: 1 },
    true,
  ],
  [
    'esModule interop',
    'Object.defineProperty(exports,"__esModule",{value:true}); exports.f=void 0; const f=()=>1; exports.f=f;',
    { expected: 1 },
    true,
  ],
  ['exports alias', 'var e = module.exports = {}; e.f=()=>1', { expected: 1 }, true],
  ['exports = module.exports', 'exports = module.exports = { f(){return 1} }', { expected: 1 }, true],
  ['export list rename', 'const g=()=>1; export { g as f }', { expected: 1 }, true],
  ['export default obj shorthand', 'const f=()=>1; export default { f }', { expected: 1 }, true],
  ['default arrow anonymous', 'export default () => 1', { expected: 1 }, true],
  ['module.exports anonymous', 'module.exports = () => 1', { expected: 1 }, true],
  ['module.exports anonymous fn', 'module.exports = function () { return 1 }', { expected: 1 }, true],
  ['async arrow default', 'export default async function () { return 1 }', { expected: 1 }, true],
  [
    'with require.main',
    'function f(){return 1}\nif (require.main === module) { console.log(f()) }\nmodule.exports = { f }',
    { expected: 1 },
    true,
  ],
  [
    'assert require',
    'const assert=require("assert"); exports.f=()=>{assert.equal(1,1);return 1}',
    { expected: 1 },
    true,
  ],
  [
    'timeout unref',
    'export const f=()=>{const t=setTimeout(()=>{},5);t.unref?.();clearTimeout(t);return 1}',
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

describe('a program in its author’s own manner', () => {
  it.each(programs)('is judged by what it does: $what', async ({ files, test, passes }) => {
    expect(await callOutcome(files, test)).toMatchObject({ passed: passes })
  })
})
