import { describe, expect, it } from 'vitest'
import { outputMismatch, sameOutput } from './output.ts'

describe('what a program printed', () => {
  it.each([
    ['the same text', '6\n', '6\n'],
    ['a line end too few', '6', '6\n'],
    ['empty lines at the end', '6\n\n  \n', '6'],
    ['spaces at the end of a line', '1 2 \n3\t\n', '1 2\n3'],
    ['line ends of Windows', '1\r\n2\r\n', '1\n2\n'],
    ['nothing', '', '\n'],
  ])('is right with %s', (_what, printed, expected) => {
    expect(sameOutput(printed, expected)).toBe(true)
    expect(sameOutput(expected, printed)).toBe(true)
  })

  it.each([
    ['another word', '5\n', '6\n', 'line 1: expected "6", received "5"'],
    ['another line', '1\n5\n3', '1\n6\n3', 'line 2: expected "6", received "5"'],
    ['a space at the start of a line', '1\n 2', '1\n2', 'line 2: expected "2", received " 2"'],
    ['a space more between words', '1  2', '1 2', 'line 1: expected "1 2", received "1  2"'],
    ['an empty line first', '\n1', '1', 'line 1: expected "1", received ""'],
    ['another case', 'Yes', 'yes', 'line 1: expected "yes", received "Yes"'],
    ['nothing', ' \n', '6\n7', 'the program printed nothing: expected "6"'],
    ['too little', '1\n2', '1\n2\n3', 'line 3: expected "3", but the output ends after 2 lines'],
    ['too little by far', '1', '1\n2', 'line 2: expected "2", but the output ends after 1 line'],
    ['too much', '1\n2\n3', '1\n2', 'line 3: expected no more than 2 lines, received "3"'],
    ['what should not be', 'debug', '', 'line 1: expected no output, received "debug"'],
  ])('is wrong with %s', (_what, printed, expected, message) => {
    expect(sameOutput(printed, expected)).toBe(false)
    expect(outputMismatch(expected, printed)).toBe(message)
  })

  it('is shown from where a long line differs, and cut', () => {
    const message = outputMismatch(`${'a'.repeat(500)}b`, `${'a'.repeat(500)}c`)
    expect(message).toContain('b", received')
    expect(message.length).toBeLessThan(200)
    expect(outputMismatch('a'.repeat(5000), '').length).toBeLessThan(200)
  })
})
