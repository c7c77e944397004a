import { z } from 'zod'
import { checkReferences } from '../authoring/check.ts'
import { simulationDefinitionSchema } from '../domain/simulation.ts'
import { openSandbox } from '../sandbox/index.ts'

// Started for definitions that are to be published: tries the references of each, answers with the faults, and ends
// with whoever started it.

const request = z.object({ definition: simulationDefinitionSchema })
const sandbox = openSandbox({ processes: 1 })

process.on('message', async (message) => {
  const { definition } = request.parse(message)
  process.send?.({ faults: await checkReferences(definition, sandbox) })
})
process.once('disconnect', async () => {
  await sandbox.stop()
  process.exit()
})
