import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { aCodeTask, aDefinition } from '../support/builders.ts'
import { ADMIN_KEY, type Engine, startEngine } from '../support/engine.ts'
import { CREATE_JOB, PUBLISH } from '../support/operations.ts'
import { type GraphiqlPage, openGraphiql } from './graphiql-page.ts'

let engine: Engine
let browser: Browser
beforeAll(async () => {
  ;[engine, browser] = await Promise.all([startEngine(), startBrowser()])
  const greets = { kind: 'call', name: 'greets', function: 'hello', args: [], expected: 'Hello World!' }
  const definition = aDefinition({
    slug: 'hello',
    tasks: [aCodeTask({ starter: undefined, tests: [greets] })],
  })
  await engine.ask(PUBLISH, { input: { definition } })
})
afterAll(async () => {
  await browser?.close()
  await engine?.stop()
})

async function openWithKey(): Promise<GraphiqlPage> {
  const graphiql = await openGraphiql(browser, engine.url)
  await graphiql.bar('admin key').fill(ADMIN_KEY)
  await graphiql.bar('admin key').blur()
  return graphiql
}

describe('GraphiQL', () => {
  it('leads through the main job, to a submission that is DONE, with nothing from elsewhere', async () => {
    const { page, trouble, bar, openTab, run, responds } = await openWithKey()

    await run()
    await responds(/"slug": "hello"/)
    await openTab('Step2_Create')
    await run()
    await responds(/"status": "IN_PROGRESS"/)
    await openTab('Step3_Autosave')
    await run('Step3_Autosave')
    await responds(/"revision": 1/)
    await run('Step3_Submit')
    await responds(/"status": "SUBMITTED"/)
    await openTab('Step4_WatchJob')
    const socket = page.waitForEvent('websocket')
    await run('Step4_WatchJob')
    expect(new URL((await socket).url()).pathname).toBe('/graphql')
    await responds(/"status": "DONE"/)
    await openTab('Step5_Result')
    await run()
    await responds(/"passed": true/)

    const { data } = await engine.ask('{ submissions(first: 1) { edges { node { id scoreJob { id } } } } }')
    const { id, scoreJob } = data.submissions.edges[0].node
    expect([await bar('submission id').inputValue(), await bar('job id').inputValue()]).toEqual([
      id,
      scoreJob.id,
    ])
    expect(trouble).toEqual([])
    await page.close()
  })

  it('watches every job live, while another window hands work in', async () => {
    const { page, trouble, openTab, run, response, responds } = await openWithKey()
    await openTab('Step4_WatchJob')
    await run('Step4_WatchAll')
    const input = {
      learnerId: 'grace',
      simulationId: 'hello',
      submissionData: { code: 'function hello() {}' },
    }
    const handInAndLook = async () => {
      await engine.ask(CREATE_JOB, { input })
      return response()
    }

    // Nothing tells the page's user that the watch has begun: who hands in too early, hands in again.
    await expect.poll(handInAndLook, { timeout: 10_000 }).toContain('"grace"')
    await responds(/"learnerId": "grace",\s*"status": "DONE"/)
    expect(trouble).toEqual([])
    await page.close()
  })

  it('takes a key that is written into the headers, too', async () => {
    const { page, openTab, run, responds } = await openGraphiql(browser, engine.url)
    await openTab('Headers')
    await page.locator('[aria-label="Headers"] .graphiql-editor:not(.hidden) .view-lines').click()
    await page.keyboard.press('Control+A')
    await page.keyboard.insertText(JSON.stringify({ authorization: `Bearer ${ADMIN_KEY}` }))
    await run()

    await responds(/"role": "ADMIN"/)
    await page.close()
  })

  it('has the key filled in from the link of script/start, and hides it', async () => {
    const link = `#admin-key=${encodeURIComponent(ADMIN_KEY)}`
    const { page, bar, run, responds, trouble } = await openGraphiql(browser, engine.url, link)
    await run()
    await responds(/"slug": "hello"/)

    expect(await bar('admin key').inputValue()).toBe(ADMIN_KEY)
    expect(page.url()).toBe(`${engine.url}/graphql`)
    expect(trouble).toEqual([])
    await page.close()
  })

  it('runs no script but its own', async () => {
    const { page } = await openGraphiql(browser, engine.url)
    const refused = await page.evaluate(async () => {
      const violation = new Promise<string>((resolve) =>
        document.addEventListener('securitypolicyviolation', ({ violatedDirective }) =>
          resolve(violatedDirective),
        ),
      )
      const script = document.createElement('script')
      script.textContent = 'window.injected = true'
      document.body.append(script)
      return [await violation, 'injected' in window]
    })

    expect(refused).toEqual(['script-src-elem', false])
    await page.close()
  })

  it('shows what the API says when the key is wrong', async () => {
    const { page, bar, run, responds } = await openGraphiql(browser, engine.url)
    await bar('admin key').fill('wrong')
    await run()

    await responds(/"code": "UNAUTHENTICATED"/)
    await page.close()
  })
})
