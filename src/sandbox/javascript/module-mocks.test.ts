import { describe, expect, it } from 'vitest'
import { suiteOutcomes } from './testing/run-program.ts'

const MAILER = 'export function send(to) { throw new Error(`no mail to ${to}`) } export const LIMIT = 3'
const SIGN_UP = `import { send, LIMIT } from './mailer'
export function signUp(name) { return [send(name), LIMIT] }`
const FILES = { 'solution.js': SIGN_UP, 'mailer.js': MAILER }

const outcomesOf = (suite: string, files: Readonly<Record<string, string>> = FILES) =>
  suiteOutcomes(files, suite)
const failuresOf = async (...asked: Parameters<typeof outcomesOf>) => {
  const outcomes = await outcomesOf(...asked)
  expect(outcomes).not.toEqual([])
  return outcomes.filter(({ passed }) => !passed)
}

describe('a module that a suite mocks', () => {
  it.each([
    [
      'with a factory',
      `import { signUp } from './solution'
      import { send } from './mailer'
      jest.mock('./mailer', () => ({ send: jest.fn(() => 'sent'), LIMIT: 9 }))
      it('signs up', () => { expect(signUp('Ann')).toEqual(['sent', 9]); expect(send).toHaveBeenCalledWith('Ann') })`,
    ],
    [
      'with a factory that uses what the suite declares',
      `import { vi, it, expect } from 'vitest'
      import * as solution from './solution'
      const mockSend = vi.fn()
      vi.mock('./mailer', () => ({ send: (...args) => mockSend(...args) }))
      it('signs up', () => { solution.signUp('Ann'); expect(mockSend).toHaveBeenCalledOnce() })`,
    ],
    [
      'with a factory that asks for the original',
      `import { signUp } from './solution'
      vi.mock('./mailer', async (importOriginal) => ({ ...(await importOriginal()), send: vi.fn() }))
      it('signs up', () => expect(signUp('Ann')).toEqual([undefined, 3]))`,
    ],
    [
      'with what it is, in part',
      `import { signUp } from './solution'
      jest.mock('./mailer', () => ({ ...jest.requireActual('./mailer'), send: () => 1 }))
      it('signs up', () => expect(signUp('Ann')).toEqual([1, 3]))`,
    ],
    [
      'with nothing: its functions do nothing',
      `import { signUp } from './solution'
      import { send } from './mailer'
      jest.mock('./mailer')
      it('signs up', () => { send.mockReturnValue(5); expect(signUp('Ann')).toEqual([5, 3]) })`,
    ],
    [
      'in the CommonJS way',
      `jest.mock('./mailer', () => ({ send: jest.fn() }))
      const { send } = require('./mailer')
      const { signUp } = require('./solution')
      it('signs up', () => { signUp('Ann'); expect(send).toHaveBeenCalledWith('Ann') })`,
    ],
    [
      'in the CommonJS way, though it is required before',
      `const { signUp } = require('./solution'),
        send = require('./mailer').send
      jest.mock('./mailer', () => ({ send: jest.fn(() => 'sent') }))
      it('signs up', () => { expect(signUp('Ann')).toEqual(['sent', undefined]); expect(send).toHaveBeenCalledTimes(1) })`,
    ],
    [
      'that only the suite has, beside an answer of one file',
      `import { signUp } from './solution'
      const { send } = vi.hoisted(() => ({ send: vi.fn() }))
      vi.mock('./mailer', () => ({ send, LIMIT: 1 }))
      it('signs up', () => { signUp('Ann'); expect(send).toHaveBeenCalledWith('Ann') })`,
      { 'solution.js': SIGN_UP },
    ],
    [
      'whichever file of an answer imports it first',
      `import { signUp } from './solution'
      jest.mock('./mailer', () => ({ send: () => 'sent' }))
      it('signs up', () => expect(signUp('Ann')).toBe('Ann: sent'))`,
      {
        'solution.js': `import { welcome } from './welcome'; export const signUp = (name) => welcome(name)`,
        'welcome.js': `import * as mailer from './mailer'; export const welcome = (name) => name + ': ' + mailer.send(name)`,
        'mailer.js': MAILER,
      },
    ],
    [
      'by its class',
      `import { play } from './solution'
      import { Player } from './player'
      jest.mock('./player')
      it('plays', () => { play(); expect(Player).toHaveBeenCalledTimes(1); expect(Player.mock.instances[0].start).toHaveBeenCalledWith('a') })`,
      {
        'solution.js': `import { Player } from './player'; export const play = () => { new Player().start('a') }`,
        'player.js': `export class Player { start() { throw new Error('no sound') } }`,
      },
    ],
    [
      'of the language',
      `import fs from 'fs'
      import { read } from './solution'
      jest.mock('fs', () => ({ readFileSync: jest.fn(() => 'text') }))
      it('reads', () => { expect(read('a.txt')).toBe('text'); expect(fs.readFileSync).toHaveBeenCalledWith('a.txt', 'utf8') })`,
      {
        'solution.js': `import { readFileSync } from 'node:fs'; export const read = (file) => readFileSync(file, 'utf8')`,
      },
    ],
    [
      'that is not here',
      `import axios from 'axios'
      import { names } from './solution'
      jest.mock('axios')
      jest.mock('axios', () => ({ get: jest.fn() }))
      it('asks', async () => { axios.get.mockResolvedValue({ data: ['Ann'] }); expect(await names()).toEqual(['Ann']) })`,
      {
        'solution.js': `const axios = require('axios'); exports.names = async () => (await axios.get('/names')).data`,
      },
    ],
  ])('is replaced %s', async (_how, suite, files: Readonly<Record<string, string>> = FILES) => {
    expect(await failuresOf(suite, files)).toEqual([])
  })

  it('tells a wrong answer from a right one', async () => {
    const suite = `import { signUp } from './solution'
      import { send } from './mailer'
      jest.mock('./mailer', () => ({ send: jest.fn() }))
      it('signs up', () => { signUp('Ann'); expect(send).toHaveBeenCalledTimes(1) })`
    const silent = { ...FILES, 'solution.js': 'export function signUp(name) {}' }
    expect(await failuresOf(suite, silent)).toEqual([
      expect.objectContaining({ name: 'signs up', fault: 'assertion' }),
    ])
  })

  it.each([
    ['lacks an export', 'export const signIn = () => {}', /^solution\.js does not export signUp$/],
    ['throws', `\nthrow new Error('x')`, /Error: x \(solution\.js:2\)/],
    ['cannot be parsed', `export const signUp = (`, /^solution\.js:1: SyntaxError/],
  ])('leaves an answer that %s one failed case', async (_what, solution, message) => {
    const suite = `import { signUp } from './solution'
      jest.mock('./mailer', () => ({ send: jest.fn() }))
      it('signs up', () => signUp('Ann'))`
    expect(await outcomesOf(suite, { ...FILES, 'solution.js': solution })).toEqual([
      { name: 'spec', passed: false, fault: 'load', message: expect.stringMatching(message) },
    ])
  })

  it('is replaced for one test, and not for the next', async () => {
    const suite = `beforeEach(() => { jest.resetModules() })
      it('is mocked', () => {
        jest.doMock('./mailer', () => ({ send: () => 'sent', LIMIT: 1 }))
        expect(require('./solution').signUp('Ann')).toEqual(['sent', 1])
      })
      it('is as it is', () => {
        jest.dontMock('./mailer')
        expect(() => require('./solution').signUp('Ann')).toThrow('no mail to Ann')
      })`
    const solution = `const { send, LIMIT } = require('./mailer'); exports.signUp = (name) => [send(name), LIMIT]`
    expect(await failuresOf(suite, { ...FILES, 'solution.js': solution })).toEqual([])
  })

  it('is made without what its functions do, where the suite asks for that', async () => {
    const suite = `it('makes', () => { const { send, LIMIT } = jest.createMockFromModule('./mailer'); expect([send(1), LIMIT]).toEqual([undefined, 3]) })`
    expect(await failuresOf(suite)).toEqual([])
  })

  it('forgets what the answer has kept, where the suite asks for that', async () => {
    const suite = `let next
      beforeEach(() => jest.isolateModules(() => { next = require('./solution').next }))
      it('counts', () => expect(next()).toBe(1))
      it('counts from the start again', () => expect(next()).toBe(1))`
    expect(await failuresOf(suite, { 'solution.js': 'let n = 0; exports.next = () => ++n' })).toEqual([])
  })

  it('must be named where it is mocked', async () => {
    const suite = `it('mocks', () => { const name = './mailer'; jest.mock(name) })`
    expect(await failuresOf(suite)).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('./mailer can be mocked only where the test file spells its name'),
      }),
    ])
  })

  it.each([
    [
      'by a spy',
      `jest.spyOn(mailer, 'send').mockReturnValue('sent')
        expect(signUp('Ann')).toEqual(['sent', 3])
        expect(mailer.send).toHaveBeenCalledWith('Ann')
        jest.restoreAllMocks()`,
    ],
    [
      'by an assignment',
      `const { send } = mailer
        mailer.send = jest.fn(() => 'sent')
        expect(signUp('Ann')).toEqual(['sent', 3])
        mailer.send = send`,
    ],
  ])('has a single export replaced %s, and put back', async (_how, replace) => {
    const suite = `import * as mailer
        from './mailer'
      import { signUp } from './solution'
      it('signs up', () => { ${replace}; expect(() => signUp('Ann')).toThrow('no mail to Ann') })`
    expect(await failuresOf(suite)).toEqual([])
    const mocked = `${suite}\njest.mock('./clock', () => ({ now: () => 0 }))`
    expect(await failuresOf(mocked)).toEqual([])
  })

  it('is not within reach of the answer', async () => {
    const files = { ...FILES, 'solution.js': `import 'test:mock:mailer.js'; export const signUp = () => {}` }
    const suite = `import { signUp } from './solution'
      jest.mock('./mailer', () => ({ send: jest.fn() }))
      it('signs up', () => signUp('Ann'))`
    expect(await failuresOf(suite, files)).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('test:mock:mailer.js is not available here'),
      }),
    ])
  })
})
