import encodeQR from 'qr'

/** Light around the code, in modules: ISO/IEC 18004 §9.1 asks for four. */
const BORDER = 4

/** A text as a QR code, black on white whatever the colours of the page. */
export function Qr({ text, label }: { readonly text: string; readonly label: string }) {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: BORDER })
  const size = modules.length
  const dark = modules.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])))
  return (
    <svg viewBox={`0 0 ${size} ${size}`} width="196" height="196" role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width="100%" height="100%" fill="#fff" />
      <path d={dark.join('')} fill="#000" />
    </svg>
  )
}
