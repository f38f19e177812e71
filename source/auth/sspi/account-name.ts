import { SecurityError } from '../security/error.ts';

/** NERR_BadUsername of Windows. */
const badUserName = 2202;

export interface AccountName {
  readonly user: string;
  /** Left out with a user principal name: Windows finds the domain itself. */
  readonly domain?: string;
}

/** `CONTOSO\mira` is cut; a user principal name stays whole. Throws SecurityError for what is neither. */
export function accountName(text: string): AccountName {
  const parts = text.split('\\');
  const [first = '', second] = parts;
  const isName = parts.length <= 2 && parts.every((part) => part !== '' && !/[\p{Cc}/]/u.test(part));
  if (!isName) throw new SecurityError(badUserName, 'No user name of Windows');
  return second === undefined ? { user: first } : { domain: first, user: second };
}
