import type { ComponentChildren } from 'preact'
import { useFrame } from '../frame.tsx'
import { belongsToField, isMistake, type Problem, problemText } from './controls/problem.ts'

/** A note that stands out: something failed, succeeded, or deserves care. */
export function Alert(props: { readonly tone: 'error' | 'success' | 'warning'; readonly children: ComponentChildren }) {
  return (
    <div class="alert" data-tone={props.tone} role={props.tone === 'error' ? 'alert' : 'status'}>
      <AlertSign tone={props.tone} />
      <div>{props.children}</div>
    </div>
  )
}

/** The note for a refusal; silent when one of the named fields shows it. */
export function ProblemAlert(props: {
  readonly problem: Problem | undefined
  readonly fields?: readonly string[] | undefined
}) {
  const frame = useFrame()
  if (!props.problem || belongsToField(props.problem, props.fields ?? [])) return null
  return <Alert tone={isMistake(props.problem) ? 'error' : 'warning'}>{problemText(frame, props.problem)}</Alert>
}

function AlertSign({ tone }: { readonly tone: 'error' | 'success' | 'warning' }) {
  const sign = tone === 'success' ? 'M5.5 10.500l3 3 6-7' : 'M10 5.500v5.500M10 14v.5'
  return (
    <svg class="alert-sign" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
      <circle cx="10" cy="10" r="8.5" fill="none" stroke="currentColor" stroke-width="1.5" />
      <path
        d={sign}
        fill="none"
        stroke="currentColor"
        stroke-width="1.8"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  )
}
