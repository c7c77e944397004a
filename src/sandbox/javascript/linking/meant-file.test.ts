import { describe, expect, it } from 'vitest'
import { suiteOutcomes, verdicts } from '../testing/run-program.ts'
import { LearnerFiles } from './learner-files.ts'

const FILES = {
  'index.ts': 'export const top = 1',
  'src/index.ts': 'export const sources = 2',
  'src/lib/queue.ts': 'export const size = 3',
}

describe('an import of one file by another', () => {
  it.each([
    ['src/queue.test.ts', '.', 'src/index.ts'],
    ['src/queue.test.ts', './', 'src/index.ts'],
    ['src/queue.test.ts', '..', 'index.ts'],
    ['src/lib/queue.ts', '..', 'src/index.ts'],
    ['main.ts', '.', 'index.ts'],
    ['main.ts', '..', null],
    ['main.ts', '@/lib/queue', 'src/lib/queue.ts'],
    ['main.ts', '~/lib/queue.js', 'src/lib/queue.ts'],
    ['main.ts', '@lib/queue', 'src/lib/queue.ts'],
    ['main.ts', '#lib/queue', 'src/lib/queue.ts'],
    ['main.ts', 'src/lib/queue', 'src/lib/queue.ts'],
    ['main.ts', 'lib/queue', 'src/lib/queue.ts'],
    ['main.ts', '@/src', 'src/index.ts'],
    ['main.ts', '@/lib/stack', null],
    ['main.ts', 'lodash', null],
  ])('in %s of %s is one of %s', (importer, specifier, file) => {
    expect(new LearnerFiles(FILES).find(importer, specifier)).toBe(file)
  })

  it('means a module of the sandbox before a file of its name', () => {
    const files = new LearnerFiles({ 'events.ts': '', 'vitest.ts': '' })
    expect(files.find('main.ts', 'events')).toBeNull()
    expect(files.resolve('main.ts', 'events')).toBe('kit:events')
  })
})

describe('an import of a file by a suite', () => {
  const reached = async (files: Readonly<Record<string, string>>, head: string) =>
    verdicts(await suiteOutcomes(files, `${head}\nit('is there', () => { expect(size).toBe(3) })`))

  it.each(['@/lib/queue', '~/queue', 'src/queue', '../queue'])(
    'finds the answer to a task of one file as %s',
    async (specifier) => {
      const files = { 'solution.js': 'export const size = 3' }
      expect(await reached(files, `import { size } from '${specifier}'`)).toEqual({ 'is there': 'passed' })
    },
  )

  it.each(['.', './', '..', '../..'])('finds the index of several files as %s', async (specifier) => {
    const files = { 'index.js': `export { size } from './queue.js'`, 'queue.js': 'export const size = 3' }
    expect(await reached(files, `import { size } from '${specifier}'`)).toEqual({ 'is there': 'passed' })
  })

  it('finds the only file by its name, though it lies in a folder and is not the entry', async () => {
    const files = { 'src/04-queues/queue.js': 'export const size = 3' }
    expect(await reached(files, `import { size } from '../queue.js'`)).toEqual({ 'is there': 'passed' })
  })

  it('finds a file of several by an alias of a folder that is not here', async () => {
    const files = { 'solution.js': '', 'queue.js': 'export const size = 3' }
    expect(await reached(files, `import { size } from '@/lib/queue'`)).toEqual({ 'is there': 'passed' })
  })
})
