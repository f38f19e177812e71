import { type PsObject, PsText, type PsValue, psObject } from '../../objects/index.ts';
import { PsrpError } from '../errors.ts';
import { Fields } from '../message/fields.ts';

/** SESSION_CAPABILITY (MS-PSRP 2.2.2.1). Versions as dotted text. */
export interface SessionCapability {
  readonly protocolVersion: string;
  readonly psVersion: string;
  readonly serializationVersion: string;
  /** A serialized .NET TimeZone, handed through unread; servers do without. */
  readonly timeZone?: Uint8Array;
}

/** What this implementation speaks, and what Exchange's endpoint has been seen to answer. */
export const ownCapability: SessionCapability = {
  protocolVersion: '2.3',
  psVersion: '2.0',
  serializationVersion: '1.1.0.1',
};

export function encodeCapability(capability: SessionCapability): PsObject {
  return psObject(
    {
      protocolversion: new PsText('Version', capability.protocolVersion),
      PSVersion: new PsText('Version', capability.psVersion),
      SerializationVersion: new PsText('Version', capability.serializationVersion),
      ...(capability.timeZone ? { TimeZone: capability.timeZone } : {}),
    },
    [],
  );
}

export function decodeCapability(value: PsValue | undefined): SessionCapability {
  const fields = new Fields(value, 'SESSION_CAPABILITY');
  const zone = fields.value('TimeZone');
  return {
    protocolVersion: fields.string('protocolversion'),
    psVersion: fields.string('PSVersion'),
    serializationVersion: fields.string('SerializationVersion'),
    ...(zone instanceof Uint8Array ? { timeZone: zone } : {}),
  };
}

/** The peer's protocol has to have the same major version (MS-PSRP 3.1.5.4.1); minor versions are compatible. */
export function checkCapability(own: SessionCapability, peer: SessionCapability): void {
  const major = (version: string) => version.split('.')[0];
  for (const [what, ours, theirs] of [
    ['PSRP', own.protocolVersion, peer.protocolVersion],
    ['serialization', own.serializationVersion, peer.serializationVersion],
  ] as const) {
    if (!/^\d{1,9}(\.\d{1,9}){1,3}$/.test(theirs))
      throw new PsrpError('version', `The peer's ${what} version is not a version.`);
    if (major(ours) !== major(theirs)) {
      throw new PsrpError('version', `The peer speaks ${what} ${theirs}; this side speaks ${ours}.`);
    }
  }
}
