import { z } from 'zod'
import { checkSimulation } from '../authoring/check.ts'
import { rubricSchema } from '../domain/rubric.ts'
import { simulationDefinitionSchema } from '../domain/simulation.ts'
import { openSandbox } from '../sandbox/index.ts'

// Started by the API for each definition that is published: checks it, answers with the faults, and ends.

const request = z.object({ definition: simulationDefinitionSchema, rubric: rubricSchema })

process.once('message', async (message) => {
  const { definition, rubric } = request.parse(message)
  const sandbox = await openSandbox({ processes: 1 })
  const { faults } = await checkSimulation(definition, rubric, sandbox)
  await sandbox.stop()
  process.send?.({ faults })
})
process.once('disconnect', () => process.exit())
