/** Whose a shell is, as its name tells. */
export interface ShellOwner {
  /** The computer's own name for itself. */
  readonly host: string;
  readonly pid: number;
}

const pattern = /^exterm (\S{1,255}) (\d{1,10})$/;

/**
 * The name that exterm gives a shell (the Name attribute of the Shell element, MS-WSMV 2.2.4.37), such as
 * `exterm console2 4711`: exterms that do not share a ledger know each other's shells by it. Servers show it to whoever
 * may list the shells.
 */
export function shellNameOf({ host, pid }: ShellOwner): string {
  return `exterm ${host.replaceAll(/\s+/g, '-').slice(0, 255) || 'somewhere'} ${pid}`;
}

/** The exterm that a shell's name tells of; undefined for shells of others. */
export function shellOwnerOf(name: string | undefined): ShellOwner | undefined {
  const found = pattern.exec(name ?? '');
  return found ? { host: found[1]!, pid: Number(found[2]) } : undefined;
}
