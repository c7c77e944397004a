import { describe, expect, it } from 'vitest'
import { makeOriginCheck, mayOpenSocket } from './origins.ts'

describe('an origin', () => {
  it.each<[readonly string[], string, boolean]>([
    [[], 'https://app.example', false],
    [['https://app.example'], 'https://app.example', true],
    [['https://app.example'], 'https://app.example.evil', false],
    [['https://app.example'], 'null', false],
    [['*'], 'https://any.example', true],
    [['loopback'], 'http://localhost:5173', true],
    [['loopback'], 'http://127.0.0.1', true],
    [['loopback'], 'http://[::1]:80', true],
    [['loopback'], 'http://localhost.evil.example', false],
    [['loopback'], 'http://127.0.0.1.evil.example:80', false],
    [['loopback'], 'http://evil.example/localhost', false],
  ])('with %j: %s is allowed: %s', (allowed, origin, expected) => {
    expect(makeOriginCheck(allowed)(origin)).toBe(expected)
  })
})

describe('a socket', () => {
  const none = makeOriginCheck([])
  it.each([
    [{ host: 'api.example' }, true],
    [{ host: 'api.example', origin: 'https://api.example' }, true],
    [{ host: 'api.example', origin: 'https://evil.example' }, false],
    [{ host: 'null', origin: 'null' }, false],
  ])('is opened for %j: %s', (headers, expected) => expect(mayOpenSocket(headers, none)).toBe(expected))
})
