// The order matters: most browsers also claim to be the ones they descend from.
const browsers = [
  [/\bEdgA?(?:iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOPT\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bVersion\/.*\bSafari\//, 'Safari'],
] as const

const systems = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
] as const

/** A browser and its system as their makers call them, such as `Firefox, Linux`: words that need no translation. */
export function deviceName(userAgent: string | null | undefined): string | undefined {
  const agent = userAgent ?? ''
  const known = [browsers, systems].map((table) => table.find(([pattern]) => pattern.test(agent))?.[1])
  return known.filter(Boolean).join(', ') || undefined
}
