import { neverRejects } from '../../async/background.ts';
import { primitiveDictionary } from '../../psrp/index.ts';
import type { OrganisationUser, ServerIdentity } from '../cmdlets/types.ts';
import { createOrganisation, type Organisation } from '../organisation.ts';
import { sandboxPassword, sandboxUser, signInNames } from './accounts.ts';
import { Activity } from './activity.ts';
import { type Authenticator, basicAuthenticator } from './authenticator.ts';
import { type Clock, systemClock } from './clock.ts';
import { FaultPlan } from './fault-plan.ts';
import { catalogueHash } from './helpers/command-metadata.ts';
import { endpointHelpers } from './helpers/index.ts';
import { leftOpenShells } from './left-open.ts';
import { Listener } from './listener.ts';
import type { Service } from './operations/context.ts';
import { beginOperation, orderedFault } from './operations/dispatch.ts';
import { completeOptions, type SandboxOptions } from './options.ts';
import type { Endpoint } from './pipeline/endpoint.ts';
import { RunspacePool } from './runspace/runspace-pool.ts';
import { type Shell, ShellTable } from './shell-table.ts';

/** One server as `exterm sandbox` prints it. */
export interface SandboxServer {
  /** `ex01`, `ex02`, `dr01`, `ex03` … */
  readonly name: string;
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

/** A shell as tests and benchmarks look at it. */
export type SandboxShell = Pick<
  Shell,
  'id' | 'name' | 'owner' | 'clientIp' | 'idleTimeout' | 'opened' | 'lastUsed' | 'requests'
> & {
  /** Whether another console had it open from the start. */
  readonly isLeftOpen: boolean;
  /** Commands that have not been released. */
  readonly commands: number;
};

export interface Sandbox {
  readonly servers: readonly SandboxServer[];
  readonly organisation: Organisation;
  /** Orders faults; see FaultPlan. */
  readonly faults: FaultPlan;
  /** The shells open on a server now. */
  shells(server: string): readonly SandboxShell[];
  /** Stops listening and closes the sockets of one server; its shells are gone with it. */
  kill(server: string): Promise<void>;
  /** Resolves when no request is being worked on; Receives that wait for data do not count. */
  idle(): Promise<void>;
  /** Resolves when the organisation has ended, by itself or because it was stopped. */
  readonly ended: Promise<'idle' | 'stopped'>;
  stop(): Promise<void>;
}

export interface SandboxSurroundings {
  readonly clock?: Clock;
  readonly faults?: FaultPlan;
  /** Another organisation than the one that the options describe. */
  readonly organisation?: Organisation;
  /** Schemes that the servers take; Basic for the sandbox's own accounts where nothing is said. */
  readonly authenticators?: (users: readonly OrganisationUser[]) => readonly Authenticator[];
}

interface RunningServer {
  readonly facts: SandboxServer;
  readonly listener: Listener;
  readonly service: Service;
}

/**
 * Starts the organisation on 127.0.0.1, a port each server. Rejects with a RangeError for options out of their limits
 * and with an Error that says what to do for a port that is taken.
 */
export async function startSandbox(
  given: Partial<SandboxOptions> = {},
  surroundings: SandboxSurroundings = {},
): Promise<Sandbox> {
  const options = completeOptions(given);
  const clock = surroundings.clock ?? systemClock;
  const faults = surroundings.faults ?? new FaultPlan();
  const { seed, mailboxes, servers } = options;
  const organisation =
    surroundings.organisation ?? createOrganisation({ seed, mailboxes, servers, now: () => clock.now() });
  const authenticators = (surroundings.authenticators ?? basicForAll)(organisation.users);
  const running: RunningServer[] = [];
  const { promise: ended, resolve: tellEnd } = Promise.withResolvers<'idle' | 'stopped'>();
  const activity = new Activity({
    clock,
    endAfter: options.endAfter,
    hasShells: () => running.some(({ service }) => service.shells.all.some((shell) => shell.body)),
    onEnd: () => neverRejects(end('idle')),
  });
  const end = async (why: 'idle' | 'stopped'): Promise<void> => {
    activity.stop();
    for (const { service } of running) service.shells.clear();
    await Promise.all(running.map(({ listener }) => listener.close()));
    tellEnd(why);
  };

  for (const [index, identity] of organisation.servers.entries()) {
    const service = createService({ identity, options, clock, organisation, activity });
    const listener = createListener(service, faults, authenticators);
    try {
      const port = await listener.listen(options.port === 0 ? 0 : options.port + index);
      running.push({ facts: factsOf(identity, port), listener, service });
    } catch (error) {
      await end('stopped');
      throw error;
    }
  }
  const find = (name: string): RunningServer => {
    const found = running.find(({ facts }) => facts.name === name.toLowerCase());
    if (!found) throw new RangeError(`The sandbox has no server ${name}.`);
    return found;
  };
  return {
    servers: running.map(({ facts }) => facts),
    organisation,
    faults,
    shells: (name) => find(name).service.shells.all.map(describeShell),
    kill: async (name) => {
      const { listener, service } = find(name);
      service.shells.clear();
      await listener.close();
    },
    idle: () => activity.idle(),
    ended,
    stop: () => end('stopped'),
  };
}

const basicForAll: NonNullable<SandboxSurroundings['authenticators']> = (users) => [
  basicAuthenticator(signInNames(users), sandboxPassword),
];

function factsOf(identity: ServerIdentity, port: number): SandboxServer {
  return {
    name: identity.name.toLowerCase(),
    url: `http://127.0.0.1:${port}/PowerShell/`,
    user: sandboxUser,
    password: sandboxPassword,
  };
}

function describeShell(shell: Shell): SandboxShell {
  const { id, name, owner, clientIp, idleTimeout, opened, lastUsed, requests, body } = shell;
  const times = { idleTimeout, opened, lastUsed, requests };
  return { id, name, owner, clientIp, ...times, isLeftOpen: body === undefined, commands: body?.commandCount ?? 0 };
}

function createService(parts: Pick<Service, 'identity' | 'options' | 'clock' | 'organisation' | 'activity'>): Service {
  const { identity, options, clock, organisation, activity } = parts;
  const helpers = endpointHelpers(options.testCmdlets);
  const shells = new ShellTable(clock, () => activity.touch());
  const about = { server: identity.name, owner: sandboxUser, idleTimeout: options.idleTimeout, now: clock.now() };
  for (const shell of leftOpenShells(options.leftOpen, about)) shells.add(shell);
  return {
    ...parts,
    shells,
    enumerations: new Map(),
    openRunspacePool: ({ user, fragments, onBroken }) => {
      const endpoint: Endpoint = { organisation, server: identity, user, helpers };
      return new RunspacePool({ endpoint, clock, fragments, onBroken, privateData: privateDataFor(endpoint) });
    },
  };
}

function privateDataFor({ organisation, user }: Endpoint) {
  const hash = catalogueHash(organisation.catalogueFor(user));
  return primitiveDictionary({ ImplicitRemoting: primitiveDictionary({ Hash: hash }) });
}

function createListener(service: Service, faults: FaultPlan, authenticators: readonly Authenticator[]): Listener {
  const { options, clock, activity, identity } = service;
  return new Listener({
    name: identity.name.toLowerCase(),
    authenticators,
    faults,
    activity,
    clock,
    latency: options.latency,
    maxEnvelope: options.maxEnvelope,
    begin: (request) => beginOperation(service, request),
    faultAnswer: (request, code, text) => orderedFault(service, request, code, text),
    loseShell: (shellId) => {
      const shell = service.shells.find(shellId);
      if (shell) service.shells.remove(shell);
    },
  });
}
