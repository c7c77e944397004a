import { startEmbeddedPostgres } from '../../src/local/embedded-postgres.ts'
import { startPrivateRedis } from '../../src/local/private-redis.ts'

// A program that starts both stores in a folder, says so, and then does nothing until it is killed.

const folder = process.argv[2] ?? ''
await startEmbeddedPostgres({ folder, durable: false })
await startPrivateRedis({ folder })
process.send?.('up')
