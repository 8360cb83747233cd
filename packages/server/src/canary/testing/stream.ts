import { events } from '@caravan/contract'

/** Reads the stream of events until it is stopped. */
export async function follow(url: string, organisation: string, token: string, signal: AbortSignal): Promise<string> {
  const path = events.streamEvents.path.replace('{organisation}', organisation)
  let text = ''
  try {
    const response = await fetch(`${url}${path}?after=0`, { headers: { authorization: `Bearer ${token}` }, signal })
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk as Uint8Array).toString('utf8')
  } catch (error) {
    if (!signal.aborted) throw error
  }
  return text
}
