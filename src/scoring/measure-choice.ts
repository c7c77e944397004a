import type { ChoiceTask } from '../domain/task.ts'
import type { ExaminedChoice } from './examined.ts'
import type { Measure } from './measure.ts'

/** Of one right option all or nothing; of several the share of them, less what was wrongly chosen. */
export function measureChoice({ task, choice }: ExaminedChoice): Measure {
  const score = task.multiple ? shareOfOptions(task, choice) : exactChoice(task, choice)
  const right = score === 1
  return {
    score,
    rationale: right
      ? 'The right choice.'
      : score > 0
        ? `Partly right: ${percent(score)}.`
        : 'Not the right choice.',
    praise: right ? 'Your choice is right.' : null,
    losses: right
      ? []
      : [{ worth: 1 - score, advice: 'Read the question again and rethink your choice.', place: null }],
    remarks: [],
  }
}

const exactChoice = ({ answer }: ChoiceTask, choice: readonly string[]) =>
  choice.length === 1 && choice.every((option) => answer.includes(option)) ? 1 : 0

/** (right − wrong) / all right options, at least 0: ticking every box earns nothing by itself. */
function shareOfOptions({ answer }: ChoiceTask, choice: readonly string[]): number {
  const right = choice.filter((option) => answer.includes(option)).length
  return Math.max(0, (right - (choice.length - right)) / answer.length)
}

/** Of what is not whole: rounded as the marks are, but never up to all of it. */
const percent = (share: number) => `${Math.min(99, Math.round(share * 100))}%`
