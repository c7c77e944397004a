import { readOwnConfig } from '../config.ts'
import { migrate } from '../store/migrate.ts'
import { openLog } from '../telemetry/log.ts'

const config = readOwnConfig()
const log = openLog({ level: config.LOG_LEVEL, role: 'migrate' })
const ran = await migrate(config.DATABASE_URL)
log.info({ migrations: ran }, ran.length === 0 ? 'The database is up to date' : 'The database was migrated')
