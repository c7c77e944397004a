import { describe, expect, it } from 'vitest'
import { writeFeedback } from './feedback.ts'
import type { Measure } from './measure.ts'
import { weigh } from './rubric.ts'
import { aCodeTask, aSimulation } from './testing/simulations.ts'

const place = (line: number) => ({ file: 'solution.js', line, column: 1 })
const tasks = aSimulation(aCodeTask(), aCodeTask({ id: 'report' })).tasks

function aMeasure(parts: Partial<Measure>): Measure {
  return { score: 0.5, rationale: 'Half of it.', praise: null, losses: [], remarks: [], ...parts }
}

/** Feedback on criteria that weigh alike, each measured on the tasks in their order. */
function feedback(criteria: Readonly<Record<string, readonly Partial<Measure>[]>>): string {
  const names = Object.entries(criteria)
  const weighed = weigh(
    names.map(([criterion, measures]) => ({
      criterion,
      weight: 1 / names.length,
      measures: measures.flatMap((measure, i) => {
        const task = tasks[i]
        return task === undefined ? [] : [{ task, weight: 1, measure: aMeasure(measure) }]
      }),
    })),
  )
  return writeFeedback(50, weighed)
}

describe('feedback', () => {
  it('begins with the score and goes on with what is good, the next steps, and the details', () => {
    const text = feedback({
      correctness: [
        { praise: 'It works.', losses: [{ worth: 0.5, advice: 'Mend `sum`.', place: place(3) }] },
      ],
      codeQuality: [{ score: 1, rationale: 'No remarks.' }],
      performance: [],
    })
    expect(text).toBe(`Overall Score: 50/100

## What is good

- It works.

## What to do next

1. \`solution.js:3\`: Mend \`sum\`. (about 25 points)

## Details

### Correctness: 50/100, 50% of the score

Half of it.

### Code quality: 100/100, 50% of the score

No remarks.

### Performance: not measured

Nothing here measures this criterion; its weight went to the criteria that are measured.
`)
  })

  it('says so where nothing is measured at all, as in a practice run of a quiz', () => {
    expect(feedback({ correctness: [], codeQuality: [] })).toContain(
      'Nothing here could be measured. A practice run',
    )
    expect(feedback({ correctness: [{}], codeQuality: [] })).not.toContain('Nothing here could be measured')
  })

  it('puts the three steps first that earn the most', () => {
    const losses = [0.1, 0.3, 0.02, 0.2].map((worth) => ({ worth, advice: `Earn ${worth}.`, place: null }))
    expect(feedback({ correctness: [{ losses }] }).match(/^\d\..*$/gm)).toEqual([
      '1. Earn 0.3. (about 30 points)',
      '2. Earn 0.2. (about 20 points)',
      '3. Earn 0.1. (about 10 points)',
    ])
  })

  it('adds up what one step earns in several criteria', () => {
    const losses = [{ worth: 1, advice: 'Answer this task.', place: null }]
    const text = feedback({ correctness: [{ losses }], codeQuality: [{ losses }] })
    expect(text).toContain('1. Answer this task. (about 100 points)')
    expect(text).not.toContain('2. ')
  })

  it('names the task where there are several', () => {
    const text = feedback({
      correctness: [{ praise: 'It works.' }, { losses: [{ worth: 1, advice: 'Mend it.', place: null }] }],
    })
    expect(text).toContain('- `sum`: It works.')
    expect(text).toContain('1. `report`: Mend it. (about 50 points)')
    expect(text).toContain('`sum`: Half of it. `report`: Half of it.')
  })

  it('shows the gravest remarks of a criterion, and how many more there are', () => {
    const remark = (severity: 'INFO' | 'ERROR', message: string) => ({
      severity,
      message,
      rule: 'r',
      place: null,
    })
    const remarks = [
      ...Array.from({ length: 6 }, (_, i) => remark('INFO', `Small ${i}.`)),
      remark('ERROR', 'Grave.'),
    ]
    const lines = feedback({ codeQuality: [{ remarks }] }).match(/^- .*$/gm)
    expect(lines).toHaveLength(6)
    expect(lines?.[0]).toBe('- Grave.')
    expect(lines?.at(-1)).toBe('- and 2 more, listed in the findings')
  })

  it('lets nothing out that a learner wrote as markup', () => {
    const nasty = '</script><img src=x> [x](https://evil.example) `tick` *b*'
    const text = feedback({
      correctness: [
        {
          praise: nasty,
          rationale: nasty,
          losses: [{ worth: 1, advice: nasty, place: { file: 'a`<b>.js', line: 1, column: 1 } }],
          remarks: [
            {
              severity: 'ERROR',
              message: nasty,
              rule: 'r',
              place: { file: '<i>.js', line: null, column: null },
            },
          ],
        },
      ],
    })
    const outsideOfCode = text.replace(/`[^`]*`/g, '')
    expect(outsideOfCode).not.toMatch(/(?<!\\)[<*[\]]/)
    expect(outsideOfCode).not.toMatch(/(?<!\\):\/\//)
  })
})
