import { type BodyOf, moves, passes, people, waves } from '@caravan/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { client } from '../../../api/client.ts'
import { type InMove, moveKey } from '../../../api/queries.ts'
import type { Wave } from './state.ts'

/** Something that is done to the waves of a move; what is shown of it is read anew. */
function useStep<Input, Output>(at: InMove, work: (input: Input) => Promise<Output>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: work,
    onSettled: () => queries.invalidateQueries({ queryKey: moveKey(at) }),
  })
}

const CONTROLS = { pause: passes.pauseWave, resume: passes.resumeWave, remove: moves.removeWave } as const
export type Control = keyof typeof CONTROLS

export const useControl = (at: InMove) =>
  useStep(at, ({ what, wave }: { readonly what: Control; readonly wave: string }) =>
    client.call(CONTROLS[what], { params: { ...at, wave } }),
  )

export const useStart = (at: InMove) =>
  useStep(at, (wave: string) => client.call(passes.startWave, { params: { ...at, wave } }))

/** Makes a wave, or changes one. */
export const useSave = (at: InMove) =>
  useStep(
    at,
    ({ wave, ...body }: Pick<Wave, 'name' | 'startsAt' | 'position'> & { readonly wave: string | undefined }) =>
      wave === undefined
        ? client.call(moves.makeWave, { params: at, body })
        : client.call(moves.changeWave, { params: { ...at, wave }, body }),
  )

export const useOrder = (at: InMove) =>
  useStep(at, (order: string[]) => client.call(waves.orderWaves, { params: at, body: { waves: order } }))

export const useSplit = (at: InMove) =>
  useStep(at, (body: BodyOf<typeof waves.splitIntoWaves>) => client.call(waves.splitIntoWaves, { params: at, body }))

/** Puts mailboxes into a wave; null: into none. */
export const usePut = (at: InMove) =>
  useStep(at, ({ ids, wave }: { readonly ids: string[]; readonly wave: string | null }) =>
    client.call(people.changeMailboxes, { params: at, body: { which: { ids }, set: { wave } } }),
  )
