import { describe, expect, it } from 'vitest'
import { printedInNode } from '../../testing/in-node.ts'
import { ioOutcome } from '../../testing/run-program.ts'

/** Programs that print the same here as in Node, each by a module of Node's. */
const PROGRAMS: readonly (readonly [what: string, program: string, file?: string])[] = [
  [
    'process: warnings',
    `const show = ({ name, message, code, detail }) => console.log(name, message, code, detail)
    process.on('warning', show)
    process.emitWarning('old', 'DeprecationWarning', 'DEP1')
    process.emitWarning('new', { type: 'Custom', detail: 'why' })
    process.emitWarning('plain')
    process.emitWarning(Object.assign(new Error('own'), { code: 'C' }))
    console.log('first', Buffer.allocUnsafe(3).length)`,
  ],
  [
    'path: putting together',
    `const path = require('path')
    console.log([path.join('/a', '..', 'b', './c.txt'), path.join(''), path.join('a', '', '..', '..', 'x'), path.join('a/', '/b/')])
    console.log([path.resolve('/a/b', './c'), path.resolve('/a', '/b/'), path.resolve('/a', '..', '..'), path.isAbsolute('a'), path.isAbsolute('/a')])
    console.log([path.normalize('/a//b/../c/.'), path.normalize('./a/../../b/'), path.normalize(''), path.normalize('/..'), path.normalize('a/..')])
    console.log([path.relative('/a/b/c', '/a/d'), path.relative('/a', '/a'), path.relative('/a/b', '/a'), path.sep, path.delimiter])`,
  ],
  [
    'path: taking apart',
    `import path, { parse, posix } from 'node:path'
    for (const p of ['/a/b/c.html', 'a/b/', '/', '', 'a', '/a', './.b', 'x.tar.gz', 'index.', '..', '//a//b', 'a.b/c'])
      console.log(p, [path.dirname(p), path.basename(p), path.extname(p)], parse(p), path.format(parse(p)))
    console.log(path.basename('/a/c.html', '.html'), path.basename('.html', '.html'), posix === path)
    console.log(path.format({ root: '/', name: 'f', ext: 'txt' }), path.format({ dir: '/a', base: 'c.d', name: 'x' }))
    try { path.join('a', 1) } catch (e) { console.log(e.name, e.code, e.message) }
    try { path.dirname(null) } catch (e) { console.log(e.message) }`,
    'solution.mjs',
  ],
  [
    'url: where a file lies',
    `import { basename, dirname, join } from 'path'
    import { readFileSync } from 'fs'
    import { fileURLToPath, pathToFileURL } from 'url'
    const here = dirname(fileURLToPath(import.meta.url))
    console.log(readFileSync(join(here, 'solution.mjs'), 'utf8').length, here === import.meta.dirname, basename(import.meta.filename))
    console.log(pathToFileURL('/a b/c?d#e').href, fileURLToPath('file:///a%20b'))
    try { fileURLToPath('http://a/b') } catch (e) { console.log(e.code) }`,
    'solution.mjs',
  ],
  [
    'events: listeners that come and go',
    `const EventEmitter = require('events')
    const e = new EventEmitter()
    e.on('newListener', (name) => console.log('new', name)).on('removeListener', (name) => console.log('gone', name))
    const said = (word) => function (...args) { console.log(word, args, this === e) }
    const twice = said('twice')
    e.on('a', said('second')).once('a', said('once')).prependListener('a', said('first')).prependOnceListener('a', said('very first'))
    console.log(e.emit('a', 1, 2), e.emit('a'), e.emit('b'), e.eventNames(), e.listenerCount('a'))
    e.on('b', twice).addListener('b', twice).off('b', twice).emit('b')
    e.once('c', twice)
    console.log(e.listeners('c')[0] === twice, e.rawListeners('c')[0] === twice, e.rawListeners('c')[0].listener === twice)
    e.removeAllListeners('c').removeAllListeners()
    console.log(e.eventNames(), e.getMaxListeners(), e.setMaxListeners(3).getMaxListeners(), EventEmitter.defaultMaxListeners)
    e.on('d', () => { console.log('d1'); e.off('d', later) }).on('d', later)
    function later() { console.log('d2') }
    e.emit('d'); e.emit('d')`,
  ],
  [
    'events: errors',
    `const { EventEmitter, errorMonitor } = require('node:events')
    const e = new EventEmitter()
    for (const error of [new TypeError('a'), 'b', { c: 1 }]) try { e.emit('error', error) } catch (x) { console.log(x.name, x.message, x.code) }
    e.on(errorMonitor, (x) => console.log('seen', x.message))
    try { e.emit('error', new Error('d')) } catch (x) { console.log(x.message) }
    e.on('error', (x) => console.log('handled', x.message)).emit('error', new Error('f'))
    for (const no of ['text', 5, undefined]) try { e.on('x', no) } catch (x) { console.log(x.name, x.code, x.message) }`,
  ],
  [
    'events: classes old and new',
    `const EventEmitter = require('events')
    const { inherits } = require('util')
    function Old(name) { EventEmitter.call(this); this.name = name }
    inherits(Old, EventEmitter)
    Old.prototype.added = function () { return 'own ' + this.name }
    const old = new Old('x')
    old.on('a', function () { console.log(this.name, this.added()) }).emit('a')
    console.log(Old.super_ === EventEmitter, old instanceof EventEmitter, EventEmitter.EventEmitter === EventEmitter, EventEmitter.name)
    class New extends EventEmitter { #n = 0; added() { throw new Error('no') } count() { this.emit('count', ++this.#n); return this } }
    console.log(new New().on('count', (n) => console.log(n)).count().count().constructor.name)`,
  ],
  [
    'fs: files of the program’s own',
    `const fs = require('fs')
    const file = require('path').join(__dirname, 'own.txt')
    fs.writeFileSync(file, 'a\\n'); fs.appendFileSync(file, 'b'); fs.writeFileSync(file, 'c', { flag: 'a' })
    console.log(JSON.stringify(fs.readFileSync(file, 'utf8')), fs.existsSync(file))
    fs.unlinkSync(file)
    try { fs.readFileSync(file) } catch (e) { console.log(e.code, fs.existsSync(file)) }
    fs.writeFile(file, 'called', (error) => {
      console.log(error, fs.readFileSync(file, 'utf8'))
      const out = fs.createWriteStream(file)
      out.on('finish', () => { console.log('finished', fs.readFileSync(file, 'utf8')); after() })
      out.write('one '); out.end('two')
    })
    async function after() {
      await fs.promises.writeFile(file, '{"a":1}')
      console.log(JSON.parse(await fs.promises.readFile(file, 'utf8')))
      fs.unlink(file, (error) => console.log(error))
    }`,
  ],
  [
    'util: what a value is',
    `const { types, isArray, stripVTControlCharacters } = require('util')
    const values = [1, 'a', null, [], {}, new Date(), /a/, new Map(), new Set(), new WeakMap(), new Error(), Promise.resolve(), new Uint8Array(), new DataView(new ArrayBuffer(1)), new ArrayBuffer(1), () => {}, async () => {}, function* () {}, async function* () {}, (function* () {})(), new Number(1), Object(Symbol()), new Map().keys()]
    for (const name of ['isDate', 'isRegExp', 'isMap', 'isSet', 'isWeakMap', 'isNativeError', 'isPromise', 'isTypedArray', 'isUint8Array', 'isDataView', 'isArrayBuffer', 'isArrayBufferView', 'isAsyncFunction', 'isGeneratorFunction', 'isGeneratorObject', 'isNumberObject', 'isSymbolObject', 'isBoxedPrimitive', 'isMapIterator'])
      console.log(name, values.map(types[name]).map(Number).join(''))
    console.log(stripVTControlCharacters('\\u001b[31mred\\u001b[0m'), [].concat(isArray ? [] : []))`,
  ],
  [
    'crypto: digests',
    `const { createHash, createHmac, randomBytes, randomInt } = require('crypto')
    for (const name of ['md5', 'sha1', 'SHA256', 'sha-256'])
      for (const text of ['', 'abc', 'é'.repeat(40), 'x'.repeat(55), 'x'.repeat(64), 'x'.repeat(1000)])
        try { console.log(name, createHash(name).update(text).digest('hex')) } catch (e) { console.log(e.message) }
    console.log(createHash('md5').update('a').update(Buffer.from('b')).digest(), createHash('sha256').update('a').digest('base64'))
    for (const key of ['key', 'k'.repeat(100)]) console.log(createHmac('sha256', key).update('text').digest('hex'))
    try { createHash('md4.5') } catch (e) { console.log(e.message) }
    try { createHash('md5').update(5) } catch (e) { console.log(e.name, e.code) }
    const once = createHash('md5'); once.digest(); try { once.update('a') } catch (e) { console.log(e.message) }
    console.log(Buffer.alloc(51), Buffer.alloc(53), [Buffer.from('')])
    console.log(randomBytes(4).length, randomInt(3) < 3, randomInt(5, 6))`,
  ],
  [
    'events: awaited',
    `import { EventEmitter, on, once } from 'node:events'
    const e = new EventEmitter()
    setTimeout(() => e.emit('a', 1, 2), 1)
    console.log(await once(e, 'a'), e.listenerCount('error'))
    setTimeout(() => e.emit('error', new Error('no')), 1)
    await once(e, 'a').catch((error) => console.log(error.message, e.listenerCount('a')))
    const all = on(e, 'b')
    for (const n of [1, 2, 3]) e.emit('b', n)
    for await (const [n] of all) { console.log(n); if (n === 3) break }
    setTimeout(() => console.log(e.eventNames()))`,
    'solution.mjs',
  ],
]

