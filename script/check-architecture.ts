import { spawnSync } from 'node:child_process'
import { z } from 'zod'

// Holds the imports of src/ against .dependency-cruiser.cjs. Under a TypeScript that it does not know,
// dependency-cruiser sees no module and is content: to see too few is a fault here.
const FEWEST_MODULES = 50

const report = z.object({
  summary: z.object({
    totalCruised: z.int(),
    totalDependenciesCruised: z.int(),
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
})

const cruise = spawnSync('depcruise', ['src', '--config', '--output-type', 'json'], {
  encoding: 'utf8',
  maxBuffer: 256 * 1024 * 1024,
})
if (cruise.stdout === '')
  throw new Error(`dependency-cruiser said nothing: ${cruise.error?.message ?? cruise.stderr}`)
const { summary } = report.parse(JSON.parse(cruise.stdout))

for (const { from, to, rule } of summary.violations) process.stderr.write(`${rule.name}: ${from} → ${to}\n`)
process.stdout.write(
  `${summary.totalCruised} modules, ${summary.totalDependenciesCruised} imports, ${summary.violations.length} faults\n`,
)
if (summary.totalCruised < FEWEST_MODULES) {
  process.stderr.write(`expected ${FEWEST_MODULES} modules or more: the check does not see the code\n`)
}
process.exitCode = summary.violations.length > 0 || summary.totalCruised < FEWEST_MODULES ? 1 : 0
