import type Koa from 'koa'

/** Runs a part of the house for the paths it concerns; other requests pass by without a look at its routes. */
export function when<State, Context>(
  concerns: (path: string) => boolean,
  part: Koa.Middleware<State, Context>,
): Koa.Middleware<State, Context> {
  return async function when(ctx, next) {
    return concerns(ctx.path) ? part(ctx, next) : next()
  }
}
