import { availableParallelism, cpus, totalmem } from 'node:os'
import { z } from 'zod'

/** What figures depend on beside the code. Nothing that names the machine. */
export const machineSchema = z.object({
  cpu: z.string(),
  cores: z.int(),
  memoryGb: z.int(),
  platform: z.string(),
  node: z.string(),
})
export type Machine = z.infer<typeof machineSchema>

/** The machine that this process runs on. */
export function thisMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() || process.arch,
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    platform: process.platform,
    node: process.version,
  }
}

/** Cores, processor and Node in a few words. */
export const machineLine = ({ cpu, cores, node }: Machine): string =>
  `${cores} ${cores === 1 ? 'core' : 'cores'} of ${cpu}, Node ${node.replace('v', '')}`
