import { describe, expect, it } from 'vitest';
import { cmdletTable } from '../../../source/sandbox/catalogue/table.ts';

describe('the table of cmdlets', () => {
  it('lists the 845 cmdlets with all their parameters', () => {
    const entries = [...cmdletTable().values()];
    expect(entries).toHaveLength(845);
    expect(entries.reduce((total, entry) => total + entry.parameters.length, 0)).toBe(9137);
  });

  it('gives names that can be names, and no parameter twice', () => {
    for (const entry of cmdletTable().values()) {
      expect(entry.name).toMatch(/^[A-Z][A-Za-z]+-[A-Z]\w+$/);
      expect(new Set(entry.parameters).size, entry.name).toBe(entry.parameters.length);
      for (const parameter of entry.parameters) expect(parameter, entry.name).toMatch(/^[A-Z]\w*$/);
    }
  });

  it('expands marks and numbered runs', () => {
    const parameters = cmdletTable().get('set-mailbox')?.parameters ?? [];
    expect(parameters).toEqual(
      expect.arrayContaining(['CustomAttribute15', 'Confirm', 'WhatIf', 'DomainController', 'Identity']),
    );
    expect(parameters).not.toContain('CustomAttribute16');
    expect(cmdletTable().get('get-adserversettings')?.parameters).toEqual([]);
    expect(cmdletTable().get('get-accepteddomain')?.parameters).toEqual(['DomainController', 'Identity']);
  });

  it('lists parameters in alphabetical order whatever their case', () => {
    const names = cmdletTable().get('get-mailcontact')?.parameters ?? [];
    expect(names.map((name) => name.toLowerCase())).toEqual([...names].map((name) => name.toLowerCase()).sort());
  });
});
