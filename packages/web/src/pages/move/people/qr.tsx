import { qrPath } from './qr-path.ts'

/** A link as a QR code, black on white whatever the colours of the page. */
export function QrCode({ link, label }: { readonly link: string; readonly label: string }) {
  const { size, path } = qrPath(link)
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width="100%" height="100%" fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
