import type { ComponentChildren } from 'preact'
import { RichText } from '../components/rich-text.tsx'
import { useFrame } from '../frame.tsx'
import { mailButtonColors } from '../theme.ts'
import type { MailContent } from './mail.ts'

// Mail programs know neither stylesheets of their own address nor custom properties: everything stands on the element,
// and the classes only change colours in the dark.
const dark = `@media (prefers-color-scheme: dark) {
  .paper { background: #141512 !important }
  .card { background: #1d1e1b !important; border-color: #34352f !important }
  .ink { color: #f0eee8 !important }
  .soft { color: #b3afa6 !important }
  .sunken { background: #252622 !important; color: #f0eee8 !important }
}`

const font = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
const paragraph = { margin: '0 0 16px', color: '#1d1c1a', fontSize: '16px', lineHeight: '1.55' }
const small = { ...paragraph, color: '#5d5a54', fontSize: '14px' }

/** A mail as an HTML document: readable without pictures, in the dark, and on a small screen. */
export function MailDocument({ content }: { readonly content: MailContent }) {
  const { locale, dir, brand, t } = useFrame()
  return (
    <html lang={locale} dir={dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{content.subject}</title>
        <style>{dark}</style>
      </head>
      <body class="paper" style={{ margin: 0, padding: 0, background: '#f5f3ee', fontFamily: font }}>
        <Centered>
          <p class="ink" style={{ ...paragraph, margin: '0 8px 16px', fontWeight: 600 }}>
            {brand.name}
          </p>
          <div
            class="card"
            style={{ padding: '32px 28px', background: '#ffffff', border: '1px solid #e3dfd6', borderRadius: '16px' }}
          >
            <h1 class="ink" style={{ ...paragraph, fontSize: '24px', lineHeight: '1.25', fontWeight: 650 }}>
              {content.heading}
            </h1>
            <p class="ink" style={paragraph}>
              {content.body}
            </p>
            {content.code && <Code code={content.code} />}
            {content.facts && <Facts facts={content.facts} />}
            {content.action && <Action {...content.action} />}
            {content.closing.map((line) => (
              <p key={line} class="soft" style={small}>
                {line}
              </p>
            ))}
          </div>
          <p class="soft" style={{ ...small, margin: '16px 8px 0', fontSize: '13px' }}>
            {t('mail.why', { brand: brand.name })}
          </p>
        </Centered>
      </body>
    </html>
  )
}

// Outlook centres tables, not blocks.
function Centered({ children }: { readonly children: ComponentChildren }) {
  return (
    <table role="presentation" width="100%" cellPadding="0" cellSpacing="0">
      <tbody>
        <tr>
          <td align="center" style={{ padding: '32px 16px' }}>
            <table role="presentation" width="100%" cellPadding="0" cellSpacing="0" style={{ maxWidth: '520px' }}>
              <tbody>
                <tr>
                  <td style={{ textAlign: 'start', overflowWrap: 'anywhere' }}>{children}</td>
                </tr>
              </tbody>
            </table>
          </td>
        </tr>
      </tbody>
    </table>
  )
}

function Code({ code }: { readonly code: string }) {
  const look = { margin: '0 0 20px', padding: '16px', borderRadius: '10px', background: '#f7f6f2', color: '#1d1c1a' }
  const type = { fontFamily: 'ui-monospace, Menlo, Consolas, monospace', fontSize: '28px', letterSpacing: '4px' }
  return (
    <p class="sunken" dir="ltr" style={{ ...look, ...type, textAlign: 'center' }}>
      {code}
    </p>
  )
}

function Facts({ facts }: { readonly facts: NonNullable<MailContent['facts']> }) {
  return (
    <div style={{ margin: '0 0 20px' }}>
      {facts.map(([name, value]) => (
        <p key={name} class="ink" style={{ ...paragraph, margin: '0 0 4px' }}>
          <RichText
            text="mail.fact"
            values={{
              name: (
                <span style={{ color: '#5d5a54' }} class="soft">
                  {name}
                </span>
              ),
              value,
            }}
          />
        </p>
      ))}
    </div>
  )
}

function Action({ lead, label, url }: NonNullable<MailContent['action']>) {
  const { t, brand } = useFrame()
  const { fill, onFill } = mailButtonColors(brand)
  const button = { display: 'inline-block', padding: '13px 24px', borderRadius: '10px', textDecoration: 'none' }
  return (
    <>
      {lead && (
        <p class="ink" style={paragraph}>
          {lead}
        </p>
      )}
      <p style={{ margin: '0 0 20px' }}>
        <a href={url} style={{ ...button, background: fill, color: onFill, fontSize: '16px', fontWeight: 600 }}>
          {label}
        </a>
      </p>
      <p class="soft" style={small}>
        {t('mail.link')}
        <br />
        <a class="soft" href={url} dir="ltr" style={{ color: '#5d5a54' }}>
          {url}
        </a>
      </p>
    </>
  )
}
