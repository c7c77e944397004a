import { describe, expect, it } from 'vitest'
import { suiteOutcomes, verdicts } from '../testing/run-program.ts'

const ANSWER = `exports.add = (a, b) => a + b; exports.leaks = () => 'should' in {}; exports.find = () => null`
const BODY = `
  describe('adding', () => {
    it('adds', () => { add(1, 2).should.equal(3); 'abc'.should.have.lengthOf(3) })
    it('adds wrongly', () => { add(1, 2).should.be.a('number').and.not.equal(3) })
    it('goes over lines', () => {
      [add(1, 1), add(1, 2)]
        .should.deep.equal([2, 3]); ({ sum: add(1, 1) }).should.have.property('sum').that.should.exist
    })
    it('throws', () => { (() => add(null.x)).should.throw(TypeError) })
    it('shows nothing of it to the answer', () => { leaks().should.be.false })
  })`

describe('the should style', () => {
  it.each([
    [
      'of a chai that is required',
      `const chai = require('chai'); chai.should(); const { add, leaks } = require('./solution')`,
    ],
    [
      'required as a function',
      `const should = require('chai').should(), { add, leaks } = require('./solution')`,
    ],
    [
      'imported',
      `import { should as speak, should } from 'chai'; import { add, leaks } from './solution'; should()`,
    ],
    ['registered', `import 'chai/register-should.js'; import { add, leaks } from './solution'`],
  ])('is understood: %s', async (_how, head) => {
    expect(verdicts(await suiteOutcomes(ANSWER, `${head}\n${BODY}`))).toEqual({
      'adding > adds': 'passed',
      'adding > adds wrongly': 'assertion',
      'adding > goes over lines': 'passed',
      'adding > throws': 'passed',
      'adding > shows nothing of it to the answer': 'passed',
    })
  })

  it('has assertions for what has no members', async () => {
    const suite = `const should = require('chai').should(), { find } = require('./solution')
      it('is nothing', () => { should.not.exist(find()); should.equal(find(), null); should.not.throw(() => find()) })
      it('is something', () => { should.exist(find()) })`
    expect(verdicts(await suiteOutcomes(ANSWER, suite))).toEqual({
      'is nothing': 'passed',
      'is something': 'assertion',
    })
  })

  it('leaves a member of that name alone in other test files', async () => {
    const suite = `it('is told', () => { expect({ should: 'stop' }.should).toBe('stop') })`
    expect(verdicts(await suiteOutcomes(ANSWER, suite))).toEqual({ 'is told': 'passed' })
  })
})

describe('a plugin of chai', () => {
  it('adds assertions', async () => {
    const suite = `const chai = require('chai'), { add } = require('./solution')
      chai.use(({ Assertion }) => Assertion.addMethod('even', function () { this.assert(this._obj % 2 === 0, 'expected #{this} to be even') }))
      it('holds', () => { chai.expect(add(1, 1)).to.be.even() })
      it('fails', () => { chai.expect(add(1, 2)).to.be.even() })`
    expect(await suiteOutcomes(ANSWER, suite)).toMatchObject([
      { name: 'holds', passed: true },
      { name: 'fails', fault: 'assertion', message: 'expected 3 to be even' },
    ])
  })
})
