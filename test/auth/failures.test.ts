import { describe, expect, it } from 'vitest';
import { classify, krb5 } from '../../source/domain/index.ts';

/** Texts and codes of MIT's library and of Windows for the same. */
const sights: Readonly<Record<string, readonly number[]>> = {
  'logon.failure': [0x96c73a18, 0x96c73a1f, 1326],
  'krb.clientunknown': [0x96c73a06, 0xc0000064],
  'krb.username': [2202],
  'krb.locked': [0x96c73a12, 1909, 0xc0000234],
  'krb.accountexpired': [0x96c73a01, 1793],
  'krb.passwordexpired': [0x96c73a17, 1330, 1907],
  'krb.policy': [0x96c73a0c],
  'krb.skew': [0x96c73a25, 0x96c73a94, 0x80090324],
  'krb.realmunknown': [0x96c73a9a, 0x96c73ae0],
  'krb.nodc': [0x96c73a9c, 1311],
  'krb.expired': [0x96c73a20],
  'krb.targetunknown': [0x96c73a07],
  'krb.wrongprincipal': [0x96c73a29, 0x96c73a23, 0x96c73a90],
  'krb.nologonsession': [0x96c73ac3, 0x96c73a8d, 0x025ea10c],
  'krb.otherticket': [0x025ea100],
  'krb.encryption': [0x96c73a0e],
  'krb.replay': [0x96c73a22],
};

describe('what Kerberos says', () => {
  for (const [id, codes] of Object.entries(sights)) {
    it(`is explained by its code, in a text of any language: ${id}`, () => {
      for (const code of codes) {
        const hex = `0x${code.toString(16).toUpperCase().padStart(8, '0')}`;
        expect(classify({ layer: 'auth', network: 'scheme', text: `Etwas ging schief (${hex}).` }).id, hex).toBe(id);
        expect(classify({ layer: 'auth', code, text: 'Etwas ging schief.' }).id, hex).toBe(id);
      }
    });
  }

  it('counts its codes from the base of MIT and Heimdal', () => {
    expect(krb5.preauthFailed).toBe(0x96c73a18);
    expect(krb5.emptyCache).toBe(0x025ea10c);
  });
});
