import { describe, expect, it } from 'vitest';
import { type Connection, judgeRedirect, movedTo, redirectHostProblem } from '../../source/domain/index.ts';

const listed = ['ex02.contoso.com', 'EX03.contoso.com', 'ex04.contoso.com:8443', '10.0.0.7', '[fd00::7]:8080'];
const judged = (location: string | undefined, from = 'http://ex01.contoso.com/PowerShell/') => {
  const verdict = judgeRedirect(location, new URL(from), listed);
  return 'follow' in verdict ? verdict.follow.href : verdict.refused;
};

describe('a redirection from http://ex01.contoso.com/PowerShell/', () => {
  it.each([
    ['http://ex02.contoso.com/PowerShell/', 'http://ex02.contoso.com/PowerShell/'],
    ['HTTP://EX02.contoso.com/PowerShell/?a=b#c', 'http://ex02.contoso.com/PowerShell/?a=b'],
    ['https://ex03.contoso.com/PowerShell/', 'https://ex03.contoso.com/PowerShell/'],
    ['https://ex04.contoso.com:8443/', 'https://ex04.contoso.com:8443/'],
    ['http://10.0.0.7/', 'http://10.0.0.7/'],
    ['http://[fd00::7]:8080/', 'http://[fd00::7]:8080/'],
    ['https://ex01.contoso.com/PowerShell/', 'https://ex01.contoso.com/PowerShell/'],
    ['/powershell/', 'http://ex01.contoso.com/powershell/'],
    ['//ex02.contoso.com/', 'http://ex02.contoso.com/'],
  ])('to %s is followed', (location, url) => expect(judged(location)).toBe(url));

  it.each([
    ['http://ex05.contoso.com/', 'unlisted'],
    ['http://ex02.contoso.com.evil.example/', 'unlisted'],
    ['http://sub.ex02.contoso.com/', 'unlisted'],
    ['http://contoso.com/', 'unlisted'],
    ['http://ex02.contoso.com:8080/', 'unlisted'],
    ['http://ex01.contoso.com:8080/', 'unlisted'],
    ['https://ex04.contoso.com/', 'unlisted'],
    ['//ex05.contoso.com/', 'unlisted'],
    ['http://mira:pw@ex02.contoso.com/', 'invalid'],
    ['ftp://ex02.contoso.com/', 'invalid'],
    ['javascript:alert(1)', 'invalid'],
    ['http://', 'invalid'],
    ['', 'invalid'],
    [undefined, 'invalid'],
  ])('to %s is not: %s', (location, why) => expect(judged(location)).toBe(why));

  it('never goes from https to http', () => {
    const from = 'https://ex01.contoso.com/';
    expect(judged('http://ex02.contoso.com/', from)).toBe('insecure');
    expect(judged('http://ex01.contoso.com/', from)).toBe('insecure');
    expect(judged('https://ex02.contoso.com/', from)).toBe('https://ex02.contoso.com/');
  });

  it('may keep a port that is in use already', () => {
    const from = 'http://ex01.contoso.com:5985/wsman';
    expect(judged('http://ex02.contoso.com:5985/wsman', from)).toBe('http://ex02.contoso.com:5985/wsman');
  });
});

describe('a host that redirections may lead to', () => {
  it.each(['ex02', 'ex02.contoso.com', 'ex02.contoso.com:8443', '10.0.0.7', '[fd00::7]', '[fd00::7]:80'])(
    'may be %s',
    (text) => expect(redirectHostProblem(text)).toBeUndefined(),
  );
  it.each(['', '*', '*.contoso.com', 'http://ex02', 'ex02/', 'a b', 'ex02:', 'ex02:123456', '-x', 'mira@ex02'])(
    'may not be %j',
    (text) => expect(redirectHostProblem(text)).toContain('full name'),
  );
});

describe('a connection that was sent on', () => {
  const connection: Connection = {
    name: 'mail',
    url: 'http://mail.contoso.com/PowerShell/',
    configurationName: 'Microsoft.Exchange',
    authentication: 'Kerberos',
    engine: 'auto',
    servicePrincipalName: 'HTTP/mail.contoso.com',
    delegate: true,
    caFile: '/ca.pem',
  };

  it('to another path or port of its host is what it was', () => {
    const url = 'https://mail.contoso.com:8443/powershell/';
    expect(movedTo(connection, url)).toEqual({ ...connection, url });
  });

  it('to another host has no service name and no delegation there', () => {
    const { servicePrincipalName: _, delegate: __, ...rest } = connection;
    const url = 'http://ex02.contoso.com/PowerShell/';
    expect(movedTo(connection, url)).toEqual({ ...rest, url });
  });
});
