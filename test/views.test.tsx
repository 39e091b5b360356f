import { type HTMLElement, parse } from 'node-html-parser'
import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { mailTemplates } from '../views/mail/templates.ts'
import { writeMail } from '../views/mail/write-mail.tsx'
import { mailSamples } from '../views/samples/mail.ts'
import { hostile } from '../views/samples/people.ts'
import { direction } from '../views/text.ts'
import { locales } from '../views/texts/catalogues.ts'
import { readSources } from './support/sources.ts'
import { renderSamples, sampleFrame } from './support/views.tsx'

const pages = renderSamples().map((sample) => ({ ...sample, root: parse(sample.html) }))
type Page = (typeof pages)[number]

test('every page says in which language it is, which way it runs and what it is about', () => {
  expect(
    complaints(({ root, locale }) => {
      const html = root.querySelector('html')
      const titles = [root.querySelector('title'), ...root.querySelectorAll('h1')].map((each) => each?.text.trim())
      return [
        html?.getAttribute('lang') !== locale && 'lang',
        html?.getAttribute('dir') !== direction(locale) && 'dir',
        (titles.length !== 2 || titles.some((title) => !title)) && 'one title and one heading of the first level',
        root.querySelectorAll('main').length !== 1 && 'one main part',
      ]
    }),
  ).toEqual([])
})

test('what people and applications write comes out as text', () => {
  expect(complaints(({ html }) => [/<script>alert|<img src=x/.test(html) && 'it came out alive'])).toEqual([])
  expect(
    complaints(({ name, root }) => {
      const written = [root.text, ...root.querySelectorAll('*').flatMap((each) => Object.values(each.attributes))]
      return [
        name.includes('hostile') && !written.some((text) => text.includes(hostile)) && 'it did not come out whole',
      ]
    }),
  ).toEqual([])
})

test('no page carries code or looks of its own', () => {
  const inline = (element: HTMLElement) =>
    Object.keys(element.attributes).filter((attribute) => attribute === 'style' || attribute.startsWith('on'))
  expect(
    complaints(({ root }) => [
      ...root.querySelectorAll('script').map((script) => !script.getAttribute('src') && 'an inline script'),
      ...root.querySelectorAll('style, base, iframe, object, embed').map((element) => element.tagName),
      ...root.querySelectorAll('[http-equiv]').map(() => 'a header in the page'),
      ...root.querySelectorAll('*').flatMap(inline),
    ]),
  ).toEqual([])
})

test('a page loads nothing from elsewhere', () => {
  const loads = 'script[src], link[href], img[src], [srcset], [poster]'
  expect(
    complaints(({ root }) =>
      root
        .querySelectorAll(loads)
        .map((element) => element.getAttribute('src') ?? element.getAttribute('href') ?? 'another kind')
        .filter((address) => !/^(\/assets\/|data:image\/)/.test(address)),
    ),
  ).toEqual([])
})

