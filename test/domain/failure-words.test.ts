import { describe, expect, it } from 'vitest';
import { shortened } from '../../source/domain/failure-text.ts';
import { adviceOnError, classify, ownWords } from '../../source/domain/index.ts';

describe("a fault's own words", () => {
  const text = 'Operations involving multiple messages from the client are not supported.';

  it('are the reason where the catalogue does not know them, whatever the status of all faults says', () => {
    const bracketed = `[RequestId=7] [FailureCategory=WSMan-MultipleClientMessages] ${text}`;
    const failure = classify({ layer: 'wsman', host: 'ex01', httpStatus: 500, code: 0x803380e0, text: bracketed });
    expect(failure).toMatchObject({ id: 'unknown', what: 'ex01 reported an error (HTTP 500).', why: text });
    expect(classify({ layer: 'wsman', httpStatus: 500, text: '' }).id).toBe('http.500');
  });

  it('are said once, and beside the sentences where those say something else', () => {
    expect(ownWords(classify({ layer: 'wsman', text: `[RequestId=7] ${text}` }))).toBeUndefined();
    expect(ownWords(classify({ layer: 'wsman', code: 0x803381a5, text }))).toBe(text);
    expect(ownWords(classify({ layer: 'wsman', code: 0x803381a5 }))).toBeUndefined();
  });

  it('are cut where there are too many of them, with a word of how many are missing', () => {
    const long = classify({ layer: 'wsman', text: 'E'.repeat(700_000) });
    expect(long.original).toBe(`${'E'.repeat(4000)}… (696000 more characters)`);
    expect(long.why).toMatch(/^E{500}… \(\d+ more characters\)$/);
    const known = classify({ layer: 'wsman', code: 0x803381a5, text: 'line\n'.repeat(50_000) });
    expect(known.original!.split('\n')).toHaveLength(40);
    expect(known.original).toMatch(/line… \(\d{6} more characters\)$/);
    expect(shortened('ab😀', { characters: 3 })).toBe('ab… (1 more character)');
    expect(shortened('one\r\ntwo', { characters: 99, lines: 2 })).toBe('one\r\ntwo');
  });

  it('that say where to go are cut too, in each place', () => {
    const location = `https://ex02.contoso.com/${'x'.repeat(60_000)}`;
    for (const network of ['redirect', 'redirect.limit', 'redirect.insecure', 'redirect.late'] as const) {
      const failure = classify({ layer: 'http', httpStatus: 302, network, details: { location } });
      expect(JSON.stringify(failure).length, network).toBeLessThan(2000);
      expect(failure.details?.['location'], network).toMatch(/more characters\)$/);
    }
    const host = { location: `https://${'a.'.repeat(30_000)}com/` };
    expect(classify({ layer: 'http', httpStatus: 302, details: host }).next.length).toBeLessThan(500);
  });
});

describe('what a library or the system says', () => {
  it('is put into words: a port that is not one of https', () => {
    const text =
      '401D:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:../deps/openssl/tlsany_meth.c:77:';
    const failure = classify({ layer: 'network', network: 'tls', host: 'ex01', text });
    expect(failure.why).toBe('What answers on that port is not TLS: it is plain http, or another service.');
    expect(failure.next).toContain('http:// in the URL');
    expect(classify({ layer: 'network', network: 'tls', host: 'ex01', text: 'expired' }).why).toContain('expired');
  });

  it.each([
    ['spawn /opt/pwsh ENOENT', 'There is no program /opt/pwsh.'],
    ['spawn /opt/pwsh EACCES', 'This user may not run /opt/pwsh.'],
    ['exit 127', 'exit 127'],
    ['', 'PATH has none.'],
  ])('is put into words: %s', (text, why) => {
    expect(classify({ layer: 'local', network: 'powershell.missing', text }).why).toBe(why);
  });
});

describe("a cmdlet's error", () => {
  it('gets the advice that the catalogue has for such errors, and none for those of connections', () => {
    const unsigned = '[Server=EX01] Cannot convert. Deserialization fails due to one SerializationException: …';
    expect(adviceOnError('x,Get-User', unsigned)).toContain('Auth Certificate');
    expect(adviceOnError('ScriptsNotAllowed', '')).toContain('pipeline of cmdlets');
    expect(adviceOnError('x,Get-User', 'Access is denied.')).toBeUndefined();
    expect(adviceOnError('x,Get-User', 'It is not there.')).toBeUndefined();
  });
});

describe('an answer that is not remoting', () => {
  const of = (httpStatus: number, contentType?: string) =>
    classify({ layer: 'http', host: 'ex01', httpStatus, ...(contentType === undefined ? {} : { contentType }) });

  it('without a type says that it has none', () => {
    expect(of(200)).toMatchObject({
      id: 'http.contenttype',
      why: expect.stringContaining('The answer (HTTP 200) does not say what it is: it has no Content-Type.'),
    });
    expect(of(200, 'text/html').why).toContain('The answer is text/html.');
  });

  it.each([
    [400, 'http.400', 'Kerberos token is too large'],
    [431, 'http.400', 'Kerberos token is too large'],
    [204, 'http.empty', 'always has something to say'],
    [304, 'http.empty', 'always has something to say'],
    [405, 'http.method', 'does not know such requests'],
    [408, 'http.gateway', 'did not answer'],
  ])('with status %i is %s', (status, id, why) => {
    const failure = of(status);
    expect(failure).toMatchObject({ id, why: expect.stringContaining(why) });
    expect(failure.what).toContain(`HTTP ${status}`);
  });
});

it('a server that wants another protocol is told as that', () => {
  const facts = { layer: 'http', network: 'protocol.upgrade', httpStatus: 101 } as const;
  expect(classify(facts)).toMatchObject({ id: 'http.empty', why: expect.stringContaining('another protocol') });
});
