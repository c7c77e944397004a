import { describe, expect, it } from 'vitest'
import { judge, seriesLine } from './report.ts'

const minutes = Array.from({ length: 30 }, (_, minute) => minute)
const samples = Array.from({ length: 120 }, (_, sample) => sample)
const judged = (mb: (minute: number) => number) => judge('api', 'memory', minutes.map(mb), minutes)

describe('the judgement of a memory', () => {
  it('calls flat what fills a cache at first and then stays, however it saws', () => {
    const series = judged((minute) => (minute < 10 ? 50 + minute * 5 : 100 + (minute % 3)))
    expect(series.flat).toBe(true)
    expect(seriesLine(series)).toMatch(/ flat$/)
  })

  it('does not call flat what goes on growing', () => {
    const series = judged((minute) => 100 + minute)
    expect(series.flat).toBe(false)
    expect(series.mbPerHour).toBeCloseTo(60)
    expect(seriesLine(series)).toContain('+60 MB/h')
  })

  it('looks at what is left after a collection, not at when a sample was taken', () => {
    const sawing = (left: (minute: number) => number) =>
      judge(
        'api',
        'heap',
        samples.map((at) => left(at / 4) + (at % 4) * (5 + at / 12)),
        samples.map((at) => at / 4),
      )
    expect(sawing(() => 60).flat).toBe(true)
    expect(sawing((minute) => 60 + minute / 2).flat).toBe(false)
  })

  it('forgives a small process a megabyte', () => {
    expect(judged((minute) => 5 + minute / 30).flat).toBe(true)
  })

  it('calls flat what shrinks', () => {
    expect(judged((minute) => 100 - minute).flat).toBe(true)
  })
})
