const { then } = Promise.prototype

let hear: (reason: unknown) => void = () => undefined

/** Names who hears of a rejection that nobody handles. */
export function onRejection(crash: (reason: unknown) => void): void {
  hear = crash
}

/** Hears of a promise's rejection: of one that nobody else has, and so nobody else can handle. */
export function watch(dropped: unknown): void {
  if (typeof dropped !== 'object' || dropped === null) return
  try {
    Reflect.apply(then, dropped, [undefined, (reason: unknown) => hear(reason)])
  } catch {
    // It is no promise.
  }
}
