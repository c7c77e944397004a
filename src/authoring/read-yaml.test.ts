import { describe, expect, it } from 'vitest'
import { readYaml } from './read-yaml.ts'

describe('a definition’s file', () => {
  it('may say once what several tasks share', () => {
    const text = 'tasks:\n  - &base { id: one, kind: code }\n  - { <<: *base, id: two }\n'
    expect(readYaml(text)).toEqual({
      ok: {
        tasks: [
          { id: 'one', kind: 'code' },
          { id: 'two', kind: 'code' },
        ],
      },
    })
  })

  it.each([
    ['a name that comes twice', 'slug: a\nslug: b\n', 'at line 2'],
    ['a tab', 'tasks:\n\t- id: a\n', 'at line 2'],
    ['a second document', 'slug: a\n---\nslug: b\n', 'a file of its own'],
    ['an alias of nothing', 'slug: *nobody\n', 'nobody'],
    ['an alias within what it names', 'args: &a { x: [*a], y: *a }\n', 'no end'],
  ])('is told what is wrong with %s', (_what, text, told) => {
    expect(readYaml(text)).toEqual({ fault: expect.stringContaining(told) })
  })
})
