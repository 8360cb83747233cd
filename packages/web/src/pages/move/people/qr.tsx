import encodeQR from 'qr'

/** Light around the code, in modules: ISO/IEC 18004 §9.1 asks for four. */
const BORDER = 4

/** A link as a QR code, black on white whatever the colours of the page. */
export function QrCode({ link, label }: { readonly link: string; readonly label: string }) {
  const modules = encodeQR(link, 'raw', { ecc: 'medium', border: BORDER })
  const path = modules.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return (
    <svg viewBox={`0 0 ${modules.length} ${modules.length}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width="100%" height="100%" fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
