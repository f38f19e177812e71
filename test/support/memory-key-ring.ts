import type { KeyRingBinding } from '../../source/storage/index.ts';

/** A key ring in memory, behind the same face as the system's. */
export class MemoryKeyRing {
  readonly entries = new Map<string, Uint8Array>();
  /** The arrays that were given out: whoever took them has to empty them. */
  readonly lent: number[][] = [];
  /** The bytes that were handed over to be stored, as the caller still holds them. */
  readonly taken: Uint8Array[] = [];
  readonly calls: string[] = [];
  /** What every call fails with while it is set. */
  trouble: string | undefined;
  /** While it is set, nothing is answered. */
  isSilent = false;

  readonly binding: KeyRingBinding = (service, user) => {
    const key = `${service}/${user}`;
    const call = async <T>(name: string, work: () => T): Promise<T> => {
      this.calls.push(`${name} ${key}`);
      if (this.isSilent) return new Promise<T>(() => {});
      if (this.trouble !== undefined) throw new Error(this.trouble);
      return work();
    };
    return {
      setSecret: (secret) =>
        call('set', () => {
          this.taken.push(secret);
          this.entries.set(key, secret.slice());
        }),
      getSecret: () =>
        call('get', () => {
          const found = this.entries.get(key);
          if (!found) return null;
          const given = [...found];
          this.lent.push(given);
          return given;
        }),
      deleteCredential: () => call('delete', () => this.entries.delete(key)),
    };
  };

  password(user: string): string | undefined {
    const found = this.entries.get(`exterm/${user}`);
    return found && new TextDecoder().decode(found);
  }
}
