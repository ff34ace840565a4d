/**
 * Where a thread's file lies: beside the file that starts it, as TypeScript under Node and as JavaScript in the bundle.
 *
 * @param starter the `import.meta.url` of the file that starts the thread
 */
export function threadFile(name: string, starter: string): URL {
  return new URL(`./${name}.${starter.endsWith('.ts') ? 'ts' : 'js'}`, starter);
}
