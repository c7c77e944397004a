import { Child, type ChildOptions } from '../child.ts'
import { type ImageOf, imagePlace } from './image-place.ts'

const GUARD_MS = 180_000

/**
 * The file of an image. Where it is not there yet, a process of its own makes it, which serves one request for its bytes.
 * @throws SandboxFault when that process does not make it
 */
export async function imageFile(of: ImageOf, maker: ChildOptions): Promise<string> {
  const place = imagePlace(of)
  if (!place.isThere) place.keep(await made(maker))
  return place.file
}

async function made(options: ChildOptions): Promise<Uint8Array> {
  const maker = await Child.start(options)
  try {
    // The child is started from our own code: what it answers is what its program says it answers.
    return (await maker.call(null, { guardMs: GUARD_MS, onNote: () => undefined })) as Uint8Array
  } finally {
    await maker.kill()
  }
}
