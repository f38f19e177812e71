import type { PsValue } from '../../objects/index.ts';
import { checkCapability, decodeCapability, type SessionCapability } from '../content/capability.ts';
import {
  decodeAvailability,
  decodePoolSize,
  decodePoolState,
  decodePrivateData,
  decodeUserEvent,
} from '../content/pool.ts';
import type { RunspacePoolState } from '../enums.ts';
import { PsrpError } from '../errors.ts';
import type { MessageLink, ReceivedMessage } from '../message/link.ts';
import type { ClientPoolEvent, ClientPoolState, StateMachine } from '../state.ts';
import type { ClientEvent } from './events.ts';
import { contentFault, ignored, undecodable } from './faults.ts';
import { acceptHostCall } from './host-calls.ts';
import type { ClientKeys } from './keys.ts';

/** What a client's pool does with the messages that are its own, and no pipeline's. */
export class PoolMessages {
  private readonly link: MessageLink;
  private readonly machine: StateMachine<ClientPoolState, ClientPoolEvent>;
  private readonly keys: ClientKeys;
  private readonly capability: SessionCapability;
  /** What the server said of itself; undefined until it answered. */
  serverCapability: SessionCapability | undefined;

  constructor(parts: {
    readonly link: MessageLink;
    readonly machine: StateMachine<ClientPoolState, ClientPoolEvent>;
    readonly keys: ClientKeys;
    readonly capability: SessionCapability;
  }) {
    this.link = parts.link;
    this.machine = parts.machine;
    this.keys = parts.keys;
    this.capability = parts.capability;
  }

  accept(message: ReceivedMessage): ClientEvent {
    const { type } = message;
    switch (type) {
      case 'SESSION_CAPABILITY': {
        const capability = decodeCapability(this.link.decode(message));
        this.machine.on('capability', type);
        checkCapability(this.capability, capability);
        this.serverCapability = capability;
        return { type: 'capability', capability };
      }
      case 'RUNSPACEPOOL_STATE':
        return this.acceptState(this.link.decode(message));
      case 'PUBLIC_KEY_REQUEST':
        this.machine.on('poolMessage', type);
        return { type: 'publicKeyRequest' };
      case 'ENCRYPTED_SESSION_KEY':
        this.machine.on('poolMessage', type);
        this.keys.accept(this.link.decode(message));
        return { type: 'keyExchanged' };
      case 'RUNSPACEPOOL_HOST_CALL':
        this.machine.on('poolMessage', type);
        return acceptHostCall(this.link, message);
      case 'APPLICATION_PRIVATE_DATA':
      case 'RUNSPACE_AVAILABILITY':
      case 'RUNSPACEPOOL_INIT_DATA':
      case 'USER_EVENT':
        this.machine.on(type === 'APPLICATION_PRIVATE_DATA' ? 'privateData' : 'poolMessage', type);
        try {
          return noticeOf(type, this.link.decode(message));
        } catch (error) {
          return undecodable(message, contentFault(error));
        }
      default:
        return ignored(message);
    }
  }

  private acceptState(value: PsValue | undefined): ClientEvent {
    const { state, reason } = decodePoolState(value);
    const event = stateEvents[state];
    if (!event) throw new PsrpError('state', `A server does not announce a runspace pool as ${state}.`);
    if (event !== 'progress') this.machine.on(event, `RUNSPACEPOOL_STATE ${state}`);
    if (event === 'serverBroken' || event === 'serverClosed') this.keys.wipe();
    return { type: 'poolState', state: this.machine.current, reason };
  }
}

/** What the server tells a pool that can do without it. */
function noticeOf(
  type: 'APPLICATION_PRIVATE_DATA' | 'RUNSPACE_AVAILABILITY' | 'RUNSPACEPOOL_INIT_DATA' | 'USER_EVENT',
  value: PsValue | undefined,
): ClientEvent {
  switch (type) {
    case 'APPLICATION_PRIVATE_DATA':
      return { type: 'applicationPrivateData', data: decodePrivateData(value) };
    case 'RUNSPACE_AVAILABILITY':
      return { type: 'availability', ...decodeAvailability(value) };
    case 'RUNSPACEPOOL_INIT_DATA':
      return { type: 'poolSize', ...decodePoolSize(value) };
    case 'USER_EVENT':
      return { type: 'userEvent', event: decodeUserEvent(value) };
  }
}

/** `progress`: the server tells a step on its way, which moves nothing here. */
const stateEvents: { readonly [state in RunspacePoolState]?: 'opened' | 'serverClosed' | 'serverBroken' | 'progress' } =
  {
    beforeOpen: 'progress',
    opening: 'progress',
    negotiationSucceeded: 'progress',
    closing: 'progress',
    opened: 'opened',
    closed: 'serverClosed',
    broken: 'serverBroken',
  };
