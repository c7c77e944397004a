import { describe, expect, it } from 'vitest'
import { type LogOptions, openLog } from './log.ts'

function aLog(level: LogOptions['level'] = 'info') {
  const lines: string[] = []
  const log = openLog({ level, role: 'worker', destination: { write: (line) => void lines.push(line) } })
  return { log, events: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) }
}

describe('the log', () => {
  it('writes an event as level, message, timestamp and its fields', () => {
    const { log, events } = aLog()
    log.info({ jobId: 'j1', score: 85, processingTime: 2340 }, 'Job completed successfully')

    expect(events()).toEqual([
      {
        level: 'info',
        role: 'worker',
        message: 'Job completed successfully',
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        jobId: 'j1',
        score: 85,
        processingTime: 2340,
      },
    ])
  })

  it('leaves out what lies below its level', () => {
    const { log, events } = aLog('warn')
    log.info('quiet')
    log.warn('loud')

    expect(events().map(({ message }) => message)).toEqual(['loud'])
  })

  it('blots out credentials, in an event and in what it holds', () => {
    const { log, events } = aLog()
    log.info({ authorization: 'Bearer s3cret', headers: { authorization: 'Bearer s3cret' } }, 'Request')
    log.info({ settings: { ADMIN_API_KEY: 's3cret' }, apiKey: 's3cret' }, 'Start')

    expect(JSON.stringify(events())).not.toContain('s3cret')
  })

  it('blots out what a failed command of a store was given', () => {
    const { log, events } = aLog()
    const refused = Object.assign(new Error('WRONGPASS'), { command: { name: 'auth', args: ['s3cret'] } })
    const broken = Object.assign(new Error('violates'), {
      detail: 'Failing row contains (s3cret)',
      where: 's3cret',
    })
    for (const err of [refused, broken]) log.warn({ err }, 'A store has trouble')
    log.warn({ err: new Error('outer', { cause: refused }) }, 'A store has trouble')

    expect(JSON.stringify(events())).not.toContain('s3cret')
    expect(events()[0]?.err).toMatchObject({ message: 'WRONGPASS', command: { name: 'auth' } })
  })

  it('tells the message and the stack of an error', () => {
    const { log, events } = aLog()
    log.error({ err: new TypeError('no such thing') }, 'It failed')

    expect(events()[0]?.err).toMatchObject({
      type: 'TypeError',
      message: 'no such thing',
      stack: expect.stringContaining('log.test.ts'),
    })
  })
})
