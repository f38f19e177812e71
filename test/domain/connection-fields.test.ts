import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allFields,
  type Connection,
  connectionFields,
  type FieldName,
  fieldText,
  powerShellFields,
  readTexts,
  withoutSignIn,
} from '../../source/domain/index.ts';

const full: Required<Omit<Connection, 'powershell' | 'sandboxServer'>> & Pick<Connection, 'powershell'> = {
  name: 'ex01',
  url: 'https://mail.contoso.com/PowerShell/',
  configurationName: 'Microsoft.Exchange',
  authentication: 'Negotiate',
  user: 'mira@contoso.com',
  groups: ['prod', 'berlin'],
  servicePrincipalName: 'HTTP/mail.contoso.com',
  delegate: true,
  allowNtlm: true,
  engine: 'native',
  cmdlets: ['Get-*', 'Set-Mailbox'],
  closeAfterIdleMinutes: 30,
  production: true,
  readOnly: true,
  asking: true,
  allowBasicOverHttp: true,
  caFile: '/etc/ssl/contoso.pem',
  redirectHosts: ['ex02.contoso.com', 'ex03.contoso.com:8443'],
  powershell: {
    transport: 'bridge',
    executable: 'pwsh',
    loadProfile: true,
    prefix: 'Lab',
    formatTypeNames: ['A.B', 'C.*'],
  },
};
const textsOf = (connection: Partial<Connection>) =>
  Object.fromEntries(allFields.map(([name]) => [name, fieldText(connection, name)])) as Record<FieldName, string>;

describe('the table of the settings of a connection', () => {
  it('has no name, option or label twice, and labels that fit beside a field', () => {
    const names = [...Object.keys(connectionFields), ...Object.keys(powerShellFields)];
    expect(new Set(names).size).toBe(allFields.length);
    const options = allFields.flatMap(([, { option }]) => (option === undefined ? [] : [option.split(' ')[0]!]));
    expect(new Set(options).size).toBe(options.length);
    expect(allFields.filter(([, { label }]) => label.length > 16)).toEqual([]);
  });

  it('says of every setting what holds where nothing is said', () => {
    const silent = allFields.filter(
      ([, { isRequired, initial, otherwise }]) => !isRequired && initial === undefined && !otherwise,
    );
    expect(silent.map(([name]) => name)).toEqual(['sandboxServer']);
  });
});

describe('texts that somebody typed', () => {
  it('make the connection that they show', () => {
    expect(readTexts({}, textsOf(full))).toEqual({ connection: full, problems: {} });
  });

  it('leave alone what they do not speak of, and take away what they leave empty', () => {
    const { connection, problems } = readTexts(full, { user: '', delegate: 'no', prefix: '', cmdlets: 'Get-User' });
    const { user: _user, delegate: _delegate, powershell, ...rest } = full;
    const { prefix: _prefix, ...settings } = powershell!;
    expect(connection).toEqual({ ...rest, cmdlets: ['Get-User'], powershell: settings });
    expect(problems).toEqual({});
  });

  it('make what Exchange wants of a name and a server', () => {
    expect(readTexts({}, { name: 'ex01', url: 'ex01.contoso.com' }).connection).toEqual({
      name: 'ex01',
      url: 'http://ex01.contoso.com/PowerShell/',
      configurationName: 'Microsoft.Exchange',
      authentication: 'Kerberos',
      engine: 'auto',
    });
  });

  it('have their problems beside them, and change nothing then', () => {
    const { connection, problems } = readTexts(full, { name: '', url: '', caFile: 'ca.pem', engine: 'steam' });
    expect(connection).toEqual(full);
    expect(Object.keys(problems)).toEqual(['name', 'url', 'engine', 'caFile']);
  });

  it('are not looked at anew where they show what is there', () => {
    const odd = { ...full, caFile: 'ca.pem', closeAfterIdleMinutes: 0.5 };
    expect(readTexts(odd, textsOf(odd))).toEqual({ connection: odd, problems: {} });
  });

  it('never throw, whatever they are, and show the same again', () => {
    const names = allFields.map(([name]) => name);
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.string({ unit: 'binary', maxLength: 60 }), (name, text) => {
        const { connection, problems } = readTexts({}, { [name]: text });
        if (problems[name] !== undefined) return;
        const shown = fieldText(connection, name);
        expect(readTexts({}, { [name]: shown })).toEqual({ connection, problems: {} });
      }),
    );
  });
});

it('what goes from a real server to the sandbox forgets how to sign in', () => {
  expect(Object.keys(withoutSignIn(full)).sort()).toEqual(
    [
      ...['name', 'configurationName', 'engine', 'groups', 'cmdlets', 'closeAfterIdleMinutes', 'powershell'],
      ...['production', 'readOnly', 'asking'],
    ].sort(),
  );
});
