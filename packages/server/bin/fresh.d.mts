/** Whether what was built is of the sources as they are now. `root` ends with a slash. */
export function isFresh(root?: string, sources?: string): boolean
