import { type FailureWord, judgeRedirect, mostRedirects, movedTo, type ServerAccess } from '../../domain/index.ts';
import { type AuthScheme, CookieJar, type HttpRedirect } from '../../http/index.ts';
import { PlainAnswer } from './answers.ts';
import { type Correspondent, correspondentOf } from './correspondent.ts';

/** Where requests go and who is proved there. What belongs to one host (scheme, cookies) ends with it. */
export interface Route {
  readonly url: string;
  readonly to: Correspondent;
  readonly scheme: AuthScheme;
  readonly cookies: CookieJar;
  /** Redirections that led here. */
  readonly hops: number;
}

/** Throws FailureError where the connection's authentication cannot be used. */
export function routeOf(access: ServerAccess, schemeFor: (access: ServerAccess) => AuthScheme, hops = 0): Route {
  const { url } = access.connection;
  return { url, to: correspondentOf(access), scheme: schemeFor(access), cookies: new CookieJar(), hops };
}

/** The access to use from the next hop on. Throws PlainAnswer where the redirection is not followed. */
export function redirected(access: ServerAccess, { url, hops }: Route, answer: HttpRedirect): ServerAccess {
  const { connection } = access;
  const from = new URL(url);
  const verdict = judgeRedirect(answer.location, from, connection.redirectHosts ?? []);
  const to = 'follow' in verdict ? verdict.follow : verdict.to;
  const refusal = (word: FailureWord) => new PlainAnswer({ ...answer, location: to?.href ?? answer.location }, word);
  if ('refused' in verdict) throw refusal(refusalWords[verdict.refused]);
  if (hops >= mostRedirects) throw refusal('redirect.limit');
  return { ...access, connection: movedTo(connection, verdict.follow.href) };
}

const refusalWords = {
  invalid: 'redirect.invalid',
  insecure: 'redirect.insecure',
  unlisted: 'redirect',
} as const;
