import { describe, expect, it } from 'vitest';
import { proxyFor } from '../../source/http/index.ts';
import { type SystemProxy, withSystemProxy } from '../../source/main/system-proxy.ts';

const labelFor = (url: string, system: SystemProxy | undefined, environment: NodeJS.ProcessEnv = {}) =>
  proxyFor(
    new URL(url),
    withSystemProxy(environment, () => system),
  )?.label;

describe("the proxy of Windows' settings", () => {
  const all = { servers: 'proxy.contoso.com:8080', exempt: '*.contoso.com;10.*;<local>' };

  it.each([
    ['http://mail.fabrikam.com/PowerShell/', 'proxy.contoso.com:8080'],
    ['https://mail.fabrikam.com/PowerShell/', 'proxy.contoso.com:8080'],
    ['http://ex01.contoso.com/PowerShell/', undefined],
    ['http://10.1.2.3/PowerShell/', undefined],
    ['http://110.1.2.3/PowerShell/', 'proxy.contoso.com:8080'],
    ['http://ex01/PowerShell/', undefined],
    ['http://127.0.0.1/PowerShell/', undefined],
  ])('for %s is %s', (url, label) => {
    expect(labelFor(url, all)).toBe(label);
  });

  it('may differ by the scheme, and be there for one of them', () => {
    const parts = { servers: 'http=one:80;https=two:443;socks=three:1080', exempt: '' };
    expect([labelFor('http://a.b/', parts), labelFor('https://a.b/', parts)]).toEqual(['one:80', 'two:443']);
    expect(labelFor('https://a.b/', { servers: 'http=one:80', exempt: '' })).toBeUndefined();
  });

  it('is not asked for where a variable says something, nor there where Windows has none', () => {
    const asked = () => expect.unreachable();
    for (const name of ['HTTP_PROXY', 'https_proxy', 'no_proxy']) {
      const environment = { [name]: 'own:3128' };
      expect(withSystemProxy(environment, asked)).toBe(environment);
    }
    expect(labelFor('http://a.b/', undefined)).toBeUndefined();
  });
});