describe('a module of Node', () => {
  it.each(PROGRAMS.map(([what, program, file = 'solution.cjs']) => ({ what, program, file })))(
    'does what it does there: $what',
    async ({ program, file }) => {
      const expected = printedInNode(program, file)
      expect(expected).not.toBe('')
      const outcome = await ioOutcome({ [file]: program }, { stdin: '', expected }, { entry: file })
      expect(outcome).toEqual({ name: 'io', passed: true })
    },
  )

  it('prints to where a challenge’s frame is told to write its answer', async () => {
    const program =
      "const ws = require('fs').createWriteStream(process.env.OUTPUT_PATH); ws.write(6 + '\\n'); ws.end()"
    expect(await ioOutcome(program, { stdin: '', expected: '6' })).toEqual({ name: 'io', passed: true })
  })

  it('tells every module where it lies', async () => {
    const files = {
      'solution.mjs': "import './lib/a.mjs'; console.log(import.meta.dirname, import.meta.main)",
      'lib/a.mjs': 'console.log(import.meta.dirname, import.meta.url, import.meta.main)',
    }
    const expected = '/lib file:///lib/a.mjs false\n/ true'
    const outcome = await ioOutcome(files, { stdin: '', expected }, { entry: 'solution.mjs' })
    expect(outcome).toEqual({ name: 'io', passed: true })
  })
})
