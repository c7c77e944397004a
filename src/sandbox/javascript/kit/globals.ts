// What the packages under `expect` want of a global besides the language. Evaluated before them.

class Event {
  readonly type: string

  constructor(type: string) {
    this.type = type
  }
}

/** chai tells its plugins of new methods through one of these; nobody here listens. */
class EventTarget {
  addEventListener(): void {}
  removeEventListener(): void {}
  dispatchEvent(): boolean {
    return true
  }
}

// Messages are read by people on a page: no colours.
const process = { env: { NO_COLOR: '1' }, argv: [] }

/** Mocks advise on how they are used. */
const console = { warn: () => {} }

Object.assign(globalThis, { Event, EventTarget, process, console })
