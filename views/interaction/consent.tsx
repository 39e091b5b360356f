import { Alert } from '../components/alert.tsx'
import { ClientBadge, type ClientSummary } from '../components/badge.tsx'
import { Button } from '../components/controls/button.tsx'
import { Form, type HiddenValues } from '../components/controls/form.tsx'
import { RichText } from '../components/rich-text.tsx'
import { type ScopeItem, ScopeList } from '../components/scope-list.tsx'
import { useFrame } from '../frame.tsx'
import { Layout } from '../layout.tsx'

/** How much is known about who is behind an app: `known` was registered by an administrator. */
export type ClientOrigin = 'known' | 'registered-itself' | 'hosted-metadata'

export interface ConsentClient extends ClientSummary {
  readonly url?: string | undefined
  readonly origin: ClientOrigin
  /** The host of the client metadata document; given with `hosted-metadata`. */
  readonly host?: string | undefined
}

export interface ConsentRedirect {
  /** Where the answer goes: a site, a loopback port of this device, or an app that opens a scheme of its own. */
  readonly kind: 'site' | 'local' | 'app'
  /** The registrable domain of a site, or the scheme of an app. */
  readonly name: string
  readonly uri: string
}

export interface ConsentProps {
  /** Takes `consented=true` or `consented=false`. */
  readonly action: string
  readonly hidden?: HiddenValues | undefined
  readonly client: ConsentClient
  /** Left out when the answer goes nowhere: a device fetches it. */
  readonly redirect?: ConsentRedirect | undefined
  /** The e-mail address, phone number or user name of the person. */
  readonly user: string
  readonly switchUrl?: string | undefined
  /** Without `openid` and `offline_access`. */
  readonly scopes: readonly ScopeItem[]
  readonly resources?: readonly { readonly name: string; readonly scopes: readonly ScopeItem[] }[] | undefined
  readonly offline: boolean
}

/** Asks whether an app may have what it asks for. */
export function Consent(props: ConsentProps) {
  const { t } = useFrame()
  const { client, scopes, resources = [] } = props
  const empty = scopes.length === 0 && resources.length === 0
  return (
    <Layout title={t('consent.title', { app: client.name })}>
      <ClientBadge client={client} />
      <div class="page-header">
        <h1>
          <RichText text="consent.title" values={{ app: client.name }} />
        </h1>
        <ClientUrl url={client.url} />
        <p class="identity">
          <span>
            <RichText text="consent.as" values={{ user: <strong>{props.user}</strong> }} />
          </span>
          {props.switchUrl && <a href={props.switchUrl}>{t('consent.switch')}</a>}
        </p>
      </div>
      <OriginWarning client={client} redirect={props.redirect} />
      <section class="permissions">
        {empty && <h2>{t('consent.nothing')}</h2>}
        {scopes.length > 0 && (
          <>
            <h2>{t('consent.will')}</h2>
            <ScopeList scopes={scopes} />
          </>
        )}
        {resources.map((resource) => (
          <div key={resource.name}>
            <h2>
              <RichText text="consent.resource" values={{ resource: resource.name }} />
            </h2>
            <ScopeList scopes={resource.scopes} />
          </div>
        ))}
      </section>
      {props.offline && <p class="note">{t('consent.offline')}</p>}
      <Form action={props.action} hidden={props.hidden}>
        <div class="choice">
          <Button name="consented" value="true">
            {t('consent.allow')}
          </Button>
          <Button tone="plain" name="consented" value="false">
            {t('consent.deny')}
          </Button>
        </div>
      </Form>
      {props.redirect && <Destination redirect={props.redirect} />}
    </Layout>
  )
}

function ClientUrl({ url }: { readonly url: string | undefined }) {
  if (!url) return null
  return (
    <p class="quiet">
      <a href={url} rel="noreferrer noopener" target="_blank">
        <bdi>{new URL(url).host}</bdi>
      </a>
    </p>
  )
}

function OriginWarning({ client, redirect }: Pick<ConsentProps, 'client' | 'redirect'>) {
  const { t } = useFrame()
  if (client.origin === 'hosted-metadata') {
    return (
      <Alert tone="warning">
        <RichText text="consent.hosted" values={{ host: <strong>{client.host ?? client.name}</strong> }} />
        {redirect?.kind === 'local' && ` ${t('consent.local')}`}
      </Alert>
    )
  }
  if (redirect?.kind === 'local' && client.origin !== 'known') return <Alert tone="warning">{t('consent.local')}</Alert>
  if (client.origin === 'registered-itself') return <Alert tone="warning">{t('consent.dynamic')}</Alert>
  return null
}

function Destination({ redirect: { kind, name, uri } }: { readonly redirect: ConsentRedirect }) {
  const { t } = useFrame()
  return (
    <div class="destination">
      <p>
        {kind === 'site' && <RichText text="consent.redirect" values={{ domain: <strong>{name}</strong> }} />}
        {kind === 'local' && t('consent.redirect-local')}
        {kind === 'app' && <RichText text="consent.redirect-app" values={{ scheme: <strong>{name}</strong> }} />}
      </p>
      <details>
        <summary>{t('consent.redirect-full')}</summary>
        <code dir="ltr">{uri}</code>
      </details>
    </div>
  )
}
