import type Koa from 'koa'
import { Expired } from '../../../views/interaction/expired.tsx'
import type { Services } from '../../services.ts'
import { page } from '../page.tsx'

/** Leads who came back too late, or a second time, to where the sign-in began; nothing else comes of it. */
export function offerStart(services: Services, ctx: Koa.Context, address: string, status: number): void {
  page(ctx, services, <Expired restartUrl={address} />, { status })
}
