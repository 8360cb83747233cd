/** Who may sign in: the users with their passwords, or, where none are named, anybody with the password `pw`. */
export function mayEnter(users: Readonly<Record<string, string>> | undefined, user: string, password: string): boolean {
  if (users === undefined) return password === 'pw'
  const known = Object.entries(users).find(([name]) => name.toLowerCase() === user.toLowerCase())
  return known !== undefined && known[1] === password
}
