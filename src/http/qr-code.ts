import * as qr from 'qrcode'

/** A QR code as a picture in an address: dark on light in either theme, since cameras want it so. */
export async function qrCode(text: string): Promise<string> {
  // biome-ignore lint/nursery/useAwaitThenable: the types of this package hide that it answers a promise
  const svg = await qr.toString(text, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
}
