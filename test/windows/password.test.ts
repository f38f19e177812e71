import { describe, expect, it } from 'vitest';
import { FailureError } from '../../source/domain/index.ts';
import { realmUser } from '../peers/kdc/kdc.ts';
import { ask, connect, schemeNames } from './lab.ts';

async function failureOf(promise: Promise<unknown>): Promise<FailureError['failure']> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(FailureError);
  return (error as FailureError).failure;
}

/** Windows says what the domain said; Wine only that it failed. */
const refusals = ['0x8009030C', '0xC0000001'];

// First: Wine keeps a password's ticket where the next one finds it.
it.each(schemeNames)('%s without ticket and password asks for one', async (name) => {
  expect(await failureOf(connect(name))).toMatchObject({ id: 'krb.nologonsession', kind: 'credentials' });
});

describe.each(schemeNames)('%s by user and password, through SSPI', (name) => {
  it.each([
    ['a wrong password', realmUser.user, 'wrong-Password-7'],
    ['a user nobody knows', 'nobody@exterm.test', realmUser.password],
  ])('refuses %s with the code of the library, and keeps the password to itself', async (_what, user, password) => {
    const told = await failureOf(connect(name, { user, password }));
    expect(refusals).toContain(told.details?.['code']);
    expect(JSON.stringify(told)).not.toContain(password);
  });

  it.each([realmUser.user, 'EXTERM.TEST\\mira'])('opens a session for %s', async (user) => {
    const session = await connect(name, { user, password: realmUser.password });
    expect(await ask('shells')).toBe(1);
    expect(await session.close(new AbortController().signal)).toBe('removed');
  });
});
