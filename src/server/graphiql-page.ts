import { readFileSync } from 'node:fs'
import {
  css,
  editorWorkerService,
  favicon,
  graphqlWorker,
  js,
  jsonWorker,
} from '@graphql-yoga/render-graphiql/graphiql'
import { TOUR } from './graphiql-tour.ts'

/** What the page hands to GraphiQL, with what only a script can make (web/graphiql/page.js). */
const OPTIONS = {
  title: 'Assessment Engine',
  defaultTabs: TOUR,
  defaultEditorToolsVisibility: 'variables',
}

/** All that the page needs is in it. Nothing may come from elsewhere, nor the key go there. */
const POLICY = [
  "default-src 'none'",
  "connect-src 'self'",
  "script-src 'unsafe-inline'",
  'worker-src blob:',
  "style-src 'unsafe-inline'",
  'font-src data:',
  'img-src data:',
].join('; ')

let page: string | null = null

/** The page at /graphql: GraphiQL, opened on a tour, with a bar that holds the key. Some 9 MB; made once. */
export function graphiqlPage(): string {
  page ??= renderPage()
  return page
}

// As yoga's own renderer does it, of the same parts; that one gives no say in how the page sends its requests, and
// shows no credential over WebSocket.
function renderPage(): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${POLICY}">
    <title>${OPTIONS.title}</title>
    <link rel="icon" href="${favicon}">
    <style>${css}</style>
    <style>${part('page.css')}</style>
  </head>
  <body class="no-focus-outline">
    ${part('bar.html')}
    <div id="root"></div>
    <noscript>GraphiQL needs JavaScript.</noscript>
    <script>
      const workers = ${JSON.stringify({ editorWorkerService, json: jsonWorker, graphql: graphqlWorker })}
      self.MonacoEnvironment = {
        globalAPI: false,
        getWorkerUrl: (_moduleId, label) =>
          URL.createObjectURL(new Blob([workers[label]], { type: 'application/javascript' })),
      }
    </script>
    <script>${js}</script>
    <script>const options = ${JSON.stringify(OPTIONS)}</script>
    <script>${part('page.js')}</script>
  </body>
</html>
`
}

function part(name: string): string {
  return readFileSync(new URL(`../../web/graphiql/${name}`, import.meta.url), 'utf8')
}
