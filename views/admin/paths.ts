/** Where the administrators' pages are, and where their forms post to; the door takes its routes from here. */
export const adminPaths = {
  overview: '/admin',
} as const
