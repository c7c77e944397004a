import { describe, expect, it } from 'vitest'
import { shareKey } from './operations.ts'

const QUERY = 'subscription ($id: ID!) { jobStatus(jobId: $id) { status } }'
const asked = { query: QUERY, variables: { id: 'a' }, operationName: undefined }
const by = (role: 'LEARNER' | 'REVIEWER' | 'ADMIN', subject: string) => ({ role, subject })

describe('the key of a shared subscription', () => {
  const key = shareKey(asked, by('LEARNER', 'ada'))

  it('is the same for the same question with the same rights', () => {
    expect(shareKey({ ...asked }, by('LEARNER', 'ada'))).toBe(key)
    expect(shareKey(asked, by('REVIEWER', 'rita'))).toBe(shareKey(asked, by('REVIEWER', 'rob')))
  })

  it.each([
    ['another learner', asked, by('LEARNER', 'bob')],
    ['another role', asked, by('REVIEWER', 'ada')],
    ['another job', { ...asked, variables: { id: 'b' } }, by('LEARNER', 'ada')],
    ['a later start', { ...asked, variables: { id: 'a', after: 2 } }, by('LEARNER', 'ada')],
    ['other fields', { ...asked, query: QUERY.replace('status', 'score') }, by('LEARNER', 'ada')],
    ['another operation of the document', { ...asked, operationName: 'b' }, by('LEARNER', 'ada')],
  ])('is another for %s', (_what, operation, viewer) => {
    expect(shareKey(operation, viewer)).not.toBe(key)
  })
})
