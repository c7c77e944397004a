import type { ExecutionResult } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { Authenticate } from '../access/authenticate.ts'
import type { Session } from '../access/session.ts'
import { TooMany } from '../domain/too-many.ts'
import { Unavailable } from '../domain/unavailable.ts'
import type { RequestInfo } from '../schema/index.ts'
import { rateLimited } from './limits.ts'

/** What the transport knows of a request; the viewer is added once the credential is checked. */
export type Transport = Omit<RequestInfo, 'viewer'> &
  Partial<Pick<RequestInfo, 'viewer'>> & {
    /** What the viewer came in by. */
    readonly session?: Session
    /** The result, where the operation was executed before. */
    readonly result?: ExecutionResult | undefined
  }

/** What a request without a good credential is answered with. */
export interface Refusal {
  readonly status: 401 | 429 | 503
  readonly headers: Readonly<Record<string, string>>
  readonly error: { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }
}

const UNAUTHENTICATED: Refusal = {
  status: 401,
  headers: { 'www-authenticate': 'Bearer' },
  error: {
    message: 'A valid credential is needed: Authorization: Bearer <API key or token>',
    extensions: { code: 'UNAUTHENTICATED' },
  },
}

/** What a failure to tell whose credential it is means for the caller. @throws what is nobody's doing but ours */
function refusalOf(error: unknown): Refusal {
  if (error instanceof TooMany) {
    const headers = { 'retry-after': String(error.retryAfterS) }
    return { status: 429, headers, error: rateLimited(error) }
  }
  if (!(error instanceof Unavailable)) throw error
  const extensions = { code: 'SERVICE_UNAVAILABLE', retryable: true }
  return { status: 503, headers: { 'retry-after': '1' }, error: { message: error.message, extensions } }
}

/** Whose request it is, or what it is refused with; at once where the credential is remembered. */
export function admitCaller(
  authenticate: Authenticate,
  authorization: string | null | undefined,
  from: Transport,
): Admission | Promise<Admission> {
  const admissionOf = (session: Session | null) =>
    session === null ? { refusal: UNAUTHENTICATED } : { session }
  try {
    const session = authenticate(authorization, from)
    return session instanceof Promise
      ? session.then(admissionOf, (error: unknown) => ({ refusal: refusalOf(error) }))
      : admissionOf(session)
  } catch (error) {
    return { refusal: refusalOf(error) }
  }
}

/** A caller who was let in, or what they are told. */
export type Admission =
  | { readonly session: Session; readonly refusal?: never }
  | { readonly refusal: Refusal; readonly session?: never }

export interface AuthenticationOptions {
  readonly authenticate: Authenticate
  readonly graphiql: boolean
}

/** Lets nobody past without a credential, but for the GraphiQL page and CORS preflights. */
export function useAuthentication({
  authenticate,
  graphiql,
}: AuthenticationOptions): Plugin<object, Transport> {
  return {
    async onRequest({ request, serverContext, endResponse, fetchAPI }) {
      if (request.method === 'OPTIONS' || serverContext === undefined) return
      const accept = request.headers.get('accept')
      if (graphiql && request.method === 'GET' && accept?.includes('text/html')) return
      const { session, refusal } = await admitCaller(
        authenticate,
        request.headers.get('authorization'),
        serverContext,
      )
      if (refusal !== undefined) {
        const headers = { 'content-type': 'application/json; charset=utf-8', ...refusal.headers }
        const body = JSON.stringify({ errors: [refusal.error] })
        endResponse(new fetchAPI.Response(body, { status: refusal.status, headers }))
        return
      }
      Object.assign(serverContext, { viewer: session, session })
    },
  }
}
