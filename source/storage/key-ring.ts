import { Secret } from '../domain/index.ts';

/** Why the key ring did not do what it was asked; `message` is a sentence for the user. */
export class KeyRingProblem extends Error {
  /** `absent`: there is none here. `closed`: it is locked, or refused. */
  readonly kind: 'absent' | 'closed';

  constructor(kind: 'absent' | 'closed', message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'KeyRingProblem';
    this.kind = kind;
  }
}

/**
 * Passwords in the operating system's key ring: the only place where exterm ever stores one. One an account, by its user
 * principal name in any case. Calls reject with KeyRingProblem.
 */
export interface KeyRing {
  /** Why there is no key ring to use, as a sentence; undefined where there is one. Never rejects. */
  problem(): Promise<string | undefined>;
  /** The caller wipes it. */
  find(user: string): Promise<Secret | undefined>;
  /** Borrows the password. */
  keep(user: string, password: Secret): Promise<void>;
  /** False where there was none. */
  forget(user: string): Promise<boolean>;
}

/** One entry of the key ring, as @napi-rs/keyring has it. */
export interface KeyRingEntry {
  setSecret(secret: Uint8Array): Promise<void>;
  getSecret(): Promise<number[] | null>;
  deleteCredential(): Promise<boolean>;
}

export type KeyRingBinding = (service: string, user: string) => KeyRingEntry;

export interface KeyRingOptions {
  /** Loads what reaches the system's key ring; rejects where it is not installed. */
  readonly load?: () => Promise<KeyRingBinding>;
  /** Calls back once after so many milliseconds; gives what cancels it. */
  readonly after: (milliseconds: number, callback: () => void) => () => void;
}

const service = 'exterm';
/** No account has this name: looking for it only tells whether there is a key ring that answers. */
const nobody = 'exterm: is there a key ring?';
/** Milliseconds. Unlocking a key ring may ask the person for its password. */
const timeLimits = { looking: 5_000, asking: 60_000 };

export function openKeyRing({ load = loadBinding, after }: KeyRingOptions): KeyRing {
  let loading: Promise<KeyRingBinding> | undefined;
  const entryOf = async (user: string): Promise<KeyRingEntry> => {
    loading ??= load();
    const binding = await loading.catch((cause: unknown) => {
      const text =
        'The package @napi-rs/keyring, by which exterm reaches the key ring, is not installed or does not load here.';
      throw new KeyRingProblem('absent', text, { cause });
    });
    try {
      return binding(service, user.toLowerCase());
    } catch (error) {
      throw problemOf(error);
    }
  };
  const ask = async <T>(user: string, milliseconds: number, question: (entry: KeyRingEntry) => Promise<T>) => {
    const entry = await entryOf(user);
    const { promise: tooLate, reject } = Promise.withResolvers<never>();
    const cancel = after(milliseconds, () => reject(new KeyRingProblem('closed', 'The key ring did not answer.')));
    try {
      return await Promise.race([question(entry), tooLate]);
    } catch (error) {
      throw problemOf(error);
    } finally {
      cancel();
    }
  };
  return {
    problem: async () => {
      try {
        await ask(nobody, timeLimits.looking, (entry) => entry.getSecret());
        return undefined;
      } catch (error) {
        return problemOf(error).message;
      }
    },
    find: (user) =>
      ask(user, timeLimits.asking, async (entry) => {
        const bytes = await entry.getSecret();
        if (bytes === null) return undefined;
        const secret = new Secret(Uint8Array.from(bytes));
        bytes.fill(0);
        return secret;
      }),
    keep: async (user, password) => {
      const copy = password.use((bytes) => Uint8Array.from(bytes));
      try {
        await ask(user, timeLimits.asking, (entry) => entry.setSecret(copy));
      } finally {
        copy.fill(0);
      }
    },
    forget: (user) => ask(user, timeLimits.asking, (entry) => entry.deleteCredential()),
  };
}

/**
 * The Secret Service on Linux (GNOME Keyring, KWallet): the kernel's keys, which the package would fall back to, do not
 * outlive the logon.
 */
async function loadBinding(): Promise<KeyRingBinding> {
  const { AsyncEntry } = await import('@napi-rs/keyring');
  return (name, user) => new AsyncEntry(name, user, { linux: { store: 'secret-service' } });
}

function problemOf(error: unknown): KeyRingProblem {
  if (error instanceof KeyRingProblem) return error;
  const text = error instanceof Error ? error.message : String(error);
  // The package has one error type; its texts begin in these ways.
  if (/^(?:Couldn.t access platform storage|.*\block(?:ed)?\b)/i.test(text)) {
    return new KeyRingProblem('closed', 'The key ring is locked or refused: unlock it, then try again.', {
      cause: error,
    });
  }
  const hint = process.platform === 'linux' ? ' It takes a desktop session with GNOME Keyring or KWallet.' : '';
  return new KeyRingProblem('absent', `There is no key ring on this computer that answers.${hint}`, { cause: error });
}