test('links and forms lead to addresses, never to code', () => {
  const leads = ['href', 'action', 'formaction']
  expect(
    complaints(({ root }) =>
      root
        .querySelectorAll('a, form, button')
        .flatMap((element) => leads.map((name) => element.getAttribute(name)))
        .filter((address) => address !== undefined && !/^(\/(?!\/)|\?|#|https:\/\/|http:\/\/localhost)/.test(address)),
    ),
  ).toEqual([])
})

test('every control has a label, every button and link has words, every picture says what it shows', () => {
  const words = (element: HTMLElement) => element.getAttribute('aria-label') ?? element.text.trim()
  expect(
    complaints(({ root }) => [
      ...root
        .querySelectorAll('input, select, textarea')
        .filter((control) => control.getAttribute('type') !== 'hidden' && !control.getAttribute('aria-hidden'))
        .filter((control) => !root.querySelector(`label[for="${control.id}"]`)?.text.trim())
        .map((control) => `no label for ${control.getAttribute('name')}`),
      ...root
        .querySelectorAll('button, a, label, th, h1, h2, summary, option, caption')
        .filter((element) => !words(element))
        .map((element) => `no words: ${element.outerHTML}`),
      // WCAG 2.5.3: who speaks the words that are seen must reach the control.
      ...root
        .querySelectorAll('button[aria-label], a[aria-label]')
        .filter((element) => !contains(element.getAttribute('aria-label'), element.text.trim()))
        .map((element) => `another name: ${element.outerHTML}`),
      ...root.querySelectorAll('button:not([type])').map(() => 'a button without a type'),
      ...root.querySelectorAll('img:not([alt])').map(() => 'a picture without words'),
    ]),
  ).toEqual([])
})

test('ids are unique, and what points to one finds it', () => {
  expect(
    complaints(({ root }) => {
      const ids = root.querySelectorAll('[id]').map(({ id }) => id)
      const pointers = root
        .querySelectorAll('*')
        .flatMap((element) => [element.getAttribute('for'), element.getAttribute('aria-describedby')])
        .flatMap((value) => value?.split(' ') ?? [])
      return [
        ...ids.filter((id, position) => ids.indexOf(id) !== position).map((id) => `${id} twice`),
        ...pointers.filter((id) => !ids.includes(id)).map((id) => `nothing is called ${id}`),
      ]
    }),
  ).toEqual([])
})

test('headings step down one level at a time', () => {
  expect(
    complaints(({ root }) => {
      const levels = root.querySelectorAll('h1, h2, h3, h4').map(({ tagName }) => Number(tagName.slice(1)))
      return levels.map((level, position) => level > (levels[position - 1] ?? 0) + 1 && `h${level} is too deep`)
    }),
  ).toEqual([])
})

test('no placeholder and no missing value is left', () => {
  const left = /\{[a-z]\w*\}|\bundefined\b|\[object |\bNaN\b|Invalid Date/g
  expect(complaints(({ html }) => html.match(left) ?? [])).toEqual([])
})

test('every view is shown by a sample', () => {
  const sources = readSources('views')
  const shown = sources.filter(({ path }) => path.startsWith('views/samples')).map(({ code }) => code)
  const views = sources
    .filter(({ path }) => /^views\/(account|admin|interaction|pages)\/(?!page\.tsx|(.*\/)?parts\/)/.test(path))
    .flatMap(({ code }) => [...code.matchAll(/export function ([A-Z]\w+)/g)].map(([, name = '']) => name))
  expect(views.filter((name) => !shown.some((code) => new RegExp(`<${name}\\b`).test(code)))).toEqual([])
})

test('every mail is written in every language, as text and as a document', () => {
  expect(Object.keys(mailSamples).sort()).toEqual(Object.keys(mailTemplates).sort())
  for (const locale of locales) {
    for (const [template, values] of Object.entries(mailSamples)) {
      const { subject, text, html } = writeMail(sampleFrame(locale), template, values)
      const document = parse(renderToString(html))
      const whole = `${subject}\n${text}\n${document.text}`
      expect(whole, `${template} in ${locale}`).not.toMatch(/\{[a-z]\w*\}|\bundefined\b|\bNaN\b|Invalid Date/)
      expect(document.querySelectorAll('script, img, link'), `${template} in ${locale}`).toEqual([])
      expect(document.querySelector('html')?.attributes).toMatchObject({ lang: locale, dir: direction(locale) })
      for (const url of text.match(/https:\S+/g) ?? []) expect(document.text).toContain(url)
    }
  }
})

function contains(label = '', words: string): boolean {
  return label.toLocaleLowerCase().includes(words.toLocaleLowerCase())
}

/** What is wrong with each page, under the name of its sample. */
function complaints(find: (page: Page) => readonly (string | false | undefined)[]): string[] {
  return pages.flatMap((page) =>
    find(page)
      .filter((wrong) => wrong !== false && wrong !== undefined)
      .map((wrong) => `${page.name} in ${page.locale}: ${wrong}`),
  )
}
