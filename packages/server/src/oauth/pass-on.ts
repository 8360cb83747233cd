import { randomBytes } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { asPage } from '../console/policy.ts'

/**
 * A page that leads on at once. A redirect would not do: coming from the provider's page it counts as theirs, and an
 * employee's cookie (SameSite=Strict) stays behind; going to it after a form is what `form-action` forbids.
 *
 * @param to a path of ours, or the address of a page of consent
 * @param text what a browser shows that goes nowhere by itself
 */
export const passOn = (reply: FastifyReply, to: string, text = '→'): FastifyReply =>
  asPage(reply, randomBytes(16).toString('base64url')).send(
    `<!doctype html><meta charset="utf-8"><meta name="robots" content="noindex"><meta http-equiv="refresh" content="0;url=${escaped(to)}"><title>${escaped(text)}</title><p><a href="${escaped(to)}">${escaped(text)}</a></p>`,
  )

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => SIGNS[sign] ?? '')
