/** What `exterm sandbox` can be told. Times are milliseconds here; the command line takes seconds where it says so. */
export interface SandboxOptions {
  /** ex01, ex02, dr01, then ex03, ex04 … */
  readonly servers: number;
  /** Port of the first server, the others follow; 0 takes whatever is free for each. */
  readonly port: number;
  readonly mailboxes: number;
  /** How long a shell may be without a request before it is closed. */
  readonly idleTimeout: number;
  /** Shells one account may have open on one server. */
  readonly maxShells: number;
  /** Shells another console has left open on each server. */
  readonly leftOpen: number;
  /** Delay before each answer. */
  readonly latency: number;
  /** What the organisation's data is made from: the same seed, the same mailboxes. */
  readonly seed: number;
  /** Operations and unreleased commands one account may have at a time on one server. */
  readonly maxOperations: number;
  /** Largest request in bytes (WSMan's MaxEnvelopeSize). */
  readonly maxEnvelope: number;
  /** Without a shell and without a request for this long the organisation ends; 0 keeps it. */
  readonly endAfter: number;
  /** Shows `Write-SandboxFlood` and `Write-SandboxHostile`, for tests of the other side. */
  readonly testCmdlets: boolean;
}

export const sandboxDefaults: SandboxOptions = {
  servers: 3,
  port: 0,
  mailboxes: 500,
  idleTimeout: 900_000,
  maxShells: 18,
  leftOpen: 2,
  latency: 0,
  seed: 1,
  maxOperations: 1500,
  maxEnvelope: 512_000,
  endAfter: 300_000,
  testCmdlets: false,
};

const limits: Readonly<Record<Exclude<keyof SandboxOptions, 'testCmdlets'>, readonly [number, number]>> = {
  servers: [1, 9],
  port: [0, 65_535],
  mailboxes: [1, 100_000],
  idleTimeout: [1000, 43_200_000],
  maxShells: [1, 1000],
  leftOpen: [0, 1000],
  latency: [0, 600_000],
  seed: [0, 0xffffffff],
  maxOperations: [1, 100_000],
  maxEnvelope: [32_768, 16_777_216],
  endAfter: [0, 86_400_000],
};

/** The options with their defaults. Throws a RangeError that names the option and its limits. */
export function completeOptions(given: Partial<SandboxOptions>): SandboxOptions {
  const options = { ...sandboxDefaults, ...given };
  for (const [name, [least, most]] of Object.entries(limits)) {
    const value = options[name as keyof typeof limits];
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new RangeError(`The sandbox takes ${name} from ${least} to ${most}, not ${value}.`);
    }
  }
  if (options.port > 0 && options.port + options.servers - 1 > 65_535) {
    throw new RangeError(`${options.servers} ports from ${options.port} on reach past 65535: choose a lower port.`);
  }
  return options;
}
