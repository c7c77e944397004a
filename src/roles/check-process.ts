import { z } from 'zod'
import { checkReferences } from '../authoring/check.ts'
import { simulationDefinitionSchema } from '../domain/simulation.ts'
import { openRunner } from '../sandbox/index.ts'

// Started by the API for a definition that is to be published: tries its references, answers with the faults, ends.

const request = z.object({ definition: simulationDefinitionSchema })

process.once('message', async (message) => {
  const { definition } = request.parse(message)
  const runner = await openRunner({ processes: 1 })
  const faults = await checkReferences(definition, runner)
  await runner.stop()
  process.send?.({ faults })
})
process.once('disconnect', () => process.exit())
