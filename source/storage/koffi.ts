type Koffi = typeof import('koffi').default;

/** Loaded when the system is first asked something that Node does not know. Throws where it is not installed. */
export function koffi(): Koffi {
  return process.getBuiltinModule('node:module').createRequire(import.meta.url)('koffi') as Koffi;
}
