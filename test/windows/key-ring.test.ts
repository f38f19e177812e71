import { randomUUID } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { Secret } from '../../source/domain/index.ts';
import { openKeyRing } from '../../source/storage/index.ts';

const after = (milliseconds: number, callback: () => void) => {
  const timer = setTimeout(callback, milliseconds);
  return () => clearTimeout(timer);
};

it('a password is kept by the Credential Manager, found by another key ring, and forgotten', async () => {
  const [ring, other] = [openKeyRing({ after }), openKeyRing({ after })];
  const user = `${randomUUID()}@contoso.com`;
  onTestFinished(async () => void (await ring.forget(user)));
  expect(await ring.problem()).toBeUndefined();
  await ring.keep(user, Secret.fromText('pässword-€😀'));
  const found = await other.find(user.toUpperCase());
  expect(found?.use((bytes) => Buffer.from(bytes).toString())).toBe('pässword-€😀');
  expect([await other.forget(user), await other.forget(user)]).toEqual([true, false]);
  expect(await ring.find(user)).toBeUndefined();
});
