/** A fault that the person at the terminal can mend: its message says how, and no stack trace would say more. */
export class LocalFault extends Error {
  override readonly name = 'LocalFault'
}
