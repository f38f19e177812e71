import { authenticationFailures } from './authentication.ts';
import { certificateFailures } from './certificate.ts';
import { doctorWarnings } from './doctor.ts';
import { httpFailures } from './http.ts';
import { kerberosFailures } from './kerberos.ts';
import { localFailures } from './local.ts';
import { networkFailures } from './network.ts';
import { powershellFailures } from './powershell.ts';
import { proxyFailures } from './proxy.ts';
import { quotaFailures } from './quota.ts';
import { sessionFailures } from './session.ts';
import { unknownFailures } from './unknown.ts';
import { winrmFailures } from './winrm.ts';

/** What is recognised by what others say. Of two texts that fit, the first one's entry counts. */
export const recognisedFailures = {
  ...quotaFailures,
  ...networkFailures,
  ...certificateFailures,
  ...proxyFailures,
  ...httpFailures,
  ...authenticationFailures,
  ...winrmFailures,
  ...kerberosFailures,
  ...sessionFailures,
  ...powershellFailures,
  ...unknownFailures,
};

/** What exterm meets itself. */
export const ownFailures = { ...localFailures, ...doctorWarnings };

export type RecognisedId = keyof typeof recognisedFailures;
export type OwnFailureId = keyof typeof ownFailures;
/** Every failure that exterm can explain. */
export type FailureId = RecognisedId | OwnFailureId;
