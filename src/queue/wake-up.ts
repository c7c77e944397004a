import { z } from 'zod'
import type { WakeUp } from '../store/outbox.ts'

/** What a message in a lane's queue holds; parsed at both ends, so that two versions of the engine can share a queue. */
export const wakeUpSchema = z.strictObject({ jobId: z.uuid(), epoch: z.int().min(0) })
export type WakeUpMessage = z.infer<typeof wakeUpSchema>

/** One wake-up has one id, so that sending it twice adds it once. */
export function wakeUpId({ jobId, epoch }: Pick<WakeUp, 'jobId' | 'epoch'>): string {
  return `${jobId}-${epoch}`
}
