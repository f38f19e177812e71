import {
  classify,
  FailureError,
  type FailureFacts,
  type ServerAccess,
  type ServerShell,
} from '../../source/domain/index.ts';

/** What a fake server knows of a shell. */
export interface FakeShell {
  readonly shellId: string;
  readonly owner: string;
  lastUse: number;
}

/** The state that shells and accounts have on a server, shared by every engine that talks to it. */
export class FakeServer {
  readonly shells = new Map<string, FakeShell>();
  readonly passwords = new Map<string, string>([['mira@contoso.com', 'right']]);
  readonly clock: () => number;
  idleTimeout: number | undefined = 900_000;
  /** Facts of the failure that every request meets while it is set. */
  outage: FailureFacts | undefined;
  /** How often credentials were refused: what makes accounts lock. */
  refusals = 0;
  lists = true;
  answersProbes = true;
  tellsInactivity = true;

  constructor(clock: () => number) {
    this.clock = clock;
  }

  add(shellId: string, owner = 'mira@contoso.com', lastUse = this.clock()): FakeShell {
    const shell = { shellId, owner, lastUse };
    this.shells.set(shellId.toLowerCase(), shell);
    return shell;
  }

  find(shellId: string): FakeShell | undefined {
    return this.shells.get(shellId.toLowerCase());
  }

  signIn(access: ServerAccess): string {
    const user = access.credential?.user ?? 'ticket';
    const password = access.credential?.password.use((bytes) => new TextDecoder().decode(bytes));
    if (access.credential && this.passwords.get(user) === password) return user;
    if (!access.credential && this.passwords.has('ticket')) return user;
    this.refusals += 1;
    throw refused({ layer: 'auth', httpStatus: 401, user });
  }

  meet(): void {
    if (this.outage) throw refused(this.outage);
  }
}

export function activityOf(
  shell: FakeShell,
  server: FakeServer,
): Pick<ServerShell, 'inactivity' | 'runTime' | 'idleTimeout'> {
  const inactivity = server.tellsInactivity ? server.clock() - shell.lastUse : undefined;
  return { inactivity, runTime: undefined, idleTimeout: server.idleTimeout };
}

export function refused(facts: FailureFacts): FailureError {
  return new FailureError(classify({ host: 'ex01.contoso.com', ...facts }));
}
