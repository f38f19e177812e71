import type { AuthScheme } from './auth.ts';

/** Nothing is proved: for servers that ask for nothing. */
export const anonymousScheme: AuthScheme = {
  name: 'Anonymous',
  refusal: () => undefined,
  begin: () => ({ dispose: () => undefined }),
};
