import { serve } from '../serve.ts'
import { makeDataFolder } from './engine/boot.ts'

// The child process that makes a new database once, so that the others need not.

serve<null, Uint8Array>(async () => (await makeDataFolder()).bytes())
