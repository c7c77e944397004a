/** Something that the person at the terminal can put right; the message says it all. */
export class ClientFault extends Error {
  override readonly name = 'ClientFault'
}
