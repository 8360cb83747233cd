/** Waits for both, since each uses a session that nobody else may have meanwhile; then the first failure goes up. */
export async function both<A, B>(one: Promise<A>, other: Promise<B> | B): Promise<[A, B]> {
  await Promise.allSettled([one, other])
  return Promise.all([one, other])
}
