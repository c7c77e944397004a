import { z } from 'zod'
import { checkReferences } from '../authoring/check.ts'
import { simulationDefinitionSchema } from '../domain/simulation.ts'
import { openSandbox } from '../sandbox/index.ts'

// Started by the API for a definition that is to be published: tries its references, answers with the faults, ends.

const request = z.object({ definition: simulationDefinitionSchema })

process.once('message', async (message) => {
  const { definition } = request.parse(message)
  const sandbox = openSandbox({ processes: 1 })
  const faults = await checkReferences(definition, sandbox)
  await sandbox.stop()
  process.send?.({ faults })
})
process.once('disconnect', () => process.exit())
