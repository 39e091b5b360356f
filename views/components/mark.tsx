/** The mark of the product: a house that is the bow of a key. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" width="28" height="28" aria-hidden="true" focusable="false">
      <path
        fill="currentColor"
        fill-rule="evenodd"
        d="M10.8 1.7a2 2 0 0 1 2.4 0l5.6 4.2a2 2 0 0 1 .8 1.6V12a3 3 0 0 1-3 3H14v1.6h2.4a.8.8 0 0 1 .8.8v1a.8.8 0 0 1-.8.8H14v2.2a2 2 0 1 1-4 0V15H7.4a3 3 0 0 1-3-3V7.5a2 2 0 0 1 .8-1.6zM12 6.5a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2z"
      />
    </svg>
  )
}
