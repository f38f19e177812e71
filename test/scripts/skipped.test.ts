import { expect, it } from 'vitest';
import { skippedLines } from '../../scripts/lib/skipped.mjs';

it('what was skipped is told by its reasons, and nothing else is', () => {
  const kerberos = 'sessions by Kerberos (skipped: krb5kdc not found: install (Debian) krb5-kdc.)';
  const results = [
    { status: 'skipped', ancestorTitles: [kerberos, 'closing'] },
    {
      status: 'skipped',
      ancestorTitles: ['over TLS', 'Kerberos (skipped: krb5kdc not found: install (Debian) krb5-kdc.)'],
    },
    { status: 'skipped', ancestorTitles: ['on Windows'] },
    { status: 'passed', ancestorTitles: ['a suite (skipped: of all things)'] },
  ];
  const pwsh = { status: 'skipped', ancestorTitles: ['a line (skipped: dotnet is not on PATH.)'] };
  expect(skippedLines({ testResults: [{ assertionResults: results }, { assertionResults: [pwsh] }] })).toEqual([
    '2 tests were skipped: krb5kdc not found: install (Debian) krb5-kdc.',
    '1 tests were skipped: dotnet is not on PATH.',
  ]);
});
