// Who may ask for a field, as its `authScopes` say it. docs/access.md is the same as a table, and a test holds the two
// against each other. A learner reaches nothing but the own work (access/reach.ts).

/** Everybody with a good credential. */
export const EVERYBODY = { LEARNER: true, SERVICE: true, REVIEWER: true, ADMIN: true } as const
/** Those who work on simulations, and who do so for others. */
export const LEARNING = { LEARNER: true, SERVICE: true, ADMIN: true } as const
/** The platform's own programs. */
export const PLATFORM = { SERVICE: true, ADMIN: true } as const
/** Those who run the engine, and the platform's own programs. */
export const OPERATING = { SERVICE: true, REVIEWER: true, ADMIN: true } as const
/** Those who judge and look after other people's work. */
export const STAFF = { REVIEWER: true, ADMIN: true } as const
/** Those who set the engine up. */
export const ADMINS = { ADMIN: true } as const
