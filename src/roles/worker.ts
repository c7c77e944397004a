import { readOwnConfig } from '../config.ts'
import { openLog } from '../telemetry/log.ts'
import { runRole } from './run-role.ts'
import { startWorker } from './start-worker.ts'

const config = readOwnConfig()
const log = openLog({ level: config.LOG_LEVEL, role: 'worker' })
await runRole(log, () => startWorker(config, log))
