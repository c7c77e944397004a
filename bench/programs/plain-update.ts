import { openPlainUpdate } from '../peers/plain-update.ts'
import { serveTasks } from '../program.ts'

let peer: Promise<string> | undefined

/** Opens the peer once. Answers with its URL. */
serveTasks(({ databaseUrl }: { databaseUrl: string }) => {
  peer ??= openPlainUpdate(databaseUrl)
  return peer
})
