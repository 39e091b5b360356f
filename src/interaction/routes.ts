import Router, { type RouterMiddleware } from '@koa/router'
import { formBody } from '../http/body.ts'
import { sameOrigin } from '../http/same-origin.ts'
import { takeTurns } from '../http/take-turns.ts'
import type { Services } from '../services.ts'
import { answerConsent, showConsent } from './consent/consent.tsx'
import { restartExpired } from './expired.tsx'
import type { Requests } from './requests.ts'
import { type Step, takeStep } from './step.ts'
import { pickAccount, showAccounts } from './steps/account-picker.tsx'
import { enrol, leaveEnrol, showEnrol } from './steps/enrol.tsx'
import { arrive, chooseProvider } from './steps/federated.tsx'
import { passkeyOptions, usePasskey } from './steps/passkey.ts'
import { resendProof, showProof, takeProof } from './steps/prove-address.tsx'
import { factorOptions, showFactor, takeFactor, takePasskey } from './steps/second-factor.tsx'
import { showSignIn, signIn } from './steps/sign-in.tsx'
import { askForCode, checkMailedCode, resendCode, showCode } from './steps/sign-in-code.tsx'
import { showSignUp, signUp } from './steps/sign-up.tsx'
import { resendVerify, showVerify, verify } from './steps/verify.tsx'

type Handler = (step: Step) => Promise<void>

/** The pages a person meets on the way into an application. */
export function interactionRoutes(services: Services, requests: Requests): Router {
  const router = new Router({ prefix: '/interaction/:uid', sensitive: true })
  router.use(wayBack, restartExpired(services, requests), sameOrigin(services), formBody())
  // After the body, so that nobody who sends it slowly holds a turn; before all other work.
  router.post('/sign-in', takeTurns(services.config.signIns))
  const get = (path: string, handler: Handler) =>
    router.get(path, async (ctx) => handler(await takeStep(services, requests, ctx)))
  const post = (path: string, handler: Handler) =>
    router.post(path, async (ctx) => handler(await takeStep(services, requests, ctx)))

  get('/', (step) => firstPage(step))
  post('/sign-in', signIn)
  post('/account', pickAccount)
  post('/code', askForCode)
  get('/code', (step) => showCode(step))
  post('/code/check', checkMailedCode)
  post('/code/resend', resendCode)
  post('/passkey/options', passkeyOptions)
  post('/passkey', usePasskey)
  post('/federated', chooseProvider)
  get('/federated', arrive)
  get('/prove', (step) => showProof(step))
  post('/prove', takeProof)
  post('/prove/resend', resendProof)
  get('/factor', (step) => showFactor(step))
  post('/factor', takeFactor)
  post('/factor/options', factorOptions)
  post('/factor/passkey', takePasskey)
  get('/enrol', (step) => showEnrol(step))
  post('/enrol', enrol)
  post('/enrol/done', leaveEnrol)
  get('/sign-up', (step) => showSignUp(step))
  post('/sign-up', signUp)
  get('/verify', (step) => showVerify(step))
  post('/verify', verify)
  post('/verify/resend', resendVerify)
  router.post('/consent', (ctx) => answerConsent(services, requests, ctx))
  return router
}

// From an error page to the first page of the request.
const wayBack: RouterMiddleware = (ctx, next) => {
  ctx.state['backUrl'] = `/interaction/${encodeURIComponent(String(ctx.params['uid']))}`
  return next()
}

// What the protocol asks for decides; `?sign-in` is the way from sign-up to a person who has an account,
// `?other` the way to another account than the one that is signed in.
async function firstPage(step: Step): Promise<void> {
  const { services, ctx, request } = step
  switch (request.prompt.name) {
    case 'consent':
      return ctx.query['other'] === undefined
        ? showConsent(services, ctx, request)
        : showSignIn(step, { identifier: '' })
    case 'create':
      return ctx.query['sign-in'] === undefined ? showSignUp(step) : showSignIn(step)
    case 'select_account':
      return showAccounts(step)
    default:
      return showSignIn(step)
  }
}
