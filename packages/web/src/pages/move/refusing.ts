import type { AnswerOf, moves } from '@caravan/contract'

type Service = AnswerOf<typeof moves.changeService>

/**
 * The service of a mailbox that has refused a sign-in, by the words of the refusal: they begin with where it was tried.
 * Where they do not tell, it is the old one.
 */
export function refusing(
  services: readonly Service[],
  mailbox: { readonly sourceService: string | null; readonly targetService?: string | null },
  said: string,
): Service | undefined {
  const own = services.filter(
    ({ id, side }) =>
      id === mailbox.sourceService ||
      (mailbox.targetService === undefined ? side === 'target' : id === mailbox.targetService),
  )
  return own.find(({ host, port }) => said.startsWith(`${host}:${port} `)) ?? own.find(({ side }) => side === 'source')
}
