// Runs the forms with `data-passkey`: asks for the options of the ceremony, lets the browser do it, and sends the form.
// Without this script, or without passkeys in the browser, the rest of the page works as ever.
const challengeLife = 4 * 60 * 1000
let waiting = new AbortController()

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (supported()) prepare(form)
  else explain(form)
}

function supported() {
  return typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential
}

function explain(form) {
  form.querySelector('button').remove()
  form.querySelector('[data-unsupported]').hidden = false
}

function prepare(form) {
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void press(form)
  })
  if (form.dataset.autofill !== undefined) void offerInAutofill(form)
}

// Waits in the background until the person picks a passkey in the field; challenges do not live for ever.
async function offerInAutofill(form) {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return
  const again = setInterval(() => void background(), challengeLife)
  const background = () =>
    perform(form, { mediation: 'conditional' }).catch(() => {
      // Another ceremony took over, or the browser does not want to: the button is still there.
    })
  form.addEventListener('submit', () => clearInterval(again))
  await background()
}

async function press(form) {
  const button = form.querySelector('button')
  button.setAttribute('aria-busy', 'true')
  try {
    await perform(form, {})
  } catch (error) {
    button.removeAttribute('aria-busy')
    // The person has closed the dialogue: the page stays as it is, and the field offers again. Another ceremony took over
    // when this one was aborted. Of anything else the server tells.
    if (error.name === 'NotAllowedError') return offerAgain(form)
    if (error.name !== 'AbortError') form.submit()
  }
}

function offerAgain(form) {
  if (form.dataset.autofill !== undefined) void offerInAutofill(form)
}

// One ceremony at a time: whoever comes last takes over.
async function perform(form, how) {
  waiting.abort()
  waiting = new AbortController()
  const { signal } = waiting
  const options = await optionsOf(form, signal)
  const credential =
    form.dataset.passkey === 'create'
      ? await navigator.credentials.create({
          publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
          signal,
        })
      : await navigator.credentials.get({
          publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
          signal,
          ...how,
        })
  form.elements.credential.value = JSON.stringify(credential)
  form.submit()
}

async function optionsOf(form, signal) {
  const answer = await fetch(form.dataset.options, { method: 'POST', headers: { accept: 'application/json' }, signal })
  if (!answer.ok) throw new Error(`the options were refused with ${answer.status}`)
  return answer.json()
}
