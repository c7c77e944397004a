import { describe, expect, it } from 'vitest'
import { openMetrics } from './metrics.ts'

const anEmptyQueue = async () => ({ score: { waiting: 0, active: 0, delayed: 0 } })

describe('the metrics', () => {
  it('count operations and their time by kind and outcome', async () => {
    const metrics = openMetrics({ readQueueCounts: anEmptyQueue })
    metrics.observeOperation({ operation: 'query', outcome: 'ok', seconds: 0.004 })
    metrics.observeOperation({ operation: 'query', outcome: 'ok', seconds: 0.2 })
    const { text } = await metrics.read()

    expect(text).toContain('assessment_graphql_operation_seconds_count{operation="query",outcome="ok"} 2')
    expect(text).toContain(
      'assessment_graphql_operation_seconds_bucket{le="0.005",operation="query",outcome="ok"} 1',
    )
  })

  it('count jobs by outcome, and time those that ended', async () => {
    const metrics = openMetrics({ readQueueCounts: anEmptyQueue })
    metrics.observeJob({ outcome: 'done', seconds: 0.3 })
    metrics.observeJob({ outcome: 'retried', seconds: 0 })
    const { text } = await metrics.read()

    expect(text).toContain('assessment_jobs_total{outcome="retried"} 1')
    expect(text).toContain('assessment_scoring_seconds_sum{outcome="done"} 0.3')
    expect(text).not.toContain('assessment_scoring_seconds_count{outcome="retried"}')
  })

  it('ask for the depth of each lane’s queue at each reading', async () => {
    let waiting = 0
    const metrics = openMetrics({
      readQueueCounts: async () => ({
        score: { waiting: ++waiting, active: 5, delayed: 1 },
        practice: { waiting: 9, active: 0, delayed: 0 },
      }),
    })
    await metrics.read()
    const { text } = await metrics.read()

    expect(text).toContain('assessment_queue_jobs{lane="score",state="waiting"} 2')
    expect(text).toContain('assessment_queue_jobs{lane="score",state="active"} 5')
    expect(text).toContain('assessment_queue_jobs{lane="practice",state="waiting"} 9')
  })

  it('can be read while the queue cannot, without a stale depth', async () => {
    let reachable = true
    const metrics = openMetrics({
      readQueueCounts: () => (reachable ? anEmptyQueue() : Promise.reject(new Error('Redis is away'))),
    })
    await metrics.read()
    reachable = false
    const { text } = await metrics.read()

    expect(text).not.toContain('assessment_queue_jobs{')
    expect(text).toContain('process_resident_memory_bytes')
  })

  it('are told in the form that Prometheus reads', async () => {
    const { contentType } = await openMetrics({ readQueueCounts: anEmptyQueue }).read()

    expect(contentType).toContain('text/plain; version=0.0.4')
  })
})
