import encodeQR from 'qr'

/** Light around the code, in modules: ISO/IEC 18004 §9.1 asks for four. */
const BORDER = 4

/** The dark modules of a QR code as an SVG path of unit squares, and how many modules it is wide. */
export function qrPath(text: string): { readonly size: number; readonly path: string } {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: BORDER })
  const path = modules.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return { size: modules.length, path }
}
