import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { type KeyPoint, keyPointSchema, type TextTask, textTaskSchema } from '../../../domain/task.ts'

const labelledSchema = z.array(
  z
    .strictObject({ ...keyPointSchema.shape, says: z.array(z.string()), doesNot: z.array(z.string()) })
    .transform(({ says, doesNot, ...keyPoint }) => ({ keyPoint, says, doesNot })),
)

/** A key point with sentences that make it and sentences that do not. */
export type LabelledPoint = z.infer<typeof labelledSchema>[number]

/** Reads one of the labelled sets of this folder. */
export const readLabelled = (name: 'tuning' | 'held-out' | 'unseen'): readonly LabelledPoint[] =>
  labelledSchema.parse(parse(readFileSync(new URL(`${name}.yaml`, import.meta.url), 'utf8')))

/** A text task; its key points by what tells them apart, the rest filled in. */
export const aTextTask = ({
  keyPoints,
  ...rest
}: Partial<Omit<TextTask, 'keyPoints'>> & {
  keyPoints: readonly (Partial<KeyPoint> & { point: string })[]
}): TextTask => textTaskSchema.parse({ kind: 'text', id: 'memo', keyPoints, ...rest })
