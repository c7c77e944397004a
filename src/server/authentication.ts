import type { ExecutionResult } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { Authenticate } from '../access/authenticate.ts'
import type { RequestInfo } from '../schema/index.ts'

/** What the transport knows of a request; the viewer is added once the credential is checked. */
export type Transport = Omit<RequestInfo, 'viewer'> &
  Partial<Pick<RequestInfo, 'viewer'>> & {
    /** The result, where the operation was executed before. */
    readonly result?: ExecutionResult | undefined
  }

/** What every refusal of a credential says. */
export const UNAUTHENTICATED = {
  message: 'A valid credential is needed: Authorization: Bearer <API key>',
  extensions: { code: 'UNAUTHENTICATED' },
}

/** Lets nobody past without a credential, but for the GraphiQL page and CORS preflights. */
export function useAuthentication(authenticate: Authenticate, graphiql: boolean): Plugin<object, Transport> {
  return {
    onRequest({ request, serverContext, endResponse, fetchAPI }) {
      if (request.method === 'OPTIONS') return
      if (graphiql && request.method === 'GET' && request.headers.get('accept')?.includes('text/html')) return
      const viewer = authenticate(request.headers.get('authorization'))
      if (viewer !== null) {
        Object.assign(serverContext ?? {}, { viewer })
        return
      }
      const headers = { 'content-type': 'application/json; charset=utf-8', 'www-authenticate': 'Bearer' }
      endResponse(
        new fetchAPI.Response(JSON.stringify({ errors: [UNAUTHENTICATED] }), { status: 401, headers }),
      )
    },
  }
}
