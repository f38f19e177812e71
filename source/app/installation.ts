/** What is installed on this computer, and where it keeps its things. */
export interface Installation {
  /** Files and folders by a short name, by whole paths; absent: there is none. They need not exist yet. */
  places(): Readonly<Record<PlaceName, string | undefined>>;
  /** Loads what is native, to see whether it can be. */
  versions(): Promise<Versions>;
}

export type PlaceName =
  | 'program'
  | 'node'
  | 'settings'
  | 'commands'
  | 'ledger'
  | 'histories'
  | 'results'
  | 'record'
  | 'lastSet'
  | 'sandbox'
  | 'compiledCode';

/** What a report of a fault needs. Where something native cannot be loaded, it says why. */
export interface Versions {
  readonly exterm: string;
  readonly node: string;
  /** The system's name for itself, its release and the processor. */
  readonly system: string;
  readonly koffi: string | Missing;
  /** The library of the system that Kerberos and Negotiate go through, by its file where it is known. */
  readonly security: { readonly api: string; readonly library: string } | Missing;
  readonly keyRing: string | Missing;
}

export interface Missing {
  readonly missing: string;
}
