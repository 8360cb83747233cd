/** A letter with its lines as they were before they were broken (RFC 2045 §6.7). */
export const joined = (letter: string): string => letter.replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=')
