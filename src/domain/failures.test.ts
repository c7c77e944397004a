import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { parseGiven } from './failures.ts'
import { bindingSchema } from './rubric.ts'

function faultsOf(schema: z.ZodType, value: unknown): string[] {
  const parsed = parseGiven(schema, value, ['input'])
  return 'ok' in parsed ? [] : parsed.faults.map(({ path }) => path.join('.'))
}

describe('field errors', () => {
  it('name each key that is not known', () => {
    expect(faultsOf(z.strictObject({}), { one: 1, two: 2 })).toEqual(['input.one', 'input.two'])
  })

  it.each<[object, string[]]>([
    [{ tasks: [1] }, ['input.tasks.0']],
    [{ findings: ['style', 'nonsense'] }, ['input.findings.1']],
    [{ tasks: ['memo'], tests: ['basics'] }, ['input.tests']],
    [{}, ['input.tasks']],
  ])('point into %j by the alternative that was meant', (binding, paths) => {
    expect(faultsOf(bindingSchema, binding)).toEqual(paths)
  })

  it('name the value itself where it is of none of the types', () => {
    expect(faultsOf(bindingSchema, 5)).toEqual(['input'])
  })
})
