import type { FaultFields } from '../../../wsman/index.ts';

/** Refuses a request: what the answer's SOAP fault says. */
export class ServiceFault extends Error {
  readonly fields: FaultFields;
  constructor(fields: FaultFields) {
    super(fields.message ?? fields.reason);
    this.name = 'ServiceFault';
    this.fields = fields;
  }
}

function fault(
  wsmanCode: number,
  subcode: string,
  message: string,
  code: 'Sender' | 'Receiver' = 'Sender',
): ServiceFault {
  return new ServiceFault({ code, subcode, reason: message, message, wsmanCode });
}

const refused = 'The WS-Management service cannot process the request.';

/** What this service refuses, with WinRM's codes (exchange.md, failure-signatures.json). */
export const faults = {
  tooManyShells: (most: number) =>
    fault(
      0x803381a5,
      'QuotaLimit',
      `${refused} This user is allowed a maximum number of ${most} concurrent shells, which has been exceeded. Close existing shells or raise the quota for this user.`,
    ),
  tooManyOperations: (most: number) =>
    fault(
      0x803381a6,
      'QuotaLimit',
      `${refused} The maximum number of concurrent operations for this user has been exceeded (${most}). Close existing operations for this user, or raise the quota for this user.`,
    ),
  unknownConfiguration: (resourceUri: string) =>
    fault(
      0x8033803b,
      'DestinationUnreachable',
      `${refused} The resource URI (${resourceUri.slice(0, 300)}) was not found in the WS-Management catalog.`,
    ),
  /** The same code as for an unknown shell; only the text differs. */
  unknownCommand: (commandId: string) =>
    fault(
      0x8033805b,
      'InvalidSelectors',
      `The Windows Remote Shell received a request to perform an operation on a command identifier that does not exist (${commandId.slice(0, 60)}). Either the command has completed execution or the client specified an invalid command identifier.`,
    ),
  accessDenied: (context: string) => fault(5, 'AccessDenied', `${context}Access is denied.`),
  noRole: (context: string, user: string) =>
    fault(
      5,
      'AccessDenied',
      `${context}[FailureCategory=AuthZ-CmdletAccessDeniedException] The user "${user}" isn't assigned to any management roles.`,
    ),
  idleTimeoutOutOfRange: () =>
    fault(0x803381f2, 'InvalidParameter', `${refused} The requested IdleTimeout is outside the allowed range.`),
  alreadyExists: (what: string, id: string) => fault(183, 'AlreadyExists', `${what} ${id} exists already.`),
  /** Fragments or messages that MS-PSRP does not allow; the shell cannot go on. */
  badData: (reason: string) => fault(13, 'InvalidParameter', `The data is invalid. ${reason}`),
  badEnvelope: (reason: string) => fault(0x80338041, 'SchemaValidationError', reason),
  unsupportedAction: (action: string) =>
    fault(50, 'ActionNotSupported', `The action ${action.slice(0, 200)} is not supported.`),
  unknownContext: () => fault(0x80338049, 'InvalidEnumerationContext', 'The enumeration context is not valid.'),
  aborted: () =>
    fault(
      995,
      'InternalError',
      'The I/O operation has been aborted because of either a thread exit or an application request.',
      'Receiver',
    ),
  internal: (message: string) => fault(0x8033_80f1, 'InternalError', message, 'Receiver'),
};
