import type { FastifyReply } from 'fastify'

/**
 * Nothing comes from elsewhere, and nothing runs that was not built. Styles besides those of files have the answer's own
 * nonce: Mantine writes its variables into the page.
 */
const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')

/** Makes an answer a page of ours: what it may load and run, and that no other page shows it within itself. */
export const asPage = (reply: FastifyReply, nonce: string): FastifyReply =>
  reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policy(nonce))
    .header('x-frame-options', 'DENY')
    .header('cross-origin-opener-policy', 'same-origin')
