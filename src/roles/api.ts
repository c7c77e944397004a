import { readOwnConfig } from '../config.ts'
import { openLog } from '../telemetry/log.ts'
import { runRole } from './run-role.ts'
import { startApi } from './start-api.ts'

const config = readOwnConfig()
const log = openLog({ level: config.LOG_LEVEL, role: 'api' })
await runRole(log, () => startApi(config, log))
