import { serve } from '../serve.ts'
import { makeImage } from './engine/boot.ts'
import { writtenImage } from './engine/image.ts'

// The child process that starts Python once, so that the others need not.

serve<null, Uint8Array>(() => writtenImage(makeImage()))
