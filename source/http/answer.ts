import type { HttpMessage } from './auth.ts';
import type { HttpRedirect, HttpResponse } from './exchange.ts';
import type { RawAnswer } from './round-trip.ts';

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** The redirection that an answer is; undefined for any other. */
export function redirectOf(answer: RawAnswer): HttpRedirect | undefined {
  if (!redirects.has(answer.status)) return undefined;
  const answered = answeredOf(answer);
  return { kind: 'redirect', location: answered.headers.get('location'), ...answered };
}

/** An answer as the caller gets it. A redirection has no body, so there is nothing in it to be unsealed. */
export async function responseOf(
  answer: RawAnswer,
  unseal: (sealed: HttpMessage & { readonly status: number }) => Promise<HttpMessage>,
): Promise<HttpResponse> {
  const redirect = redirectOf(answer);
  if (redirect) return redirect;
  const answered = answeredOf(answer);
  const sealed = {
    status: answer.status,
    contentType: answered.headers.get('content-type') ?? '',
    body: answer.body,
  };
  const { contentType, body } = await unseal(sealed);
  return { kind: 'answer', contentType, body, ...answered };
}

/** Values of WWW-Authenticate. */
export function challengesOf({ message }: RawAnswer): readonly string[] {
  return message.headersDistinct['www-authenticate'] ?? [];
}

function answeredOf({ status, message }: RawAnswer) {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(message.headers)) {
    if (name !== 'set-cookie' && value !== undefined)
      headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return { status, headers, requestId: headers.get('request-id') };
}
