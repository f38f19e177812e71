import { describe, expect, it } from 'vitest';
import { healthRow } from '../../../source/app/results/health.ts';
import { psObject } from '../../../source/objects/index.ts';

const policy = (Name: string, ThrottlingPolicyScope: string, PowerShellMaxConcurrency: string) =>
  psObject({ Name, Identity: Name, ThrottlingPolicyScope, PowerShellMaxConcurrency });

const policies = [
  policy('Global', 'Global', '18'),
  policy('Automation', 'Regular', '50'),
  policy('Free', 'Regular', 'Unlimited'),
  policy('Silent', 'Regular', ''),
];

const sessions = (...given: (string | null)[]) => {
  const associations = given.map((ThrottlingPolicyId) => psObject({ Name: 'mira', ThrottlingPolicyId }));
  return healthRow({ connection: 'ex01', values: [...policies, ...associations], sessions: 3, note: '' }).get(
    'Sessions',
  );
};

describe('the sessions that an account may have', () => {
  it('are those of the policy that it was given, else of the one for all', () => {
    expect(sessions()).toBe('3 of 18');
    expect(sessions(null)).toBe('3 of 18');
    expect(sessions('Automation')).toBe('3 of 50');
    expect(sessions('Free')).toBe(3);
    // What its own says nothing of the one for all says; and so where its own is not among those that can be read.
    expect(sessions('Silent')).toBe('3 of 18');
    expect(sessions('Elsewhere')).toBe('3 of 18');
  });
});
